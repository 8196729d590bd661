// SPDX-License-Identifier: GPL-2.0-or-later
#include "workloads/disturbers/direct_reclaim.hpp"

#include "probes/kernelfs/file.hpp"
#include "probes/kernelfs/open_file.hpp"
#include "workloads/disturbers/arming.hpp"
#include "workloads/disturbers/emptied_lists.hpp"
#include "workloads/disturbers/reclaim_counters.hpp"

#include <array>
#include <stdexcept>

namespace cloister::workloads {
namespace {

// Clean pages of the page cache, which direct reclaim takes back 32 at a time.
class CachedPages {
  public:
    // Others each time: a page that is read twice is kept for longer.
    void read_some() {
        const ssize_t got = ::pread(device_.number(), bytes_.data(), bytes_.size(), at_);
        check_errno(got, "read", device_.path());
        at_ = static_cast<std::size_t>(got) < bytes_.size() ? 0 : at_ + got;
    }

  private:
    OpenFile device_{"/dev/ram0", O_RDONLY};
    std::vector<char> bytes_ = std::vector<char>(std::size_t{1} << 20U);
    off_t at_ = 0;
};

// A pipe whose table of pages would take 4 MiB in one piece, as much as can be asked for. For so high an
// order the kernel tries direct reclaim once, then gives up without a word (__alloc_pages_slowpath(),
// mm/page_alloc.c; pipe_resize_ring(), fs/pipe.c), and a few pages taken back are no help.
class LargePipe {
  public:
    LargePipe() { check_errno(::pipe2(ends_.data(), O_CLOEXEC), "pipe2"); }
    LargePipe(const LargePipe&) = delete;
    LargePipe& operator=(const LargePipe&) = delete;
    ~LargePipe() {
        for (const int end : ends_)
            ::close(end);
    }
    bool is_refused() const {
        constexpr int bytes = 256 << 20;
        const int got = ::fcntl(ends_.front(), F_SETPIPE_SZ, bytes);
        if (got < 0 && errno != ENOMEM)
            check_errno(got, "fcntl", "F_SETPIPE_SZ");
        return got < 0;
    }

  private:
    std::array<int, 2> ends_{};
};

// As often as there are, each the smallest: zones below the highest keep what they have.
std::string smallest_ratios(const std::string& ratios) {
    std::string ones;
    for (std::size_t i = 0; i < words_of(ratios).size(); ++i)
        ones += i == 0 ? "1" : " 1";
    return ones;
}

// Memory is short from one write to the next: vm.min_free_kbytes is raised to what is free, but for so few
// pages that these and all that may be taken back do not make a pipe's 1024. Whoever asks for single ones
// meanwhile gets them: two CPUs that fill their lists take 400 or so, and nobody is killed.
class DirectReclaim : public Provocation {
  public:
    explicit DirectReclaim(CpuSet cpus) : lists_(std::move(cpus), "") {}

    // kswapd is woken as well, and may leave nothing to take back: then no list was emptied. To ask once more
    // where one was is no second time, as it is empty now.
    void provoke() override {
        constexpr int most_asks = 20;
        lists_.before(zones());
        for (int asks = 0; asks < most_asks; ++asks) {
            const bool drained = is_sure_to_drain();
            lists_.after(zones());
            if (drained || lists_.are_empty())
                return;
        }
        throw std::runtime_error("asked 20 times, and direct reclaim took nothing back");
    }
    void add_to(std::array<DrainedPages, largest_cpus>& pages) const override { lists_.add_to(pages); }

  private:
    static constexpr std::uint64_t spare_pages = 500;

    // Who takes pages back and has none even so drains the lists. That it was we, and nobody else's reclaim,
    // say the kernel's counters. It may have drained them as well where what it found there was enough.
    bool is_sure_to_drain() {
        cached_.read_some();
        const LargePipe pipe;
        const DirectReclaims before = direct_reclaims();
        const bool refused = is_refused_while_memory_is_short(pipe);
        const DirectReclaims after = direct_reclaims();
        return refused && after.number == before.number + 1 && after.pages > before.pages;
    }

    static bool is_refused_while_memory_is_short(const LargePipe& pipe) {
        const std::string lower_zones = "/proc/sys/vm/lowmem_reserve_ratio";
        const SavedKnob kept(lower_zones, smallest_ratios(read_file(lower_zones)));
        const SavedKnob least("/proc/sys/vm/min_free_kbytes",
                              std::to_string(kib_to_keep(zones(), spare_pages)));
        return pipe.is_refused();
    }

    EmptiedLists lists_;
    CachedPages cached_;
};

} // namespace

std::unique_ptr<Provocation> direct_reclaim(const Handshake& handshake) {
    expect_lists_drained_by_work();
    return std::make_unique<DirectReclaim>(subjects_cpus(handshake));
}

} // namespace cloister::workloads
