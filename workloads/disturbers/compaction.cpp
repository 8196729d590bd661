// SPDX-License-Identifier: GPL-2.0-or-later
#include "workloads/disturbers/compaction.hpp"

#include "workloads/clock.hpp"
#include "workloads/disturbers/arming.hpp"
#include "workloads/disturbers/emptied_lists.hpp"
#include "workloads/disturbers/fragmented_memory.hpp"
#include "workloads/disturbers/kernel_thread.hpp"
#include "workloads/disturbers/vm_counters.hpp"

#include <stdexcept>

namespace cloister::workloads {
namespace {

// To find nothing takes kswapd a few.
constexpr std::uint64_t kswapds_turn_ns = 20'000'000;
const std::string defrag = "/sys/kernel/mm/transparent_hugepage/defrag";

// "madvise" of "always defer defer+madvise [madvise] never".
std::string chosen(const std::string& words) {
    const std::size_t begin = words.find('[') + 1;
    return words.substr(begin, words.find(']', begin) - begin);
}

// A fault that finds no huge page tells kcompactd, and takes a small one.
class DeferredCompaction {
  public:
    DeferredCompaction() : before_(chosen(read_file(defrag))) { write_file(defrag, "defer"); }
    DeferredCompaction(const DeferredCompaction&) = delete;
    DeferredCompaction& operator=(const DeferredCompaction&) = delete;
    ~DeferredCompaction() {
        try {
            write_file(defrag, before_);
        } catch (const std::exception&) { // the guest ends
        }
    }

  private:
    std::string before_;
};

class CompactionInVain : public Provocation {
  public:
    explicit CompactionInVain(CpuSet cpus) : lists_(std::move(cpus), "") {}

    // After each time in vain the kernel lets up to twice as many go by, 63 at most (defer_compaction()); and
    // before the first, kswapd is asked, until it has found 16 times nothing to take back
    // (MAX_RECLAIM_RETRIES, wakeup_kswapd()). To ask once more where it did compact is no second time, as the
    // lists are empty then.
    void provoke() override {
        constexpr int most_asks = 400;
        lists_.before(zones());
        for (int asks = 0; asks < most_asks; ++asks) {
            const bool compacted = is_compacted();
            lists_.after(zones());
            if (lists_.are_empty() || (compacted && !memory_.has_huge_page()))
                return;
        }
        throw std::runtime_error("asked 400 times, and kcompactd compacted nothing in vain");
    }
    void add_to(std::array<DrainedPages, largest_cpus>& pages) const override { lists_.add_to(pages); }

  private:
    bool is_compacted() {
        const std::uint64_t scanned = vm_counter("compact_daemon_migrate_scanned");
        const std::uint64_t woken = vm_counter("compact_daemon_wake");
        if (memory_.has_huge_page())
            return false;
        const std::uint64_t since = now_ns();
        while (vm_counter("compact_daemon_wake") == woken) {
            if (now_ns() - since > kswapds_turn_ns)
                return false;
            thread_.wait_a_moment(since);
        }
        thread_.wait_until_asleep();
        return vm_counter("compact_daemon_migrate_scanned") > scanned;
    }

    EmptiedLists lists_;
    DeferredCompaction defer_;
    FragmentedMemory memory_{KeptPages::locked};
    KernelThread thread_{"kcompactd0"};
};

} // namespace

std::unique_ptr<Provocation> compaction_in_vain(const Handshake& handshake) {
    expect_lists_drained_by_work();
    return std::make_unique<CompactionInVain>(subjects_cpus(handshake));
}

} // namespace cloister::workloads
