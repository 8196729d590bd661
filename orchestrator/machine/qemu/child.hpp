// SPDX-License-Identifier: GPL-2.0-or-later
// A child process that cannot outlive us: it dies with its parent, and its owner's destructor kills it.
// Runs on: host. Errors: LabError{lab} when the program cannot be started.
#pragma once

#include "orchestrator/base/asio.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include <sys/types.h>

namespace cloister {

class Child {
  public:
    // Descriptors of inherited keep their numbers in the child. Standard error goes to the file errors.
    // on_terminal: it has our standard input and output, and the terminal's keys reach it as they reach us.
    Child(const asio::any_io_executor& executor, const std::vector<std::string>& command_line,
          const std::vector<int>& inherited, const std::filesystem::path& errors, bool on_terminal = false);
    ~Child();
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;

    // Returns once the process has ended and is reaped; may be called again.
    Task<void> ended();
    bool has_ended() const { return !process_; }
    void kill();
    // Threads are named by process, so pinning needs it; 0 once it has ended.
    pid_t id() const { return process_.value_or(0); }

  private:
    void reap();

    std::optional<pid_t> process_;
    asio::posix::stream_descriptor end_; // pidfd
};

} // namespace cloister
