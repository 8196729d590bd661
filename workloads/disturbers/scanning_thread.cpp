// SPDX-License-Identifier: GPL-2.0-or-later
#include "probes/kernelfs/file.hpp"
#include "probes/kernelfs/open_file.hpp"
#include "workloads/clock.hpp"
#include "workloads/disturbers/drain_callers.hpp"
#include "workloads/region.hpp"

#include <array>
#include <filesystem>
#include <stdexcept>
#include <string_view>

namespace cloister::workloads {
namespace {

constexpr std::uint64_t longest_scan_ns = 10'000'000'000;

int pid_of_thread(const std::string& name) {
    for (const std::filesystem::directory_entry& entry : std::filesystem::directory_iterator("/proc")) {
        const std::string number = entry.path().filename();
        if (number.find_first_not_of("0123456789") == std::string::npos &&
            read_knob(entry.path() / "comm") == name)
            return std::stoi(number);
    }
    throw std::runtime_error("no kernel thread " + name);
}

// Given some address space to look at, a kernel thread scans once, then sleeps for as long as a file says;
// to write that file wakes it, and ksmd only where the value is a new one.
class ScanningThread : public DrainCall {
  public:
    ScanningThread(const std::string& thread, const std::string& sleep, std::string full_scans)
        : sleep_(sleep, O_WRONLY), full_scans_(std::move(full_scans)),
          stat_("/proc/" + std::to_string(pid_of_thread(thread)) + "/stat") {
        wake();
    }

    // The drain is over when the scan is counted and the thread sleeps again.
    void drain() override {
        const std::string before = read_file(full_scans_);
        wake();
        const std::uint64_t since = now_ns();
        while (read_file(full_scans_) == before)
            wait_a_moment(since);
        wait_until_asleep();
    }

  protected:
    const Region& region() const { return region_; }
    void wait_until_asleep() const {
        const std::uint64_t since = now_ns();
        while (read_file(stat_).find(") S ") == std::string::npos) // "PID (NAME) STATE …"
            wait_a_moment(since);
    }

  private:
    // Both are longer than any window.
    void wake() {
        constexpr std::array<std::string_view, 2> milliseconds{"1000000000", "1000000001"};
        turn_ = 1 - turn_;
        check_errno(
            ::pwrite(sleep_.number(), milliseconds.at(turn_).data(), milliseconds.at(turn_).size(), 0),
            "write", sleep_.path());
    }
    void wait_a_moment(std::uint64_t since) const {
        if (now_ns() - since > longest_scan_ns)
            throw std::runtime_error("no scan within 10 s: " + full_scans_);
        const timespec moment{0, 100'000};
        ::nanosleep(&moment, nullptr);
    }

    OpenFile sleep_;
    std::string full_scans_;
    std::string stat_;
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
