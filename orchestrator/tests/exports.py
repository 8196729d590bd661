#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Each format of `cloister export` read by its own reader: Prometheus behind the node exporter's textfile directory,
InfluxDB, junitparser, the kernel's kunit_parser.py, LAVA's own signal code; KCIDB by kcidb-5.3.schema.json; and archives,
sound and hostile. Guests are the fake machine's, whose runs are told not to be so. The readers are unpacked by
debian/unpack-readers into build/exports; nothing is skipped. Usage: exports.py CLOISTER"""
import ast
import contextlib
import csv
import decimal
import http.server
import io
import json
import os
import pathlib
import re
import shutil
import socket
import subprocess
import sys
import tarfile
import tempfile
import threading
import time
import unittest
import urllib.parse
import urllib.request

HERE = pathlib.Path(__file__).resolve().parent
READERS = HERE.parents[1] / "build" / "exports"
EXAMPLES = HERE.parents[1] / "results-schema" / "examples"
CLOISTER = pathlib.Path(sys.argv[1]).resolve()
PACKAGES = READERS / "usr/lib/python3/dist-packages"
if not (READERS / "kunit/kunit_parser.py").exists():
    sys.exit(f"no readers in {READERS}: run debian/unpack-readers")
sys.path[:0] = [str(PACKAGES), str(READERS / "kunit")]

import jsonschema  # noqa: E402
import junitparser  # noqa: E402
import kunit_parser  # noqa: E402


def cloister(*words, exits=(0,)):
    done = subprocess.run([CLOISTER, *map(str, words)], capture_output=True)
    if done.returncode not in exits:
        raise AssertionError(f"cloister {' '.join(map(str, words))} ended with {done.returncode}: {done.stderr.decode()}")
    return done.stdout.decode() if done.returncode in (0, 1, 2) else done.stderr.decode()


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def until(what, holds, seconds=30):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with contextlib.suppress(OSError, KeyError, IndexError):
            if holds():
                return
        time.sleep(0.1)
    raise AssertionError(f"{what} does not come within {seconds} s")


@contextlib.contextmanager
def daemon(*words, log, **environment):
    with open(log, "wb") as output:
        process = subprocess.Popen([str(word) for word in words], stdout=output, stderr=output, env=os.environ | environment)
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def get(port, path, **parameters):
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}?{urllib.parse.urlencode(parameters)}", timeout=10) as answer:
        return json.loads(answer.read() or b"null")


class OpenMetrics(http.server.BaseHTTPRequestHandler):
    """Serves the export as what it is, so that Prometheus reads it by its strict parser."""

    text = b""

    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Type", "application/openmetrics-text; version=1.0.0; charset=utf-8")
        self.end_headers()
        self.wfile.write(self.text)

    def log_message(self, *_):
        pass


def as_if_measured(run):
    """The fake machine's run, told to be QEMU's: only so are its numbers exported."""
    for record in run.glob("trials/*/*/record.json"):
        told = json.loads(record.read_text())
        told["machine"]["backend"] = "qemu"
        record.write_text(json.dumps(told))
    cloister("judge", "-q", run, exits=(0, 1, 2))


class Exports(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.directory = tempfile.TemporaryDirectory()
        cls.work = work = pathlib.Path(cls.directory.name)
        cls.fake, cls.run_, cls.lossy, cls.loud = work / "fake", work / "run", work / "lossy", work / "loud"
        cloister("run", "smallest", "--machine", "fake", "-q", "-o", cls.fake, exits=(0, 2))
        shutil.copytree(cls.fake, cls.run_)
        shutil.copy(EXAMPLES / "cost.json", cls.run_)
        cloister("run", "smallest", "--machine", "fake", "--story", "loses-events", "-q", "-o", cls.lossy, exits=(2,))
        cloister("run", "smallest", "--machine", "fake", "--story", "loud-remote", "-q", "-o", cls.loud, exits=(1,))
        for run in (cls.run_, cls.lossy, cls.loud):
            as_if_measured(run)
        cls.report = json.loads((cls.run_ / "report.json").read_text())
        cls.cost = json.loads((cls.run_ / "cost.json").read_text())
        cls.claims = cls.report["claims"] + cls.cost["claims"]

    @classmethod
    def tearDownClass(cls):
        cls.directory.cleanup()

    def export(self, form, *runs):
        return cloister("export", *(runs or (self.run_,)), "--format", form)

    def samples(self, *runs):
        return list(csv.DictReader(io.StringIO(self.export("csv", *runs))))

    def cell(self, mode, workload="spin-refill+drop_caches"):
        return next(each for each in self.report["cells"] if (each["mode"], each["workload"]) == (mode, workload))

    def test_prometheus(self):
        textfiles = self.work / "textfiles"
        textfiles.mkdir()
        OpenMetrics.text = self.export("openmetrics").encode()
        (textfiles / "cloister.prom").write_bytes(OpenMetrics.text)
        checked = subprocess.run([READERS / "usr/bin/promtool", "check", "metrics"], input=OpenMetrics.text, capture_output=True)
        self.assertEqual((checked.returncode, checked.stderr), (0, b""))
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), OpenMetrics)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        node, prometheus = free_port(), free_port()
        config = self.work / "prometheus.yml"
        config.write_text(json.dumps({"global": {"scrape_interval": "1s"}, "scrape_configs": [
            {"job_name": job, "static_configs": [{"targets": [f"127.0.0.1:{port}"]}]}
            for job, port in (("textfile", node), ("strict", server.server_port))]}))
        with daemon(READERS / "usr/bin/prometheus-node-exporter", "--collector.disable-defaults", "--collector.textfile",
                    f"--collector.textfile.directory={textfiles}", f"--web.listen-address=127.0.0.1:{node}", log=self.work / "node"), \
             daemon(READERS / "usr/bin/prometheus", f"--config.file={config}", f"--storage.tsdb.path={self.work / 'tsdb'}",
                    f"--web.listen-address=127.0.0.1:{prometheus}", log=self.work / "prometheus"):

            def query(words):
                answer = get(prometheus, "/api/v1/query", query=words)
                self.assertEqual(answer["status"], "success", words)
                return answer["data"]["result"]

            until("a scrape of both", lambda: len(query("cloister_run_info")) == 2)
            self.assertEqual([each["value"][1] for each in query("up")], ["1", "1"])
            self.assertEqual(query("node_textfile_scrape_error")[0]["value"][1], "0")
            for job in ("textfile", "strict"):
                self.look_at_prometheus(job, query)
            self.look_at_dashboard(query)
        server.shutdown()
        server.server_close()

    def look_at_prometheus(self, job, query):
        for mode in ("local", "remote"):
            cell = self.cell(mode)
            where = f'{{job="{job}",mode="{mode}",workload="spin-refill+drop_caches"'
            self.assertEqual(query(f"cloister_armed_drains{where}}}")[0]["value"][1], str(cell["armed"]))
            for kind in ("drain_work", "ipi", "task_switch", "tick"):
                caused = sum(kinds.get(kind, 0) for kinds in cell["drain_caused"].values())
                self.assertEqual(query(f'sum(cloister_drain_caused_arrivals{where},kind="{kind}"}})')[0]["value"][1], str(caused))
        for cell in self.report["cells"]:
            where = f'{{job="{job}",mode="{cell["mode"]}",workload="{cell["workload"]}"'
            storm = query(f"cloister_storm_pages{where}}}")
            self.assertEqual([each["value"][1] for each in storm], [str(cell["storm"]["pages"])] if "storm" in cell else [])
            for cpu in range(4):
                waits = sum(each["number"] for each in cell["contentions"] if each["cpu"] == cpu)
                isolated = "yes" if cpu in (2, 3) else "no"
                told = query(f'sum(cloister_cpu_lock_waits{where},cpu="{cpu}",isolated="{isolated}"}})')
                self.assertEqual([each["value"][1] for each in told], [str(waits)] if waits else [])
        upheld = query(f'sum(cloister_claim_verdict{{job="{job}",verdict="upheld"}})')[0]["value"][1]
        self.assertEqual(int(upheld), sum(claim["verdict"] == "upheld" for claim in self.claims))

    def look_at_dashboard(self, query):
        dashboard = json.loads(cloister("export", "--format", "grafana-dashboard"))
        self.assertEqual(len({panel["id"] for panel in dashboard["panels"]}), len(dashboard["panels"]))
        exported = set(re.findall(r"^# TYPE (\S+)", OpenMetrics.text.decode(), re.M))
        for panel in dashboard["panels"]:
            for target in panel["targets"]:
                words = target["expr"].replace("$kernel", ".*").replace("$mode", ".*")
                names = set(re.findall(r"cloister_\w+", words))
                self.assertTrue(names and names <= exported, f"{panel['title']} asks for {names - exported}")
                labels = set(re.findall(r"{{(\w+)}}", target["legendFormat"]))
                # All is well in this run, so nothing is found by what tells what is not.
                found = query(words.replace(" == 1", "").replace('"no"', '"yes"'))
                self.assertTrue(found, f"{panel['title']}: nothing comes of {words}")
                self.assertLessEqual(labels, found[0]["metric"].keys(), panel["title"])

    def test_influxdb(self):
        store, port = self.work / "influx", free_port()
        with daemon(READERS / "usr/bin/influxd", "run", "-config", os.devnull, log=self.work / "influxd",
                    INFLUXDB_META_DIR=str(store / "meta"), INFLUXDB_DATA_DIR=str(store / "data"),
                    INFLUXDB_DATA_WAL_DIR=str(store / "wal"), INFLUXDB_HTTP_BIND_ADDRESS=f"127.0.0.1:{port}",
                    INFLUXDB_BIND_ADDRESS=f"127.0.0.1:{free_port()}", INFLUXDB_REPORTING_DISABLED="true",
                    INFLUXDB_MONITOR_STORE_ENABLED="false"):
            base = f"http://127.0.0.1:{port}"
            until("InfluxDB", lambda: urllib.request.urlopen(f"{base}/ping").status == 204)
            urllib.request.urlopen(f"{base}/query", urllib.parse.urlencode({"q": "CREATE DATABASE cloister"}).encode()).close()
            for run in (self.run_, self.loud):  # two nights beside each other
                with urllib.request.urlopen(f"{base}/write?db=cloister", self.export("influx", run).encode()) as answer:
                    self.assertEqual(answer.status, 204)

            def query(words):
                return get(port, "/query", db="cloister", q=words)["results"][0]["series"]

            for run, mode in ((self.run_, "local"), (self.run_, "remote"), (self.loud, "remote")):
                report = json.loads((run / "report.json").read_text())
                cell = next(each for each in report["cells"] if each["mode"] == mode and each["workload"].endswith("+drop_caches"))
                caused = sum(kinds.get("drain_work", 0) for kinds in cell["drain_caused"].values())
                where = f"mode = '{mode}' AND workload = '{cell['workload']}' AND kind = 'drain_work' AND run = '{run.name}'"
                told = query(f"SELECT sum(value) FROM cloister_drain_caused_arrivals WHERE {where}")
                self.assertEqual(told[0]["values"][0][1], caused)
            points = sum(series["values"][0][1] for series in query('SELECT count(value) FROM /.*/'))
            self.assertEqual(points, len(self.samples(self.run_, self.loud)))
            started = query("SELECT value FROM cloister_run_info WHERE run = 'run'")[0]["values"][0][0]
            records = [json.loads(each.read_text()) for each in self.run_.glob("trials/*/*/record.json")]
            self.assertEqual(started[:19], min([each["started"] for each in records] + [self.cost["started"]])[:19])

    @staticmethod
    def kcidb():
        schema = json.loads((HERE / "kcidb-5.3.schema.json").read_text())
        jsonschema.Draft7Validator.check_schema(schema)
        return jsonschema.Draft7Validator(schema, format_checker=jsonschema.FormatChecker())

    def test_kcidb(self):
        validator = self.kcidb()
        report = json.loads(self.export("kcidb", self.run_, self.lossy, self.loud))
        validator.validate(report)
        renamed = subprocess.run(["sed", 's/"cloister:/"mine:/; s/"origin": "cloister"/"origin": "mine"/'], input=json.dumps(report, indent=2),
                                 capture_output=True, text=True, check=True).stdout  # as docs/exports.md says
        validator.validate(json.loads(renamed))
        self.assertFalse(re.search('"cloister[":]', renamed))
        for spoil in (lambda it: it["version"].update(minor=4), lambda it: it["tests"][0].update(status="OK"),
                      lambda it: it["tests"][0].update(verdict="upheld"), lambda it: it["builds"][0].pop("checkout_id"),
                      lambda it: it["tests"][1].update(number={"unit": "s"}), lambda it: it["tests"][0].update(path="a b")):
            spoiled = json.loads(json.dumps(report))
            spoil(spoiled)
            self.assertFalse(validator.is_valid(spoiled), "the schema takes what it should refuse")
        for objects in ("checkouts", "builds", "tests"):
            ids = [each["id"] for each in report[objects]]
            self.assertEqual(len(ids), len(set(ids)), objects)
        self.assertLessEqual({each["build_id"] for each in report["tests"]}, {each["id"] for each in report["builds"]})
        self.assertLessEqual({each["checkout_id"] for each in report["builds"]}, {each["id"] for each in report["checkouts"]})
        words = {"upheld": "PASS", "undecided": "MISS", "invalid": "ERROR", "refuted": "FAIL"}
        claims = [test for test in report["tests"] if "number" not in test]
        expected = self.claims + [claim for run in (self.lossy, self.loud) for claim in json.loads((run / "report.json").read_text())["claims"]]
        self.assertEqual([(test["path"], test["status"]) for test in claims],
                         [("cloister." + claim["id"], words[claim["verdict"]]) for claim in expected])
        self.assertEqual({test["status"] for test in claims}, {"PASS", "ERROR", "FAIL"} | {words[c["verdict"]] for c in expected})
        numbers = {(test["path"], test["number"]["value"]) for test in report["tests"] if "number" in test}
        self.assertIn(("cloister.remote-drains-are-silent.work_items", 0), numbers)

    def test_junit(self):
        file = self.work / "cloister.xml"
        cloister("export", self.run_, self.lossy, self.loud, "--format", "junit", "-o", file)
        suites = list(junitparser.JUnitXml.fromfile(str(file)))
        self.assertEqual([suite.name for suite in suites], ["run", "lossy", "loud"])
        kinds = {"upheld": type(None), "undecided": junitparser.Error, "invalid": junitparser.Error, "refuted": junitparser.Failure}
        for suite, run in zip(suites, (self.run_, self.lossy, self.loud)):
            claims = json.loads((run / "report.json").read_text())["claims"] + (self.cost["claims"] if run == self.run_ else [])
            self.assertEqual([case.name for case in suite], [claim["id"] for claim in claims])
            counts = suite.tests, suite.failures, suite.errors, suite.skipped
            suite.update_statistics()
            self.assertEqual(counts, (suite.tests, suite.failures, suite.errors, suite.skipped))
            for case, claim in zip(suite, claims):
                result = case.result[0] if case.result else None
                self.assertIs(type(result), kinds[claim["verdict"]], claim["id"])
                self.assertIn(claim["reason"], case.system_out)
                if result is not None:
                    self.assertEqual((result.type, result.message), (claim["verdict"], claim["reason"]))

    def test_ktap(self):
        text = self.export("ktap", self.run_, self.lossy, self.loud)
        said = io.StringIO()
        with contextlib.redirect_stdout(said):
            told = kunit_parser.parse_run_tests(text.splitlines())
        self.assertEqual(told.counts.errors, 0, said.getvalue())
        self.assertEqual([test.name for test in told.subtests], ["run", "lossy", "loud"])
        status = kunit_parser.TestStatus
        for test, run in zip(told.subtests, (self.run_, self.lossy, self.loud)):
            claims = json.loads((run / "report.json").read_text())["claims"] + (self.cost["claims"] if run == self.run_ else [])
            self.assertEqual([(each.name.split(" # ")[0], each.status) for each in test.subtests],
                             [(claim["id"], status.SUCCESS if claim["verdict"] == "upheld" else status.FAILURE) for claim in claims])
        with contextlib.redirect_stdout(said):
            told = kunit_parser.parse_run_tests(self.export("ktap", self.fake).splitlines())
        self.assertEqual({each.status for each in told.subtests[0].subtests}, {status.SKIPPED})

    def test_lava(self):
        """By the code that a LAVA dispatcher runs; whole, it would ask for a lab."""
        source = PACKAGES / "lava_dispatcher"
        pattern = next(value.value for node in ast.walk(ast.parse((source / "actions/test/shell.py").read_text()))
                       if isinstance(node, ast.Dict) for key, value in zip(node.keys, node.values)
                       if isinstance(key, ast.Constant) and key.value == "signal" and isinstance(value, ast.Constant))
        code = [node for file in ("connection.py", "actions/test/shell.py")
                for node in ast.parse((source / file).read_text()).body
                if getattr(node, "name", "") in ("SignalMatch", "handle_testcase")]
        refused = type("TestError", (Exception,), {})
        names = {"InternalObject": object, "decimal": decimal, "TestError": refused, "JobError": refused, "re": re}
        exec(compile(ast.Module(code, []), "lava", "exec"), names)  # pylint: disable=exec-used
        cases, sets = {}, []
        for line in self.export("lava", self.run_, self.lossy, self.loud).splitlines():
            name, words = re.fullmatch(pattern, line).groups()
            if name == "TESTSET":
                sets.append(words)
                continue
            self.assertEqual(name, "TESTCASE")
            told = names["SignalMatch"]().match(names["handle_testcase"](words.split()), fixupdict={})
            cases[sets[-1], told["test_case_id"]] = told
        self.assertEqual(sets, ["START run", "STOP", "START lossy", "STOP", "START loud", "STOP"])
        for claim in self.claims:
            told = cases["START run", claim["id"]]
            self.assertEqual(told["result"], {"upheld": "pass", "refuted": "fail"}.get(claim["verdict"], "unknown"))
            if claim["verdict"] in ("upheld", "refuted"):
                for number, value in claim["numbers"].items():
                    self.assertEqual(cases["START run", f"{claim['id']}.{re.sub('[^a-zA-Z0-9_-]', '_', number)}"]["measurement"], value["value"])
        self.assertEqual(cases["START loud", "remote-drains-are-silent"]["result"], "fail")

    def test_rt_tests(self):
        """Read as Linaro/test-definitions automated/lib/parse_rt_tests_results.py reads cyclictest's."""
        told = json.loads(self.export("rt-tests"))
        self.assertFalse([key for key in told if key.endswith(":")])
        self.assertEqual(int(told["return_code"]), 0)
        seen = json.loads(cloister("explain", self.run_, "--json"))["trials"]
        for number in range(int(told["num_threads"])):
            thread = told["thread"][str(number)]
            lengths = [each["length_ns"] for trial in seen for each in trial["interruptions"]
                       if each["cpu"] == thread["cpu"] and all(trial[key] == thread["cell"][key] for key in ("kernel", "mode", "workload"))]
            self.assertEqual((thread["cycles"], thread["min"], thread["max"]),
                             (len(lengths), min(lengths, default=0) // 1000, max(lengths, default=0) // 1000))
            self.assertAlmostEqual(thread["avg"], sum(lengths) / 1e3 / max(len(lengths), 1), places=3)
            self.assertEqual(sum(thread["histogram"].values()), len(lengths))
        self.assertEqual({thread["cpu"] for thread in told["thread"].values()}, {2, 3})
        self.assertIn("is no measurement", cloister("export", self.fake, "--format", "rt-tests", exits=(64,)))

    def test_csv(self):
        rows = self.samples()
        whole = {(row["metric"], row["mode"], row["cpu"], row["kind"], row["workload"]): row["value"] for row in rows}
        for cell in self.report["cells"]:
            for cpu in ("2", "3"):
                for kind, number in cell["counts"].get(cpu, {}).items():
                    self.assertEqual(whole["cloister_arrivals", cell["mode"], cpu, kind, cell["workload"]], str(number))
        rates = {(row["mode"], row["workload"]): (row["value"], row["times"]) for row in rows if row["metric"] == "cloister_storm_pages_per_second"}
        self.assertEqual({cell: (round(float(rate), 3), times) for cell, (rate, times) in rates.items()},
                         {(cell["mode"], cell["workload"]): (round(cell["storm"]["pages_per_second"], 3), "indicative")
                          for cell in self.report["cells"] if "storm" in cell})
        self.assertEqual({workload for _, workload in rates}, {"fault-storm+drop_caches"})
        costs = {(row["kernel"], row["mode"], row["operation"]): row["value"] for row in rows if row["metric"] == "cloister_operation_instructions"}
        self.assertEqual(costs, {(each["kernel"], each["mode"], each["name"]): str(each["instructions"])
                                 for each in self.cost["operations"] if "invalid" not in each})
        self.assertTrue(all(row["times"] == "indicative" for row in rows if row["metric"].endswith("longest_seconds")))
        lines = [line for line in self.export("openmetrics").splitlines() if not line.startswith("#")]
        self.assertEqual(sorted(line.rsplit(" ", 1)[1] for line in lines), sorted(row["value"] for row in rows))

    def test_trace(self):
        """What Perfetto's JSON importer and chrome://tracing ask of events, and that they are what explain tells."""
        told = json.loads(self.export("trace"))
        phases = {"M": {"name", "ph", "pid", "tid", "args"}, "X": {"name", "ph", "pid", "tid", "ts", "dur"},
                  "s": {"name", "ph", "pid", "tid", "ts", "id", "cat"}, "f": {"name", "ph", "pid", "tid", "ts", "id", "cat", "bp"}}
        for event in told["traceEvents"]:
            self.assertLessEqual(phases[event["ph"]], event.keys())
            self.assertTrue(all(isinstance(event[key], (int, float)) for key in ("pid", "tid", "ts", "dur") if key in event))
        seen = json.loads(cloister("explain", self.run_, "--json"))["trials"]
        whole = {event["args"]["number"]: event for event in told["traceEvents"] if event["ph"] == "X" and "number" in event.get("args", {})}
        expected = {each["number"]: (each["cpu"], (each["at_ns"] - trial["window_opened_ns"]) / 1e3, each["length_ns"] / 1e3, each["cause"]["what"])
                    for trial in seen for each in trial["interruptions"]}
        self.assertEqual({number: (event["tid"], event["ts"], event["dur"], event["name"]) for number, event in whole.items()}, expected)
        arrows = {ph: [event["id"] for event in told["traceEvents"] if event["ph"] == ph] for ph in "sf"}
        self.assertEqual(arrows["s"], arrows["f"])
        self.assertEqual(len(arrows["s"]), len(set(arrows["s"])))

    def test_what_proves_nothing_has_no_counts(self):
        rows = self.samples(self.lossy)
        uncounted = {(row["mode"], row["workload"]): row["value"] for row in rows if row["metric"] == "cloister_cell_uncounted_trials"}
        self.assertEqual(uncounted["local", "spin-refill+drop_caches"], "1")
        self.assertEqual(uncounted["remote", "spin-refill+drop_caches"], "0")
        told = {row["metric"] for row in rows if (row["mode"], row["workload"]) == ("local", "spin-refill+drop_caches")}
        self.assertEqual(told, {"cloister_cell_trials", "cloister_cell_uncounted_trials"})
        invalid = {claim["id"] for claim in json.loads((self.lossy / "report.json").read_text())["claims"]
                   if claim["verdict"] in ("invalid", "undecided")}
        self.assertTrue(invalid)
        self.assertFalse(invalid & {row["claim"] for row in rows if row["metric"] == "cloister_claim_number"})
        threads = json.loads(self.export("rt-tests", self.lossy))["thread"].values()
        self.assertNotIn(("local", "spin-refill+drop_caches"), {(t["cell"]["mode"], t["cell"]["workload"]) for t in threads})

    def test_what_was_not_measured_is_no_number(self):
        rows = self.samples(self.fake)
        self.assertEqual([row["metric"] for row in rows], ["cloister_run_info"])
        self.assertIn("fake machine", rows[0]["not_measured"])
        tests = json.loads(self.export("kcidb", self.fake))["tests"]
        self.assertEqual({test["status"] for test in tests}, {"SKIP"})
        self.assertNotIn("RESULT=pass", self.export("lava", self.fake))

    def test_a_series_is_its_steps(self):
        series = self.work / "series"
        shutil.copytree(self.run_, series / "steps" / "6.12@base")
        told = json.loads((EXAMPLES / "series.json").read_text())
        told["steps"][-1] |= {"state": "build_failed", "reason": "it does not <build>"}
        told["steps"].append(told["steps"][-1] | {"kernel": "6.12@8"})
        (series / "series.json").write_text(json.dumps(told))
        file = self.work / "series.xml"
        cloister("export", series, "--format", "junit", "-o", file)
        suites = list(junitparser.JUnitXml.fromfile(str(file)))
        self.assertEqual([suite.name for suite in suites], ["series/6.12@base", "series/6.12@7", "series/6.12@8"])
        self.assertEqual(next(iter(suites[-1])).result[0].message, "it does not <build>")
        report = json.loads(self.export("kcidb", series))
        self.kcidb().validate(report)
        self.assertEqual([each["comment"] for each in report["builds"] if each["status"] == "FAIL"],
                         ["6.12@7: it does not <build>", "6.12@8: it does not <build>"])
        self.assertEqual([(test["path"], test["status"]) for test in report["tests"][-2:]], [("cloister.builds", "FAIL")] * 2)
        self.assertEqual(len(report["tests"]), len({test["id"] for test in report["tests"]}))
        refuted = [row["kernel"] for row in self.samples(series) if (row["claim"], row["verdict"], row["value"]) == ("builds", "refuted", "1")]
        self.assertEqual(refuted, ["6.12@7", "6.12@8"])
        self.export("openmetrics", series)
        self.assertIn("holds one run", cloister("export", series, "--format", "trace", exits=(64,)))

    def test_a_run_without_claims(self):
        silent = self.work / "silent"
        shutil.copytree(self.loud, silent)
        for file in ("plan.json", "report.json"):
            told = json.loads((silent / file).read_text())
            (silent / file).write_text(json.dumps(told | {"claims": []}))
        self.assertEqual(cloister("export", silent, "--format", "ktap", exits=(64,)),
                         "cloister: silent has no claims, which ktap tells: choose openmetrics, influx or csv\n")
        both = subprocess.run([CLOISTER, "export", silent, self.loud, "--format", "junit"], capture_output=True, text=True, check=True)
        self.assertEqual(both.stderr, "cloister: silent has no claims, which junit tells: left out\n")
        self.assertEqual(both.stdout, self.export("junit", self.loud))

    def test_refusals(self):
        for words, line in (((self.run_, "--format", "junti"), "unknown format 'junti': did you mean junit?"),
                            (("--format", "junit"), "export needs a directory of a run, of costs or of a series; see runs/"),
                            ((self.run_, "--format", "grafana-dashboard"), "grafana-dashboard is of no run: leave out the directories"),
                            ((self.run_, self.loud, "--format", "trace"), "trace holds one run: name one, or one step of a series"),
                            ((self.work, "--format", "csv"), f"{self.work} is no run directory: it has neither plan.json nor cost.json; see runs/")):
            self.assertEqual(cloister("export", *words, exits=(64,)), f"cloister: {line}\n")
        same = cloister("export", self.run_, self.loud, "--format", "openmetrics", exits=(64,))
        self.assertRegex(same, r"^cloister: openmetrics: two of the runs have cloister_\S+{[^\n]*: export one of them, or choose influx or csv")

    def test_archives(self):
        file = self.work / "run.tar.zst"
        cloister("export", self.lossy, "--format", "archive", "-o", file)
        first = file.read_bytes()
        cloister("export", self.lossy, "--format", "archive", "-o", file)
        self.assertEqual(first, file.read_bytes(), "not the same bytes again")
        elsewhere, history = self.work / "elsewhere", self.work / "history.db"
        elsewhere.mkdir()
        said = cloister("import", file, "--into", elsewhere, "--history", history)
        self.assertIn("unpacked, every digest as recorded", said)
        self.assertIn("+ 6 trials", said)
        for each in self.lossy.rglob("*"):
            there = elsewhere / "lossy" / each.relative_to(self.lossy)
            self.assertTrue(there.is_dir() if each.is_dir() else there.read_bytes() == each.read_bytes(), there)
        self.assertIn("is there already", cloister("import", file, "--into", elsewhere, "--no-history", exits=(64,)))
        self.assertIn("is no archive: without a history there is nothing to do for it",
                      cloister("import", elsewhere / "lossy", "--no-history", exits=(64,)))
        self.hostile(elsewhere)

    def hostile(self, elsewhere):
        before = sorted(self.work.rglob("*"))

        def refused(reason, *members, add=()):
            file = elsewhere / "hostile.tar"
            with tarfile.open(file, "w") as out:
                for path in add:
                    out.add(path, "evil")
                for name, kind, link in members:
                    entry = tarfile.TarInfo(name)
                    entry.type, entry.linkname = kind, link
                    out.addfile(entry, io.BytesIO())
            told = cloister("import", file, "--into", elsewhere, "--no-history", exits=(64,))
            self.assertIn(reason, told)
            self.assertEqual(told.count("\n"), 1, told)
            file.unlink()
            self.assertEqual(sorted(self.work.rglob("*")), before, reason)

        refused("'../evil' would lie outside of it", ("../evil", tarfile.REGTYPE, ""))
        refused("would lie outside of it", ("evil/../../evil", tarfile.REGTYPE, ""))
        refused("would lie outside of it", (str(self.work / "evil"), tarfile.REGTYPE, ""))
        refused("is neither a plain file nor a directory", ("evil/link", tarfile.SYMTYPE, "/etc"))
        refused("is neither a plain file nor a directory", ("evil/link", tarfile.LNKTYPE, "../fake/plan.json"))
        refused("is neither a plain file nor a directory", ("evil/pipe", tarfile.FIFOTYPE, ""))
        refused("is not beneath one directory with all else", ("evil/a", tarfile.REGTYPE, ""), ("other/a", tarfile.REGTYPE, ""))
        refused("hostile.tar: evil is no run directory: it has neither plan.json nor cost.json", ("evil/a", tarfile.REGTYPE, ""))
        altered = elsewhere / "lossy"
        console = next(altered.glob("trials/*/*/console.log"))
        kept = console.read_bytes()
        console.write_bytes(kept + b"x")
        refused("is not what its record says", add=[altered])
        console.unlink()
        before.remove(console)
        refused("console.log is missing", add=[altered])
        (elsewhere / "text").write_text("no archive")
        self.assertIn("is no archive of a run", cloister("import", elsewhere / "text", "--into", elsewhere, "--no-history", exits=(64,)))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
