// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/reproduce/reproduction_text.hpp"

#include "orchestrator/base/quantity.hpp"
#include "orchestrator/base/wrapped.hpp"
#include "orchestrator/explain/explain_text.hpp"
#include "orchestrator/report/measured_on_text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace cloister {
namespace {

constexpr std::size_t words_at = 14; // column of a conclusion's words

std::string disturber_of(const Attempt& attempt) {
    return attempt.workload.substr(attempt.workload.find('+') + 1);
}

// What of the disturber; empty: nothing is counted.
std::string calls_of(const Attempt& attempt) {
    if (attempt.drains)
        return quantity(*attempt.drains, "armed drain");
    if (attempt.provocations)
        return quantity(*attempt.provocations, "call");
    return "";
}

std::string what_was_tried(const Attempt& attempt) {
    const std::string calls = calls_of(attempt);
    switch (attempt.question) {
    case Question::as_it_was:
        return "as it was" + (calls.empty() ? "" : ": " + calls);
    case Question::without_disturber:
        return "without its disturber";
    case Question::with_less:
        return calls.empty() ? "a shorter window" : calls;
    }
    return "";
}

std::string table(const std::vector<Attempt>& attempts) {
    std::string text = fmt::format("{:>7}   {:<40}{:>12}{:>10}\n", "guest", "tried", "window", "seen");
    std::uint64_t guest = 0;
    for (const Attempt& attempt : attempts) {
        text += fmt::format(
            "{:>7}   {:<40}{}{:>10}\n", ++guest, what_was_tried(attempt),
            right(attempt.window > std::chrono::nanoseconds(0) ? length_text(attempt.window) : "-", 12),
            grouped(attempt.seen));
        if (attempt.invalid)
            text += "          " + wrapped(*attempt.invalid, 10, 12) + "\n";
    }
    return text;
}

std::string conclusion(const char* word, const std::string& words) {
    return fmt::format("{:<{}}", word, words_at) + wrapped(words, words_at) + "\n";
}

std::string what_it_took(const Attempt& least) {
    const std::string disturber = disturber_of(least);
    const std::string calls = calls_of(least);
    return (disturber == "none" ? "without a disturber" : "with " + disturber) +
           (calls.empty() ? "" : ", " + calls) + ", in a window of " + length_text(least.window);
}

// The next smaller question that no guest answered with yes; nothing where none was asked.
std::string too_little(const Reproduction& reproduction) {
    const auto& attempts = reproduction.attempts;
    const Attempt& least = attempts[*reproduction.least - 1];
    const Attempt* most = nullptr;
    std::uint64_t guests = 0;
    const auto size = [](const Attempt& attempt) {
        return attempt.drains.value_or(attempt.provocations.value_or(0));
    };
    for (const Attempt& attempt : attempts) {
        if (attempt.question != Question::with_less || attempt.seen > 0 || size(attempt) >= size(least))
            continue;
        if (most == nullptr || size(attempt) > size(*most)) {
            most = &attempt;
            guests = 0;
        }
        guests += size(attempt) == size(*most) ? 1U : 0U;
    }
    if (most == nullptr)
        return "";
    return fmt::format("; not with {} in {}", calls_of(*most), quantity(guests, "guest"));
}

std::string without_disturber(const std::vector<Attempt>& attempts) {
    std::uint64_t guests = 0;
    for (const Attempt& attempt : attempts) {
        if (attempt.question != Question::without_disturber)
            continue;
        if (attempt.seen > 0)
            return ", and it comes without " + disturber_of(attempts.front()) + " as well";
        ++guests;
    }
    return guests == 0 ? ""
                       : fmt::format(", and without {} it stayed away in {}", disturber_of(attempts.front()),
                                     quantity(guests, "guest"));
}

std::string conclusions(const Reproduction& reproduction) {
    std::string text;
    if (reproduction.least)
        text += conclusion("recurred", what_it_took(reproduction.attempts[*reproduction.least - 1]) +
                                           too_little(reproduction));
    else
        text += conclusion("not again",
                           fmt::format("in {} as it was", quantity(reproduction.attempts.size(), "guest")));
    if (!reproduction.sent_by_disturber)
        text += conclusion("not ours", "no disturber of ours sent it: the trial was run again as it was" +
                                           without_disturber(reproduction.attempts));
    return text + conclusion("booted", quantity(reproduction.attempts.size(), "guest"));
}

} // namespace

std::string reproduction_text(const Reproduction& reproduction) {
    return measured_on_text(reproduction.machine, reproduction.times_indicative, reproduction.not_measured) +
           fmt::format("interruption {} of {}, kernel {}, {} mode\n  {}\n  {}\n\n", reproduction.number,
                       reproduction.run, reproduction.kernel, reproduction.mode, reproduction.cause.what,
                       wrapped(sender_words(reproduction.cause), 2)) +
           table(reproduction.attempts) + "\n" + conclusions(reproduction);
}

int exit_code(const Reproduction& reproduction) {
    if (reproduction.least)
        return 0;
    const auto& attempts = reproduction.attempts;
    return attempts.empty() || std::any_of(attempts.begin(), attempts.end(),
                                           [](const Attempt& each) { return each.invalid.has_value(); })
               ? 2
               : 1;
}

} // namespace cloister
