// SPDX-License-Identifier: GPL-2.0-or-later
// One static program with all subjects and disturbers; the agent starts it, a subject pins itself.
//   workloads subject NAME CPU HANDSHAKE
//   workloads disturber NAME HANDSHAKE [NUMBER [PAGES_PER_SECOND]]
//   workloads operations NAME…
//   workloads churn NAME SEED ISOLATED ROUNDS
//   workloads power-off
// Runs on: guest; operations are what exact costs are counted of (operations/operation.hpp); churn is an
// actor of a guest that is fuzzed (churn/churn.hpp), which tells a failure on standard error; power-off is a
// PID 1 that does nothing else, for a boot to compare ours with. Failures go into the handshake; exit 1 says
// that there is one, 64 wrong use.
#include "probes/kernelfs/file.hpp"
#include "probes/kernelfs/run_on.hpp"
#include "workloads/churn/churn.hpp"
#include "workloads/disturbers/disturber.hpp"
#include "workloads/mapping.hpp"
#include "workloads/operations/operation.hpp"
#include "workloads/subjects/subjects.hpp"

#include <cstdio>
#include <exception>
#include <linux/membarrier.h>
#include <stdexcept>
#include <string>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/reboot.h>
#include <sys/syscall.h>
#include <system_error>
#include <unistd.h>
#include <vector>

extern "C" {
// The linker's: where our program begins, and the end of its instructions.
extern const char __executable_start;
extern const char etext;
}

namespace cloister::workloads {
namespace {

// So that no instruction page is missing within the window. A kernel that does not know this advice has the
// warm-up for it.
void fault_program_in() {
    constexpr std::uintptr_t page_mask = ~std::uintptr_t{4095};
    const std::uintptr_t begin = reinterpret_cast<std::uintptr_t>(&__executable_start) & page_mask;
    const std::uintptr_t end = reinterpret_cast<std::uintptr_t>(&etext);
    ::madvise(reinterpret_cast<void*>(begin), end - begin, MADV_POPULATE_READ);
}

// So that disturber membarrier reaches its CPU; a kernel without it refuses the disturber.
void hear_membarriers() {
    ::syscall(SYS_membarrier, MEMBARRIER_CMD_REGISTER_GLOBAL_EXPEDITED, 0, 0);
}

// Party: Subject or Disturber, which say how they fare in the same fields.
template <class Party, class Body>
int take_part(Party& party, Body body) {
    party.pid.store(::getpid());
    party.state.store(State::starting);
    try {
        body();
        party.state.store(State::done);
        return 0;
    } catch (const std::system_error& failure) {
        party.error.store(failure.code().value());
        store_text(party.failure, failure.what());
    } catch (const std::exception& failure) {
        store_text(party.failure, failure.what());
    }
    party.state.store(State::failed, std::memory_order_release);
    return 1;
}

// group: a cgroup whose cpuset has that CPU; empty: where the caller is.
int run_subject(const std::string& name, const std::string& cpu, const std::string& path,
                const std::string& group) {
    const SubjectFunction function = subject_named(name);
    const std::size_t number = std::stoul(cpu);
    const Mapping handshake = Mapping::open(path);
    if (function == nullptr || number >= handshake->cpus)
        throw std::invalid_argument("no subject '" + name + "' for CPU " + cpu);
    Subject& subject = handshake->subjects[number];
    ::prctl(PR_SET_NAME, name.c_str());
    fault_program_in();
    hear_membarriers();
    return take_part(subject, [&] {
        if (!group.empty())
            write_file(group + "/cgroup.procs", "0"); // who writes
        run_on({CpuId{static_cast<std::uint32_t>(number)}});
        function(*handshake, subject);
    });
}

int run_disturber(const DisturberOrder& order, const std::string& path) {
    const Mapping handshake = Mapping::open(path);
    ::prctl(PR_SET_NAME, order.name.c_str());
    return take_part(handshake->disturber, [&] { disturb(*handshake, order); });
}

// Anywhere but in a guest of ours this would end the machine of whoever tries it.
int power_off() {
    if (::getpid() != 1)
        throw std::runtime_error("power-off is for the PID 1 of a guest: rdinit=/workloads -- power-off");
    ::reboot(RB_POWER_OFF);
    return 1;
}

// On CPU 0, so that nothing of it depends on where it is put.
int run_operations(const std::vector<std::string>& names) {
    run_on({CpuId{0}});
    fault_program_in();
    do_operations(names);
    return 0;
}

int run_churn(const ChurnOrder& order) {
    ::prctl(PR_SET_NAME, order.name.c_str());
    churn(order);
    return 0;
}

int run(const std::vector<std::string>& words) {
    if ((words.size() == 4 || words.size() == 5) && words[0] == "subject")
        return run_subject(words[1], words[2], words[3], words.size() > 4 ? words[4] : "");
    if (words.size() >= 3 && words.size() <= 5 && words[0] == "disturber")
        return run_disturber({.name = words[1],
                              .number = words.size() > 3 ? std::stoull(words[3]) : 0,
                              .pages_per_second = words.size() > 4 ? std::stoull(words[4]) : 0},
                             words[2]);
    if (words.size() > 1 && words[0] == "operations")
        return run_operations({words.begin() + 1, words.end()});
    if (words.size() == 5 && words[0] == "churn")
        return run_churn({words[1], std::stoull(words[2]), CpuSet::parse(words[3]), words[4]});
    if (words.size() == 1 && words[0] == "power-off")
        return power_off();
    std::fputs("usage: workloads subject NAME CPU HANDSHAKE [CGROUP]\n"
               "       workloads disturber NAME HANDSHAKE [NUMBER [PAGES_PER_SECOND]]\n"
               "       workloads operations NAME…\n"
               "       workloads churn NAME SEED ISOLATED ROUNDS\n"
               "       workloads power-off\n",
               stderr);
    return 64;
}

} // namespace
} // namespace cloister::workloads

int main(int count, char** words) {
    try {
        return cloister::workloads::run({words + 1, words + count});
    } catch (const std::exception& failure) {
        std::fprintf(stderr, "workloads: %s\n", failure.what());
        return 1;
    }
}
