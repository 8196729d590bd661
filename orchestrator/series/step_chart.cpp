// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/series/step_chart.hpp"

#include "orchestrator/base/escaped_markup.hpp"
#include "orchestrator/base/quantity.hpp"
#include "orchestrator/series/looked_up.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace cloister {
namespace {

// Pixels.
constexpr int width = 960;
constexpr int names_width = 220;
constexpr int margin = 20;
constexpr int title_height = 62;
constexpr int bars_height = 180;
constexpr int label_height = 16; // above the tallest bar
constexpr int row_height = 22;
constexpr int most_bar_width = 34;

constexpr const char* style = R"(
  svg { background: #fff; font: 13px system-ui, sans-serif }
  text { fill: #1b1f24 } .title { font-size: 17px; font-weight: 600 } .quiet { fill: #57606a }
  .middle { text-anchor: middle } .end { text-anchor: end } .line { stroke: #8c959f }
  .mode-0 { fill: #c2410c } .mode-1 { fill: #1d4ed8 } .mode-2 { fill: #6b7280 }
  .more { fill: #fde2cf } .less { fill: #d3ecd9 } .same { fill: #f2f4f6 } .bad { fill: #b42318; font-weight: 600 }
  @media (prefers-color-scheme: dark) {
    svg { background: #0d1117 } text { fill: #e6edf3 } .quiet { fill: #9198a1 } .line { stroke: #6e7681 }
    .mode-0 { fill: #fb923c } .mode-1 { fill: #60a5fa } .mode-2 { fill: #9ca3af }
    .more { fill: #5a2f12 } .less { fill: #14432a } .same { fill: #1c2128 } .bad { fill: #ff7b72 }
  }
)";

// XML has no other controls than spaces.
std::string escaped(std::string text) {
    std::replace_if(
        text.begin(), text.end(), [](unsigned char each) { return each < ' '; }, ' ');
    return escaped_markup(text);
}

std::string text_at(int x, int y, const std::string& classes, const std::string& text) {
    return fmt::format("<text x=\"{}\" y=\"{}\" class=\"{}\">{}</text>\n", x, y, classes, escaped(text));
}

std::string rectangle(int x, int y, int wide, int high, const std::string& classes,
                      const std::string& title) {
    return fmt::format("<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"2\" class=\"{}\"><title>{}"
                       "</title></rect>\n",
                       x, y, wide, high, classes, escaped(title));
}

std::string line(int from, int to, int y) {
    return fmt::format("<line x1=\"{}\" x2=\"{}\" y1=\"{}\" y2=\"{}\" class=\"line\"/>\n", from, to, y, y);
}

// The steps that somebody asked for, each with a column of its own.
struct Columns {
    std::vector<std::size_t> steps;

    explicit Columns(const SeriesReport& series) {
        for (std::size_t i = 0; i < series.steps.size(); ++i)
            if (series.steps[i].state != StepState::left_out)
                steps.push_back(i);
    }
    int step_width() const {
        return (width - names_width - margin) / std::max(1, static_cast<int>(steps.size()));
    }
    int middle(std::size_t column) const {
        return names_width + step_width() * static_cast<int>(column) + step_width() / 2;
    }
};

std::uint64_t interruptions(const StepDrains& drains) {
    return drains.work_items + drains.ipis + drains.switches;
}

std::uint64_t most_interruptions(const SeriesReport& series) {
    std::uint64_t most = 1;
    for (const StepReport& step : series.steps)
        for (const StepDrains& drains : step.drains)
            most = std::max(most, interruptions(drains));
    return most;
}

std::string bar(const StepDrains& drains, std::size_t mode, int x, int wide, std::uint64_t most) {
    const std::uint64_t number = interruptions(drains);
    const int high = static_cast<int>(static_cast<std::uint64_t>(bars_height - label_height) * number / most);
    const int top = title_height + bars_height - high;
    const std::string title =
        fmt::format("{}: {}, {}, {} of {}", drains.mode, quantity(drains.work_items, "work item"),
                    quantity(drains.ipis, "IPI"), quantity(drains.switches, "switch", "switches"),
                    quantity(drains.armed, "armed drain"));
    return rectangle(x, top, wide, high, fmt::format("mode-{}", std::min<std::size_t>(mode, 2)), title) +
           text_at(x + wide / 2, top - 4, "middle", grouped(number));
}

std::string bars(const SeriesReport& series, const Columns& columns, const std::vector<std::string>& modes) {
    const std::uint64_t most = most_interruptions(series);
    const int number = std::max(1, static_cast<int>(modes.size()));
    const int wide = std::min(most_bar_width, (columns.step_width() - 8) / number);
    std::string text;
    for (std::size_t column = 0; column < columns.steps.size(); ++column) {
        const StepReport& step = series.steps[columns.steps[column]];
        if (step.state != StepState::measured)
            text +=
                text_at(columns.middle(column), title_height + bars_height - 6, "middle bad", state_of(step));
        int x = columns.middle(column) - wide * number / 2;
        for (std::size_t mode = 0; mode < modes.size(); ++mode, x += wide)
            if (const StepDrains* drains = drains_of(step, modes[mode]))
                text += bar(*drains, mode, x, wide - 2, most);
    }
    return text;
}

std::string what_bars_are(const SeriesReport& series) {
    const std::optional<std::uint64_t> armed = drains_everywhere(series);
    return fmt::format("Interruptions of isolated CPUs that {} caused: work items, IPIs, switches away",
                       armed ? quantity(*armed, "armed drain") : "armed drains");
}

std::string legend(const std::vector<std::string>& modes) {
    std::string text;
    int y = title_height + label_height;
    for (std::size_t mode = 0; mode < modes.size(); ++mode, y += row_height) {
        text += rectangle(margin, y - 11, 12, 12, fmt::format("mode-{}", std::min<std::size_t>(mode, 2)),
                          modes[mode]);
        text += text_at(margin + 20, y, "", modes[mode] + " mode");
    }
    return text;
}

std::string axis(const SeriesReport& series, const Columns& columns) {
    const int y = title_height + bars_height;
    std::string text = line(names_width, width - margin, y);
    for (std::size_t column = 0; column < columns.steps.size(); ++column) {
        const std::size_t step = columns.steps[column];
        const bool bad = series.first_bad && *series.first_bad == step;
        text += text_at(columns.middle(column), y + 17, bad ? "middle bad" : "middle",
                        step == 0 ? "base" : std::to_string(step));
    }
    return text;
}

std::string cost_row(const SeriesReport& series, const Columns& columns, const CostColumn& cost, int y) {
    std::string text = text_at(names_width - 10, y + 15, "end", cost.operation + ", " + cost.mode);
    const StepCost* from = cost_of_base(series, cost.operation, cost.mode);
    for (std::size_t column = 0; column < columns.steps.size(); ++column) {
        const StepCost* here = cost_of(series.steps[columns.steps[column]], cost.operation, cost.mode);
        if (here == nullptr)
            continue;
        const bool is_base = from == nullptr || here == from;
        const auto more = is_base ? 0
                                  : static_cast<std::int64_t>(here->instructions) -
                                        static_cast<std::int64_t>(from->instructions);
        const int x = columns.middle(column) - columns.step_width() / 2 + 1;
        text += rectangle(x, y, columns.step_width() - 2, row_height - 2,
                          more > 0   ? "more"
                          : more < 0 ? "less"
                                     : "same",
                          cost_cell(here, is_base ? nullptr : from) +
                              " kernel instructions/locked ones/cache lines");
        text += text_at(columns.middle(column), y + 15, "middle",
                        here->invalid ? "invalid"
                        : is_base     ? grouped(here->instructions)
                        : more == 0   ? "="
                                      : fmt::format("{:+}", more));
    }
    return text;
}

std::string costs(const SeriesReport& series, const Columns& columns, int& y) {
    const std::vector<CostColumn> all = cost_columns(series);
    if (all.empty())
        return "";
    std::string text =
        text_at(margin, y, "quiet", "Kernel instructions of one operation: on the base, then the difference");
    y += 10;
    for (const CostColumn& cost : all) {
        text += cost_row(series, columns, cost, y);
        y += row_height;
    }
    y += row_height;
    return text;
}

std::string subjects(const SeriesReport& series, const Columns& columns, int& y) {
    std::string text;
    for (const std::size_t step : columns.steps) {
        if (step == 0)
            continue;
        const bool bad = series.first_bad && *series.first_bad == step;
        text += text_at(margin, y, bad ? "bad" : "quiet",
                        step_name(series, step) + (bad ? ": the first bad one" : ""));
        y += row_height;
    }
    return text;
}

} // namespace

std::string step_chart(const SeriesReport& series) {
    const Columns columns(series);
    const std::vector<std::string> modes = modes_of(series);
    std::string text = text_at(margin, 28, "title", "Series " + series.name + ", step by step");
    text += text_at(margin, 48, series.not_measured ? "bad" : "quiet",
                    series.not_measured.value_or(what_bars_are(series)));
    text += legend(modes) + bars(series, columns, modes) + axis(series, columns);
    int y = title_height + bars_height + 2 * row_height + 6;
    text += costs(series, columns, y);
    text += subjects(series, columns, y);
    return fmt::format(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0}\" height=\"{1}\" viewBox=\"0 0 {0} "
        "{1}\" role=\"img\" aria-label=\"{2}\">\n<style>{3}</style>\n{4}</svg>\n",
        width, y, escaped("Series " + series.name + ", step by step"), style, text);
}

} // namespace cloister
