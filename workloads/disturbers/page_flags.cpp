// SPDX-License-Identifier: GPL-2.0-or-later
#include "workloads/disturbers/page_flags.hpp"

#include "probes/kernelfs/check_errno.hpp"

#include <fcntl.h>
#include <stdexcept>
#include <unistd.h>
#include <utility>

namespace cloister::workloads {
namespace {

constexpr std::uint64_t page_bytes = 4096;
constexpr std::uint64_t present = std::uint64_t{1} << 63U;
constexpr std::uint64_t frame_bits = (std::uint64_t{1} << 55U) - 1;
constexpr std::uint64_t kpf_lru = std::uint64_t{1} << 5U; // include/uapi/linux/kernel-page-flags.h

std::uint64_t entry(int file, std::uint64_t index, const char* name) {
    std::uint64_t value = 0;
    const ssize_t got = check_errno(
        ::pread(file, &value, sizeof value, static_cast<off_t>(index * sizeof value)), "pread", name);
    if (got != sizeof value)
        throw std::runtime_error(std::string(name) + " ends before entry " + std::to_string(index));
    return value;
}

int open_for_reading(const std::string& path) {
    return check_errno(::open(path.c_str(), O_RDONLY | O_CLOEXEC), "open", path);
}

} // namespace

PageFlags::PageFlags(int pid, const std::string& proc)
    : pagemap_(open_for_reading(proc + "/" + std::to_string(pid) + "/pagemap")),
      kpageflags_(open_for_reading(proc + "/kpageflags")) {}

PageFlags::PageFlags(PageFlags&& other) noexcept
    : pagemap_(std::exchange(other.pagemap_, -1)), kpageflags_(std::exchange(other.kpageflags_, -1)) {}

PageFlags::~PageFlags() {
    if (pagemap_ >= 0)
        ::close(pagemap_);
    if (kpageflags_ >= 0)
        ::close(kpageflags_);
}

bool PageFlags::on_lru(std::uint64_t address) const {
    const std::uint64_t mapping = entry(pagemap_, address / page_bytes, "pagemap");
    if ((mapping & present) == 0)
        throw std::runtime_error("the armed page is not in memory any more");
    return (entry(kpageflags_, mapping & frame_bits, "kpageflags") & kpf_lru) != 0;
}

} // namespace cloister::workloads
