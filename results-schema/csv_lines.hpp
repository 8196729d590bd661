// SPDX-License-Identifier: GPL-2.0-or-later
// The lines of a CSV that we wrote: a head, then numbers and words between commas, nothing quoted. Read in
// parts, and numbers by hand: a trial has more gaps than events. Runs on: both.
#pragma once

#include <cstdint>
#include <istream>
#include <optional>
#include <string>
#include <string_view>

namespace cloister {

class CsvLines {
  public:
    // text: outlives it. Throws as refuse() does where its head is another.
    CsvLines(std::istream& text, std::string_view file, std::string_view head);
    CsvLines(const CsvLines&) = delete;
    CsvLines& operator=(const CsvLines&) = delete;

    // Holds until the next is asked for; nullopt: that was the last. Throws where it is cut off.
    std::optional<std::string_view> next();
    // The next will be the first that begins so; what is skipped is not looked at.
    void skip_to(std::string_view beginning);
    // std::runtime_error: this is no line of such a file.
    [[noreturn]] void refuse(std::string_view line) const;

  private:
    // Of the first line in rest_, after more was read where it must be.
    std::optional<std::size_t> end_of_line();
    bool read_more();

    std::istream& text_;
    std::string_view file_;
    std::string read_;      // a part of it
    std::string_view rest_; // of that part, what no line was made of yet
};

// Takes the number that rest begins with, and the comma behind it; false: there is none, or something else
// behind it.
bool take_number(std::string_view& rest, std::int64_t& number);

} // namespace cloister
