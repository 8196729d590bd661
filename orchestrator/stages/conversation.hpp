// SPDX-License-Identifier: GPL-2.0-or-later
// The host's end of the wire: what the agent says, awaited with a deadline and read strictly.
// Runs on: host. Owns the channel. Errors: LabError{timed_out} for silence, {guest_lost} for a broken channel
// or words that are none, {wrong_use} when the agent refuses what the kernel cannot do, {lab} when it fails.
#pragma once

#include "orchestrator/base/lab_error.hpp"
#include "orchestrator/machine/machine.hpp"
#include "orchestrator/wire/messages.hpp"
#include "results-schema/json_document.hpp"

namespace cloister {

class Conversation {
  public:
    explicit Conversation(std::unique_ptr<AgentChannel> channel) : channel_(std::move(channel)) {}

    // The next message; a Refused becomes an error. awaited: "the agent's hello".
    Task<Json> message(std::chrono::nanoseconds within, std::string stage, std::string awaited);
    Task<std::string> blob(std::uint64_t bytes, std::chrono::nanoseconds within, std::string name);

    template <class Message>
    Task<Message> expect(std::chrono::nanoseconds within, std::string stage, std::string awaited) {
        const Json json = co_await message(within, stage, std::move(awaited));
        co_return read<Message>(json, stage);
    }
    template <class Message>
    Task<void> say(Message message, std::string stage) {
        // Named: gcc 12 destroys an aggregate made within a co_await expression twice.
        wire::Frame frame{wire::FrameKind::message, wire::message_text(message)};
        co_await send(std::move(frame), stage);
    }

    template <class Message>
    static bool is(const Json& message) {
        return message.value("schema", "") == Message::schema;
    }
    template <class Message>
    static Message read(const Json& message, const std::string& stage) {
        try {
            return read_document<Message>(message);
        } catch (const SchemaError& error) {
            throw LabError(Fault::guest_lost, stage,
                           std::string("the agent's words are not ours: ") + error.what());
        }
    }

  private:
    // A channel that breaks does not know in which stage; its errors leave here with it.
    Task<wire::Frame> receive(std::chrono::nanoseconds within, std::string stage, std::string missing);
    Task<void> send(wire::Frame frame, std::string stage);

    std::unique_ptr<AgentChannel> channel_;
};

} // namespace cloister
