// SPDX-License-Identifier: GPL-2.0-or-later
// A guest's console as it comes over a socket: kept, written to a file at once, and told line by line.
// Runs on: host. Outlives its guest by the bytes that are still under way, hence shared. Errors: none while
// it comes; why the file is not the whole console is known at the end.
#pragma once

#include "orchestrator/base/asio.hpp"
#include "orchestrator/base/progress.hpp"
#include "orchestrator/machine/qemu/socket_pair.hpp"

#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <string_view>

namespace cloister {

class ConsoleLog {
  public:
    // Of what comes from socket until it ends.
    static std::shared_ptr<ConsoleLog> follow(Socket socket, std::filesystem::path file, OnRemark on_remark);
    ConsoleLog(const asio::any_io_executor& executor, std::filesystem::path file, OnRemark on_remark);

    const std::string& text() const { return text_; }
    // Returns after its last byte: a panic's last words are still under way when its machine is gone.
    // LabError{lab} when the file is not the whole console.
    Task<void> ended();

  private:
    static Task<void> read_all(Socket socket, std::shared_ptr<ConsoleLog> console);
    void append(std::string_view bytes);
    void note_failure();

    std::string text_;
    std::filesystem::path path_;
    std::ofstream file_;
    std::string failure_; // why the file is not the whole console
    OnRemark on_remark_;
    std::size_t told_ = 0;     // of text_, to on_remark_
    asio::steady_timer ended_; // cancelled after the last byte
    bool has_ended_ = false;
};

} // namespace cloister
