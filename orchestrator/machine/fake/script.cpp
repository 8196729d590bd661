// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/machine/fake/script.hpp"

#include "results-schema/json_document.hpp"

#include <algorithm>
#include <stdexcept>

namespace cloister::fake {
namespace {

// As of the agent; smaller than wire::largest_payload.
constexpr std::size_t blob_piece = 1U << 20U;

void ship(const ShippedFile& file, Script& script) {
    script.push_back(say(wire::BlobHead{file.name, file.bytes.size()}));
    for (std::size_t at = 0; at < file.bytes.size(); at += blob_piece)
        script.push_back(Say{{wire::FrameKind::blob, file.bytes.substr(at, blob_piece)}});
}

// The message of this schema that the step says; null where it says another or none.
Json message_in(const Step& step, const std::string& schema) {
    const Say* say = std::get_if<Say>(&step);
    if (say == nullptr || say->frame.kind != wire::FrameKind::message)
        return nullptr;
    Json message = parse_json(say->frame.payload);
    return message.value("schema", "") == schema ? message : nullptr;
}

} // namespace

Script script_of(const Recording& recording) {
    const GuestFacts facts = recording.record.guest.value();
    wire::Hello hello{wire::protocol_version, "fake", facts};
    hello.facts.tracing.clear();    // looked at once the host has told the symbols
    hello.facts.drain_mode.reset(); // read back once the spec says where
    Script script{Print{recording.console}, say(hello), Listen{wire::Symbols::schema},
                  Listen{TrialSpec::schema}, say(wire::Verified{facts})};
    if (!recording.files.empty())
        script.push_back(say(wire::Progress{"measure", 0, recording.record.spec.drains.value_or(0)}));
    for (const ShippedFile& file : recording.files)
        ship(file, script);
    script.push_back(say(wire::Finished{recording.record.measurement.value()}));
    script.emplace_back(Listen{wire::PowerOff::schema});
    return script;
}

Script::iterator first(Script& script, const std::string& schema) {
    const auto found = std::find_if(script.begin(), script.end(),
                                    [&](const Step& step) { return !message_in(step, schema).is_null(); });
    if (found == script.end())
        throw std::logic_error("a fake guest that never says " + schema);
    return found;
}

std::string& shipped(Script& script, const std::string& name) {
    for (auto step = script.begin(); step != script.end(); ++step)
        if (const Json message = message_in(*step, wire::BlobHead::schema);
            !message.is_null() && read_document<wire::BlobHead>(message).name == name)
            return std::get<Say>(*std::next(step)).frame.payload;
    throw std::logic_error("a fake guest that ships no " + name);
}

} // namespace cloister::fake
