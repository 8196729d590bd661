// SPDX-License-Identifier: GPL-2.0-or-later
#include "workloads/disturbers/arming.hpp"

#include "workloads/clock.hpp"

#include <stdexcept>

namespace cloister::workloads {
namespace {

// A subject answers within a page fault; a host without CPUs to spare may take long to run it.
constexpr std::uint64_t longest_answer_ns = 10'000'000'000;

void wait_until_armed(const Subject& subject, std::uint32_t cpu, std::uint64_t round) {
    const std::uint64_t since = now_ns();
    while (subject.armed.load(std::memory_order_acquire) != round) {
        if (now_ns() - since > longest_answer_ns)
            throw std::runtime_error("the subject on CPU " + std::to_string(cpu) +
                                     " does not arm a page: " + "no answer in 10 s");
        // Two vCPUs may share one host CPU with the subject: let it have that.
        const timespec moment{0, 20'000};
        ::nanosleep(&moment, nullptr);
    }
}

} // namespace

CpuSet subjects_cpus(const Handshake& handshake) {
    CpuSet cpus;
    for (std::uint32_t cpu = 0; cpu < handshake.cpus; ++cpu)
        if (handshake.subjects[cpu].state.load() == State::running)
            cpus.insert(CpuId{cpu});
    return cpus;
}

Arming::Arming(Handshake& handshake) : handshake_(handshake) {
    for (const CpuId cpu : subjects_cpus(handshake))
        cpus_.push_back(cpu.number);
}

std::vector<std::uint64_t> Arming::arm(std::size_t count) {
    ++round_;
    for (std::size_t i = 0; i < count; ++i)
        handshake_.subjects[cpus_[i]].requested.store(round_, std::memory_order_release);
    std::vector<std::uint64_t> pages;
    for (std::size_t i = 0; i < count; ++i) {
        const Subject& subject = handshake_.subjects[cpus_[i]];
        wait_until_armed(subject, cpus_[i], round_);
        pages.push_back(subject.page.load(std::memory_order_relaxed));
    }
    return pages;
}

} // namespace cloister::workloads
