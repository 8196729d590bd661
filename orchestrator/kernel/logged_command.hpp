// SPDX-License-Identifier: GPL-2.0-or-later
// One step of a build as a child process: its output goes into a log, line by line, and it ends with us, with
// all that it started, whatever ends us. Runs on: host; blocks. Errors: LabError{lab} with the last lines of
// the output when the command fails, {interrupted} when a stop signal came: then nothing of the command runs
// any more.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace cloister {

struct LoggedCommand {
    std::vector<std::string> words;
    std::filesystem::path directory;
    std::vector<std::string> environment; // "NAME=value", added to ours
    std::string failed;                   // "patch 0003… does not apply": what a failure means
};

void run_logged(const LoggedCommand& command, const std::filesystem::path& log,
                const std::function<void()>& on_line = {});
struct CommandOutput {
    int status = 0; // 127: it cannot be started
    std::string text;

    std::string last_line() const;
};

// For a command that is quick, or says itself what failed.
CommandOutput output_of(const std::vector<std::string>& words);
// The first line that a command prints; empty when it cannot be run.
std::string first_line_of(const std::vector<std::string>& words);

} // namespace cloister
