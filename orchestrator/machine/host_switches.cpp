// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/machine/host_switches.hpp"

#include "orchestrator/machine/switch_records.hpp"
#include "probes/kernelfs/file.hpp"

#include <fmt/format.h>
#include <linux/perf_event.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstring>
#include <ctime>

namespace cloister {
namespace {

// Some 5,000 switches; what every user may lock (kernel.perf_event_mlock_kb) is enough for four on each host
// CPU.
constexpr std::size_t buffer_pages = 32;

std::size_t page() {
    return static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
}

[[noreturn]] void refuse(const std::string& call) {
    const int reason = errno;
    std::string why = call + ": " + std::strerror(reason);
    if (reason == EACCES || reason == EPERM)
        why += fmt::format(" (kernel.perf_event_paranoid {})",
                           read_knob("/proc/sys/kernel/perf_event_paranoid").value_or("is not there"));
    throw HostSwitchesRefused(why);
}

int open_switches(pid_t thread) {
    perf_event_attr wanted{};
    wanted.size = sizeof wanted;
    wanted.type = PERF_TYPE_SOFTWARE;
    wanted.config = PERF_COUNT_SW_DUMMY;
    wanted.sample_type = PERF_SAMPLE_TID | PERF_SAMPLE_TIME;
    wanted.sample_id_all = 1;
    wanted.context_switch = 1;
    wanted.use_clockid = 1;
    wanted.clockid = CLOCK_MONOTONIC_RAW;
    wanted.exclude_kernel = 1; // else perf_event_paranoid 2 refuses
    wanted.exclude_hv = 1;
    wanted.watermark = 1;
    wanted.wakeup_watermark = static_cast<std::uint32_t>(buffer_pages * page() / 2);
    const long file = ::syscall(SYS_perf_event_open, &wanted, thread, -1, -1, PERF_FLAG_FD_CLOEXEC);
    if (file < 0)
        refuse("perf_event_open");
    return static_cast<int>(file);
}

} // namespace

std::chrono::nanoseconds host_clock() {
    timespec now{};
    ::clock_gettime(CLOCK_MONOTONIC_RAW, &now);
    return std::chrono::seconds(now.tv_sec) + std::chrono::nanoseconds(now.tv_nsec);
}

// One thread's event and its buffer: a page that says how far the kernel wrote and we read, then the records.
class HostSwitches::Thread : public std::enable_shared_from_this<Thread> {
  public:
    Thread(const asio::any_io_executor& executor, CpuId cpu, pid_t thread)
        : cpu_(cpu), records_(cpu), file_(executor, open_switches(thread)) {
        map_ = ::mmap(nullptr, (1 + buffer_pages) * page(), PROT_READ | PROT_WRITE, MAP_SHARED,
                      file_.native_handle(), 0);
        if (map_ == MAP_FAILED)
            refuse("mmap of a perf buffer");
    }
    ~Thread() { ::munmap(map_, (1 + buffer_pages) * page()); }
    Thread(const Thread&) = delete;
    Thread& operator=(const Thread&) = delete;

    // Each time the buffer is half full.
    void read_on_wake_up() {
        file_.async_wait(asio::posix::stream_descriptor::wait_read,
                         [self = shared_from_this()](const boost::system::error_code& error) {
                             if (error)
                                 return;
                             self->read();
                             self->read_on_wake_up();
                         });
    }
    void close() {
        boost::system::error_code nothing_to_say;
        file_.close(nothing_to_say);
    }

    void read() {
        auto* const ends = static_cast<perf_event_mmap_page*>(map_);
        const std::uint64_t written = std::atomic_ref(ends->data_head).load(std::memory_order_acquire);
        std::uint64_t at = std::atomic_ref(ends->data_tail).load(std::memory_order_relaxed);
        const std::size_t size = buffer_pages * page();
        const char* const records = static_cast<const char*>(map_) + page();
        std::string bytes;
        while (at < written) { // the buffer is a ring
            const std::size_t from = at % size;
            const std::size_t length = std::min<std::uint64_t>(written - at, size - from);
            bytes.append(records + from, length);
            at += length;
        }
        std::atomic_ref(ends->data_tail).store(at, std::memory_order_release);
        records_.take(bytes);
    }

    CpuId cpu() const { return cpu_; }
    const SwitchRecords& records() const { return records_; }

  private:
    CpuId cpu_;
    SwitchRecords records_;
    asio::posix::stream_descriptor file_;
    void* map_ = MAP_FAILED;
};

HostSwitches::HostSwitches(const asio::any_io_executor& executor, const std::map<CpuId, pid_t>& threads) {
    for (const auto& [cpu, thread] : threads)
        threads_.push_back(std::make_shared<Thread>(executor, cpu, thread));
    for (const std::shared_ptr<Thread>& each : threads_)
        each->read_on_wake_up();
}

HostSwitches::~HostSwitches() {
    for (const std::shared_ptr<Thread>& each : threads_)
        each->close();
}

SeenOnHost HostSwitches::seen() {
    SeenOnHost seen;
    for (const std::shared_ptr<Thread>& each : threads_) {
        each->read();
        const std::vector<HostAbsence>& absences = each->records().absences();
        seen.absences.insert(seen.absences.end(), absences.begin(), absences.end());
        if (each->records().lost() > 0)
            seen.lost[each->cpu()] = each->records().lost();
    }
    return seen;
}

} // namespace cloister
