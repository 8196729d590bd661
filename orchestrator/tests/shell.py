#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""A guest on a terminal, in the state of a reproduced run: a trial by hand is seen, the recipe for bare metal shows the
same with nothing of ours, and exit leaves. Usage: shell.py CLOISTER RUN; RUN is the reproduction of one drain."""
import os
import pty
import select
import sys
import time

PROMPT = b"guest# "
WHERE = b"\x1b[6n"  # busybox asks the terminal where its cursor is
PATIENCE = 120  # seconds for one answer; a busy host is slow


def answer(terminal, command):
    """What comes up to the next prompt."""
    if command:
        os.write(terminal, command.encode() + b"\n")
        time.sleep(0.2)
    said = b""
    until = time.monotonic() + PATIENCE
    while not said.endswith(PROMPT):
        ready, _, _ = select.select([terminal], [], [], max(0, until - time.monotonic()))
        try:
            said = (said + os.read(terminal, 4096)).replace(WHERE, b"") if ready else said
        except OSError:
            ready = []
        if not ready:
            sys.exit(f"no answer to '{command}': {said.decode(errors='replace')}")
    return said.decode(errors="replace")


def expect(terminal, command, words):
    said = answer(terminal, command)
    if words not in said:
        sys.exit(f"'{command}' does not say '{words}': {said}")


child, terminal = pty.fork()
if child == 0:
    os.execv(sys.argv[1], [sys.argv[1], "shell", sys.argv[2]])
expect(terminal, "", "sh /recipe.sh")
expect(terminal, "cat /sys/devices/system/cpu/isolated", "\n2-3\r")
expect(terminal, "trial 4", "drop_caches: 4 drains armed, 4 done, 2 calls")
expect(terminal, "echo $(grep -c execute_start.*lru_add_drain_per_cpu $T/trace) works", "\n4 works")
expect(terminal, "echo $(sh /recipe.sh 2>&1 | grep -c execute_start.*lru_add_drain_per_cpu) works", "\n2 works")
os.write(terminal, b"exit\n")
try:
    while os.read(terminal, 4096):
        pass
except OSError:  # the terminal's other end is closed
    pass
sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
