// SPDX-License-Identifier: GPL-2.0-or-later
#include "workloads/disturbers/drain_call.hpp"

#include "orchestrator/base/check_errno.hpp"

#include <array>
#include <fcntl.h>
#include <linux/fs.h>
#include <string>
#include <sys/ioctl.h>
#include <unistd.h>

namespace cloister::workloads {
namespace {

class OpenFile {
  public:
    OpenFile(const std::string& path, int flags)
        : path_(path), number_(check_errno(::open(path.c_str(), flags | O_CLOEXEC), "open", path)) {}
    OpenFile(const OpenFile&) = delete;
    OpenFile& operator=(const OpenFile&) = delete;
    ~OpenFile() { ::close(number_); }

    // At offset 0: elsewhere a sysctl takes no number.
    void write(char digit) const { check_errno(::pwrite(number_, &digit, 1, 0), "write", path_); }
    int number() const { return number_; }
    const std::string& path() const { return path_; }

  private:
    std::string path_;
    int number_;
};

// Since 6.12 or a little before; 5.10 and 6.1 drop caches without a drain, which the trial drain will say.
class DropCaches : public DrainCall {
  public:
    // Bit 4 silences the line that each write would print on the console (fs/drop_caches.c, stfu). Alone: the
    // sysctl takes 1 to 4.
    DropCaches() { file_.write('4'); }
    void drain() override { file_.write('1'); }

  private:
    OpenFile file_{"/proc/sys/vm/drop_caches", O_WRONLY};
};

// compact_nodes(), mm/compaction.c.
class CompactMemory : public DrainCall {
  public:
    void drain() override { file_.write('1'); }

  private:
    OpenFile file_{"/proc/sys/vm/compact_memory", O_WRONLY};
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
    std::array<char, 4096> block_{};
};

} // namespace

std::unique_ptr<DrainCall> drain_call_named(std::string_view name) {
    if (name == "drop_caches")
        return std::make_unique<DropCaches>();
    if (name == "compact_memory")
        return std::make_unique<CompactMemory>();
    if (name == "blkflsbuf")
        return std::make_unique<FlushBlockDevice>();
    return nullptr;
}

} // namespace cloister::workloads
