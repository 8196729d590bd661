// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/machine/console_log.hpp"

#include "orchestrator/base/deadline.hpp"

#include <array>
#include <cerrno>
#include <cstring>

namespace cloister {
namespace {

constexpr std::chrono::seconds last_words{2};

} // namespace

ConsoleLog::ConsoleLog(const asio::any_io_executor& executor, std::filesystem::path file, OnRemark on_remark)
    : path_(std::move(file)), file_(path_, std::ios::binary), on_remark_(std::move(on_remark)),
      ended_(executor, asio::steady_timer::time_point::max()) {
    note_failure();
}

std::shared_ptr<ConsoleLog> ConsoleLog::follow(Socket socket, std::filesystem::path file,
                                               OnRemark on_remark) {
    const asio::any_io_executor executor = socket.get_executor();
    auto console = std::make_shared<ConsoleLog>(executor, std::move(file), std::move(on_remark));
    asio::co_spawn(executor, read_all(std::move(socket), console), asio::detached);
    return console;
}

Task<void> ConsoleLog::read_all(Socket socket, std::shared_ptr<ConsoleLog> console) {
    std::array<char, 4096> bytes{};
    for (;;) {
        const auto [error, length] = co_await socket.async_read_some(asio::buffer(bytes), as_result);
        if (error) {
            console->has_ended_ = true;
            console->ended_.cancel();
            co_return;
        }
        console->append({bytes.data(), length});
    }
}

void ConsoleLog::append(std::string_view bytes) {
    text_.append(bytes);
    file_.write(bytes.data(), static_cast<std::streamsize>(bytes.size())).flush();
    note_failure();
    for (std::size_t end = 0; on_remark_ && (end = text_.find('\n', told_)) != std::string::npos;
         told_ = end + 1)
        on_remark_("console", text_.substr(told_, text_.find_first_of("\r\n", told_) - told_));
}

void ConsoleLog::note_failure() {
    if (!file_ && failure_.empty())
        failure_ = "cannot write " + path_.string() + ": " + std::strerror(errno) +
                   "; free some space or choose another place with -o";
}

Task<void> ConsoleLog::ended() {
    using namespace asio::experimental::awaitable_operators;
    if (!has_ended_)
        co_await (ended_.async_wait(as_result) || wait_for(last_words));
    // The judge reads the file: half a console would hide a panic.
    if (!failure_.empty())
        throw LabError(Fault::lab, "store", failure_);
}

} // namespace cloister
