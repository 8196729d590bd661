#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Every recipe for bare metal, done in one guest by its shell and perl, shows what it is a recipe of on each isolated CPU.
Usage: recipes.py [--kernel REFERENCE] [--tell] CLOISTER [SOURCE…]; 6.12 unless another kernel of the cache is named, which
may want fewer sources. --tell shows what each recipe prints. Three minutes."""
import argparse
import glob
import os
import re
import subprocess
import sys
import tempfile

from guest_terminal import GuestTerminal

# What one time brings to the two isolated CPUs, where that is not one each.
EXPECTED = {
    "perf-event": range(6, 7),  # to open, to enable and to close it
    "text-patching": range(4, 41),  # as many steps as its places need, on and off
    "socket-filter": range(4, 13),  # when it comes, when it goes, and when a large page is split
}
ONE_EACH = range(2, 3)

parser = argparse.ArgumentParser()
parser.add_argument("--kernel", default="6.12")
parser.add_argument("--tell", action="store_true")
parser.add_argument("cloister")
parser.add_argument("sources", nargs="*")
asked = parser.parse_args()
cloister = os.path.realpath(asked.cloister)
work = tempfile.TemporaryDirectory()
os.chdir(work.name)
os.environ["CLOISTER_HISTORY"] = "none"
if asked.kernel != "5.10":
    EXPECTED["memcg-stock"] = range(0, 1)  # passes over isolated CPUs
    EXPECTED["page-lists"] = EXPECTED["direct-reclaim"] = range(0, 1)  # whoever drains empties them himself
if asked.kernel not in ("5.10", "6.1"):
    EXPECTED["buffer-heads"] = range(0, 1)  # isolated CPUs keep none
# Two caches go with a table of device-mapper; other kernels have neither that nor the sheaves.
EXPECTED["sheaves"] = range(4, 5) if asked.kernel in ("7.2", "7.3") else range(0, 1)
# memory-offline and longterm-pin need a word on the command line, which disturbs no other. A kernel may refuse it.
subprocess.run([cloister, "calibrate", "--kernel", asked.kernel, "--modes", "local", "--sources", "memory-offline",
                "-n", "2", "-q", "-o", "run"], check=False)
record = glob.glob("run/trials/*/1/record.json")[0]
listed = subprocess.run([os.path.dirname(cloister) + "/tests/every-recipe", record, "."], check=True, text=True,
                        stdout=subprocess.PIPE).stdout
signs = dict(line.split("\t") for line in listed.splitlines())
if asked.kernel in ("5.10", "6.1"):
    signs["buffer-heads"] = " call_function_entry:"  # no event names what is called; a drain's IPIs are others
wanted = asked.sources or list(signs)
failures = []

for source in wanted:
    recipe = open(source + ".sh").read()
    subprocess.run(["shellcheck", "-S", "warning", source + ".sh"], check=True)
    for script in re.findall(r"perl -e '(.*?)'", recipe, re.S):
        checked = subprocess.run(["perl", "-wc", "-e", script], text=True, capture_output=True)
        if checked.stderr != "-e syntax OK\n":
            failures.append(f"{source}: {checked.stderr}")

# As one, so that one guest does them all.
with open("run/recipe.sh", "w") as all_of_them:
    for source in wanted:
        all_of_them.write(f"cat >/tmp/{source}.sh <<'END_OF_RECIPE'\n{open(source + '.sh').read()}END_OF_RECIPE\n")
        expected = EXPECTED.get(source, ONE_EACH)
        # On a busy host a page may leave its batch before it is drained, as by hand: three times, as reproduce has three guests.
        all_of_them.write(f"for try in 1 2 3; do\nsh /tmp/{source}.sh >/tmp/{source}.out 2>&1\n"
                          f"n=$(grep -c '{signs[source]}' /tmp/{source}.out)\n"
                          f"[ $n -ge {expected.start} ] && [ $n -lt {expected.stop} ] && break\ndone\n"
                          f"echo came {source} $n $try\n"
                          f"{'cat' if asked.tell else ':'} /tmp/{source}.out\n")
guest = GuestTerminal(cloister, "run")
guest.answer("")
guest.share_tracepoints()
said = guest.answer("sh /recipe.sh", 600)
if asked.tell:
    print(said)
if guest.leave() != 0:
    failures.append("the guest did not end as it should")
came = {source: (int(number), int(tried)) for source, number, tried in re.findall(r"^came (\S+) (\d+) (\d)\r*$", said, re.M)}
for source in wanted:
    number, tried = came.get(source, (None, 0))
    print(f"{source:<18} {number}" + (f", the {tried}. time" if tried > 1 else ""))
    if number not in EXPECTED.get(source, ONE_EACH):
        failures.append(f"{source}: {number} came")
for failure in failures:
    print(failure)
sys.exit(1 if failures else 0)
