// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/reproduce/plain_perl.hpp"
#include "orchestrator/reproduce/plain_shell.hpp"

#include <map>

namespace cloister {
namespace {

using Disturbers = std::map<std::string, ShellDisturber>;

// Whoever closes a block device last empties its cache (blkdev_flush_mapping(), block/bdev.c).
constexpr const char* ram_disk = "modprobe brd 2>/dev/null # or another block device, below as well\n"
                                 "exec 9</dev/ram0 # kept open, or what is read is forgotten";

constexpr const char* memory_group = "G=/sys/fs/cgroup\n"
                                     "grep -q \" $G cgroup2 \" /proc/mounts || mount -t cgroup2 none $G\n"
                                     "echo +memory >$G/cgroup.subtree_control\n"
                                     "mkdir -p $G/recipe";

// The first block that goes and comes; one that has a hole does not go.
constexpr const char* movable_block =
    R"(for M in $(grep -l "^Movable" /sys/devices/system/memory/memory*/valid_zones); do
    M=${M%/valid_zones}/state
    echo offline 2>/dev/null >$M && break
done
echo online_movable >$M)";

// A process with memory that a kernel thread may look at; until it is ended.
std::string helper(const std::string& script) {
    return in_perl(script + "sleep while 1") + " &\nhelpers=\"$helpers $!\"\nsleep 1";
}

void add_files(Disturbers& all) {
    all["drop_caches"] = {"echo 4 >/proc/sys/vm/drop_caches # no line on the console for each write",
                          "echo 1 >/proc/sys/vm/drop_caches"};
    all["compact_memory"] = {"", "echo 1 >/proc/sys/vm/compact_memory"};
    all["vmstat-refresh"] = {"", "cat /proc/sys/vm/stat_refresh"};
    all["overcommit"] = {"", "echo 2 >/proc/sys/vm/overcommit_memory # each write of 2 asks every CPU"};
    all["slab-shrink"] = {"", "echo 1 >/sys/kernel/slab/file_lock_cache/shrink"};
    // Nothing is there to reclaim: it fails, after a drain before the last attempt.
    all["memory-reclaim"] = {memory_group, "echo 4096 >$G/recipe/memory.reclaim 2>/dev/null"};
    all["memcg-stock"] = {std::string(memory_group) +
                              "\nfor p in $subjects; do echo $p >$G/recipe/cgroup.procs; done",
                          "echo $(($(cat $G/recipe/memory.current) - 4096)) >$G/recipe/memory.high\n"
                          "    sleep 0.5\n    echo max >$G/recipe/memory.high"};
    for (const char* disturber : {"memory-offline", "page-lists"})
        all[disturber] = {movable_block, "echo offline >$M; echo online_movable >$M"};
    all["cpu-offline"] = {"# Who ran there is moved, and must be sent back.",
                          "for c in $isolated; do echo 0 >/sys/devices/system/cpu/cpu$c/online; done\n"
                          "    set -- $subjects\n"
                          "    for c in $isolated; do\n"
                          "        echo 1 >/sys/devices/system/cpu/cpu$c/online\n"
                          "        taskset -pc $c $1 >/dev/null; shift\n"
                          "    done"};
    all["msr"] = {"modprobe msr 2>/dev/null",
                  "for c in $isolated; do\n"
                  "        dd if=/dev/cpu/$c/msr of=/dev/null bs=8 count=1 skip=2 "
                  "2>/dev/null # the time-stamp counter\n    done"};
    all["text-patching"] = {
        "# By an event that nothing sets off, in an instance of its own. Several steps each time.\n"
        "P=/sys/kernel/tracing/instances/patching/events/oom/oom_score_adj_update/enable\n"
        "mkdir -p ${P%/events*}",
        "echo 1 >$P; echo 0 >$P"};
    all["rcu-barrier"] = {"", "echo 1 >/sys/module/rcutree/parameters/do_rcu_barrier"};
    // A device whose table never comes into force; two caches go with it.
    all["slab-destroy"] = {
        "# As dmsetup create --notable, load, clear and remove do, with a table of one target \"error\".",
        in_perl(R"(open my $control, "+<", "/dev/mapper/control";
for my $command (0xc138fd03, 0xc138fd09, 0xc138fd0a, 0xc138fd04) {
    call(ioctl => 16, fileno $control, $command, # struct dm_ioctl, struct dm_target_spec
         pack("L10 Q a128 x136 Q2 l L a16 x8", 4, 0, 0, 360, 312, 1, (0) x 5, "recipe", 0, 8, 0, 0, "error"))
})")};
    all["ask"] = {"", "kill -USR1 $subjects"};
}

void add_block_device(Disturbers& all) {
    all["blkflsbuf"] = {
        ram_disk, "dd if=/dev/ram0 of=/dev/null bs=4k count=1 2>/dev/null; blockdev --flushbufs /dev/ram0"};
    all["buffer-heads"] = {
        "modprobe brd 2>/dev/null # or a file system that is there, on another block device\n"
        "D=/tmp/recipe # which the subjects read\n"
        "mkdir -p $D\n"
        "grep -q \" $D \" /proc/mounts || { mke2fs -F /dev/ram0 && mount -t ext4 -o ro /dev/ram0 $D; } "
        ">/dev/null 2>&1",
        "blockdev --flushbufs /dev/ram0"};
    // A page that is mapped cannot be dropped.
    all["fadvise"] = {ram_disk, in_perl(R"(open my $disk, "<", "/dev/ram0";
my $at = call(mmap => 9, 0, 4096, 1, 1, fileno $disk, 0); # to read, shared
my $byte = unpack "P1", pack("Q", $at);
call(fadvise64 => 221, fileno $disk, 0, 4096, 4) # POSIX_FADV_DONTNEED)")};
    all["pressure-cache"] = {
        ram_disk,
        "dd if=/dev/ram0 of=/dev/null bs=4k count=8192 2>/dev/null; dd if=/dev/ram0 iflag=nocache count=0"};
    all["pressure-anon"] = {"", "head -c 32M /dev/zero | tail -n 1 >/dev/null"};
    all["pressure-swap"] = {
        "modprobe brd 2>/dev/null # or another device that writes at once\n"
        "grep -q ^/dev/ram0 /proc/swaps || { mkswap /dev/ram0 && swapon /dev/ram0; } >/dev/null",
        in_perl(R"(my $at = room(4 << 20);
touch($at + ($_ << 12)) for 0 .. 1023;
call(madvise => 28, $at, 4 << 20, 21) # MADV_PAGEOUT)")};
    all["pressure-huge"] = {"# Where memory is fragmented who asks for a huge page makes one.",
                            in_perl(R"(my $at = (room(64 << 20) + (2 << 20) - 1) & ~((2 << 20) - 1);
call(madvise => 28, $at, 62 << 20, 14); # MADV_HUGEPAGE
touch($at + ($_ << 21)) for 0 .. 30)")};
}

void add_memory_calls(Disturbers& all) {
    // A huge page at once where they are there for who asks: then the call does no more than to drain.
    all["madv-collapse"] = {"", in_perl(R"(my $at = (room(4 << 20) + (2 << 20) - 1) & ~((2 << 20) - 1);
call(madvise => 28, $at, 2 << 20, 14); # MADV_HUGEPAGE
touch($at);
call(madvise => 28, $at, 2 << 20, 25) # MADV_COLLAPSE)")};
    all["collapse"] = {"", in_perl(R"(my $at = (room(4 << 20) + (2 << 20) - 1) & ~((2 << 20) - 1);
call(prctl => 157, 41, 1, 0, 0, 0); # PR_SET_THP_DISABLE: a small page
touch($at);
call(prctl => 157, 41, 0, 0, 0, 0);
call(madvise => 28, $at, 2 << 20, 25) # MADV_COLLAPSE)")};
    all["move_pages"] = {"", in_perl(R"(my $at = room(4096);
touch($at);
call(move_pages => 279, 0, 1, pack("Q", $at), pack("l", 0), pack("l", 0), 2) # to node 0, MPOL_MF_MOVE)")};
    all["mbind"] = {"", in_perl(R"(my $at = room(4096);
touch($at);
call(mbind => 237, $at, 4096, 2, pack("Q", 1), 64, 2) # MPOL_BIND to node 0, MPOL_MF_MOVE)")};
}

// Of vm.min_free_kbytes each zone has its share. Nothing stays changed.
void add_shortage(Disturbers& all) {
    const std::string ask = in_perl(R"(sub set { # NAME => VALUE; the one before
    open my $knob, "+<", "/proc/sys/vm/" . shift;
    my $before = <$knob>;
    sysseek $knob, 0, 0;
    syswrite $knob, shift;
    $before
}
open my $symbols, "<", "/proc/kallsyms";
grep / drain_local_pages_wq$/, <$symbols> or exit; # else memory need not be short
my ($zone, $free, $all, $part);
open my $zones, "<", "/proc/zoneinfo";
for (<$zones>) {
    $zone = $1 if /zone +(\w+)/;
    $free = $1 if /pages free +(\d+)/;
    next unless /managed +([1-9]\d*)/;
    $all += $1;
    $part = ($free - 500) / $1 if $zone ne "Movable"; # of the highest, at the end
}
pipe my $out, my $in;
my $reserve = set(lowmem_reserve_ratio => "1 1 1 1 1"); # lower zones keep theirs
my $least = set(min_free_kbytes => 4 + int(4 * $part * $all)); # all but 500 pages
fcntl $out, 1031, 256 << 20; # F_SETPIPE_SZ: 4 MiB in one piece
set(min_free_kbytes => $least);
set(lowmem_reserve_ratio => $reserve))");
    all["direct-reclaim"] = {
        ram_disk, "dd if=/dev/ram0 of=/dev/null bs=1M count=1 2>/dev/null # to be taken back\n    " + ask};
}

// Written on one CPU, asked for on another: the page waits in the first one's batch.
void add_across_two_cpus(Disturbers& all) {
    all["memfd-seal"] = {"", in_perl(R"(go($ARGV[0]);
my $file = call(memfd_create => 319, "seal", 2); # MFD_ALLOW_SEALING
call(write => 1, $file, "x" x 4096, 4096);
go($ARGV[1]);
call(fcntl => 72, $file, 1033, 8) # F_ADD_SEALS, F_SEAL_WRITE)",
                                     "$keepers")};
    // A buffer of io_uring is pinned for long, and must leave the zone that movablecore= made.
    all["longterm-pin"] = {"", in_perl(R"(my ($at, $asked) = (room(4096), "\0" x 120);
my $ring = call(io_uring_setup => 425, 1, $asked);
call(madvise => 28, $at, 4096, 15); # MADV_NOHUGEPAGE
go($ARGV[0]);
touch($at);
go($ARGV[1]);
call(io_uring_register => 427, $ring, 0, pack("QQ", $at, 4096), 1) # IORING_REGISTER_BUFFERS)",
                                       "$keepers")};
}

// To write how long it sleeps wakes the thread, which drains first; ksmd only where the value is a new one.
void add_scanning_threads(Disturbers& all) {
    all["khugepaged"] = {"K=/sys/kernel/mm/transparent_hugepage\n"
                         "! grep -q '\\[never\\]' $K/enabled || echo madvise >$K/enabled\n" +
                             helper(R"(my $at = room(4 << 20);
touch($at);
call(madvise => 28, $at, 4 << 20, 14); # MADV_HUGEPAGE
)"),
                         "echo 1000000000 >$K/khugepaged/scan_sleep_millisecs\n    sleep 0.5"};
    all["ksm"] = {"K=/sys/kernel/mm/ksm\n" + helper(R"(my $at = room(4 << 20);
call(madvise => 28, $at, 4 << 20, 12); # MADV_MERGEABLE
)") + "\necho 1000000000 >$K/sleep_millisecs\necho 1 >$K/run\nsleep 1",
                  "turn=$((1 - turn))\n    echo $((1000000000 + turn)) >$K/sleep_millisecs\n    sleep 0.5"};
}

void add_calls(Disturbers& all) {
    all["membarrier"] = {"", in_perl("call(membarrier => 324, 2, 0, 0) # GLOBAL_EXPEDITED")};
    // Of a software event that counts nothing, disabled; it is enabled there.
    all["perf-event"] = {"# Three calls each: to open the event, to enable and to close it.",
                         in_perl(R"(for my $cpu (@ARGV) {
    my $event = pack("LLQ5LLQ", 1, 64, 9, 0, 0, 0, 1, 0, 0, 0);
    my $file = call(perf_event_open => 298, $event, -1, $cpu + 0, -1, 8);
    call(ioctl => 16, $file, 0x2400, 0); # PERF_EVENT_IOC_ENABLE
})",
                                 "$isolated")};
    all["unmount"] = {"", in_perl(R"(my $mount = call(open_tree => 428, -100, "/", 1); # OPEN_TREE_CLONE
call(close => 3, $mount) # it was mounted nowhere else)")};
    // A page that the kernel has no mapping of.
    all["memfd-secret"] = {"", in_perl(R"(my $file = call(memfd_secret => 447, 0);
call(ftruncate => 77, $file, 4096);
my $at = call(mmap => 9, 0, 4096, 1, 1, $file, 0); # to read, shared
my $byte = unpack "P1", pack("Q", $at))")};
    // On the CPU time of each subject, and taken back: its tick starts, finds nothing and stops.
    all["posix-timer"] = {"", in_perl(R"(my $at = room(4096);
for my $pid (@ARGV) {
    call(timer_create => 222, ~($pid + 0) << 3 | 2, 0, $at);
    my $timer = unpack "l", unpack("P4", pack("Q", $at));
    call(timer_settime => 223, $timer, 0, pack("Q4", 0, 0, $_, 0), 0) for 1 << 30, 0;
})",
                                      "$subjects")};
    all["socket-filter"] = {
        "# A filter flushes all CPUs when it comes, and again when it goes, a moment later.",
        in_perl(R"(my $take_all = pack "SCCL", 6, 0, 0, 0xffffffff;
my $socket = call(socket => 41, 1, 2, 0); # AF_UNIX, SOCK_DGRAM
call(setsockopt => 54, $socket, 1, 26, pack("S x6 P", 1, $take_all), 16) # SO_ATTACH_FILTER)")};
}

Disturbers every_disturber() {
    Disturbers all;
    add_files(all);
    add_block_device(all);
    add_memory_calls(all);
    add_shortage(all);
    add_across_two_cpus(all);
    add_scanning_threads(all);
    add_calls(all);
    return all;
}

} // namespace

std::optional<ShellDisturber> disturber_in_shell(const std::string& disturber) {
    static const Disturbers known = every_disturber();
    const auto found = known.find(disturber);
    return found == known.end() ? std::nullopt : std::optional(found->second);
}

} // namespace cloister
