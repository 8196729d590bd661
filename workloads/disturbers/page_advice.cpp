// SPDX-License-Identifier: GPL-2.0-or-later
#include "probes/kernelfs/open_file.hpp"
#include "workloads/disturbers/drain_callers.hpp"
#include "workloads/region.hpp"

namespace cloister::workloads {
namespace {

// generic_fadvise(), mm/fadvise.c: drains where a page could not be dropped from the page cache, as one that
// is mapped never can. Not on tmpfs or ramfs, where this advice does nothing.
class FadviseDontneed : public DrainCall {
  public:
    void prepare() override { static_cast<void>(*static_cast<volatile char*>(mapped_.begin())); }
    void drain() override {
        if (const int error = ::posix_fadvise(device_.number(), 0, page_bytes, POSIX_FADV_DONTNEED))
            throw std::system_error(error, std::generic_category(), "fadvise " + device_.path());
    }

  private:
    OpenFile device_{"/dev/ram0", O_RDONLY};
    Region mapped_ = Region::of_file(page_bytes, device_.path(), device_.number());
};

// madvise_collapse(), mm/khugepaged.c: drains before it looks for huge pages to make. In a range that is one
// already it finds none: no more than the drain.
class MadviseCollapse : public DrainCall {
  public:
    MadviseCollapse() {
        region_.touch(static_cast<std::size_t>(region_.room_for_a_huge_page() - region_.begin()));
        region_.collapse();
    }
    void drain() override { region_.collapse(); }

  private:
    Region region_{2 * huge_page_bytes, "for COLLAPSE"};
};

} // namespace

std::unique_ptr<DrainCall> fadvise_dontneed() {
    return std::make_unique<FadviseDontneed>();
}

std::unique_ptr<DrainCall> madvise_collapse() {
    return std::make_unique<MadviseCollapse>();
}

} // namespace cloister::workloads
