// SPDX-License-Identifier: GPL-2.0-or-later
#include "workloads/subjects/long_read.hpp"

#include <fcntl.h>
#include <string>
#include <unistd.h>

namespace cloister::workloads {
namespace {

constexpr std::size_t piece_bytes = std::size_t{1} << 20U;
// By which the one who ends it finds the file.
constexpr int file = 100;

} // namespace

LongRead::LongRead(std::atomic<std::uint64_t>& cleared_inside) : region_(piece_bytes, "to read into") {
    const int made = check_errno(::memfd_create("long-read", MFD_CLOEXEC), "memfd_create");
    check_errno(::dup3(made, file, O_CLOEXEC), "dup3");
    ::close(made);
    pieces_.fill({region_.begin(), piece_bytes});
    pieces_.front() = {&cleared_inside, sizeof cleared_inside};
    for (std::size_t at = 0; at < piece_bytes; at += page_bytes)
        region_.touch(at);
}

LongRead::~LongRead() {
    ::close(file);
}

std::size_t LongRead::read() {
    check_errno(::ftruncate(file, off_t{1} << 40U), "ftruncate", "long-read");
    const ssize_t got = ::preadv(file, pieces_.data(), static_cast<int>(pieces_.size()), 0);
    check_errno(got < 0 ? -1 : 0, "preadv", "long-read");
    return static_cast<std::size_t>(got);
}

void LongRead::end(pid_t reader) {
    const std::string path = "/proc/" + std::to_string(reader) + "/fd/" + std::to_string(file);
    check_errno(::truncate(path.c_str(), 0), "truncate", path);
}

} // namespace cloister::workloads
