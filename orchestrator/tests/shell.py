#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""A guest on a terminal, in the state of a reproduced run: a trial by hand is seen, the recipe for bare metal shows the
same with nothing of ours, and exit leaves. Usage: shell.py CLOISTER RUN; RUN is the reproduction of one drain."""
import sys

from guest_terminal import GuestTerminal

guest = GuestTerminal(sys.argv[1], sys.argv[2])
guest.expect("", "sh /recipe.sh")
guest.expect("cat /sys/devices/system/cpu/isolated", "\n2-3\r")
guest.expect("trial 4", "drop_caches: 4 drains armed, 4 done, 2 calls")
guest.expect("echo $(grep -c execute_start.*lru_add_drain_per_cpu $T/trace) works", "\n4 works")
guest.share_tracepoints()
guest.expect("echo $(sh /recipe.sh 2>&1 | grep -c execute_start.*lru_add_drain_per_cpu) works", "\n2 works")
sys.exit(guest.leave())
