// SPDX-License-Identifier: GPL-2.0-or-later
// A directory that is gone with its object unless it is to be kept. Runs on: host. Errors: LabError{lab}.
#pragma once

#include "orchestrator/base/lab_error.hpp"

#include <cstdlib>
#include <filesystem>
#include <string>

namespace cloister {

class TemporaryDirectory {
  public:
    TemporaryDirectory() {
        std::string name = (std::filesystem::temp_directory_path() / "cloister-XXXXXX").string();
        if (::mkdtemp(name.data()) == nullptr)
            throw LabError(Fault::lab, "host",
                           "cannot make a directory " + name + ": make room there, or set TMPDIR");
        path_ = name;
    }
    TemporaryDirectory(const TemporaryDirectory&) = delete;
    TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;
    ~TemporaryDirectory() {
        std::error_code nothing_to_say;
        if (!kept_)
            std::filesystem::remove_all(path_, nothing_to_say);
    }
    const std::filesystem::path& path() const { return path_; }
    void keep() { kept_ = true; }

  private:
    std::filesystem::path path_;
    bool kept_ = false;
};

} // namespace cloister
