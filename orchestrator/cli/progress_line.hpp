// SPDX-License-Identifier: GPL-2.0-or-later
// Progress on standard error: one line redrawn on a terminal, one plain line a stage otherwise, none when
// quiet. Verbose: remarks too, each a line of its own that says when and whose it is, and no redrawn line.
// Runs on: host. The line is gone when the object is.
#pragma once

#include "orchestrator/base/progress.hpp"

#include <chrono>

namespace cloister {

class ProgressLine {
  public:
    explicit ProgressLine(bool quiet, bool verbose = false);
    ProgressLine(const ProgressLine&) = delete;
    ProgressLine& operator=(const ProgressLine&) = delete;
    ~ProgressLine();

    void show(const ProgressStep& step);
    OnProgress sink() {
        return [this](const ProgressStep& step) { show(step); };
    }
    // "  12.345 console  [    0.000000] Linux version …"; empty unless verbose: nobody listens.
    OnRemark remark_sink();

  private:
    void draw(const ProgressStep& step);
    void remark(const std::string& source, const std::string& line) const;

    bool quiet_;
    bool verbose_;
    bool terminal_;
    bool drawn_ = false;
    std::string last_; // what and stage of the line before
    std::uint64_t wanted_ = 0;
    std::chrono::steady_clock::time_point began_;
    const std::chrono::steady_clock::time_point born_;
};

} // namespace cloister
