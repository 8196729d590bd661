// SPDX-License-Identifier: GPL-2.0-or-later
#include "workloads/operations/armed_cpu.hpp"

#include "probes/kernelfs/run_on.hpp"
#include "workloads/subjects/fresh_pages.hpp"

#include <immintrin.h>

namespace cloister::workloads {

ArmedCpu::ArmedCpu(CpuId cpu) : thread_([this, cpu] { spin(cpu); }) {
    arm();
}

ArmedCpu::~ArmedCpu() {
    over_ = true;
    thread_.join();
}

void ArmedCpu::arm() {
    const std::uint64_t wanted = ++asked_;
    while (armed_ != wanted)
        _mm_pause();
}

void ArmedCpu::spin(CpuId cpu) {
    constexpr std::size_t most_pages = 1U << 12U;
    run_on({cpu});
    FreshPages pages(most_pages);
    while (!over_) {
        if (const std::uint64_t asked = asked_; asked != armed_) {
            pages.touch_next();
            armed_ = asked;
        }
        _mm_pause();
    }
}

} // namespace cloister::workloads
