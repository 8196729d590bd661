// SPDX-License-Identifier: GPL-2.0-or-later
#include "workloads/disturbers/pressure.hpp"

#include "probes/kernelfs/check_errno.hpp"
#include "workloads/clock.hpp"
#include "workloads/disturbers/anonymous_pressure.hpp"
#include "workloads/region.hpp"

#include <array>
#include <fcntl.h>
#include <string>
#include <unistd.h>

namespace cloister::workloads {
namespace {

constexpr std::size_t region_pages = 8192; // 32 MiB

class CachePressure : public Pressure {
  public:
    CachePressure() : device_(check_errno(::open(path, O_RDONLY | O_CLOEXEC), "open", path)) {
        // Without it one read would take many pages.
        ::posix_fadvise(device_, 0, 0, POSIX_FADV_RANDOM);
    }
    CachePressure(const CachePressure&) = delete;
    CachePressure& operator=(const CachePressure&) = delete;
    ~CachePressure() override { ::close(device_); }

    void take_page() override {
        if (next_ == region_pages) {
            // Drains this CPU's batch, and all CPUs' where a page is still in another one's.
            ::posix_fadvise(device_, 0, region_pages * page_bytes, POSIX_FADV_DONTNEED);
            next_ = 0;
        }
        check_errno(::pread(device_, page_.data(), page_.size(), static_cast<off_t>(next_++ * page_bytes)),
                    "read", path);
    }

  private:
    static constexpr const char* path = "/dev/ram0";

    int device_;
    std::array<char, page_bytes> page_{};
    std::size_t next_ = 0;
};

} // namespace

std::unique_ptr<Pressure> pressure_named(std::string_view name) {
    if (name == "pressure-anon")
        return std::make_unique<AnonymousPressure>(region_pages, MADV_DONTNEED, "DONTNEED");
    if (name == "pressure-cache")
        return std::make_unique<CachePressure>();
    if (name == "pressure-huge")
        return huge_page_pressure();
    if (name == "pressure-swap")
        return swap_pressure();
    return nullptr;
}

void press(Handshake& handshake, Pressure& pressure, std::uint64_t pages_per_second) {
    const std::uint64_t since = now_ns();
    std::uint64_t pages = 0;
    while (handshake.disturber.phase.load(std::memory_order_acquire) == Phase::measure) {
        const double due =
            static_cast<double>(now_ns() - since) * 1e-9 * static_cast<double>(pages_per_second);
        if (pages_per_second != 0 && static_cast<double>(pages) >= due) {
            const timespec moment{0, 500'000};
            ::nanosleep(&moment, nullptr);
            continue;
        }
        pressure.take_page();
        handshake.disturber.pressure_pages.store(++pages, std::memory_order_relaxed);
    }
    handshake.disturber.pressure_ns.store(now_ns() - since, std::memory_order_relaxed);
}

} // namespace cloister::workloads
