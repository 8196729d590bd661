// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/stages/conversation.hpp"

#include "orchestrator/base/deadline.hpp"
#include "results-schema/json_document.hpp"

namespace cloister {
namespace {

[[noreturn]] void refuse(const wire::Refused& refusal) {
    // What was read back contradicts what was asked for: nothing is broken, the question is wrong.
    const Fault fault = refusal.stage == "verify" ? Fault::wrong_use : Fault::lab;
    throw LabError(fault, refusal.stage, refusal.what);
}

[[noreturn]] void lose(const LabError& error, const std::string& stage, const std::string& what) {
    if (error.fault() != Fault::guest_lost)
        throw error;
    throw LabError(Fault::guest_lost, stage, what + ": " + error.what());
}

} // namespace

Task<wire::Frame> Conversation::receive(std::chrono::nanoseconds deadline, std::string stage,
                                        std::string missing) {
    try {
        co_return co_await within(channel_->receive(), deadline, stage, missing);
    } catch (const LabError& error) {
        lose(error, stage, missing);
    }
}

Task<void> Conversation::send(wire::Frame frame, std::string stage) {
    try {
        co_await channel_->send(std::move(frame));
    } catch (const LabError& error) {
        lose(error, stage, "the agent was not told");
    }
}

Task<Json> Conversation::message(std::chrono::nanoseconds deadline, std::string stage, std::string awaited) {
    const wire::Frame frame = co_await receive(deadline, stage, awaited + " did not come");
    if (frame.kind != wire::FrameKind::message)
        throw LabError(Fault::guest_lost, stage, awaited + ": a blob came instead");
    Json message;
    try {
        message = parse_json(frame.payload);
    } catch (const SchemaError& error) {
        throw LabError(Fault::guest_lost, stage, awaited + ": " + error.what());
    }
    if (is<wire::Refused>(message))
        refuse(read<wire::Refused>(message, stage));
    co_return message;
}

Task<std::string> Conversation::blob(std::uint64_t bytes, std::chrono::nanoseconds deadline,
                                     std::string name) {
    std::string blob;
    while (blob.size() < bytes) {
        const wire::Frame frame =
            co_await receive(deadline, "collect", "the rest of " + name + " did not come");
        if (frame.kind != wire::FrameKind::blob || frame.payload.size() > bytes - blob.size())
            throw LabError(Fault::guest_lost, "collect", name + ": the agent broke off its transfer");
        blob += frame.payload;
    }
    co_return blob;
}

} // namespace cloister
