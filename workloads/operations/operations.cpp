// SPDX-License-Identifier: GPL-2.0-or-later
#include "workloads/operations/operation.hpp"

#include "probes/kernelfs/check_errno.hpp"
#include "results-schema/lower_median.hpp"
#include "workloads/disturbers/drain_call.hpp"
#include "workloads/marks.hpp"
#include "workloads/operations/armed_cpu.hpp"
#include "workloads/region.hpp"

#include <array>
#include <chrono>
#include <cinttypes>
#include <cstdio>
#include <fcntl.h>
#include <immintrin.h>
#include <stdexcept>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <x86intrin.h>

namespace cloister::workloads {
namespace {

constexpr std::size_t pages_of_a_file = 1024;

// A file in memory (tmpfs), with as many pages as asked for in the page cache.
class CachedFile {
  public:
    explicit CachedFile(std::size_t pages)
        : number_(check_errno(::memfd_create("cached", MFD_CLOEXEC), "memfd_create")) {
        for (std::size_t i = 0; i < pages; ++i)
            write(i);
    }
    CachedFile(const CachedFile&) = delete;
    CachedFile& operator=(const CachedFile&) = delete;
    ~CachedFile() { ::close(number_); }

    int number() const { return number_; }
    void read(std::size_t page) {
        check_errno(::pread(number_, bytes_.data(), bytes_.size(), at(page)), "pread", "cached file");
    }
    void write(std::size_t page) {
        check_errno(::pwrite(number_, bytes_.data(), bytes_.size(), at(page)), "pwrite", "cached file");
    }

  private:
    static off_t at(std::size_t page) { return static_cast<off_t>(page * page_bytes); }

    int number_;
    std::array<char, page_bytes> bytes_{};
};

// A page that was never there: do_anonymous_page(), mm/memory.c.
class AnonymousFault : public Operation {
  public:
    AnonymousFault() { region_.never_huge(); }
    void perform() override { region_.touch(page_bytes * next_++); }

  private:
    Region region_{page_bytes * pages_of_a_file, "to fault in"};
    std::size_t next_ = 0;
};

// A page of the page cache that this address space has not seen, and none around it: do_read_fault().
class FileFault : public Operation {
  public:
    void prepare() override { region_.advise(MADV_DONTNEED, "DONTNEED"); }
    void perform() override { seen_ = *region_.begin(); }

  private:
    CachedFile file_{1};
    Region region_ = Region::of_file(page_bytes, "a file", file_.number());
    volatile char seen_ = 0;
};

class CacheRead : public Operation {
  public:
    void perform() override { file_.read(0); }

  private:
    CachedFile file_{1};
};

// A page that the page cache did not have.
class CacheWrite : public Operation {
  public:
    void perform() override { file_.write(next_++); }

  private:
    CachedFile file_{0};
    std::size_t next_ = 0;
};

class MapAndUnmap : public Operation {
  public:
    void perform() override { const Region region(page_bytes, "for a moment"); }
};

class ForkAndExit : public Operation {
  public:
    void perform() override {
        const pid_t child = check_errno(::fork(), "fork");
        if (child == 0)
            ::_exit(0);
        check_errno(::waitpid(child, nullptr, 0), "waitpid");
    }
};

// Locked and unlocked again: twice through the mlock batch.
class LockMemory : public Operation {
  public:
    LockMemory() { region_.touch(0); }
    void perform() override {
        check_errno(::mlock(region_.begin(), page_bytes), "mlock");
        check_errno(::munlock(region_.begin(), page_bytes), "munlock");
    }

  private:
    Region region_{page_bytes, "to lock"};
};

// To a file in memory, so without a fault.
class PageAllocation : public Operation {
  public:
    void perform() override {
        check_errno(::fallocate(file_.number(), 0, static_cast<off_t>(page_bytes * next_++), page_bytes),
                    "fallocate");
    }

  private:
    CachedFile file_{0};
    std::size_t next_ = 0;
};

class PageFree : public Operation {
  public:
    PageFree() { region_.never_huge(); }
    void prepare() override { region_.touch(0); }
    void perform() override { region_.advise(MADV_DONTNEED, "DONTNEED"); }

  private:
    Region region_{page_bytes, "to free"};
};

// By the one who asks for it, with what he waits for. armed: how many other CPUs have a page in their batch.
// A block device is flushed, as that does little else (drop_caches visits every inode), on old kernels too.
class Drain : public Operation {
  public:
    explicit Drain(std::uint32_t armed) {
        if (::sysconf(_SC_NPROCESSORS_ONLN) <= static_cast<long>(armed))
            throw std::system_error(ENODEV, std::generic_category(),
                                    "CPU " + std::to_string(armed) + " to be armed");
        for (std::uint32_t cpu = 1; cpu <= armed; ++cpu)
            others_.push_back(std::make_unique<ArmedCpu>(CpuId{cpu}));
    }
    void prepare() override {
        call_->prepare();
        for (const auto& other : others_)
            other->arm();
    }
    void perform() override { call_->drain(); }

  private:
    std::unique_ptr<DrainCall> call_ = drain_call_named("blkflsbuf")({CpuSet::first(1), {}});
    std::vector<std::unique_ptr<ArmedCpu>> others_;
};

template <class Each>
std::unique_ptr<Operation> made() {
    return std::make_unique<Each>();
}

template <std::uint32_t armed>
std::unique_ptr<Operation> drain() {
    return std::make_unique<Drain>(armed);
}

// Cycles of the time stamp counter: nothing before it is still under way, and nothing after it has begun
// (Intel SDM, volume 2, RDTSC).
std::uint64_t cycles_now() {
    _mm_lfence();
    const std::uint64_t now = __rdtsc();
    _mm_lfence();
    return now;
}

// What is freed by RCU is freed later, by whom it meets, and a hundred at a time: what was done before frees
// it here. Grace periods take a few ticks; under icount a sleep takes none of the host's time.
void let_grace_periods_pass() {
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
}

// The cycles of each turn; an emulator counts between the marks.
std::vector<std::uint64_t> do_operation(const OperationName& operation) {
    constexpr unsigned warm_up = 62;
    constexpr unsigned awake = 4;
    std::vector<std::uint64_t> cycles(operation.turns);
    const std::unique_ptr<Operation> one = operation.make();
    for (unsigned turn = 0; turn < warm_up; ++turn) {
        if (turn == warm_up - awake)
            let_grace_periods_pass();
        one->prepare();
        one->perform();
    }
    for (std::uint64_t& turn : cycles) {
        one->prepare();
        const std::uint64_t begin = cycles_now();
        mark_edge();
        one->perform();
        mark_edge();
        turn = cycles_now() - begin;
    }
    return cycles;
}

const OperationName& named(const std::string& name) {
    for (const OperationName& each : operations())
        if (each.name == name)
            return each;
    throw std::invalid_argument("no operation '" + name + "'");
}

} // namespace

const std::vector<OperationName>& operations() {
    constexpr unsigned batches = 15 * 31;
    // Other CPUs are armed for each turn, and only the median of those is judged.
    constexpr unsigned drains = 62;
    static const std::vector<OperationName> all{
        {"anon-fault", made<AnonymousFault>, batches}, {"file-fault", made<FileFault>, batches},
        {"cache-read", made<CacheRead>, batches},      {"cache-write", made<CacheWrite>, batches},
        {"mmap-munmap", made<MapAndUnmap>, batches},   {"fork-exit", made<ForkAndExit>, batches},
        {"mlock-munlock", made<LockMemory>, batches},  {"page-alloc", made<PageAllocation>, batches},
        {"page-free", made<PageFree>, batches},        {"drain-none-armed", drain<0>, batches},
        {"drain-one-armed", drain<1>, drains},         {"drain-two-armed", drain<2>, drains},
        {"drain-three-armed", drain<3>, drains},
    };
    return all;
}

void do_operations(const std::vector<std::string>& names) {
    for (const std::string& name : names) {
        const OperationName& operation = named(name);
        try {
            const std::uint64_t cycles = lower_median(do_operation(operation));
            std::printf("cloister cycles %s %" PRIu64 "\ncloister operation %s\n", name.c_str(), cycles,
                        name.c_str());
        } catch (const std::system_error& refused) {
            std::printf("cloister operation %s refused: %s\n", name.c_str(), refused.what());
        }
        std::fflush(stdout);
        mark_end_of_operation();
    }
}

} // namespace cloister::workloads
