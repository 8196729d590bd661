// SPDX-License-Identifier: GPL-2.0-or-later
#include "workloads/subjects/companion.hpp"

#include "probes/kernelfs/check_errno.hpp"
#include "workloads/mapping.hpp"
#include "workloads/region.hpp"

#include <ctime>
#include <linux/membarrier.h>
#include <sched.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace cloister::workloads {
namespace {

void membarrier(int command, const char* name) {
    check_errno(static_cast<int>(::syscall(SYS_membarrier, command, 0, 0)), "membarrier", name);
}

// Where the agent, whose child we are, keeps house.
void go_to_parents_cpus() {
    cpu_set_t mask;
    check_errno(::sched_getaffinity(::getppid(), sizeof mask, &mask), "sched_getaffinity", "of the agent");
    check_errno(::sched_setaffinity(0, sizeof mask, &mask), "sched_setaffinity", "companion");
}

void answer(const Handshake& handshake, Subject& subject, Companion::Call call) {
    go_to_parents_cpus();
    call(); // whatever it needs the first time
    while (handshake.stop.load(std::memory_order_relaxed) == 0) {
        const std::uint64_t requested = subject.requested.load(std::memory_order_acquire);
        if (requested != subject.armed.load(std::memory_order_relaxed)) {
            call();
            subject.armed.store(requested, std::memory_order_release);
        }
        const timespec moment{0, 50'000};
        ::nanosleep(&moment, nullptr);
    }
}

} // namespace

Companion::Companion(const Handshake& handshake, Subject& subject, Call call)
    : thread_([&handshake, &subject, call] {
          try {
              answer(handshake, subject, call);
          } catch (const std::exception& failure) {
              store_text(subject.failure, failure.what());
              subject.state.store(State::failed, std::memory_order_release);
          }
      }) {}

void unmap_a_page() {
    const Region region(page_bytes, "to unmap");
    region.touch(0);
}

void synchronize_cores() {
    membarrier(MEMBARRIER_CMD_REGISTER_PRIVATE_EXPEDITED_SYNC_CORE, "REGISTER SYNC_CORE");
    membarrier(MEMBARRIER_CMD_PRIVATE_EXPEDITED_SYNC_CORE, "SYNC_CORE");
}

void restart_sequences() {
    membarrier(MEMBARRIER_CMD_REGISTER_PRIVATE_EXPEDITED_RSEQ, "REGISTER RSEQ");
    membarrier(MEMBARRIER_CMD_PRIVATE_EXPEDITED_RSEQ, "RSEQ");
}

} // namespace cloister::workloads
