// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/reproduce/plain_shell.hpp"

#include <map>

namespace cloister {

ShellSubject subject_in_shell(const std::string& subject, const std::string& disturber) {
    const std::string spin = "while :; do :; done";
    if (subject.starts_with("spin") &&
        disturber == "membarrier") // 324: membarrier; 4: register for the global, expedited one
        return {"exec perl -e 'syscall(324, 4, 0, 0); 1 while 1'"};
    if (subject == "spin")
        return {spin};
    if (subject == "fault-storm") // programs that come and go: faults, and task switches of their own
        return {"while :; do /bin/true; done"};
    if (subject != "spin-refill")
        return {"# Here what " + subject + " does (Cloister's workloads/subjects/).\n    " + spin};
    // More heap each time, never less: who gives memory back drains its own CPU (unmap_region(), mm/vma.c).
    return {"page=$(head -c 8192 /dev/zero | tr '\\0' x)\n"
            "    trap 'n=$((n + 1)); eval \"x$n=\\$page\"' USR1 # faults a fresh page in\n    " +
                spin,
            true};
}

std::optional<ShellDisturber> disturber_in_shell(const std::string& disturber) {
    // Whoever closes a block device last empties its cache (blkdev_flush_mapping(), block/bdev.c).
    const std::string ram_disk = "modprobe brd 2>/dev/null # or another block device, below as well\n"
                                 "exec 9</dev/ram0 # kept open, or what is read is forgotten";
    const std::map<std::string, ShellDisturber> known{
        {"drop_caches",
         {"echo 4 >/proc/sys/vm/drop_caches # no line on the console for each write",
          "echo 1 >/proc/sys/vm/drop_caches"}},
        {"compact_memory", {"", "echo 1 >/proc/sys/vm/compact_memory"}},
        {"blkflsbuf",
         {ram_disk,
          "dd if=/dev/ram0 of=/dev/null bs=4k count=1 2>/dev/null; blockdev --flushbufs /dev/ram0"}},
        {"vmstat-refresh", {"", "cat /proc/sys/vm/stat_refresh"}},
        {"overcommit", {"", "echo 2 >/proc/sys/vm/overcommit_memory # each write of 2 asks every CPU"}},
        // 2: the global, expedited one
        {"membarrier", {"", "perl -e 'syscall(324, 2, 0, 0)'"}},
        // perf_event_open (298) of a software event that counts nothing, disabled; ioctl (16) enables it.
        {"perf-event",
         {"", "for c in $isolated; do perl -e '\n"
              "        my $event = pack(\"LLQ5LLQ\", 1, 64, 9, 0, 0, 0, 1, 0, 0, 0);\n"
              "        my $f = syscall(298, $event, -1, 0 + $ARGV[0], -1, 8);\n"
              "        syscall(16, $f, 0x2400, 0)' $c; done"}},
        {"pressure-anon", {"", "head -c 32M /dev/zero | tail -n 1 >/dev/null"}},
        {"pressure-cache",
         {ram_disk,
          "dd if=/dev/ram0 of=/dev/null bs=4k count=8192 2>/dev/null; dd if=/dev/ram0 iflag=nocache "
          "count=0"}},
    };
    const auto found = known.find(disturber);
    return found == known.end() ? std::nullopt : std::optional(found->second);
}

} // namespace cloister
