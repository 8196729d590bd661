// SPDX-License-Identifier: GPL-2.0-or-later
#include "workloads/disturbers/drain_call.hpp"

#include "probes/kernelfs/open_file.hpp"
#include "probes/kernelfs/run_on.hpp"
#include "workloads/disturbers/drain_callers.hpp"
#include "workloads/region.hpp"

#include <array>
#include <linux/fs.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <utility>

namespace cloister::workloads {
namespace {

// At offset 0: elsewhere a sysctl takes no number.
void write_digit(const OpenFile& file, char digit) {
    check_errno(::pwrite(file.number(), &digit, 1, 0), "write", file.path());
}

// Since 6.12 or a little before; 5.10 and 6.1 drop caches without a drain, which the trial drain will say.
class DropCaches : public DrainCall {
  public:
    // Bit 4 silences the line that each write would print on the console (fs/drop_caches.c, stfu). Alone: the
    // sysctl takes 1 to 4.
    DropCaches() { write_digit(file_, '4'); }
    void drain() override { write_digit(file_, '1'); }

  private:
    OpenFile file_{"/proc/sys/vm/drop_caches", O_WRONLY};
};

// compact_nodes(), mm/compaction.c. After its drain it takes folios off the LRU, and puts them or their
// copies into the batch of the CPU it runs on (putback_movable_pages(), move_to_new_folio()): an armed page
// that had reached the LRU is off it again. Stay on one CPU, and empty that batch, and no other, before
// anybody looks: zap_page_range_single() begins with lru_add_drain() (mm/memory.c).
class CompactMemory : public DrainCall {
  public:
    CompactMemory() {
        run_on({CpuId{static_cast<std::uint32_t>(check_errno(::sched_getcpu(), "sched_getcpu"))}});
    }

    void drain() override { write_digit(file_, '1'); }
    void tidy_up() override { page_.advise(MADV_DONTNEED, "DONTNEED"); }

  private:
    OpenFile file_{"/proc/sys/vm/compact_memory", O_WRONLY};
    Region page_{page_bytes, "for compact_memory"};
};

// invalidate_bdev(), block/bdev.c: drains only where the device has pages cached, so one is read each time.
class FlushBlockDevice : public DrainCall {
  public:
    void prepare() override {
        check_errno(::pread(device_.number(), block_.data(), block_.size(), 0), "read", device_.path());
    }
    void drain() override {
        check_errno(::ioctl(device_.number(), BLKFLSBUF, 0), "BLKFLSBUF", device_.path());
    }

  private:
    OpenFile device_{"/dev/ram0", O_RDONLY};
    std::array<char, page_bytes> block_{};
};

template <class Call>
std::unique_ptr<DrainCall> made(const Layout& /*layout*/) {
    return std::make_unique<Call>();
}

template <std::unique_ptr<DrainCall> (*Make)()>
std::unique_ptr<DrainCall> made_by(const Layout& /*layout*/) {
    return Make();
}

template <std::unique_ptr<DrainCall> (*Make)(const CpuSet& housekeeping)>
std::unique_ptr<DrainCall> made_for(const Layout& layout) {
    return Make(layout.housekeeping);
}

} // namespace

MakeDrainCall drain_call_named(std::string_view name) {
    constexpr std::array<std::pair<std::string_view, MakeDrainCall>, 14> calls{{
        {"drop_caches", made<DropCaches>},
        {"compact_memory", made<CompactMemory>},
        {"blkflsbuf", made<FlushBlockDevice>},
        {"fadvise", made_by<fadvise_dontneed>},
        {"madv-collapse", made_by<madvise_collapse>},
        {"memfd-seal", made_for<memfd_seal>},
        {"memory-reclaim", made_by<memory_reclaim>},
        {"move_pages", made_by<move_pages_call>},
        {"mbind", made_by<mbind_call>},
        {"khugepaged", made_by<khugepaged_scan>},
        {"ksm", made_by<ksm_scan>},
        {"longterm-pin", made_for<longterm_pin>},
        {"memory-offline", made_by<memory_offline>},
        {"cpu-offline", cpu_offline},
    }};
    for (const auto& [each, make] : calls)
        if (each == name)
            return make;
    return nullptr;
}

} // namespace cloister::workloads
