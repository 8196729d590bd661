#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""What a night costs beyond its guests: how long 1,000 fake cells take to plan, and what each takes of the processor and
of memory, with 100 cells and with 1,000. Most of that is the fake machine, and judging: each trial has its trace
written, read and judged. Usage: nightly-plan.py CLOISTER [CELLS]"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time

cloister = str(pathlib.Path(sys.argv[1]).resolve())
most = int(sys.argv[2]) if len(sys.argv) > 2 else 1000
work = tempfile.TemporaryDirectory()
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
    words = ["nightly", plan(cells), "-q", "-o", f"nights-{cells}"]
    clock, processor, peak = cost(*words, "--history", f"history-{cells}.db")
    peaks.append(peak)
    print(f"{cells} cells: {clock:.1f} s, {1000 * clock / cells:.1f} ms a cell, {1000 * processor / cells:.1f} ms of it "
          f"the processor's; {peak:.0f} MiB")
    _, again, _ = cost(*words, "--history", f"history-{cells}.db")
    print(f"  the next night, in which nothing changed: {1000 * again / cells:.2f} ms of the processor a cell")
    night = json.loads(next(pathlib.Path(f"nights-{cells}").glob("2*/nightly.json")).read_text())
    assert len(night["cells"]) == cells
print(f"memory at {most} cells over that at {most // 10}: {peaks[1] / peaks[0]:.2f}")
