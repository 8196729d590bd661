// SPDX-License-Identifier: GPL-2.0-or-later
// A name that occurs again and again, as of a function or a task: kept once, so that to copy or compare it
// costs nothing, however long the trace.
// Runs on: host, on one thread. Kept until the program ends: a kernel has some thousands of names.
#pragma once

#include <compare>
#include <functional>
#include <ostream>
#include <string>
#include <string_view>

namespace cloister {

class Name {
  public:
    Name() : text_(&none) {}
    Name(std::string_view text) : text_(kept(text)) {}
    Name(const std::string& text) : text_(kept(text)) {}
    Name(const char* text) : text_(kept(text)) {}

    const std::string& text() const { return *text_; }
    operator const std::string&() const { return *text_; }
    bool empty() const { return text_->empty(); }
    bool starts_with(std::string_view beginning) const { return text_->starts_with(beginning); }

    friend bool operator==(Name a, Name b) { return a.text_ == b.text_; }
    friend bool operator==(Name a, const std::string& b) { return *a.text_ == b; }
    friend bool operator==(Name a, const char* b) { return *a.text_ == b; }
    // Any order, for maps: nothing that is told may depend on it.
    friend std::strong_ordering operator<=>(Name a, Name b) {
        return std::compare_three_way()(a.text_, b.text_);
    }
    friend std::ostream& operator<<(std::ostream& out, Name name) { return out << *name.text_; }

  private:
    static const std::string* kept(std::string_view text);

    static const std::string none;
    const std::string* text_;
};

} // namespace cloister
