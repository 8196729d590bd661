// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/reproduce/plain_shell.hpp"

#include "orchestrator/reproduce/plain_perl.hpp"

namespace cloister {
namespace {

// More heap each time, never less: who gives memory back drains its own CPU (unmap_region(), mm/vma.c).
ShellSubject refilled() {
    return {"page=$(head -c 8192 /dev/zero | tr '\\0' x)\n"
            "    n=0\n"
            "    trap 'n=$((n + 1)); eval \"x$n=\\$page\"' USR1 # faults a fresh page in\n"
            "    while :; do :; done",
            true};
}

// hears: before it spins, so that disturber membarrier reaches it.
ShellSubject spins_in_perl(const std::string& script, bool hears, const std::string& turn = "1") {
    const std::string hear =
        hears ? "call(membarrier => 324, 4, 0, 0); # registered for the global one\n" : "";
    return {"exec " + in_perl(script + hear + turn + " while 1"), script.find("USR1") != std::string::npos};
}

constexpr const char* locks_pages = R"(my ($bytes, $at) = (1 << 30, room(1 << 30));
call(madvise => 28, $at, $bytes, 15); # MADV_NOHUGEPAGE
call(mlock2 => 325, $at, $bytes, 1); # MLOCK_ONFAULT
$SIG{USR1} = sub { touch($at); $at += 4096 };
)";

// Three pages beside the one that is asked for, on the LRU since the drain before.
constexpr const char* advises_pages = R"(my ($bytes, $at) = (1 << 30, room(1 << 30));
call(madvise => 28, $at, $bytes, 15); # MADV_NOHUGEPAGE
my @last;
$SIG{USR1} = sub {
    call(madvise => 28, $last[0], 4096, 20) if @last; # MADV_COLD
    call(madvise => 28, $last[1], 4096, 8) if @last; # MADV_FREE
    call(mlock => 149, $last[2], 4096) if @last;
    @last = map { $at + 4096 * $_ } 0 .. 2;
    touch($at + 4096 * $_) for 0 .. 3;
    $at += 4 * 4096;
};
)";

// A page of now and one of the time before, each used twice; with MGLRU neither is made active.
constexpr const char* rereads_pages = R"(if (open my $lru, ">", "/sys/kernel/mm/lru_gen/enabled") {
    syswrite $lru, "n";
}
my ($bytes, $at) = (1 << 30, room(1 << 30));
call(madvise => 28, $at, $bytes, 15); # MADV_NOHUGEPAGE
open my $file, "+>", "/dev/shm/recipe";
my $end = 0;
sub written { sysseek $file, $end, 0; syswrite $file, "x"; $end += 4096; $end - 4096 }
sub use_twice { for (1, 2) { sysseek $file, $_[0], 0; sysread $file, my $byte, 1 } }
my $later = written();
$SIG{USR1} = sub {
    use_twice($later);
    use_twice(written());
    $later = written();
    touch($at);
    $at += 4096;
};
)";

constexpr const char* locks_a_file = R"(open my $file, "<", "/dev/null";
$SIG{USR1} = sub { flock $file, 2; flock $file, 8 }; # to allocate, and to free
)";

// Often enough that a callback always waits; ours does when asked.
constexpr const char* closes_a_file = R"(do {
    call(close => 3, call(memfd_create => 319, "closed", 0));
    1 for 1 .. 2000
})";

// Nearly always; ours tells when.
constexpr const char* opens_zeroes = "open my $zero, \"<\", \"/dev/zero\";\nmy $read;\n";
constexpr const char* reads_zeroes = "sysread $zero, $read, 32 << 20";
constexpr const char* reads_a_directory =
    R"($SIG{USR1} = sub { opendir my $directory, "/tmp/recipe"; readdir $directory };
)";

// Two tasks with one memory. The second begins as a system call returns, to two bytes that jump to
// themselves: whatever else it ran would need a stack of perl's. It spins, and perl keeps house.
ShellSubject beside_a_companion(const std::string& first, const std::string& answer) {
    return {"exec " + in_perl(R"(my $code = call(mmap => 9, 0, 8192, 7, 0x22, -1, 0); # to execute as well
my $stack = $code + 8184;
pipe(my $out, my $in);
syswrite $in, pack("S x4094", 0xfeeb); # jmp .
call(read => 0, fileno $out, $code, 4096);
syswrite $in, pack("Q", $code);
call(read => 0, fileno $out, $stack, 8);
)" + first + R"(my $spins = call(clone => 56, 0x111, $stack, 0, 0, 0); # CLONE_VM, SIGCHLD
system "taskset -cp $ARGV[0] $spins >/dev/null";
$SIG{TERM} = sub { kill 9, $spins; exit };
$SIG{USR1} = sub { )" + answer + R"( };
sleep while 1)",
                              "$1"),
            true, true};
}

std::optional<ShellSubject> in_perl_alone(const std::string& subject, bool hears) {
    if (subject == "spin-mlock")
        return spins_in_perl(locks_pages, hears);
    if (subject == "spin-advise")
        return spins_in_perl(advises_pages, hears);
    if (subject == "spin-reread")
        return spins_in_perl(rereads_pages, hears);
    if (subject == "spin-slab")
        return spins_in_perl(locks_a_file, hears);
    if (subject == "spin-callback")
        return spins_in_perl("", hears, closes_a_file);
    if (subject == "spin-in-kernel")
        return spins_in_perl(opens_zeroes, hears, reads_zeroes);
    if (subject == "spin-readdir")
        return spins_in_perl(reads_a_directory, hears);
    if (subject == "threads-munmap")
        return beside_a_companion("", "my $at = room(4096); touch($at); call(munmap => 11, $at, 4096)");
    // The first of each pair registers for the second.
    if (subject == "threads-core")
        return beside_a_companion("call(membarrier => 324, 64, 0, 0);\n",
                                  "call(membarrier => 324, 32, 0, 0) # PRIVATE_EXPEDITED_SYNC_CORE\n");
    if (subject == "threads-rseq")
        return beside_a_companion("call(membarrier => 324, 256, 0, 0);\n",
                                  "call(membarrier => 324, 128, 0, 0) # PRIVATE_EXPEDITED_RSEQ\n");
    if (subject.starts_with("spin") && hears)
        return spins_in_perl("", hears);
    return std::nullopt;
}

} // namespace

ShellSubject subject_in_shell(const std::string& subject, const std::string& disturber) {
    if (const std::optional<ShellSubject> perl = in_perl_alone(subject, disturber == "membarrier"))
        return *perl;
    if (subject == "spin-refill" || subject == "spin-fifo") // ours is a real-time task besides
        return refilled();
    // Who is asked and does nothing must live on.
    const std::string deaf = disturber == "ask" ? "trap '' USR1\n    " : "";
    const std::string spin = "while :; do :; done";
    if (subject == "spin")
        return {deaf + spin};
    if (subject == "cache-storm")
        return {deaf + "while :; do head -c 1048576 /dev/zero >/tmp/storm; done"};
    if (subject == "fault-storm") // programs that come and go: faults, and task switches of their own
        return {deaf + "while :; do /bin/true; done"};
    return {"# Here what " + subject + " does (Cloister's workloads/subjects/).\n    " + deaf + spin};
}

} // namespace cloister
