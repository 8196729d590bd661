// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/trace/trace_names.hpp"

#include <cstring>

namespace cloister {
namespace {

// The tracer's own frames say which event the stack was taken for: "trace_event_raw_event_ipi_send_cpu".
std::optional<Name> take_tracing_frames(std::vector<Name>& stack) {
    constexpr std::string_view marks[] = {"trace_event_raw_event_",
                                          "trace_event_buffer_commit",
                                          "event_triggers_post_call",
                                          "__event_trigger_test_discard",
                                          "__traceiter_",
                                          "stacktrace_trigger",
                                          "kprobe_trace_func",
                                          "kprobe_dispatcher",
                                          "aggr_pre_handler",
                                          "kprobe_ftrace_handler",
                                          "kprobe_int3_handler",
                                          "exc_int3",
                                          "asm_exc_int3"};
    std::optional<Name> event;
    std::size_t frames = 0;
    for (std::size_t i = 0; i < stack.size() && i < 6; ++i)
        for (const std::string_view mark : marks)
            if (stack[i].starts_with(mark)) {
                frames = i + 1;
                if (mark == marks[0])
                    event = stack[i].text().substr(mark.size());
            }
    if (frames > 0 && frames < stack.size() && stack[frames].empty())
        ++frames; // ftrace's trampoline, which has no name
    stack.erase(stack.begin(), stack.begin() + static_cast<std::ptrdiff_t>(frames));
    return event;
}

} // namespace

Name TraceNames::function(std::uint64_t address) {
    if (address == 0)
        return {};
    const auto [known, fresh] = functions_.try_emplace(address);
    if (fresh)
        if (const char* found = tep_find_function(formats_, address)) {
            const std::string_view symbol = found;
            known->second = symbol.substr(0, symbol.find('.'));
        }
    return known->second;
}

Name TraceNames::task(int pid) {
    const auto [known, fresh] = tasks_.try_emplace(pid);
    if (fresh)
        if (const char* found = tep_data_comm_from_pid(formats_, pid))
            known->second = found;
    return known->second;
}

const TakenStack& TraceNames::stack(std::string_view addresses) {
    const auto known = stacks_.find(addresses);
    if (known != stacks_.end())
        return known->second;
    constexpr std::size_t enough = 4096; // an interrupt's stack goes on with what it interrupted: any number
    if (stacks_.size() == enough)
        stacks_.clear();
    return stacks_.emplace(addresses, taken(addresses)).first->second;
}

TakenStack TraceNames::taken(std::string_view addresses) {
    std::vector<Name> functions;
    for (std::size_t at = 0; at + sizeof(std::uint64_t) <= addresses.size(); at += sizeof(std::uint64_t)) {
        std::uint64_t address = 0;
        std::memcpy(&address, addresses.data() + at, sizeof address);
        if (address == 0 || address == ~std::uint64_t{0})
            break;
        functions.push_back(function(address));
    }
    std::optional<Name> of_class = take_tracing_frames(functions);
    return {call_stack(std::move(functions)), of_class};
}

} // namespace cloister
