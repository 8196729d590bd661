// SPDX-License-Identifier: GPL-2.0-or-later
// A file that is open for as long as this lives.
// Runs on: both. Owns the descriptor. Errors: std::system_error "open PATH: REASON".
#pragma once

#include "probes/kernelfs/check_errno.hpp"

#include <fcntl.h>
#include <unistd.h>

namespace cloister {

class OpenFile {
  public:
    // mode: of a file that O_CREAT makes.
    OpenFile(const std::string& path, int flags, mode_t mode = 0644)
        : path_(path), number_(check_errno(::open(path.c_str(), flags | O_CLOEXEC, mode), "open", path)) {}
    OpenFile(const OpenFile&) = delete;
    OpenFile& operator=(const OpenFile&) = delete;
    ~OpenFile() { ::close(number_); }

    int number() const { return number_; }
    const std::string& path() const { return path_; }

  private:
    std::string path_;
    int number_;
};

} // namespace cloister
