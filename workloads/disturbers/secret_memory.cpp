// SPDX-License-Identifier: GPL-2.0-or-later
#include "workloads/disturbers/secret_memory.hpp"

#include "workloads/region.hpp"

#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace cloister::workloads {
namespace {

class SecretMemory : public Provocation {
  public:
    void provoke() override {
        const int file =
            check_errno(static_cast<int>(::syscall(SYS_memfd_secret, O_CLOEXEC)), "memfd_secret");
        check_errno(::ftruncate(file, page_bytes), "ftruncate", "secret memory");
        const Region region = Region::of_file(page_bytes, "secret memory", file);
        ::close(file);
        const volatile char* const page = region.begin();
        static_cast<void>(*page);
    }
};

} // namespace

std::unique_ptr<Provocation> secret_memory(const Handshake& /*handshake*/) {
    return std::make_unique<SecretMemory>();
}

} // namespace cloister::workloads
