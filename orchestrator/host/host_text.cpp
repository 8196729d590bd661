// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/host/host_text.hpp"

#include "orchestrator/base/quantity.hpp"
#include "orchestrator/base/wrapped.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace cloister {
namespace {

constexpr std::size_t word_width = 8;
constexpr std::size_t name_width = 34;
constexpr std::size_t family_width = 22;
constexpr const char* command_line_family = "command line";

std::string row(const std::string& word, const std::string& name, const std::string& text) {
    constexpr std::size_t text_at = word_width + name_width;
    const std::string head = fmt::format("{:<{}}{:<{}}", word, word_width, name, name_width);
    if (head.size() > text_at) // a long name has a line of its own
        return head + "\n" + std::string(text_at, ' ') + wrapped(text, text_at) + "\n";
    return head + wrapped(text, text_at) + "\n";
}

// A list of no CPU is empty.
std::string shown(const std::string& value) {
    return value.empty() ? "none" : value;
}

std::string row_of(const HostKnob& knob, const std::optional<HostJournal>& journal) {
    const JournalledKnob* known = journal ? journalled(*journal, knob.place) : nullptr;
    const std::string now = shown(knob.now);
    if (journal && is_ours(*journal, knob))
        return row("ours", knob.name, now + ", was " + shown(known->before));
    const std::string why = known != nullptr && known->refused ? *known->refused : knob.why_not;
    if (why.empty())
        return knob.differs() ? row("would", knob.name, now + " → " + shown(*knob.wanted))
                              : row("ok", knob.name, now);
    return row(knob.family == command_line_family ? "boot" : "cannot", knob.name,
               knob.now.empty() ? why : now + ": " + why);
}

struct FamilyCount {
    std::uint64_t written = 0;
    std::uint64_t so_already = 0;
    std::string cannot; // lines
};

FamilyCount count_of(const std::string& family, const Prepared& prepared) {
    FamilyCount count;
    constexpr std::size_t text_at = 4;
    for (const HostKnob& knob : prepared.knobs) {
        if (knob.family != family)
            continue;
        if (!knob.why_not.empty())
            count.cannot += "    " + wrapped(knob.name + ": " + knob.why_not, text_at) + "\n";
        else
            ++(is_ours(prepared.journal, knob) ? count.written : count.so_already);
    }
    return count;
}

std::string counted(const FamilyCount& count) {
    std::string text;
    if (count.written > 0)
        text = grouped(count.written) + " written";
    if (count.so_already > 0)
        text += (text.empty() ? "" : ", ") + grouped(count.so_already) + " so already";
    return text.empty() ? "nothing that could be written" : text;
}

std::vector<std::string> families_of(const std::vector<HostKnob>& knobs) {
    std::vector<std::string> families;
    for (const HostKnob& knob : knobs)
        if (std::find(families.begin(), families.end(), knob.family) == families.end())
            families.push_back(knob.family);
    return families;
}

} // namespace

std::string knobs_text(const std::vector<HostKnob>& knobs, const std::optional<HostJournal>& journal) {
    std::string text;
    for (const HostKnob& knob : knobs)
        text += row_of(knob, journal);
    return text;
}

std::string prepared_text(const Prepared& prepared, const HostCpus& cpus, const std::string& journal) {
    std::string text = fmt::format("CPUs {} are left to vCPUs, {} to everything else\n\n", cpus.quiet.list(),
                                   cpus.rest.list());
    for (const std::string& family : families_of(prepared.knobs)) {
        const FamilyCount count = count_of(family, prepared);
        text += fmt::format("{:<{}}{}\n", family, family_width,
                            family == command_line_family
                                ? (count.cannot.empty() ? "as it should be" : "wants, at the next boot:")
                                : counted(count));
        text += count.cannot;
    }
    return text + "\n" + wrapped("What was there is kept in " + journal, 0) +
           "\nand put back by: cloister host restore\n";
}

std::string restored_text(const Restored& restored, const std::string& journal) {
    if (restored.by == Restored::By::nothing)
        return "nothing to put back: there is no " + journal + "\n";
    if (restored.by == Restored::By::another_boot)
        return "nothing to put back: the host was prepared before it was booted\n";
    std::string text = fmt::format("{} as before, {} of them put back{}\n", quantity(restored.knobs, "knob"),
                                   grouped(restored.written),
                                   restored.was_complete ? "" : "; the prepare had been broken off");
    if (!restored.gone.empty())
        text += fmt::format("{} gone meanwhile: {}\n", grouped(restored.gone.size()),
                            fmt::join(restored.gone, ", "));
    return text;
}

std::string standing_text(const std::optional<HostJournal>& journal, const std::string& boot,
                          const std::string& file) {
    if (!journal)
        return "not prepared: there is no " + file;
    if (journal->boot != boot)
        return "not prepared: " + file + " is of an earlier boot";
    return fmt::format("prepared for CPUs {} since {}{}", journal->cpus.list(), journal->began,
                       journal->complete ? "" : ", and not to the end: cloister host restore");
}

} // namespace cloister
