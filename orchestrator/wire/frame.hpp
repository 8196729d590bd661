// SPDX-License-Identifier: GPL-2.0-or-later
// The unit of the wire between host and agent: 4 bytes length (little endian), 1 byte kind, payload.
// Runs on: both. A parser takes bytes as they come and gives whole frames; it refuses a frame longer than
// largest_payload, because then the other side does not speak our protocol.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace cloister::wire {

enum class FrameKind : std::uint8_t {
    message = 'M', // JSON text, see messages.hpp
    blob = 'B',    // bytes of the blob announced by the message before it
};

struct Frame {
    FrameKind kind = FrameKind::message;
    std::string payload;
    bool operator==(const Frame&) const = default;
};

constexpr std::size_t largest_payload = 16U << 20U;

std::string encode(const Frame& frame);

class FrameParser {
  public:
    // Throws std::runtime_error naming the offending head.
    void feed(std::span<const char> bytes);
    // The next whole frame, if there is one.
    std::optional<Frame> next();

  private:
    std::string pending_;
    std::size_t consumed_ = 0;
};

} // namespace cloister::wire
