// SPDX-License-Identifier: GPL-2.0-or-later
// The handshake file as one process sees it, mapped and touched so that using it enters no kernel.
// Runs on: guest (and in tests). Owns the mapping. Errors: std::system_error naming the call and the file.
#pragma once

#include "workloads/handshake.h"

#include <string>
#include <utility>

namespace cloister::workloads {

class Mapping {
  public:
    // The agent's way: makes the file, zeroes it and fills in version and number of CPUs. Subjects beyond
    // these are not there.
    static Mapping create(const std::string& path, std::uint32_t cpus);
    // A workload's way. Throws std::runtime_error when the version is another one.
    static Mapping open(const std::string& path);

    Mapping(Mapping&& other) noexcept
        : handshake_(std::exchange(other.handshake_, nullptr)), bytes_(other.bytes_) {}
    Mapping& operator=(Mapping&&) = delete;
    ~Mapping();

    Handshake& operator*() const { return *handshake_; }
    Handshake* operator->() const { return handshake_; }

  private:
    Mapping(int file, std::size_t bytes);

    Handshake* handshake_;
    std::size_t bytes_;
};

// Cuts the text to what fits; always ends it.
void store_text(std::array<char, failure_text>& to, const std::string& text);

} // namespace cloister::workloads
