// SPDX-License-Identifier: GPL-2.0-or-later
// Progress on standard error: one line redrawn on a terminal, one plain line a stage otherwise, none when
// quiet. Runs on: host. The line is gone when the object is.
#pragma once

#include "orchestrator/base/progress.hpp"

#include <chrono>

namespace cloister {

class ProgressLine {
  public:
    explicit ProgressLine(bool quiet);
    ProgressLine(const ProgressLine&) = delete;
    ProgressLine& operator=(const ProgressLine&) = delete;
    ~ProgressLine();

    void show(const ProgressStep& step);
    OnProgress sink() {
        return [this](const ProgressStep& step) { show(step); };
    }

  private:
    void draw(const ProgressStep& step);

    bool quiet_;
    bool terminal_;
    bool drawn_ = false;
    std::string last_; // what and stage of the line before
    std::chrono::steady_clock::time_point began_;
};

} // namespace cloister
