// SPDX-License-Identifier: GPL-2.0-or-later
// Frames over a stream socket: the agent's virtio-serial port as QEMU hands it to us.
// Runs on: host. Errors: LabError{guest_lost} when the stream ends or holds what is no frame.
#pragma once

#include "orchestrator/machine/machine.hpp"
#include "orchestrator/machine/qemu/socket_pair.hpp"

namespace cloister {

class FrameChannel : public AgentChannel {
  public:
    explicit FrameChannel(Socket socket) : socket_(std::move(socket)), bytes_(std::size_t{1} << 20U) {}

    Task<wire::Frame> receive() override;
    Task<void> send(wire::Frame frame) override;

  private:
    Socket socket_;
    wire::FrameParser parser_;
    std::vector<char> bytes_;
};

} // namespace cloister
