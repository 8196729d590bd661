// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/agent/port.hpp"

#include "orchestrator/agent/deadline.hpp"
#include "orchestrator/base/lab_error.hpp"
#include "probes/kernelfs/check_errno.hpp"
#include "probes/kernelfs/file.hpp"

#include <array>
#include <fcntl.h>
#include <filesystem>
#include <poll.h>
#include <unistd.h>

namespace cloister::agent {
namespace {

constexpr const char* port_name = "cloister.agent";
constexpr const char* ports = "/sys/class/virtio-ports";

std::optional<std::string> find_port() {
    if (!std::filesystem::exists(ports))
        return std::nullopt;
    for (const auto& port : std::filesystem::directory_iterator(ports))
        if (read_knob(port.path() / "name") == port_name)
            return "/dev/" + port.path().filename().string();
    return std::nullopt;
}

// Whether the port can take or give bytes. One whose host end is closed says POLLHUP at once, and may still
// hold what the host said last.
bool ready(int file, short events, const Deadline& deadline) {
    pollfd port{file, events, 0};
    check_errno(::poll(&port, 1, deadline.milliseconds_left()), "poll", port_name);
    if ((port.revents & POLLHUP) != 0 && events == POLLOUT) {
        pause_briefly();
        return false;
    }
    return (port.revents & events) != 0;
}

} // namespace

Port::Port(std::chrono::nanoseconds within) : file_(-1) {
    const Deadline deadline(within, "boot", "the virtio-serial port cloister.agent with its host end open");
    std::optional<std::string> path;
    while (!(path = find_port()))
        deadline.wait_a_moment();
    file_ = check_errno(::open(path->c_str(), O_RDWR | O_NONBLOCK | O_CLOEXEC), "open", *path);
    while (!ready(file_, POLLOUT, deadline))
        deadline.wait_a_moment();
}

Port::~Port() {
    ::close(file_);
}

void Port::send(const wire::Frame& frame, std::chrono::nanoseconds within) {
    const Deadline deadline(within, "collect", "the host to take a frame");
    const std::string bytes = wire::encode(frame);
    for (std::size_t sent = 0; sent < bytes.size();) {
        if (!ready(file_, POLLOUT, deadline)) {
            deadline.check();
            continue;
        }
        const ssize_t wrote = ::write(file_, bytes.data() + sent, bytes.size() - sent);
        if (wrote < 0 && errno != EAGAIN)
            check_errno(wrote, "write", port_name);
        sent += wrote < 0 ? 0 : static_cast<std::size_t>(wrote);
    }
}

wire::Frame Port::receive(std::chrono::nanoseconds within) {
    const Deadline deadline(within, "boot", "a frame from the host");
    std::array<char, 65536> piece;
    for (;;) {
        if (std::optional<wire::Frame> frame = parser_.next())
            return *std::move(frame);
        deadline.check();
        if (!ready(file_, POLLIN, deadline))
            continue;
        const ssize_t got = ::read(file_, piece.data(), piece.size());
        if (got < 0 && errno != EAGAIN)
            check_errno(got, "read", port_name);
        if (got > 0)
            parser_.feed({piece.data(), static_cast<std::size_t>(got)});
        else
            pause_briefly(); // the host end is closed, and all is read
    }
}

} // namespace cloister::agent
