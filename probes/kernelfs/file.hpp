// SPDX-License-Identifier: GPL-2.0-or-later
// Kernel files (proc, sys, tracefs) as text: read, write, and written for a while and put back.
// Runs on: both. Errors: std::system_error "open PATH: REASON"; a SavedKnob cannot report while it puts back.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cloister {

std::string read_file(const std::string& path);
// From its beginning until text has come, and perhaps some more; all of it where it does not.
std::string read_up_to(const std::string& path, std::string_view text);
// Without the blanks and line ends around it; nullopt where there is no such file.
std::optional<std::string> read_knob(const std::string& path);
// One write() of the whole text: a kernel file takes a value by one call.
void write_file(const std::string& path, std::string_view text);

std::vector<std::string> lines_of(std::string_view text);
std::vector<std::string> words_of(std::string_view text);

// Writes a value and, when it goes, the one that was there before.
class SavedKnob {
  public:
    SavedKnob(std::string path, std::string_view value);
    SavedKnob(SavedKnob&& other) noexcept;
    SavedKnob& operator=(SavedKnob&&) = delete;
    ~SavedKnob();

    const std::string& path() const { return path_; }
    const std::string& before() const { return before_; }

  private:
    std::string path_; // empty: moved from
    std::string before_;
};

} // namespace cloister
