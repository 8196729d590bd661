// SPDX-License-Identifier: GPL-2.0-or-later
#include "probes/kernelfs/file.hpp"
#include "probes/kernelfs/open_file.hpp"
#include "workloads/clock.hpp"
#include "workloads/disturbers/drain_callers.hpp"
#include "workloads/disturbers/kernel_thread.hpp"
#include "workloads/region.hpp"

#include <array>
#include <string_view>

namespace cloister::workloads {
namespace {

// Given some address space to look at, a kernel thread scans once, then sleeps for as long as a file says;
// to write that file wakes it, and ksmd only where the value is a new one.
class ScanningThread : public DrainCall {
  public:
    ScanningThread(const std::string& thread, const std::string& sleep, std::string full_scans)
        : sleep_(sleep, O_WRONLY), full_scans_(std::move(full_scans)), thread_(thread) {
        wake();
    }

    // The drain is over when the scan is counted and the thread sleeps again.
    void drain() override {
        const std::string before = read_file(full_scans_);
        wake();
        const std::uint64_t since = now_ns();
        while (read_file(full_scans_) == before)
            thread_.wait_a_moment(since);
        wait_until_asleep();
    }

  protected:
    const Region& region() const { return region_; }
    void wait_until_asleep() const { thread_.wait_until_asleep(); }

  private:
    // Both are longer than any window.
    void wake() {
        constexpr std::array<std::string_view, 2> milliseconds{"1000000000", "1000000001"};
        turn_ = 1 - turn_;
        check_errno(
            ::pwrite(sleep_.number(), milliseconds.at(turn_).data(), milliseconds.at(turn_).size(), 0),
            "write", sleep_.path());
    }
    OpenFile sleep_;
    std::string full_scans_;
    KernelThread thread_;
    std::size_t turn_ = 0;
    Region region_{std::size_t{4} << 20U, "to scan"}; // room for a huge page
};

// khugepaged_do_scan(), mm/khugepaged.c.
class Khugepaged : public ScanningThread {
  public:
    Khugepaged()
        : ScanningThread("khugepaged", directory + "scan_sleep_millisecs", directory + "full_scans") {
        region().touch(0); // without a page it is no candidate
        region().advise(MADV_HUGEPAGE, "HUGEPAGE");
        wait_until_asleep();
    }

  private:
    inline static const std::string directory = "/sys/kernel/mm/transparent_hugepage/khugepaged/";
};

// scan_get_next_rmap_item(), mm/ksm.c.
class Ksm : public ScanningThread {
  public:
    Ksm() : ScanningThread("ksmd", directory + "sleep_millisecs", directory + "full_scans") {
        region().advise(MADV_MERGEABLE, "MERGEABLE");
        write_file(directory + "run", "1");
        wait_until_asleep();
    }

  private:
    inline static const std::string directory = "/sys/kernel/mm/ksm/";
};

} // namespace

std::unique_ptr<DrainCall> khugepaged_scan() {
    return std::make_unique<Khugepaged>();
}

std::unique_ptr<DrainCall> ksm_scan() {
    return std::make_unique<Ksm>();
}

} // namespace cloister::workloads
