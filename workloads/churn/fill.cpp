// SPDX-License-Identifier: GPL-2.0-or-later
#include "probes/kernelfs/run_on.hpp"
#include "workloads/churn/churn.hpp"
#include "workloads/churn/pause.hpp"
#include "workloads/region.hpp"

#include <array>
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

namespace cloister::workloads {
namespace {

// A batch holds up to 31 folios (PAGEVEC_SIZE, include/linux/pagevec.h): mostly fewer than fill it are
// touched, so that some wait in it when a drain comes.
constexpr std::size_t most_pages = 40;

// One process goes from CPU to CPU, and leaves its pages behind in the batches of each.
class Fill : public Churn {
  public:
    explicit Fill(const CpuSet& isolated) : cpus_(isolated.begin(), isolated.end()) {}

    void round(Draws& draws) override {
        run_on({draws.one_of(cpus_)}); // or not: it is offline, or another set's
        const std::size_t pages = draws.between(1, most_pages);
        switch (draws.below(4)) {
        case 0:
            touch(pages, false);
            break;
        case 1:
            touch(pages, true);
            break;
        case 2:
            write_file_pages(pages);
            break;
        default:
            deactivate(pages);
        }
        pause_up_to(5, draws);
    }

  private:
    // lru_add; locked, the mlock batch. They are freed with the region kept, one region a round.
    void touch(std::size_t pages, bool locked) {
        region_ = std::make_unique<Region>(most_pages * page_bytes, "to fill batches");
        region_->never_huge();
        if (locked) // or not: past a limit of the kernel's it is as any other
            ::mlock2(region_->begin(), pages * page_bytes, MLOCK_ONFAULT);
        for (std::size_t i = 0; i < pages; ++i)
            region_->touch(i * page_bytes);
        if (locked)
            ::munlock(region_->begin(), pages / 2 * page_bytes);
    }
    // lru_add by the page cache; cut off, they leave from wherever they are.
    void write_file_pages(std::size_t pages) {
        static const std::array<char, page_bytes> page{};
        const int file = check_errno(::memfd_create("filled", MFD_CLOEXEC), "memfd_create");
        for (std::size_t i = 0; i < pages; ++i)
            if (::write(file, page.data(), page.size()) < 0)
                break;
        ::close(file_);
        file_ = file;
    }
    // lru_lazyfree and lru_deactivate (madvise_free_pte_range(), madvise_cold_or_pageout_pte_range(),
    // mm/madvise.c).
    void deactivate(std::size_t pages) {
        touch(pages, false);
        ::madvise(region_->begin(), pages / 2 * page_bytes, MADV_COLD);
        ::madvise(region_->begin() + pages / 2 * page_bytes, (pages - pages / 2) * page_bytes, MADV_FREE);
    }

    std::vector<CpuId> cpus_;
    std::unique_ptr<Region> region_;
    int file_ = -1;
};

} // namespace

std::unique_ptr<Churn> fill_churn(const CpuSet& isolated) {
    return std::make_unique<Fill>(isolated);
}

} // namespace cloister::workloads
