// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/cli/progress_line.hpp"

#include "orchestrator/base/duration.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <unistd.h>

namespace cloister {
namespace {

constexpr std::uint64_t bar_width = 20;

std::string bar(std::uint64_t done, std::uint64_t wanted) {
    const std::uint64_t full = std::min(done * bar_width / wanted, bar_width);
    std::string text;
    for (std::uint64_t i = 0; i < bar_width; ++i)
        text += i < full ? "█" : "░";
    return fmt::format("{} {:>3} %", text, std::min<std::uint64_t>(done * 100 / wanted, 100));
}

} // namespace

ProgressLine::ProgressLine(bool quiet, bool verbose)
    : quiet_(quiet), verbose_(verbose), terminal_(!verbose && ::isatty(STDERR_FILENO) == 1),
      began_(std::chrono::steady_clock::now()), born_(began_) {}

ProgressLine::~ProgressLine() {
    if (drawn_)
        std::fputs("\r\x1b[K", stderr);
}

void ProgressLine::show(const ProgressStep& step) {
    if (quiet_)
        return;
    const std::string line = step.what + " " + step.stage;
    const bool fresh = line != last_;
    if (step.wanted != wanted_) // another measure: what was spent before says nothing of it
        began_ = std::chrono::steady_clock::now();
    wanted_ = step.wanted;
    last_ = line;
    if (terminal_)
        draw(step);
    else if (fresh && verbose_)
        remark("progress", step.what + ": " + step.stage);
    else if (fresh)
        fmt::print(stderr, "{}: {}\n", step.what, step.stage);
}

OnRemark ProgressLine::remark_sink() {
    if (!verbose_)
        return {};
    return [this](const std::string& source, const std::string& line) { remark(source, line); };
}

void ProgressLine::remark(const std::string& source, const std::string& line) const {
    const std::chrono::duration<double> at = std::chrono::steady_clock::now() - born_;
    fmt::print(stderr, "{:9.3f} {:<8} {}\n", at.count(), source, line);
}

void ProgressLine::draw(const ProgressStep& step) {
    std::string end = step.wanted > 0 ? bar(step.done, step.wanted) : "";
    if (step.wanted > 0 && step.done > 0) {
        const auto spent = std::chrono::steady_clock::now() - began_;
        const auto left =
            spent * static_cast<std::int64_t>(step.wanted - step.done) / static_cast<std::int64_t>(step.done);
        const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(left).count();
        end += fmt::format("  {}:{:02} left", seconds / 60, seconds % 60);
    }
    fmt::print(stderr, "\r\x1b[K{}  {}  {}", step.what, step.stage, end);
    std::fflush(stderr);
    drawn_ = true;
}

} // namespace cloister
