// SPDX-License-Identifier: GPL-2.0-or-later
// QEMU's machine protocol: one JSON object a line; a command has one reply, events come in between.
// Runs on: host. Source: docs/interop/qmp-spec.txt of QEMU 7.2. Errors: LabError{lab} when a command is
// refused, {guest_lost} when the connection ends.
#pragma once

#include "orchestrator/machine/qemu/socket_pair.hpp"
#include "results-schema/document.hpp"

namespace cloister {

class Qmp {
  public:
    explicit Qmp(Socket socket) : socket_(std::move(socket)) {}

    // Reads the greeting, leaves negotiation mode; returns QEMU's version, "7.2.22".
    Task<std::string> open();
    Task<Json> execute(std::string command);

  private:
    Task<Json> line();

    Socket socket_;
    std::string pending_;
};

} // namespace cloister
