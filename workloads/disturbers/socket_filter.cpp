// SPDX-License-Identifier: GPL-2.0-or-later
#include "workloads/disturbers/socket_filter.hpp"

#include "probes/kernelfs/check_errno.hpp"
#include "probes/kernelfs/file.hpp"
#include "workloads/clock.hpp"

#include <algorithm>
#include <ctime>
#include <linux/filter.h>
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

// Large pages of the direct map that were split, each with one more flush of all (split_large_page()).
std::uint64_t splits() {
    std::uint64_t sum = 0;
    for (const std::string& line : lines_of(read_file("/proc/vmstat")))
        if (line.starts_with("direct_map_level"))
            sum += std::stoull(line.substr(line.find(' ')));
    return sum;
}

// Attached and detached by turns. set_memory_ro(), arch/x86/mm/pat/set_memory.c, and vm_reset_perms(),
// mm/vmalloc.c, which a work item comes to a grace period later, both reach into the direct map as well and
// so flush all: do_flush_tlb_all() on every CPU.
class SocketFilter : public Provocation {
  public:
    SocketFilter() = default;
    SocketFilter(const SocketFilter&) = delete;
    SocketFilter& operator=(const SocketFilter&) = delete;
    ~SocketFilter() override { ::close(socket_); }

    void provoke() override {
        if (attached_)
            detach();
        else
            attach();
        attached_ = !attached_;
    }
    std::uint64_t surplus() override {
        const std::uint64_t before = std::exchange(splits_, splits());
        return splits_ - before;
    }

  private:
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
        const std::uint64_t since = now_ns();
        while (programs() != others_) {
            if (now_ns() - since > longest_free_ns)
                throw std::runtime_error("a filter is not freed within 10 s");
            const timespec moment{0, 1'000'000};
            ::nanosleep(&moment, nullptr);
        }
    }

    std::ptrdiff_t others_ = programs();
    int socket_ = check_errno(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0), "socket");
    bool attached_ = false;
    std::uint64_t splits_ = splits();
};

} // namespace

std::unique_ptr<Provocation> socket_filter(const Handshake& /*handshake*/) {
    return std::make_unique<SocketFilter>();
}

} // namespace cloister::workloads
