// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/wire/frame.hpp"

#include <stdexcept>

namespace cloister::wire {
namespace {

constexpr std::size_t head_size = 5;

std::size_t payload_size(const char* head) {
    std::size_t size = 0;
    for (std::size_t byte = 4; byte > 0; --byte)
        size = size << 8U | static_cast<unsigned char>(head[byte - 1]);
    return size;
}

void check_head(const char* head) {
    const char kind = head[4];
    if (kind != static_cast<char>(FrameKind::message) && kind != static_cast<char>(FrameKind::blob))
        throw std::runtime_error("frame of unknown kind " + std::to_string(static_cast<int>(kind)) +
                                 ": the other side does not speak this protocol");
    if (payload_size(head) > largest_payload)
        throw std::runtime_error("frame of " + std::to_string(payload_size(head)) +
                                 " bytes: the other side does not speak this protocol");
}

} // namespace

std::string encode(const Frame& frame) {
    std::string bytes;
    bytes.reserve(head_size + frame.payload.size());
    for (unsigned shift = 0; shift < 32; shift += 8)
        bytes.push_back(static_cast<char>(frame.payload.size() >> shift & 0xffU));
    bytes.push_back(static_cast<char>(frame.kind));
    return bytes + frame.payload;
}

void FrameParser::feed(std::span<const char> bytes) {
    pending_.erase(0, consumed_);
    consumed_ = 0;
    pending_.append(bytes.data(), bytes.size());
}

std::optional<Frame> FrameParser::next() {
    const std::size_t available = pending_.size() - consumed_;
    if (available < head_size)
        return std::nullopt;
    const char* head = pending_.data() + consumed_;
    check_head(head);
    const std::size_t size = payload_size(head);
    if (available < head_size + size)
        return std::nullopt;
    Frame frame{static_cast<FrameKind>(head[4]), std::string(head + head_size, size)};
    consumed_ += head_size + size;
    return frame;
}

} // namespace cloister::wire
