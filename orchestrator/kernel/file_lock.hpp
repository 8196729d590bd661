// SPDX-License-Identifier: GPL-2.0-or-later
// A lock on a file, held while the object lives; the kernel lets go of it when its last holder dies, the
// keepers of running commands included (logged_command.cpp). Runs on: host. Errors: std::system_error.
#pragma once

#include <filesystem>

namespace cloister {

class FileLock {
  public:
    enum class Wait { yes, no };

    // Wait::no: held() tells whether somebody else had it.
    explicit FileLock(const std::filesystem::path& file, Wait wait = Wait::yes);
    FileLock(const FileLock&) = delete;
    FileLock& operator=(const FileLock&) = delete;
    ~FileLock();

    bool held() const { return held_; }

  private:
    int file_;
    bool held_;
};

} // namespace cloister
