// SPDX-License-Identifier: GPL-2.0-or-later
#include "workloads/subjects/subjects.hpp"

#include "probes/kernelfs/check_errno.hpp"
#include "workloads/clock.hpp"
#include "workloads/small_file_system.hpp"
#include "workloads/subjects/advised_pages.hpp"
#include "workloads/subjects/companion.hpp"
#include "workloads/subjects/fresh_pages.hpp"
#include "workloads/subjects/gap_finder.hpp"
#include "workloads/subjects/long_read.hpp"
#include "workloads/subjects/real_time.hpp"
#include "workloads/subjects/reread_pages.hpp"

#include <array>
#include <fcntl.h>
#include <fstream>
#include <stdexcept>
#include <string>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <type_traits>
#include <unistd.h>
#include <utility>
#include <vector>

namespace cloister::workloads {
namespace {

// 4 GiB of address space, nothing more until it is touched.
constexpr std::size_t most_armed_pages = 1U << 20U;
constexpr std::uint64_t warm_up_turns = 1000;
constexpr std::size_t most_batched_pages = 31; // PAGEVEC_SIZE, include/linux/pagevec.h; since 6.8, 15 before
// Longer than a busy host keeps a disturber from a subject that waits for it; and a fraction of the shortest
// grace period.
constexpr std::uint64_t longest_wait_ns = 300'000'000;
constexpr std::uint64_t between_callbacks_ns = 2'000'000;

// With another clock source each reading of the clock would be a system call.
void expect_clock_without_system_call() {
    std::ifstream file("/sys/devices/system/clocksource/clocksource0/current_clocksource");
    std::string source;
    file >> source;
    // All three are read through the vdso.
    if (source != "tsc" && source != "tsc-early" && source != "kvm-clock")
        throw std::runtime_error("clock source is " + source +
                                 ", not tsc: reading it enters the kernel; boot with tsc=reliable");
}

// Of a subject whose companion answers.
struct NoAnswer {};

// The one loop of all subjects. answer() gives the page armed on request, storm(open) is done each turn and
// tells whether it did anything. The warm-up runs the same code, so that no instruction page is missing
// later.
template <class Answer, class Storm>
void loop(Handshake& handshake, Subject& subject, Answer answer, Storm storm) {
    expect_clock_without_system_call();
    GapFinder gaps(subject, now_ns());
    for (std::uint64_t turn = 1; handshake.stop.load(std::memory_order_relaxed) == 0; ++turn) {
        const bool open = handshake.window_open.load(std::memory_order_relaxed) != 0;
        gaps.turn(now_ns(), open);
        if constexpr (!std::is_same_v<Answer, NoAnswer>) {
            const std::uint64_t requested = subject.requested.load(std::memory_order_acquire);
            if (requested != subject.armed.load(std::memory_order_relaxed)) {
                subject.page.store(answer(), std::memory_order_relaxed);
                // Before the disturber may know of it: what it drains then is a gap.
                gaps.own_work(now_ns(), open);
                subject.armed.store(requested, std::memory_order_release);
            }
        }
        if (storm(open))
            gaps.skip_to(now_ns());
        if (open)
            subject.iterations.store(subject.iterations.load(std::memory_order_relaxed) + 1,
                                     std::memory_order_relaxed);
        if (turn == warm_up_turns)
            subject.state.store(State::running, std::memory_order_release);
    }
}

bool calm(bool /*open*/) {
    return false;
}

// Spins, and on request touches a fresh page, behind what is done beside it.
template <class Beside>
void refill(Handshake& handshake, Subject& subject, Beside beside) {
    FreshPages pages(most_armed_pages);
    pages.touch_next(); // the page tables above it
    loop(
        handshake, subject,
        [&] {
            beside();
            return pages.touch_next();
        },
        calm);
}

// Spins beside a companion.
template <Companion::Call call>
void threads(Handshake& handshake, Subject& subject) {
    const Companion companion(handshake, subject, call);
    loop(handshake, subject, NoAnswer{}, calm);
}

} // namespace

void spin(Handshake& handshake, Subject& subject) {
    loop(
        handshake, subject, [] { return std::uint64_t{0}; }, calm);
}

void spin_refill(Handshake& handshake, Subject& subject) {
    refill(handshake, subject, [] {});
}

void spin_mlock(Handshake& handshake, Subject& subject) {
    FreshPages pages(most_armed_pages);
    pages.lock_what_comes();
    for (std::size_t page = 0; page < most_batched_pages; ++page) // what a full batch does is done once
        pages.touch_next();
    loop(
        handshake, subject, [&pages] { return pages.touch_next(); }, calm);
}

void spin_advise(Handshake& handshake, Subject& subject) {
    AdvisedPages advised(most_armed_pages);
    refill(handshake, subject, [&advised] { advised.advise(); });
}

void spin_reread(Handshake& handshake, Subject& subject) {
    RereadPages reread;
    refill(handshake, subject, [&reread] { reread.read_anew(); });
}

void spin_fifo(Handshake& handshake, Subject& subject) {
    FreshPages pages(most_armed_pages);
    pages.touch_next();
    RealTime real_time;
    loop(
        handshake, subject,
        [&] {
            real_time.begin(now_ns());
            return pages.touch_next();
        },
        [&](bool /*open*/) { return real_time.give_way(now_ns()); });
}

void spin_slab(Handshake& handshake, Subject& subject) {
    const int file = check_errno(::memfd_create("locked", MFD_CLOEXEC), "memfd_create");
    const auto set_lock = [file](int type) {
        struct flock lock {};
        lock.l_type = static_cast<short>(type);
        // EACCES: a kernel without CONFIG_FILE_LOCKING, which disturber slab-shrink refuses for want of the
        // cache.
        if (::fcntl(file, F_SETLK, &lock) < 0 && errno != EACCES)
            check_errno(-1, "fcntl", "F_SETLK");
    };
    const auto allocate_and_free = [&set_lock] {
        set_lock(F_WRLCK);
        set_lock(F_UNLCK);
        return std::uint64_t{0};
    };
    allocate_and_free();
    loop(handshake, subject, allocate_and_free, calm);
}

void spin_callback(Handshake& handshake, Subject& subject) {
    // Its inode is freed by call_rcu() (destroy_inode(), fs/inode.c).
    const auto close_a_file = [] {
        ::close(check_errno(::memfd_create("closed", MFD_CLOEXEC), "memfd_create"));
    };
    const auto keep_one_waiting = [&] {
        const std::uint64_t requested = subject.requested.load(std::memory_order_acquire);
        const std::uint64_t since = now_ns();
        std::uint64_t closed = since;
        close_a_file();
        subject.armed.store(requested, std::memory_order_release);
        for (std::uint64_t now = since; now - since < longest_wait_ns; now = now_ns()) {
            if (subject.requested.load(std::memory_order_relaxed) != requested ||
                handshake.stop.load(std::memory_order_relaxed) != 0)
                break;
            if (now - closed >= between_callbacks_ns) {
                close_a_file();
                closed = now;
            }
        }
        return std::uint64_t{0};
    };
    close_a_file();
    loop(handshake, subject, keep_one_waiting, calm);
}

void spin_in_kernel(Handshake& handshake, Subject& subject) {
    LongRead in_kernel(subject.page);
    const auto stay = [&] {
        subject.page.store(1, std::memory_order_relaxed);
        subject.armed.store(subject.requested.load(std::memory_order_acquire), std::memory_order_release);
        in_kernel.read();
        return std::uint64_t{0};
    };
    loop(handshake, subject, stay, calm);
}

void spin_readdir(Handshake& handshake, Subject& subject) {
    const auto open_directory = [](const char* path) {
        return ::open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    };
    const auto read_anew = [](int directory) {
        std::array<char, 1024> entries{};
        check_errno(::lseek(directory, 0, SEEK_SET), "lseek", "directory");
        check_errno(::syscall(SYS_getdents64, directory, entries.data(), entries.size()), "getdents64");
    };
    const int root = check_errno(open_directory("/"), "open", "/");
    read_anew(root); // it keeps nothing
    int mounted = -1;
    loop(
        handshake, subject,
        [&] {
            if (mounted < 0) // the disturber mounts it before it asks
                mounted = open_directory(small_file_system_at);
            read_anew(mounted < 0 ? root : mounted);
            return std::uint64_t{0};
        },
        calm);
}

void fault_storm(Handshake& handshake, Subject& subject) {
    FreshPages armed(most_armed_pages);
    FreshPages storm(storm_pages);
    storm.fault_and_free();
    armed.touch_next();
    loop(
        handshake, subject, [&armed] { return armed.touch_next(); },
        [&storm](bool open) {
            if (open)
                storm.fault_and_free();
            return open;
        });
}

void cache_storm(Handshake& handshake, Subject& subject) {
    constexpr std::size_t page = 4096;
    FreshPages armed(most_armed_pages);
    const std::vector<char> pages(storm_pages * page, 'c');
    const int file = check_errno(::memfd_create("storm", MFD_CLOEXEC), "memfd_create");
    const auto write_and_truncate = [&] {
        check_errno(::pwrite(file, pages.data(), pages.size(), 0), "pwrite");
        check_errno(::ftruncate(file, 0), "ftruncate");
    };
    write_and_truncate();
    armed.touch_next();
    loop(
        handshake, subject, [&armed] { return armed.touch_next(); },
        [&write_and_truncate](bool open) {
            if (open)
                write_and_truncate();
            return open;
        });
}

SubjectFunction subject_named(std::string_view name) {
    constexpr std::array<std::pair<std::string_view, SubjectFunction>, 15> subjects{{
        {"spin", spin},
        {"spin-refill", spin_refill},
        {"spin-mlock", spin_mlock},
        {"spin-advise", spin_advise},
        {"spin-reread", spin_reread},
        {"spin-fifo", spin_fifo},
        {"spin-slab", spin_slab},
        {"spin-callback", spin_callback},
        {"spin-in-kernel", spin_in_kernel},
        {"spin-readdir", spin_readdir},
        {"threads-munmap", threads<unmap_a_page>},
        {"threads-core", threads<synchronize_cores>},
        {"threads-rseq", threads<restart_sequences>},
        {"fault-storm", fault_storm},
        {"cache-storm", cache_storm},
    }};
    for (const auto& [each, function] : subjects)
        if (each == name)
            return function;
    return nullptr;
}

} // namespace cloister::workloads
