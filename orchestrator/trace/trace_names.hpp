// SPDX-License-Identifier: GPL-2.0-or-later
// What the addresses and pids of one trace are called, each looked up once.
// Runs on: host. Borrows the handle. Memory: so many stacks are remembered, whatever the trace's length.
#pragma once

#include "orchestrator/trace/call_stack.hpp"
#include "orchestrator/trace/text_hash.hpp"

#include <event-parse.h>

#include <cstdint>
#include <optional>
#include <unordered_map>

namespace cloister {

struct TakenStack {
    SharedStack stack; // without the tracer's own frames
    // Of the event that it was taken for, the class; nullopt: the frames do not tell.
    std::optional<Name> of_class;
};

class TraceNames {
  public:
    explicit TraceNames(tep_handle* formats) : formats_(formats) {}

    // Without compiler suffixes (".isra.0"); empty for 0, or where there is no symbol.
    Name function(std::uint64_t address);
    Name task(int pid);
    // addresses: as a record has them; ended by -1, padded with 0.
    const TakenStack& stack(std::string_view addresses);

  private:
    TakenStack taken(std::string_view addresses);

    tep_handle* formats_;
    std::unordered_map<std::uint64_t, Name> functions_;
    std::unordered_map<int, Name> tasks_;
    std::unordered_map<std::string, TakenStack, TextHash, std::equal_to<>> stacks_;
};

} // namespace cloister
