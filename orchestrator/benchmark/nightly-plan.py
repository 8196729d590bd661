#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""What a night costs beyond its guests: how long 1,000 fake cells take to plan, and what each takes of the processor and
of memory, with 100 cells and with 1,000. Most of that is what a trial costs anywhere: the fake machine, its trace written,
read and judged. So the same trials are done by one run as well, and what a cell takes beyond that is the night's own. On a
file system in memory where there is one: making and removing a trial's files costs more on some disks than all else.
Usage: nightly-plan.py CLOISTER [CELLS]"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time

cloister = str(pathlib.Path(sys.argv[1]).resolve())
most = int(sys.argv[2]) if len(sys.argv) > 2 else 1000
work = tempfile.TemporaryDirectory(dir="/dev/shm" if os.path.isdir("/dev/shm") else None)
os.chdir(work.name)
os.environ["CLOISTER_HISTORY"] = "none"
pathlib.Path("armed.toml").write_text(
    'schema = "cloister/scenario/1"\ndrains = 100\nclaims = ["local-drains-interrupt"]\n')


def plan(cells):
    file = f"plan-{cells}.toml"
    pathlib.Path(file).write_text(
        'schema = "cloister/nightly-plan/1"\nmachine = "fake"\n[[cells]]\nkernels = ["6.12"]\nmodes = ["local"]\n'
        f'scenarios = ["./armed.toml"]\nrepeat = {cells}\n')
    return file


def cost(*words):
    """Seconds of the clock, seconds of the processor, MiB that it had at most."""
    began = time.monotonic()
    child = subprocess.Popen([cloister, *words], stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(child.pid, 0)
    if status != 0:
        sys.exit(f"cloister {' '.join(words)} ended with {status}")
    return time.monotonic() - began, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


clock, processor, _ = cost("nightly", plan(most), "--dry-run")
print(f"planning {most} cells: {clock:.2f} s, {processor:.2f} s of the processor")
peaks = []
for cells in (most // 10, most):
    _, trials, _ = cost("run", "./armed.toml", "--machine", "fake", "--modes", "local", "--repeat", str(cells), "-q",
                        "-o", f"run-{cells}")
    words = ["nightly", plan(cells), "-q", "-o", f"nights-{cells}"]
    clock, processor, peak = cost(*words, "--history", f"history-{cells}.db")
    peaks.append(peak)
    print(f"{cells} cells: {clock:.1f} s, {1000 * clock / cells:.1f} ms a cell, {1000 * processor / cells:.1f} ms of it "
          f"the processor's; {peak:.0f} MiB")
    print(f"  as trials of one run: {1000 * trials / cells:.1f} ms of the processor each, so "
          f"{1000 * (processor - trials) / cells:.1f} ms are the night's own")
    _, again, _ = cost(*words, "--history", f"history-{cells}.db")
    print(f"  the next night, in which nothing changed: {1000 * again / cells:.2f} ms of the processor a cell")
    night = json.loads(next(pathlib.Path(f"nights-{cells}").glob("2*/nightly.json")).read_text())
    assert len(night["cells"]) == cells
print(f"memory at {most} cells over that at {most // 10}: {peaks[1] / peaks[0]:.2f}")
