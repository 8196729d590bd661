// SPDX-License-Identifier: GPL-2.0-or-later
#include "workloads/disturbers/buffer_heads.hpp"

#include "probes/kernelfs/open_file.hpp"
#include "workloads/disturbers/arming.hpp"
#include "workloads/disturbers/function_calls.hpp"
#include "workloads/small_file_system.hpp"

#include <array>
#include <linux/fs.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/stat.h>

namespace cloister::workloads {
namespace {

constexpr const char* ram_disk = "/dev/ram0";

OpenFile mounted_ram_disk() {
    const std::vector<char> image = small_file_system();
    {
        const OpenFile disk(ram_disk, O_WRONLY);
        check_errno(::pwrite(disk.number(), image.data(), image.size(), 0), "write", disk.path());
    }                                    // kernels may refuse to mount what somebody writes to
    ::mkdir(small_file_system_at, 0755); // there already: mount() will say what is wrong
    check_errno(::mount(ram_disk, small_file_system_at, "ext4", MS_RDONLY, nullptr), "mount", "ext4");
    return {ram_disk, O_RDONLY};
}

// What is flushed is read again here: a subject that had to would have pages in its batches, and a drain
// comes with each flush.
class BufferHeads : public Provocation {
  public:
    explicit BufferHeads(const CpuSet& cpus) : cpus_(cpus) { flush(); }

    void provoke() override {
        const std::vector<std::uint64_t> calls = read_calls();
        flush();
        if (!proved_)
            expect_more_than(calls);
        proved_ = true;
    }

  private:
    void flush() {
        check_errno(::ioctl(disk_.number(), BLKFLSBUF, 0), "BLKFLSBUF", disk_.path());
        // Twice makes a page active, so that no other reader need do that, on kernels without MGLRU.
        for (int time = 0; time < 2; ++time)
            check_errno(::pread(disk_.number(), beginning_.data(), beginning_.size(), 0), "read",
                        disk_.path());
    }
    void expect_more_than(const std::vector<std::uint64_t>& before) const {
        const std::vector<std::uint64_t> now = read_calls();
        for (const CpuId cpu : cpus_)
            if (now.at(cpu.number) == before.at(cpu.number))
                throw std::system_error(EOPNOTSUPP, std::generic_category(),
                                        "isolated CPUs keep no buffer heads (bh_lru_install())");
    }

    CpuSet cpus_;
    OpenFile disk_ = mounted_ram_disk();
    std::array<char, 65536> beginning_{}; // with what a kernel may read ahead beside a directory
    bool proved_ = false;
};

} // namespace

std::unique_ptr<Provocation> buffer_heads(const Handshake& handshake) {
    return std::make_unique<BufferHeads>(subjects_cpus(handshake));
}

} // namespace cloister::workloads
