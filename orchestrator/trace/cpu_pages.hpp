// SPDX-License-Identifier: GPL-2.0-or-later
// One CPU's pages of the ring buffer, record by record, with libtraceevent's kbuffer.
// Runs on: host. Not libtracecmd's own reading: that maps the whole of a trace.dat, and so takes as much
// memory as the trace is long. Errors: LabError for a file that cannot be read.
#pragma once

#include <chrono>
#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

struct kbuffer;

namespace cloister {

struct RawRecord {
    std::chrono::nanoseconds at{0};
    std::string_view bytes; // until the next one is asked for
    int missed = 0;         // before it, by the ring buffer; -1: number unknown
};

class CpuPages {
  public:
    // Those that lie in the file from offset on.
    CpuPages(const std::filesystem::path& file, std::uint64_t offset, std::uint64_t bytes);

    // nullopt: that was the last.
    std::optional<RawRecord> next();
    // Whether it was the last because what follows is no page.
    bool broken() const { return broken_; }

  private:
    bool turn_page();

    std::filesystem::path file_;
    std::ifstream in_;
    std::uint64_t left_; // bytes that have not been read
    std::vector<char> pages_;
    std::size_t read_ = 0; // of these, bytes that were read
    std::size_t next_ = 0; // where the next page begins
    std::unique_ptr<kbuffer, void (*)(kbuffer*)> page_;
    bool on_page_ = false;
    bool broken_ = false;
};

} // namespace cloister
