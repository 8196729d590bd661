// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/machine/qemu/frame_channel.hpp"

#include "orchestrator/base/lab_error.hpp"
#include "orchestrator/machine/next_frame.hpp"

namespace cloister {
Task<wire::Frame> FrameChannel::receive() {
    for (;;) {
        if (std::optional<wire::Frame> frame = next_frame(parser_))
            co_return std::move(*frame);
        const auto [error, length] = co_await socket_.async_read_some(asio::buffer(bytes_), as_result);
        if (error == asio::error::operation_aborted)
            throw boost::system::system_error(error);
        if (error)
            throw LabError(Fault::guest_lost, "collect", "the guest ended while its agent was awaited");
        parser_.feed({bytes_.data(), length});
    }
}

Task<void> FrameChannel::send(wire::Frame frame) {
    const std::string bytes = wire::encode(frame);
    const auto [error, length] = co_await asio::async_write(socket_, asio::buffer(bytes), as_result);
    if (error)
        throw LabError(Fault::guest_lost, "collect", "the guest ended while its agent was told");
}

} // namespace cloister
