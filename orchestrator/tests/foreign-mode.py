#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""The shell of a run in a mode from a file of the user's (--modes-from): the mode is read back before the shell opens, and
none opens where the guest contradicts. Usage: foreign-mode.py CLOISTER; needs kernel 6.12 in the cache."""
import glob
import json
import os
import re
import subprocess
import sys
import tempfile

from guest_terminal import GuestTerminal

cloister = os.path.realpath(sys.argv[1])
ours = os.path.realpath(os.path.dirname(__file__) + "/../../guest-kernel-config/modes/remote.toml")
work = tempfile.TemporaryDirectory()
os.chdir(work.name)
os.environ["CLOISTER_HISTORY"] = "none"
with open("from-afar.toml", "w") as file:
    file.write(re.sub('^name = .*', 'name = "from-afar"\nneeds = "CONFIG_REMOTE_PCPU_DRAIN"', open(ours).read(), flags=re.M))
subprocess.run([cloister, "run", "--modes-from", "from-afar.toml", "--modes", "from-afar", "--subject", "spin", "--disturber",
                "none", "--duration", "1s", "-q", "-o", "run"], check=False)  # one mode alone: undecided
record = glob.glob("run/trials/*from-afar*/1/record.json")[0]

guest = GuestTerminal(cloister, "run")
guest.expect("", "Kernel 6.12 in from-afar mode")
guest.expect("cat /sys/kernel/mm/remote_drain", "\nremote\r")
if guest.leave() != 0:
    sys.exit("the guest did not end as it should")

# Booted as before, and not what it should be.
said = json.load(open(record))
said["spec"]["mode"]["read_back"]["expect"] = "local"
json.dump(said, open(record, "w"))
guest = GuestTerminal(cloister, "run")
told = guest.rest()
if guest.wait() != 64 or "/sys/kernel/mm/remote_drain says 'remote', not 'local'" not in told:
    sys.exit(f"a mode that is not in force opens a shell: {told}")
