// SPDX-License-Identifier: GPL-2.0-or-later
#include "workloads/disturbers/socket_filter.hpp"

#include "probes/kernelfs/check_errno.hpp"
#include "probes/kernelfs/file.hpp"
#include "workloads/clock.hpp"
#include "workloads/disturbers/arming.hpp"
#include "workloads/disturbers/function_calls.hpp"

#include <algorithm>
#include <ctime>
#include <linux/filter.h>
#include <optional>
#include <stdexcept>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>

namespace cloister::workloads {
namespace {

constexpr std::uint64_t longest_free_ns = 10'000'000'000;

// Memory of BPF programs that is mapped.
std::ptrdiff_t programs() {
    const std::vector<std::string> lines = lines_of(read_file("/proc/vmallocinfo"));
    return std::count_if(lines.begin(), lines.end(), [](const std::string& line) {
        return line.find(" bpf_prog_alloc") != std::string::npos;
    });
}

// Large pages of the direct map that were split, each with one more flush of all (split_large_page()). Not
// told before 5.13 or so.
std::optional<std::uint64_t> splits() {
    std::optional<std::uint64_t> sum;
    for (const std::string& line : lines_of(read_file("/proc/vmstat")))
        if (line.starts_with("direct_map_level"))
            sum = sum.value_or(0) + std::stoull(line.substr(line.find(' ')));
    return sum;
}

// Attached and detached by turns. set_memory_ro(), arch/x86/mm/pat/set_memory.c, and vm_reset_perms(),
// mm/vmalloc.c, which a work item comes to a grace period later, both reach into the direct map as well and
// so flush all: do_flush_tlb_all() on every CPU.
class SocketFilter : public Provocation {
  public:
    explicit SocketFilter(CpuId cpu) : cpu_(cpu.number) {}
    SocketFilter(const SocketFilter&) = delete;
    SocketFilter& operator=(const SocketFilter&) = delete;
    ~SocketFilter() override { ::close(socket_); }

    void provoke() override {
        const std::uint64_t calls = read_calls().at(cpu_);
        if (attached_)
            detach();
        else
            attach();
        attached_ = !attached_;
        wait_until([&] { return read_calls().at(cpu_) > calls; }, "flushes no TLB");
        times_ = read_calls().at(cpu_) - calls;
    }
    std::uint64_t times() override {
        if (!splits_)
            return times_;
        const std::uint64_t before = *std::exchange(splits_, splits());
        return 1 + *splits_ - before;
    }

  private:
    template <class Done>
    static void wait_until(Done done, const char* what) {
        for (const std::uint64_t since = now_ns(); !done();) {
            if (now_ns() - since > longest_free_ns)
                throw std::runtime_error(std::string("a filter ") + what + " within 10 s");
            const timespec moment{0, 1'000'000};
            ::nanosleep(&moment, nullptr);
        }
    }
    void attach() const {
        sock_filter take_all = BPF_STMT(BPF_RET | BPF_K, 0xffffffff);
        const sock_fprog program{1, &take_all};
        check_errno(::setsockopt(socket_, SOL_SOCKET, SO_ATTACH_FILTER, &program, sizeof program),
                    "setsockopt", "ATTACH_FILTER");
    }
    void detach() const {
        const int unused = 0;
        check_errno(::setsockopt(socket_, SOL_SOCKET, SO_DETACH_FILTER, &unused, sizeof unused), "setsockopt",
                    "DETACH_FILTER");
        wait_until([this] { return programs() == others_; }, "is not freed");
    }

    std::size_t cpu_;
    std::ptrdiff_t others_ = programs();
    int socket_ = check_errno(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0), "socket");
    bool attached_ = false;
    std::optional<std::uint64_t> splits_ = splits();
    std::uint64_t times_ = 0; // as the kernel counts calls, where it does not tell of splits
};

} // namespace

std::unique_ptr<Provocation> socket_filter(const Handshake& handshake) {
    return std::make_unique<SocketFilter>(*subjects_cpus(handshake).begin());
}

} // namespace cloister::workloads
