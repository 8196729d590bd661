// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/machine/qemu/qmp.hpp"

#include "orchestrator/base/lab_error.hpp"
#include "results-schema/json_document.hpp"

#include <boost/asio/read_until.hpp>
#include <fmt/format.h>

namespace cloister {
namespace {

// The value at a path of keys; null where there is none, for QEMU's words are outside input.
Json at(const Json& json, std::initializer_list<const char*> keys) {
    Json found = json;
    for (const char* key : keys) {
        if (!found.is_object() || !found.contains(key))
            return nullptr;
        Json next = found[key];
        found = std::move(next);
    }
    return found;
}

} // namespace

Task<Json> Qmp::line() {
    const auto [error, length] =
        co_await asio::async_read_until(socket_, asio::dynamic_buffer(pending_), '\n', as_result);
    if (error == asio::error::operation_aborted)
        throw boost::system::system_error(error);
    if (error)
        throw LabError(Fault::guest_lost, "boot", "QEMU ended while it was asked: " + error.message());
    Json json = parse_json(std::string_view(pending_).substr(0, length));
    pending_.erase(0, length);
    co_return json;
}

Task<std::string> Qmp::open() {
    const Json greeting = co_await line();
    co_await execute("qmp_capabilities");
    const Json version = at(greeting, {"QMP", "version", "qemu"});
    std::string text;
    for (const char* part : {"major", "minor", "micro"})
        text += (text.empty() ? "" : ".") + at(version, {part}).dump();
    co_return text;
}

Task<Json> Qmp::execute(std::string command) {
    const std::string request = Json{{"execute", command}}.dump() + "\n";
    co_await asio::async_write(socket_, asio::buffer(request), asio::use_awaitable);
    for (;;) {
        const Json reply = co_await line();
        if (reply.contains("return"))
            co_return at(reply, {"return"});
        if (reply.contains("error"))
            throw LabError(Fault::lab, "boot",
                           fmt::format("QEMU refused {}: {}", command, at(reply, {"error", "desc"}).dump()));
    }
}

} // namespace cloister
