#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""The knobs of this very host: made quiet for its last CPU, killed at several points, and put back; all of them
are compared, read here and not by Cloister. Where one cannot be written, the reason is checked. Each
prepare lasts for a moment. Needs root and two CPUs, else it says so and passes.
Usage: host_knobs.py CLOISTER"""
import glob
import json
import os
import pathlib
import re
import signal
import subprocess
import sys
import tempfile
import time

cloister = os.path.realpath(sys.argv[1])
last_knob = "/sys/kernel/mm/transparent_hugepage/defrag"  # that prepare writes, so the first that restore does
failures = []


def fail(words):
    print(words)
    failures.append(words)


def text(path):
    """None where it is not there; the reason where it cannot be read."""
    try:
        return pathlib.Path(path).read_text().strip()
    except FileNotFoundError:
        return None
    except OSError as error:
        return error.strerror


def cpus(listed):
    found = set()
    for part in filter(None, (listed or "").split(",")):
        first, _, last = part.partition("-")
        found |= set(range(int(first), int(last or first) + 1))
    return found


def kernel_threads():
    """Those that anybody may move, by number and beginning."""
    threads = {}
    for directory in glob.glob("/proc/[0-9]*"):
        stat = text(directory + "/stat")
        if not stat or ")" not in stat:
            continue
        words = stat[stat.rindex(")") + 1:].split()
        flags = int(words[6])
        name = stat[stat.index("(") + 1:stat.rindex(")")]
        # The thread of an interrupt goes where that goes, and no mask says where.
        if flags & 0x00200000 and not flags & 0x04000000 and not name.startswith("irq/"):
            number = int(directory.rsplit("/", 1)[1])
            try:
                threads[f"thread {number} {name} {words[19]}"] = sorted(os.sched_getaffinity(number))
            except ProcessLookupError:
                pass
    return threads


def cgroup2():
    return [line.split()[1] for line in text("/proc/self/mounts").splitlines() if line.split()[2] == "cgroup2"]


def everything():
    """Each knob that Cloister may touch, and more of their kind: those of all CPUs."""
    patterns = ["/proc/irq/default_smp_affinity", "/proc/irq/*/smp_affinity_list",
                "/sys/devices/virtual/workqueue/cpumask*", "/sys/devices/virtual/workqueue/*/cpumask",
                "/sys/devices/system/cpu/cpu*/cpufreq/scaling_governor", "/sys/devices/system/cpu/cpu*/cpuidle/state*/disable",
                "/sys/kernel/mm/ksm/run", "/sys/kernel/mm/transparent_hugepage/enabled", "/sys/kernel/mm/transparent_hugepage/defrag"]
    knobs = {path: text(path) for pattern in patterns for path in glob.glob(pattern)}
    for hierarchy in cgroup2():
        knobs[hierarchy] = sorted(name for name in os.listdir(hierarchy) if name.startswith("cloister"))
        knobs[hierarchy + "/cgroup.subtree_control"] = text(hierarchy + "/cgroup.subtree_control")
    return knobs | kernel_threads()


def expect_as_before(before, after_what):
    now = everything()
    for name, value in before.items():
        if name not in now and (name.startswith("thread ") or name.startswith("/proc/irq/")):
            continue  # it ended, or its device went
        if now.get(name) != value:
            fail(f"{after_what}: {name} was {value} and is {now.get(name)}")


def host(*words, status=0):
    done = subprocess.run([cloister, "host", *words, "--state", state], capture_output=True, text=True)
    if done.returncode != status:
        fail(f"host {' '.join(words)}: expected {status}, got {done.returncode}: {done.stdout}{done.stderr}")
    return done.stdout + done.stderr


def killed(words, seconds, seen):
    """kill -9 so many seconds after seen() first holds; whether it was still at work."""
    process = subprocess.Popen([cloister, "host", *words, "--state", state, "-q"])
    while not seen() and process.poll() is None:
        pass
    time.sleep(seconds)
    process.send_signal(signal.SIGKILL)
    return process.wait() == -signal.SIGKILL


def journal():
    return json.loads(text(state) or "null")


def prepared_and_restored():
    before = everything()
    said = host("prepare", "--cpus", quiet)
    prepared = everything()
    shown = host("show")
    second = host("prepare", "--cpus", quiet, status=64)
    journalled = journal()
    host("restore", "-q")
    expect_as_before(before, "prepare, restore")
    if os.path.exists(state):
        fail("restore left its journal")
    if "already" not in second:
        fail(f"a second prepare: {second}")
    refused = {knob["place"]["path"]: knob["refused"] for knob in journalled["knobs"] if "refused" in knob}
    for path, why in refused.items():
        if "/irq/" in path and not re.search("the kernel chooses itself where it goes|no interrupt vectors left", why):
            fail(f"{path} is refused, and why is not told: {why}")
    still = [path for path, value in prepared.items()
             if path.endswith("smp_affinity_list") and int(quiet) in cpus(value) and path not in refused
             and any(entry.is_dir() for entry in os.scandir(os.path.dirname(path)))]
    if still:
        fail(f"no reason why these stay on CPU {quiet}: {still}\n{said}")
    for name, value in prepared.items():
        if name.startswith("thread ") and name in before and int(quiet) in value:
            fail(f"{name} may still run on CPU {quiet}: {value}")
    moved = sum(1 for name in before if before[name] != prepared.get(name))
    if moved < 3 or shown.count("\nours ") < 3:
        fail(f"prepare moved {moved} knobs:\n{said}\n{shown}")
    return said, shown, moved


def reasons(shown):
    """Of what this host does not have, or does not let be written."""
    def expect(condition, pattern):
        if condition and not re.search(pattern, shown):
            fail(f"expected {pattern} in\n{shown}")
    flat = re.sub(r"\n {10,}", " ", shown)
    shown = flat
    expect(not os.path.exists(f"/sys/devices/system/cpu/cpu{quiet}/cpufreq"), rf"cannot +governor of CPU {quiet} +no clock speed")
    expect(not glob.glob(f"/sys/devices/system/cpu/cpu{quiet}/cpuidle/state*"), rf"cannot +idle states of CPU {quiet} +none")
    expect(not os.path.exists("/sys/kernel/mm/ksm/run"), r"cannot +KSM +this kernel was built without")
    v1 = [line for line in text("/proc/self/mounts").splitlines()
          if line.split()[2] == "cgroup" and "cpuset" in line.split()[3].split(",")]
    expect(v1, r"cannot +cpuset partition +cpuset belongs to cgroup v1 here")
    expect(int(quiet) not in cpus(text("/sys/devices/system/cpu/isolated")), r"boot +isolcpus= +\S*.*isolcpus=managed_irq")
    expect("nohz_full" not in text("/proc/cmdline"), rf"boot +nohz_full= +none: nohz_full={quiet}")


def kills():
    """In prepare and in restore, at several points; the journal is there before the first knob is written."""
    broken_off = {"prepare": 0, "restore": 0}
    left = set()
    for milliseconds in 5 * (0, 0, 0.1, 0.2, 0.5, 1, 1.5, 2, 4, 8):
        if milliseconds == 8 and len(left) > 3 and broken_off["prepare"] > 3:
            break
        before = everything()
        if killed(["prepare", "--cpus", quiet], milliseconds / 1000, lambda: os.path.exists(state)):
            broken_off["prepare"] += not journal()["complete"]
        now = everything()
        left.add(sum(1 for name in before if before[name] != now.get(name)))
        said = host("show")
        if not said.startswith(f"prepared for CPUs {quiet} since"):
            fail(f"show after a kill: {said}")
        if not journal()["complete"] and "not to the end" not in host("prepare", "--cpus", quiet, status=64):
            fail("a second prepare does not say that the first was broken off")
        host("restore", "-q")
        expect_as_before(before, f"kill -9 after {milliseconds} ms")
    # Restore is short: again until it was met at work thrice.
    for attempt in range(60):
        before = everything()
        host("prepare", "--cpus", quiet, "-q")
        as_journalled = journal()
        prepared = text(last_knob)
        if killed(["restore"], attempt % 4 / 10000, lambda: text(last_knob) != prepared) and os.path.exists(state):
            broken_off["restore"] += any(before[name] not in (None, value) for name, value in everything().items() if name in before)
            if journal() != as_journalled:
                fail("a restore that was killed changed its journal")
        host("restore", "-q")
        expect_as_before(before, "kill -9 in restore")
        if broken_off["restore"] == 3:
            break
    for verb, number in broken_off.items():
        if number == 0:
            fail(f"no {verb} was broken off: nothing is proved")
    if len(left) < 3:
        fail(f"kills came at too few points: {left} knobs written")
    return broken_off, left


def an_earlier_boot():
    before = everything()
    host("prepare", "--cpus", quiet, "-q")
    ours = journal()
    host("restore", "-q")
    pathlib.Path(state).write_text(json.dumps(ours | {"boot": "another"}))
    if "is of an earlier boot" not in host("show", "--cpus", quiet):
        fail("show believes a journal of an earlier boot")
    if "before it was booted" not in host("restore"):
        fail("restore believes a journal of an earlier boot")
    expect_as_before(before, "a journal of an earlier boot")


def nobody():
    done = subprocess.run([cloister, "host", "prepare", "--cpus", quiet, "--state", state], capture_output=True, text=True,
                          user=65534, group=65534, extra_groups=[])
    # Where the checkout is root's alone nobody can start it at all.
    if done.returncode != 126 and (done.returncode, done.stderr[:36]) != (69, "cloister: only root may prepare the "):
        fail(f"prepare as nobody: {done.returncode}: {done.stdout}{done.stderr}")


online = sorted(cpus(text("/sys/devices/system/cpu/online")))
if os.geteuid() != 0 or len(online) < 2:
    print("not tested: it takes root, and a host of two CPUs")
    sys.exit(0)
quiet = str(online[-1])
began = time.monotonic()
with tempfile.TemporaryDirectory() as work:
    state = work + "/host-journal.json"
    try:
        said, shown, moved = prepared_and_restored()
        reasons(shown)
        broken_off, left = kills()
        an_earlier_boot()
        try:
            nobody()
        except PermissionError:
            pass
    finally:
        subprocess.run([cloister, "host", "restore", "-q", "--state", state], check=False)
print(f"{len(everything())} knobs, {moved} of them moved; broken off: {broken_off['prepare']} prepares, "
      f"{broken_off['restore']} restores, with {sorted(left)} knobs written; {time.monotonic() - began:.1f} s")
sys.exit(1 if failures else 0)
