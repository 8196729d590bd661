// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/fuzz/fuzz_text.hpp"

#include "orchestrator/base/duration.hpp"
#include "orchestrator/base/quantity.hpp"
#include "orchestrator/base/wrapped.hpp"
#include "orchestrator/fuzz/findings.hpp"
#include "orchestrator/fuzz/guest_plan.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace cloister {
namespace {

constexpr std::size_t most_invalid = 5; // that are told one by one

std::string indented(const std::string& text) {
    std::string lines;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        lines += "    " + text.substr(at, end - at) + "\n";
        at = end + 1;
    }
    return lines;
}

std::string coarse(std::chrono::nanoseconds time) {
    return duration_text(std::max(std::chrono::round<std::chrono::seconds>(time), std::chrono::seconds(1)));
}

std::string outcomes(const Fuzz& fuzz) {
    std::string text;
    for (const auto& [outcome, name] : EnumNames<FuzzOutcome>::table)
        if (const auto number = static_cast<std::uint64_t>(std::count_if(
                fuzz.guests.begin(), fuzz.guests.end(),
                [outcome = outcome](const FuzzGuest& each) { return each.outcome == outcome; })))
            text += (text.empty() ? "" : ", ") + grouped(number) + " " + std::string(name);
    return text.empty() ? "none" : text;
}

std::string summary(const Fuzz& fuzz) {
    return wrapped(fmt::format("{} of seed {} on {}, in {}: {}", quantity(fuzz.guests.size(), "guest"),
                               fuzz.seed, fmt::join(fuzz.kernels, ", "), coarse(fuzz.spent), outcomes(fuzz)),
                   0) +
           "\n";
}

std::string finding_text(const FuzzFinding& finding) {
    std::string text = "found      " + wrapped(finding.title, 11) + "\n";
    text += fmt::format("           {}; the first again:\n           {}\n\n",
                        quantity(finding.guests.size(), "guest"), finding.replay);
    return text + indented(finding.text) + "\n";
}

std::string invalid_lines(const Fuzz& fuzz) {
    std::string text;
    std::size_t told = 0;
    for (const FuzzGuest& guest : fuzz.guests)
        if (guest.outcome == FuzzOutcome::invalid && ++told <= most_invalid)
            text += "invalid    " + wrapped(guest.what + ": " + guest.reason.value_or(""), 11) + "\n";
    if (told > most_invalid)
        text += fmt::format("           and {} more\n", told - most_invalid);
    return text.empty() ? "" : text + "\n";
}

std::uint64_t seen(const Fuzz& fuzz) {
    return static_cast<std::uint64_t>(
        std::count_if(fuzz.guests.begin(), fuzz.guests.end(),
                      [&](const FuzzGuest& each) { return fuzz.target && shows(each, *fuzz.target); }));
}

std::string steps(const Fuzz& fuzz) {
    std::string text;
    for (const FuzzGuest& guest : fuzz.guests)
        text += fmt::format("{:<11}{}\n",
                            guest.outcome == FuzzOutcome::invalid       ? "invalid"
                            : fuzz.target && shows(guest, *fuzz.target) ? "seen"
                                                                        : "not seen",
                            wrapped(guest.what, 11));
    return text + "\n";
}

} // namespace

std::string case_text(const FuzzCase& drawn) {
    std::vector<std::string> actors;
    for (const FuzzActor& actor : drawn.actors)
        actors.push_back(actor.arguments.empty()
                             ? actor.name
                             : fmt::format("{} {}", actor.name, fmt::join(actor.arguments, " ")));
    return fmt::format("{} {}, {} CPUs, isolated {}, {} MiB, {}: {}", drawn.kernel, mode_of(drawn),
                       drawn.cpus, drawn.isolated.list(), drawn.memory_mib, duration_text(drawn.duration),
                       actors.empty() ? "the last drain alone" : fmt::format("{}", fmt::join(actors, ", ")));
}

std::string fuzz_text(const Fuzz& fuzz) {
    std::string text = fuzz.machine.empty() ? "" : wrapped(fuzz.machine, 0) + "\n";
    text += summary(fuzz) + "\n";
    if (fuzz.purpose == FuzzPurpose::reduce)
        text += steps(fuzz);
    for (const FuzzFinding& finding : fuzz.findings)
        if (fuzz.purpose != FuzzPurpose::reduce || finding.title != fuzz.target)
            text += finding_text(finding);
    text += invalid_lines(fuzz);
    if (fuzz.target)
        text +=
            wrapped(fmt::format("seen {} of {}: {}", seen(fuzz), fuzz.guests.size(), *fuzz.target), 0) + "\n";
    if (fuzz.reduced)
        text += "least      " + wrapped(case_text(*fuzz.reduced), 11) + "\n";
    return text;
}

} // namespace cloister
