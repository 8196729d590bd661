// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/report/run_charts.hpp"

#include "orchestrator/base/quantity.hpp"
#include "orchestrator/base/wrapped.hpp"
#include "orchestrator/report/bars.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace cloister {
namespace {

using std::chrono::nanoseconds;
using Numbers = std::map<nanoseconds, std::uint64_t>;

constexpr std::size_t modes_beside = 2;
constexpr std::size_t cause_bar = 24;
constexpr std::size_t call_bar = 20;
constexpr std::size_t gap_bar = 22;
constexpr std::size_t edge_width = 9;
constexpr std::size_t number_width = 10;

// A bin begins at 1, 2 or 5 of a decade.
std::string edge_text(nanoseconds edge) {
    constexpr std::int64_t thousand = 1000;
    std::int64_t number = edge.count() / thousand;
    if (number == 0)
        return "0";
    for (const char* unit : {"µs", "ms"}) {
        if (number < thousand)
            return fmt::format("{} {}", number, unit);
        number /= thousand;
    }
    return fmt::format("{} s", number);
}

std::uint64_t greatest(const std::map<std::string, std::uint64_t>& causes) {
    std::uint64_t most = 0;
    for (const auto& [what, number] : causes)
        most = std::max(most, number);
    return most;
}

double logarithmic(std::uint64_t number, std::uint64_t most) {
    return number == 0 ? 0 : std::log1p(static_cast<double>(number)) / std::log1p(static_cast<double>(most));
}

std::string column(const Numbers& gaps, nanoseconds edge, std::uint64_t most) {
    const auto found = gaps.find(edge);
    const std::uint64_t number = found == gaps.end() ? 0 : found->second;
    return right(number == 0 ? "" : grouped(number), number_width) + " " +
           bar(logarithmic(number, most), gap_bar);
}

std::string without_blanks_behind(const std::string& line) {
    return line.substr(0, line.find_last_not_of(' ') + 1) + "\n";
}

} // namespace

RunCharts::Cell& RunCharts::cell_of(const TrialInterruptions& trial) {
    const auto found = std::find_if(cells_.begin(), cells_.end(), [&](const Cell& each) {
        return each.mode == trial.mode && each.workload == trial.workload;
    });
    if (found != cells_.end())
        return *found;
    Cell& fresh = cells_.emplace_back();
    fresh.mode = trial.mode;
    fresh.workload = trial.workload;
    return fresh;
}

void RunCharts::take(const TrialInterruptions& trial, const std::optional<DrainTally>& drains,
                     const std::vector<GapBin>& gaps) {
    Cell& cell = cell_of(trial);
    cell.whole = cell.whole && trial.losses.empty();
    for (const Interruption& interruption : trial.interruptions)
        ++cell.causes[interruption.cause.what];
    if (drains) {
        cell.calls += drains->calls;
        cell.calls_took += drains->call_total;
        cell.longest_call = std::max(cell.longest_call, drains->call_max);
    }
    for (const GapBin& bin : gaps)
        cell.gaps[bin.from] += bin.number;
}

std::string RunCharts::causes_text() const {
    std::uint64_t most = 1;
    for (const Cell& cell : cells_)
        most = std::max(most, greatest(cell.causes));
    std::string text = "Interruptions of isolated CPUs, by what came\n";
    for (const Cell& cell : cells_) {
        text += fmt::format("{} {}{}{}\n", cell.mode, cell.workload, cell.causes.empty() ? ": none" : "",
                            cell.whole ? "" : "; events were lost, this is not all");
        std::vector<std::pair<std::string, std::uint64_t>> causes(cell.causes.begin(), cell.causes.end());
        std::stable_sort(causes.begin(), causes.end(),
                         [](const auto& one, const auto& other) { return one.second > other.second; });
        for (const auto& [what, number] : causes)
            text += right(grouped(number), number_width) + " " +
                    bar(static_cast<double>(number) / static_cast<double>(most), cause_bar) + " " +
                    wrapped(what, number_width + cause_bar + 2) + "\n";
    }
    return text + "\n";
}

std::string RunCharts::calls_text() const {
    const auto mean = [](const Cell& cell) {
        return cell.calls_took / static_cast<std::int64_t>(cell.calls);
    };
    nanoseconds most{1};
    for (const Cell& cell : cells_)
        if (cell.calls > 0)
            most = std::max(most, mean(cell));
    std::string rows;
    for (const Cell& cell : cells_)
        if (cell.calls > 0)
            rows +=
                fmt::format("{:<32}", cell.mode + " " + cell.workload) + right(grouped(cell.calls), 7) +
                right(length_text(mean(cell)), 9) + " " +
                bar(static_cast<double>(mean(cell).count()) / static_cast<double>(most.count()), call_bar) +
                right(length_text(cell.longest_call), 10) + "\n";
    return rows.empty() ? ""
                        : fmt::format("{:<32}{:>7}{:>9}{:>{}}\n", "How long who drains waited", "calls",
                                      "mean", "longest", call_bar + 11) +
                              rows + "\n";
}

// Of one workload.
std::string RunCharts::gaps_text(const std::vector<const Cell*>& beside) const {
    Numbers edges; // with the greatest number of any mode
    std::uint64_t most = 0;
    for (const Cell* cell : beside)
        for (const auto& [edge, number] : cell->gaps) {
            edges[edge] = std::max(edges[edge], number);
            most = std::max(most, number);
        }
    if (most == 0)
        return "";
    std::string text = "Gaps in " + beside.front()->workload + ", by length; bars are logarithmic\n";
    for (std::size_t at = 0; at < beside.size(); at += modes_beside) {
        const std::size_t end = std::min(at + modes_beside, beside.size());
        std::string head(edge_width, ' ');
        for (std::size_t i = at; i < end; ++i)
            head += std::string(number_width + 1, ' ') + fmt::format("{:<{}}", beside[i]->mode, gap_bar);
        text += without_blanks_behind(head);
        for (const auto& [edge, number] : edges) {
            std::string line = right(edge_text(edge), edge_width);
            for (std::size_t i = at; i < end; ++i)
                line += column(beside[i]->gaps, edge, most);
            text += without_blanks_behind(line);
        }
    }
    return text + "\n";
}

std::string RunCharts::text() const {
    if (cells_.empty())
        return "";
    std::string text = causes_text() + calls_text();
    std::vector<std::string> told;
    for (const Cell& cell : cells_) {
        if (std::find(told.begin(), told.end(), cell.workload) != told.end())
            continue;
        told.push_back(cell.workload);
        std::vector<const Cell*> beside;
        for (const Cell& each : cells_)
            if (each.workload == cell.workload)
                beside.push_back(&each);
        std::sort(beside.begin(), beside.end(),
                  [](const Cell* one, const Cell* other) { return one->mode < other->mode; });
        text += gaps_text(beside);
    }
    return text.substr(0, text.size() - 1); // no empty line behind it
}

} // namespace cloister
