// SPDX-License-Identifier: GPL-2.0-or-later
#include "probes/kernelfs/open_file.hpp"
#include "workloads/disturbers/anonymous_pressure.hpp"

#include <array>
#include <cstring>
#include <linux/fs.h>
#include <sys/ioctl.h>
#include <sys/swap.h>

namespace cloister::workloads {
namespace {

constexpr const char* ram_disk = "/dev/ram0";
constexpr std::size_t swapped_pages = 1024; // 4 MiB

// union swap_header of include/linux/swap.h, as mkswap writes it: version and last page behind the boot bits,
// and a magic word at the page's end.
std::array<char, page_bytes> swap_header(std::uint64_t bytes) {
    constexpr std::size_t boot_bits = 1024;
    constexpr std::string_view magic = "SWAPSPACE2";
    const std::array<std::uint32_t, 2> info{1, static_cast<std::uint32_t>(bytes / page_bytes - 1)};
    std::array<char, page_bytes> page{};
    std::memcpy(page.data() + boot_bits, info.data(), sizeof info);
    std::memcpy(page.data() + page.size() - magic.size(), magic.data(), magic.size());
    return page;
}

class SwapOnRamDisk {
  public:
    SwapOnRamDisk() {
        {
            const OpenFile disk(ram_disk, O_RDWR);
            std::uint64_t bytes = 0;
            check_errno(::ioctl(disk.number(), BLKGETSIZE64, &bytes), "BLKGETSIZE64", ram_disk);
            const std::array<char, page_bytes> header = swap_header(bytes);
            check_errno(::pwrite(disk.number(), header.data(), header.size(), 0), "write", ram_disk);
        }
        check_errno(::swapon(ram_disk, 0), "swapon", ram_disk);
    }
    SwapOnRamDisk(const SwapOnRamDisk&) = delete;
    SwapOnRamDisk& operator=(const SwapOnRamDisk&) = delete;
    ~SwapOnRamDisk() { ::swapoff(ram_disk); }
};

class SwapPressure : public Pressure {
  public:
    void take_page() override { pages_.take_page(); }

  private:
    SwapOnRamDisk swap_;
    AnonymousPressure pages_{swapped_pages, MADV_PAGEOUT, "PAGEOUT"};
};

} // namespace

std::unique_ptr<Pressure> swap_pressure() {
    return std::make_unique<SwapPressure>();
}

} // namespace cloister::workloads
