// SPDX-License-Identifier: GPL-2.0-or-later
// What a fake guest does, step by step: it speaks the words of wire/messages.hpp, in the order of a recorded
// conversation. A story changes a script at one place (story.hpp).
// Runs on: host. A value.
#pragma once

#include "orchestrator/machine/fake/recording.hpp"
#include "orchestrator/wire/frame.hpp"
#include "orchestrator/wire/messages.hpp"

#include <variant>

namespace cloister::fake {

// On the console.
struct Print {
    std::string text;
};
struct Say {
    wire::Frame frame;
};
// Bytes on the channel that are no frame.
struct Noise {
    std::string bytes;
};
// The host's next word must be of this schema; an agent that hears another one ends.
struct Listen {
    std::string schema;
};
struct FallSilent {};
struct HangUp {};
// The user's, while the guest runs.
struct PressCtrlC {};

using Step = std::variant<Print, Say, Noise, Listen, FallSilent, HangUp, PressCtrlC>;
using Script = std::vector<Step>;

template <class Message>
Step say(const Message& message) {
    return Say{{wire::FrameKind::message, wire::message_text(message)}};
}

// Hello, symbols and spec are taken, Verified; where a window was opened Progress and the files; Finished,
// power off.
Script script_of(const Recording& recording);

// Where this message is said first. Throws std::logic_error where it never is: a story of ours that does not
// fit its recording.
Script::iterator first(Script& script, const std::string& schema);

template <class Message, class Change>
void change(Script& script, Change&& how) {
    wire::Frame& frame = std::get<Say>(*first(script, Message::schema)).frame;
    auto message = parse_document<Message>(frame.payload);
    how(message);
    frame.payload = wire::message_text(message);
}
// Instead of this message, and of all that came after it.
template <class Message>
void end_before(Script& script, Script ending) {
    script.erase(first(script, Message::schema), script.end());
    script.insert(script.end(), ending.begin(), ending.end());
}
template <class Message>
void insert_before(Script& script, Step step) {
    script.insert(first(script, Message::schema), std::move(step));
}

// The bytes of a file that is shipped.
std::string& shipped(Script& script, const std::string& name);

} // namespace cloister::fake
