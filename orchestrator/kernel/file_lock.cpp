// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/kernel/file_lock.hpp"

#include "probes/kernelfs/check_errno.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace cloister {
namespace {

bool lock(int file, int operation) {
    while (::flock(file, operation) != 0)
        if (errno != EINTR)
            return false;
    return true;
}

} // namespace

FileLock::FileLock(const std::filesystem::path& file, Wait wait)
    : file_(check_errno(::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644), "open", file.string())),
      held_(lock(file_, wait == Wait::yes ? LOCK_EX : LOCK_EX | LOCK_NB)) {}

FileLock::~FileLock() {
    ::close(file_);
}

} // namespace cloister
