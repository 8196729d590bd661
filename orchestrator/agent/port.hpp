// SPDX-License-Identifier: GPL-2.0-or-later
// The agent's end of the wire: the virtio-serial port named "cloister.agent", frames in and out.
// Runs on: guest. Owns the open port. Errors: LabError{guest_lost} when the port is missing or breaks,
// {timed_out} when the host does not take or send a frame in time.
#pragma once

#include "orchestrator/wire/frame.hpp"
#include "orchestrator/wire/messages.hpp"

#include <chrono>

namespace cloister::agent {

class Port {
  public:
    // Waits for the port to appear and for the host to open its end.
    explicit Port(std::chrono::nanoseconds within);
    Port(const Port&) = delete;
    Port& operator=(const Port&) = delete;
    ~Port();

    template <class Message>
    void say(const Message& message, std::chrono::nanoseconds within) {
        send({wire::FrameKind::message, wire::message_text(message)}, within);
    }
    void send(const wire::Frame& frame, std::chrono::nanoseconds within);
    wire::Frame receive(std::chrono::nanoseconds within);

  private:
    int file_;
    wire::FrameParser parser_;
};

} // namespace cloister::agent
