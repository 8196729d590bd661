// SPDX-License-Identifier: GPL-2.0-or-later
#include "workloads/disturbers/slab_destroy.hpp"

#include "probes/kernelfs/file.hpp"
#include "workloads/disturbers/device_table.hpp"

#include <algorithm>
#include <filesystem>
#include <stdexcept>
#include <system_error>

namespace cloister::workloads {
namespace {

// bio_find_or_create_slab(), block/bio.c: one for each size; never merged with others, so each has a
// directory of its own.
std::ptrdiff_t bio_caches() {
    const std::filesystem::directory_iterator caches("/sys/kernel/slab");
    return std::count_if(begin(caches), end(caches), [](const std::filesystem::directory_entry& cache) {
        return cache.path().filename().string().starts_with("bio-");
    });
}

class SlabDestroy : public Provocation {
  public:
    void provoke() override {
        table_.load();
        const std::ptrdiff_t before = bio_caches();
        table_.clear();
        destroyed_ = before - bio_caches();
        if (destroyed_ <= 0)
            throw std::runtime_error("no slab cache goes with a device-mapper table");
    }
    std::uint64_t times() override { return static_cast<std::uint64_t>(destroyed_); }

  private:
    DeviceTable table_;
    std::ptrdiff_t destroyed_ = 0;
};

} // namespace

std::unique_ptr<Provocation> slab_destroy(const Handshake& /*handshake*/) {
    if (read_file("/proc/kallsyms").find(" flush_rcu_sheaves_on_cache\n") == std::string::npos)
        throw std::system_error(EOPNOTSUPP, std::generic_category(),
                                "a slab cache of this kernel has no sheaves of its own to flush");
    return std::make_unique<SlabDestroy>();
}

} // namespace cloister::workloads
