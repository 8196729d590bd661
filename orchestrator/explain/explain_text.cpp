// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/explain/explain_text.hpp"

#include "orchestrator/base/quantity.hpp"
#include "orchestrator/base/wrapped.hpp"
#include "orchestrator/explain/find_interruption.hpp"
#include "orchestrator/explain/gaps_text.hpp"
#include "orchestrator/report/measured_on_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

namespace cloister {
namespace {

using std::chrono::nanoseconds;

constexpr std::size_t words_at = 43; // column of a cause's words

struct Group {
    std::uint64_t number = 0;
    std::uint64_t first = 0;
    nanoseconds longest{0};
    std::map<CpuId, std::uint64_t> cpus;
};

struct Cell {
    std::string name;
    bool whole = true; // no event was lost
    CpuSet isolated;
    nanoseconds windows{0};
    std::map<Cause, Group> causes;
    std::vector<const TrialInterruptions*> trials;
};

void add(const Interruption& interruption, Group& group) {
    if (group.number++ == 0)
        group.first = interruption.number;
    group.longest = std::max(group.longest, interruption.length);
    ++group.cpus[interruption.cpu];
}

std::string cell_name(const TrialInterruptions& trial) {
    return trial.mode + " " + trial.workload;
}

// In the plan's order.
std::vector<Cell> cells_of(const Interruptions& run) {
    std::vector<Cell> cells;
    for (const TrialInterruptions& trial : run.trials) {
        const std::string name = cell_name(trial);
        auto cell =
            std::find_if(cells.begin(), cells.end(), [&](const Cell& each) { return each.name == name; });
        if (cell == cells.end())
            cell = cells.insert(cells.end(), Cell{name, true, trial.isolated, nanoseconds(0), {}, {}});
        cell->whole = cell->whole && trial.losses.empty();
        cell->trials.push_back(&trial);
        cell->windows += trial.window_closed - trial.window_opened;
        for (const Interruption& interruption : trial.interruptions)
            add(interruption, cell->causes[interruption.cause]);
    }
    return cells;
}

std::string a_cpu_and_hour(std::uint64_t number, const Cell& cell) {
    const double hours = std::chrono::duration<double, std::ratio<3600>>(cell.windows).count() *
                         static_cast<double>(cell.isolated.size());
    return grouped(static_cast<std::uint64_t>(std::llround(static_cast<double>(number) / hours)));
}

std::string cause_lines(const Cell& cell, const Cause& cause, const Group& group) {
    std::string line = right(grouped(group.number), 8) + right(a_cpu_and_hour(group.number, cell), 12) +
                       right(length_text(group.longest), 10) + right("#" + std::to_string(group.first), 10) +
                       "   " + cause.what + "\n";
    const std::string indent(words_at, ' ');
    line += indent + wrapped(sender_words(cause), words_at) + "\n";
    std::string cpus;
    for (const auto& [cpu, number] : group.cpus)
        cpus += (cpus.empty() ? "CPU " : ", CPU ") + std::to_string(cpu.number) + ": " + grouped(number);
    return line + indent + wrapped(cpus, words_at) + "\n";
}

std::string causes_lines(const Cell& cell) {
    if (cell.causes.empty())
        return "  not interrupted\n";
    std::vector<std::pair<Cause, Group>> causes(cell.causes.begin(), cell.causes.end());
    std::stable_sort(causes.begin(), causes.end(),
                     [](const auto& a, const auto& b) { return a.second.number > b.second.number; });
    std::string text =
        right("number", 8) + right("CPU·hour", 12) + right("longest", 10) + right("first", 10) + "   cause\n";
    for (const auto& [cause, group] : causes)
        text += cause_lines(cell, cause, group);
    return text;
}

std::string cell_text(const Cell& cell, bool emulated) {
    std::string text = fmt::format("{}, {:.1f} s on CPUs {}\n", cell.name,
                                   std::chrono::duration<double>(cell.windows).count(), cell.isolated.list());
    if (!cell.whole)
        text += "  events were lost: this is not all\n";
    return text + causes_lines(cell) + gaps_text(cell.trials, emulated);
}

std::string joined(const std::vector<std::string>& texts) {
    std::string list;
    for (const std::string& text : texts)
        list += (list.empty() ? "" : ", ") + text;
    return list;
}

// One line of a story: when, from its beginning, where, and what.
std::string story_line(nanoseconds after, CpuId cpu, const std::string& what) {
    constexpr std::size_t at = 21;
    const double us = static_cast<double>(after.count()) / 1e3;
    return right(fmt::format("{:+.0f} µs", us), 12) + right("CPU " + std::to_string(cpu.number), 7) + "  " +
           wrapped(what, at) + "\n";
}

const char* word_of(StepKind kind) {
    switch (kind) {
    case StepKind::ipi:
        return "IPI ";
    case StepKind::function:
        return "called function ";
    case StepKind::tick:
        return "tick ";
    case StepKind::softirq:
        return "softirq ";
    case StepKind::device_irq:
        return "device interrupt ";
    case StepKind::task:
        return "switch to ";
    case StepKind::work:
        return "work item ";
    }
    return "";
}

std::string step_words(const Step& step) {
    std::string words = word_of(step.kind) + step.name;
    if (step.length > nanoseconds(0))
        words += ", " + length_text(step.length);
    if (step.name == flush_barrier)
        words += ": the sender waits for the item before";
    return words;
}

std::string steps_text(const Interruption& interruption) {
    std::vector<std::pair<nanoseconds, std::string>> lines;
    for (const Origin& origin : interruption.origins)
        lines.emplace_back(origin.at,
                           story_line(origin.at - interruption.at, origin.cpu,
                                      fmt::format("{} ({}): {} sends {}", origin.task, origin.pid,
                                                  origin.stack.empty() ? "somebody" : origin.asked_by(),
                                                  joined(origin.sent))));
    for (const Step& step : interruption.steps)
        lines.emplace_back(step.at,
                           story_line(step.at - interruption.at, interruption.cpu, step_words(step)));
    std::stable_sort(lines.begin(), lines.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    std::string text;
    for (const auto& [at, line] : lines)
        text += line;
    return text + story_line(interruption.length, interruption.cpu, "the subject runs again");
}

std::string stacks_text(const Interruption& interruption) {
    std::string text;
    for (const Origin& origin : interruption.origins) {
        text += fmt::format("\n{}\n", sender_words({"", origin.asked_by(), origin.context, origin.task}));
        for (const std::string& function : origin.stack)
            text += "    " + function + "\n";
    }
    return text;
}

std::string head(const Interruptions& run) {
    return measured_on_text(run.machine, run.times_indicative, run.not_measured);
}

std::string told(const TrialInterruptions& trial, const Interruption& interruption) {
    const std::chrono::duration<double> into_window = interruption.at - trial.window_opened;
    std::string text = fmt::format("interruption {} of CPU {}, {:.3f} s into the window, {}\n{} #{}\n",
                                   interruption.number, interruption.cpu.number, into_window.count(),
                                   length_text(interruption.length), cell_name(trial), trial.repetition);
    if (interruption.follows)
        text += fmt::format("left behind by interruption {}\n", *interruption.follows);
    else if (interruption.origins.empty())
        text += "the trace does not show who sent it\n";
    return text + "\n" + steps_text(interruption) + stacks_text(interruption);
}

} // namespace

std::string sender_words(const Cause& cause) {
    if (cause.by.empty())
        return "sender not seen";
    return cause.by + (cause.context.empty() ? "" : " in " + cause.context) +
           (cause.task.empty() ? "" : " of " + cause.task);
}

std::string causes_text(const Interruptions& run) {
    std::string text = head(run);
    for (const Cell& cell : cells_of(run))
        text += cell_text(cell, run.times_indicative) + "\n";
    return text + "`explain RUN NUMBER` tells one, as the first of a cause.\n";
}

std::string story_text(const Interruptions& run, std::uint64_t number, const std::string& directory) {
    const FoundInterruption found = find_interruption(run, number);
    return head(run) + told(found.trial, found.interruption) +
           fmt::format("\nReproduce: cloister reproduce {} {}\n", directory, number);
}

} // namespace cloister
