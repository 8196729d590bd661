# SPDX-License-Identifier: GPL-2.0-or-later
"""A guest on a terminal (cloister shell RUN), as a person has it: what is typed there, and what comes."""
import os
import pty
import select
import sys
import time

PROMPT = b"guest# "
WHERE = b"\x1b[6n"  # busybox asks the terminal where its cursor is
PATIENCE = 120  # seconds for one answer; a busy host is slow


class GuestTerminal:
    def __init__(self, cloister, *words):
        self.child, self.terminal = pty.fork()
        if self.child == 0:
            os.execv(cloister, [cloister, "shell", *words])

    def answer(self, command, patience=PATIENCE):
        """What comes up to the next prompt."""
        if command:
            os.write(self.terminal, command.encode() + b"\n")
            time.sleep(0.2)
        said = b""
        until = time.monotonic() + patience
        while not said.endswith(PROMPT):
            ready, _, _ = select.select([self.terminal], [], [], max(0, until - time.monotonic()))
            try:
                said = (said + os.read(self.terminal, 4096)).replace(WHERE, b"") if ready else said
            except OSError:
                ready = []
            if not ready:
                sys.exit(f"no answer to '{command}': {said.decode(errors='replace')}")
        return said.decode(errors="replace")

    def expect(self, command, words):
        said = self.answer(command)
        if words not in said:
            sys.exit(f"'{command}' does not say '{words}': {said}")

    def share_tracepoints(self):
        """So that no second user of an event patches kernel text beneath several CPUs (docs/pitfalls.md, 3)."""
        switch = "for c in {}; do echo {} >/sys/devices/system/cpu/cpu$c/online; done"
        self.answer(switch.format("3 2 1", 0))
        self.answer("mkdir $T-shared; echo 0 >$T-shared/tracing_on; cat $T/set_event >$T-shared/set_event")
        self.answer(switch.format("1 2 3", 1))

    def rest(self):
        """What comes until its end."""
        said = b""
        try:
            while select.select([self.terminal], [], [], PATIENCE)[0] and (more := os.read(self.terminal, 4096)):
                said += more
                if said.endswith(PROMPT):
                    sys.exit(f"a shell where there should be none: {said.decode(errors='replace')}")
        except OSError:  # the terminal's other end is closed
            pass
        return said.decode(errors="replace")

    def wait(self):
        """The exit code of cloister shell."""
        return os.waitstatus_to_exitcode(os.waitpid(self.child, 0)[1])

    def leave(self):
        """The exit code; what came last is told where it is none of success."""
        os.write(self.terminal, b"exit\n")
        said = self.rest()
        code = self.wait()
        if code != 0:
            print(f"cloister shell ended with {code}: {said}")
        return code
