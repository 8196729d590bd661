// SPDX-License-Identifier: GPL-2.0-or-later
// What host and agent say to each other, one JSON document a message, told apart by "schema".
// Runs on: both. The conversation of one trial:
//   agent: Hello · host: Symbols, TrialSpec · agent: Verified, Progress*, (BlobHead + blob frames)*,
//   Finished | Refused · host: PowerOff. Before the window and behind it the agent says AskTime several
//   times, and the host HostTime at once. Protocol versions must be equal: agent and host come from one
//   build.
#pragma once

#include "results-schema/measurement.hpp"
#include "results-schema/trial_spec.hpp"

namespace cloister::wire {

constexpr std::uint32_t protocol_version = 5;

// First word of the agent once it can serve.
struct Hello {
    static constexpr const char* schema = "cloister/wire-hello/1";
    std::uint32_t protocol = protocol_version;
    std::string build; // the project version the agent was built from
    GuestFacts facts;  // at boot: before all CPUs are online, and before tracing and mode are looked at
};

// What the host knows of the kernel's symbols (probes/linked_symbols.hpp).
struct Symbols {
    static constexpr const char* schema = "cloister/wire-symbols/1";
    std::string linked; // empty: the agent must ask the kernel for all of them
};

// Mode, isolation and tracing were read back and agree with the spec.
struct Verified {
    static constexpr const char* schema = "cloister/wire-verified/1";
    GuestFacts facts;
};

// Where the trial is; done and wanted count drains (or milliseconds of a timed window).
struct Progress {
    static constexpr const char* schema = "cloister/wire-progress/1";
    std::string stage; // arm, settle, measure, collect
    std::uint64_t done = 0;
    std::uint64_t wanted = 0;
};

// What does the host's clock show?
struct AskTime {
    static constexpr const char* schema = "cloister/wire-ask-time/1";
    bool now = true;
};

struct HostTime {
    static constexpr const char* schema = "cloister/wire-host-time/1";
    std::chrono::nanoseconds at{0}; // CLOCK_MONOTONIC_RAW
};

// bytes of file "name" follow in blob frames. Names: "cpuN.raw" (raw ring buffer pages), "kallsyms" (all
// symbols, or those of Symbols::linked where they lie now), "tracing/…" (paths beneath the tracing directory:
// events/*/format, events/header_page, saved_cmdlines …), "coverage/…" (gcov's counts of a profiled object).
struct BlobHead {
    static constexpr const char* schema = "cloister/wire-blob/1";
    std::string name;
    std::uint64_t bytes = 0;
};

struct Finished {
    static constexpr const char* schema = "cloister/wire-finished/1";
    Measurement measurement;
};

// The agent could not or would not go on: contradiction with the spec, or a failed call.
struct Refused {
    static constexpr const char* schema = "cloister/wire-refused/1";
    std::string stage;
    std::string what;
    std::optional<GuestFacts> facts;
};

struct PowerOff {
    static constexpr const char* schema = "cloister/wire-power-off/1";
    bool now = true;
};

template <class Fields>
void describe(Fields& fields, Hello& hello) {
    fields.field("protocol", hello.protocol);
    fields.field("build", hello.build);
    fields.field("facts", hello.facts);
}
template <class Fields>
void describe(Fields& fields, Symbols& symbols) {
    fields.field("linked", symbols.linked);
}
template <class Fields>
void describe(Fields& fields, Verified& verified) {
    fields.field("facts", verified.facts);
}
template <class Fields>
void describe(Fields& fields, Progress& progress) {
    fields.field("stage", progress.stage);
    fields.field("done", progress.done);
    fields.field("wanted", progress.wanted);
}
template <class Fields>
void describe(Fields& fields, AskTime& ask) {
    fields.field("now", ask.now);
}
template <class Fields>
void describe(Fields& fields, HostTime& time) {
    fields.field("at_ns", time.at);
}
template <class Fields>
void describe(Fields& fields, BlobHead& blob) {
    fields.field("name", blob.name);
    fields.field("bytes", blob.bytes);
}
template <class Fields>
void describe(Fields& fields, Finished& finished) {
    fields.field("measurement", finished.measurement);
}
template <class Fields>
void describe(Fields& fields, Refused& refused) {
    fields.field("stage", refused.stage);
    fields.field("what", refused.what);
    fields.field("facts", refused.facts);
}
template <class Fields>
void describe(Fields& fields, PowerOff& power_off) {
    fields.field("now", power_off.now);
}

// The payload of a message frame; read it back with parse_document<Message>().
template <class Message>
std::string message_text(const Message& message) {
    return document_line(message);
}

} // namespace cloister::wire
