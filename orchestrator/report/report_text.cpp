// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/report/report_text.hpp"

#include "orchestrator/base/quantity.hpp"
#include "orchestrator/base/wrapped.hpp"
#include "orchestrator/report/measured_on_text.hpp"
#include "orchestrator/report/storms.hpp"
#include "orchestrator/trace/contentions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace cloister {
namespace {

std::uint64_t caused(const CellReport& cell, ArrivalKind kind) {
    std::uint64_t total = 0;
    for (const auto& [cpu, kinds] : cell.drain_caused)
        if (const auto number = kinds.find(kind); number != kinds.end())
            total += number->second;
    return total;
}

std::string disturber(const CellReport& cell) {
    return cell.workload.substr(cell.workload.find('+') + 1);
}

std::string drain_table(const Report& report) {
    std::string rows;
    for (const CellReport& cell : report.cells)
        if (cell.armed > 0 && !is_storm(cell.workload))
            rows += fmt::format("{:<11}{:>10}{:>13}{:>9}{:>11}{:>9}   {}\n", cell.mode, grouped(cell.armed),
                                grouped(caused(cell, ArrivalKind::drain_work)),
                                grouped(caused(cell, ArrivalKind::ipi)),
                                grouped(caused(cell, ArrivalKind::task_switch)),
                                grouped(caused(cell, ArrivalKind::tick)), disturber(cell));
    if (rows.empty())
        return "";
    return fmt::format("{:<11}{:>10}{:>13}{:>9}{:>11}{:>9}\n", "", "drains", "work items", "IPIs", "switches",
                       "ticks") +
           rows + fmt::format("{:>63}\n\n", "on isolated CPUs, caused by drains");
}

// "cpu_fbatches.remote_lock  lru_add_drain_cpu" → waits; other spinlocks apart.
std::map<std::pair<std::string, std::string>, std::uint64_t> waits_by_place(const CellReport& cell) {
    std::map<std::pair<std::string, std::string>, std::uint64_t> waits;
    for (const Contention& contention : cell.contentions)
        waits[{contention.lock, contention.from}] += contention.number;
    return waits;
}

// Where waits were provoked, or came unprovoked: which lock, wanted by whom.
std::string lock_table(const Report& report) {
    std::string rows;
    for (const CellReport& cell : report.cells) {
        const auto waits = waits_by_place(cell);
        std::uint64_t of_caches = 0;
        for (const auto& [place, number] : waits)
            of_caches += place.first == other_spinlocks ? 0 : number;
        if (!is_storm(cell.workload) && of_caches == 0)
            continue;
        rows += fmt::format("{:<11}{:>10}   {}\n", cell.mode, grouped(of_caches), cell.workload);
        for (const auto& [place, number] : waits)
            rows += fmt::format("{:>21}     {}{}\n", grouped(number), place.first,
                                place.second.empty() ? "" : " in " + place.second);
    }
    return rows.empty() ? "" : fmt::format("{:<11}{:>10}\n", "", "lock waits") + rows + "\n";
}

// Times of a debug kernel, longest and on average, in microseconds.
std::string microseconds(std::chrono::nanoseconds all, std::uint64_t number) {
    return number == 0
               ? "-"
               : fmt::format("{:.1f}", static_cast<double>(all.count()) / 1e3 / static_cast<double>(number));
}

// All CPUs together, then one by one.
std::string lock_rows(const LockUse& use) {
    std::string rows =
        fmt::format("  {:<28}{:>10}{:>8}{:>8}{:>8}{:>8}{:>8}\n", use.lock, grouped(use.acquisitions),
                    grouped(use.contentions), microseconds(use.longest_wait, use.contentions == 0 ? 0 : 1),
                    microseconds(use.all_waits, use.contentions), microseconds(use.longest_hold, 1),
                    microseconds(use.all_holds, use.acquisitions));
    for (const auto& [cpu, its] : use.by_cpu)
        rows += fmt::format("    CPU {:<22}{:>10}{:>8}{:>16}{:>16}\n", cpu.number, grouped(its.acquisitions),
                            grouped(its.contentions), microseconds(its.all_waits, its.contentions),
                            microseconds(its.all_holds, its.acquisitions));
    return rows;
}

// What the kernel's own statistics say, where it has them.
std::string lock_stat_table(const Report& report) {
    std::string rows;
    for (const CellReport& cell : report.cells) {
        if (!cell.lock_stat || cell.lock_stat->empty())
            continue;
        rows += fmt::format("{:<11}{}\n", cell.mode, cell.workload);
        for (const LockUse& use : *cell.lock_stat)
            rows += lock_rows(use);
    }
    return rows.empty() ? ""
                        : fmt::format("{:>40}{:>8}{:>16}{:>16}\n{:>56}{:>8}{:>8}{:>8}\n", "taken", "waits",
                                      "waited, µs", "held, µs", "most", "mean", "most", "mean") +
                              rows + "\n";
}

std::string pressure(const Report& report) {
    std::string lines;
    for (const CellReport& cell : report.cells)
        if (const std::optional<Pressure>& pressed = cell.pressure)
            lines += fmt::format("{:<11}{} by {}, {} a second{}\n", cell.mode,
                                 quantity(pressed->pages, "page"), disturber(cell),
                                 grouped(static_cast<std::uint64_t>(std::llround(pressed->pages_per_second))),
                                 pressed->wanted_pages_per_second
                                     ? " of " + grouped(*pressed->wanted_pages_per_second) + " asked for"
                                     : ", as many as it could");
    for (const CellReport& cell : report.cells)
        if (cell.storm)
            lines +=
                fmt::format("{:<11}{} by {}, {} a second\n", cell.mode, quantity(cell.storm->pages, "page"),
                            cell.workload,
                            grouped(static_cast<std::uint64_t>(std::llround(cell.storm->pages_per_second))));
    return lines.empty() ? "" : lines + "\n";
}

std::string number_text(const std::string& name, const Number& number) {
    const bool whole = number.value == std::floor(number.value);
    const std::string value = whole ? grouped(static_cast<std::uint64_t>(std::llround(number.value)))
                                    : fmt::format("{:.1f}", number.value);
    return number.unit == "µs" ? fmt::format("{} {} µs", name, value)
                               : fmt::format("{} {}", value, number.unit);
}

// What is greatest first; the rest by name.
std::string own_figures(const ProgramReport& program) {
    std::string list;
    const auto add = [&](const std::string& text) { list += (list.empty() ? "" : ", ") + text; };
    if (const auto most = program.figures.find("max"); most != program.figures.end())
        add(number_text("max", most->second));
    for (const auto& [name, number] : program.figures)
        if (name != "max")
            add(number.unit == "gaps" ? number_text(name, number) + " of 5 µs or more"
                : program.ours        ? number_text(name, number)
                                      : name + " " + number_text(name, number));
    return list.empty() ? "nothing that we can read; see its output beside the record" : list;
}

std::string counts_beside(const CountsBeside& ours) {
    std::string text = quantity(ours.interruptions, "interruption");
    if (ours.interruptions > 0) {
        std::vector<std::pair<std::string, std::uint64_t>> causes(ours.causes.begin(), ours.causes.end());
        std::stable_sort(causes.begin(), causes.end(),
                         [](const auto& a, const auto& b) { return a.second > b.second; });
        std::string list;
        for (const auto& [what, number] : causes)
            list += (list.empty() ? "" : ", ") + grouped(number) + " " + what;
        text += fmt::format(", longest {} ({})", length_text(ours.longest), list);
    }
    return ours.own == 0 ? text : text + fmt::format("; besides {} that it asked for", grouped(ours.own));
}

// Its own figures, and ours beneath.
std::string programs(const Report& report) {
    constexpr std::size_t words_at = 18;
    std::string lines;
    for (const ProgramReport& program : report.programs.value_or(std::vector<ProgramReport>{})) {
        const std::string name = program.program.substr(program.program.rfind('/') + 1);
        lines += fmt::format("{} {}, {}{}\n", program.mode, program.workload,
                             program.cpu ? fmt::format("CPU {}", program.cpu->number) : "other CPUs",
                             program.repetition > 1 ? fmt::format(", #{}", program.repetition) : "");
        lines += fmt::format("  {:<{}}", name, words_at - 2) + wrapped(own_figures(program), words_at) + "\n";
        if (program.ours)
            lines += fmt::format("  {:<{}}", "ours", words_at - 2) +
                     wrapped(counts_beside(*program.ours), words_at) + "\n";
    }
    return lines.empty() ? "" : lines + "\n";
}

std::string others(const Report& report) {
    std::string lines;
    for (const CellReport& cell : report.cells) {
        std::map<std::string, std::uint64_t> by_name;
        for (const OtherArrival& other : cell.other)
            if (other.kind != ArrivalKind::lock_contention) // in a table of their own
                by_name[name_of(other.kind) + " " + other.name] += other.number;
        if (by_name.empty())
            continue;
        std::string list;
        for (const auto& [name, number] : by_name)
            list += (list.empty() ? "" : ", ") + grouped(number) + " " + name;
        const std::string head = "  " + cell.mode + " " + cell.workload + ": ";
        lines += head + wrapped(list, head.size(), 4) + "\n";
    }
    return lines.empty() ? "" : "other arrivals on isolated CPUs, not caused by drains:\n" + lines;
}

} // namespace

std::string report_text(const Report& report, Colour colour) {
    std::string text = measured_on_text(report.machine, report.times_indicative, report.not_measured);
    text += drain_table(report) + lock_table(report) + lock_stat_table(report) + pressure(report) +
            programs(report) + verdict_lines(report.claims, colour);
    if (const std::string arrived = others(report); !arrived.empty())
        text += "\n" + arrived;
    for (const std::string& note : report.notes)
        text += "note: " + wrapped(note, 6, 6) + "\n";
    return text + "\n" + verdict_word(report.verdict, colour) + "is the worst of these verdicts\n";
}

} // namespace cloister
