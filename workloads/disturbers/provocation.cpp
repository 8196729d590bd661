// SPDX-License-Identifier: GPL-2.0-or-later
#include "workloads/disturbers/provocation.hpp"

#include "probes/kernelfs/file.hpp"
#include "probes/kernelfs/open_file.hpp"
#include "workloads/disturbers/arming.hpp"
#include "workloads/disturbers/buffer_heads.hpp"
#include "workloads/disturbers/compaction.hpp"
#include "workloads/disturbers/direct_reclaim.hpp"
#include "workloads/disturbers/memcg_stock.hpp"
#include "workloads/disturbers/memory_offline.hpp"
#include "workloads/disturbers/posix_timers.hpp"
#include "workloads/disturbers/rcu_barrier.hpp"
#include "workloads/disturbers/secret_memory.hpp"
#include "workloads/disturbers/slab_destroy.hpp"
#include "workloads/disturbers/socket_filter.hpp"
#include "workloads/disturbers/text_patching.hpp"
#include "workloads/disturbers/unmount.hpp"
#include "workloads/region.hpp"

#include <array>
#include <linux/membarrier.h>
#include <linux/perf_event.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <utility>
#include <vector>

namespace cloister::workloads {
namespace {

// vmstat_refresh(), mm/vmstat.c: schedule_on_each_cpu(refresh_vm_stats).
class VmstatRefresh : public Provocation {
  public:
    void provoke() override {
        char nothing = 0;
        check_errno(::pread(file_.number(), &nothing, 1, 0), "read", file_.path());
    }

  private:
    OpenFile file_{"/proc/sys/vm/stat_refresh", O_RDONLY};
};

// overcommit_policy_handler(), mm/util.c: each write of 2 is schedule_on_each_cpu(sync_overcommit_as).
class Overcommit : public Provocation {
  public:
    void provoke() override {
        const char never = '2';
        check_errno(::pwrite(file_.number(), &never, 1, 0), "write", file_.path());
    }

  private:
    SavedKnob saved_{"/proc/sys/vm/overcommit_memory", "2"};
    OpenFile file_{saved_.path(), O_WRONLY};
};

// membarrier_global_expedited(), kernel/sched/membarrier.c: ipi_mb to every CPU that runs a program which
// registered for it, as our subjects do (main.cpp).
class Membarrier : public Provocation {
  public:
    void provoke() override {
        check_errno(static_cast<int>(::syscall(SYS_membarrier, MEMBARRIER_CMD_GLOBAL_EXPEDITED, 0, 0)),
                    "membarrier");
    }
};

// One event a CPU that counts nothing; to switch it on or off is one call of remote_function() there
// (event_function_call(), kernel/events/core.c).
class PerfEvents : public Provocation {
  public:
    explicit PerfEvents(const CpuSet& cpus) {
        for (const CpuId cpu : cpus)
            events_.push_back(open_on(cpu));
    }
    PerfEvents(const PerfEvents&) = delete;
    PerfEvents& operator=(const PerfEvents&) = delete;
    ~PerfEvents() override {
        for (const int event : events_)
            ::close(event);
    }
    void provoke() override {
        on_ = !on_;
        for (const int event : events_)
            check_errno(::ioctl(event, on_ ? PERF_EVENT_IOC_ENABLE : PERF_EVENT_IOC_DISABLE, 0), "ioctl",
                        "perf event");
    }

  private:
    static int open_on(CpuId cpu) {
        perf_event_attr attributes{};
        attributes.size = sizeof attributes;
        attributes.type = PERF_TYPE_SOFTWARE;
        attributes.config = PERF_COUNT_SW_DUMMY;
        attributes.disabled = 1;
        return check_errno(
            static_cast<int>(::syscall(SYS_perf_event_open, &attributes, -1, static_cast<int>(cpu.number), -1,
                                       PERF_FLAG_FD_CLOEXEC)),
            "perf_event_open", "CPU " + std::to_string(cpu.number));
    }

    std::vector<int> events_;
    bool on_ = false;
};

// msr_read(), arch/x86/kernel/msr.c: __rdmsr_safe_on_cpu() on the CPU whose register is read.
class RegisterReads : public Provocation {
  public:
    explicit RegisterReads(const CpuSet& cpus) {
        for (const CpuId cpu : cpus)
            files_.push_back(
                std::make_unique<OpenFile>("/dev/cpu/" + std::to_string(cpu.number) + "/msr", O_RDONLY));
    }
    void provoke() override {
        constexpr off_t time_stamp_counter = 0x10;
        std::uint64_t value = 0;
        for (const auto& file : files_)
            check_errno(::pread(file->number(), &value, sizeof value, time_stamp_counter), "read",
                        file->path());
    }

  private:
    std::vector<std::unique_ptr<OpenFile>> files_;
};

// What the subjects do when asked is all.
class AskAlone : public Provocation {
  public:
    void provoke() override {}
};

// flush_all_cpus_locked(), mm/slub.c: flush_cpu_slab() on every CPU that keeps a slab of this cache, as one
// does whose subject has just locked a file.
class SlabShrink : public Provocation {
  public:
    void provoke() override {
        const char now = '1';
        check_errno(::pwrite(file_.number(), &now, 1, 0), "write", file_.path());
    }

  private:
    OpenFile file_{"/sys/kernel/slab/file_lock_cache/shrink", O_WRONLY};
};

// collapse_huge_page(), mm/khugepaged.c: frees the page table that a huge page replaces, after
// tlb_remove_table_sync_one() has interrupted every CPU. Where huge pages are there for everybody the page
// that is touched would be one at once.
class Collapse : public Provocation {
  public:
    void provoke() override {
        region_.advise(MADV_DONTNEED, "DONTNEED");
        ::prctl(PR_SET_THP_DISABLE, 1, 0, 0, 0);
        region_.touch(static_cast<std::size_t>(region_.room_for_a_huge_page() - region_.begin()));
        ::prctl(PR_SET_THP_DISABLE, 0, 0, 0, 0);
        region_.collapse();
    }

  private:
    Region region_{2 * huge_page_bytes, "to collapse"};
};

template <class Each>
std::unique_ptr<Provocation> made(const Handshake& /*handshake*/) {
    return std::make_unique<Each>();
}

template <class Each>
std::unique_ptr<Provocation> made_for(const Handshake& handshake) {
    return std::make_unique<Each>(subjects_cpus(handshake));
}

} // namespace

MakeProvocation provocation_named(std::string_view name) {
    constexpr std::array<std::pair<std::string_view, MakeProvocation>, 20> provocations{{
        {"vmstat-refresh", made<VmstatRefresh>},
        {"overcommit", made<Overcommit>},
        {"membarrier", made<Membarrier>},
        {"perf-event", made_for<PerfEvents>},
        {"ask", made<AskAlone>},
        {"slab-shrink", made<SlabShrink>},
        {"collapse", made<Collapse>},
        {"posix-timer", posix_timers},
        {"socket-filter", socket_filter},
        {"memcg-stock", memcg_stock},
        {"msr", made_for<RegisterReads>},
        {"text-patching", text_patching},
        {"page-lists", page_lists},
        {"direct-reclaim", direct_reclaim},
        {"compaction-in-vain", compaction_in_vain},
        {"rcu-barrier", rcu_barrier},
        {"unmount", unmount},
        {"memfd-secret", secret_memory},
        {"buffer-heads", buffer_heads},
        {"slab-destroy", slab_destroy},
    }};
    for (const auto& [each, make] : provocations)
        if (each == name)
            return make;
    return nullptr;
}

bool empties_page_lists(std::string_view name) {
    return name == "page-lists" || name == "direct-reclaim" || name == "compaction-in-vain";
}

} // namespace cloister::workloads
