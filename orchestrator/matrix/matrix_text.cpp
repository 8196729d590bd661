// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/matrix/matrix_text.hpp"

#include "orchestrator/base/quantity.hpp"
#include "orchestrator/base/wrapped.hpp"
#include "orchestrator/matrix/grid.hpp"
#include "orchestrator/matrix/matrix_modes.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace cloister {
namespace {

constexpr std::size_t kernel_width = 22;
constexpr std::size_t isolation_width = 11;
constexpr std::size_t cell_width = 15;

std::string coloured(const MatrixCell& cell, Colour colour) {
    std::string text = fmt::format("{:>{}}", cell_text(cell), cell_width);
    if (colour == Colour::no || !has_verdict(cell))
        return text;
    const int code = cell.verdict == Verdict::upheld ? 32 : cell.verdict == Verdict::refuted ? 31 : 33;
    return fmt::format("\x1b[{}m{}\x1b[0m", code, text);
}

std::string grid(const Matrix& matrix, Colour colour) {
    std::string text = fmt::format("{:<{}}{:<{}}", "kernel", kernel_width, "isolated by", isolation_width);
    for (const DrainSetting setting : settings_of(matrix))
        text += fmt::format("{:>{}}", name_of(setting), cell_width);
    text += "\n";
    std::string kernel;
    for (const GridRow& row : rows_of(matrix)) {
        text += fmt::format("{:<{}}{:<{}}", row.kernel == kernel ? "" : row.kernel, kernel_width,
                            name_of(row.isolation), isolation_width);
        for (const MatrixCell* cell : row.cells)
            text += cell != nullptr ? coloured(*cell, colour) : fmt::format("{:>{}}", "", cell_width);
        text.erase(text.find_last_not_of(' ') + 1);
        text += "\n";
        kernel = row.kernel;
    }
    return text;
}

// Of cells that fail for one reason, the first says it.
std::vector<ClaimResult> not_upheld(const Matrix& matrix) {
    std::vector<ClaimResult> lines;
    for (const MatrixCell& cell : matrix.cells) {
        if (cell.verdict == Verdict::upheld || !has_verdict(cell))
            continue;
        const std::string name = cell.kernel + " " + mode_name({cell.isolation, cell.setting});
        const auto alike = std::find_if(lines.begin(), lines.end(), [&](const ClaimResult& line) {
            return line.verdict == cell.verdict && line.reason == cell.reason;
        });
        if (alike == lines.end())
            lines.push_back({name, cell.verdict, cell.reason, {}});
    }
    return lines;
}

std::string numbers(const Matrix& matrix) {
    const auto number_of = [&](auto is_one) {
        return static_cast<std::uint64_t>(std::count_if(matrix.cells.begin(), matrix.cells.end(), is_one));
    };
    std::string text = quantity(matrix.cells.size(), "cell") + ":";
    std::string separator = " ";
    for (const auto& [verdict, name] : EnumNames<Verdict>::table)
        if (const std::uint64_t number = number_of([verdict = verdict](const MatrixCell& cell) {
                return has_verdict(cell) && cell.verdict == verdict;
            })) {
            text += separator + grouped(number) + " " + std::string(name);
            separator = ", ";
        }
    for (const auto& [state, name] :
         {std::pair(MatrixState::not_offered, "not offered"), std::pair(MatrixState::not_done, "not done")})
        if (const std::uint64_t number =
                number_of([state = state](const MatrixCell& cell) { return cell.state == state; })) {
            text += separator + grouped(number) + " " + name;
            separator = ", ";
        }
    return text;
}

// Once for each kernel, whose cells all say the same.
std::string not_offered(const Matrix& matrix) {
    std::string text;
    std::string kernel;
    for (const MatrixCell& cell : matrix.cells) {
        if (cell.state != MatrixState::not_offered || cell.kernel == kernel)
            continue;
        text +=
            wrapped(fmt::format("{}, {}: {}", cell.kernel, name_of(cell.isolation), cell.reason), 0) + "\n";
        kernel = cell.kernel;
    }
    return text.empty() ? text : text + "\n";
}

} // namespace

std::string cell_text(const MatrixCell& cell) {
    if (cell.state == MatrixState::not_done)
        return "-";
    if (cell.state == MatrixState::not_offered)
        return "not offered";
    if (cell.state == MatrixState::build_failed)
        return "does not build";
    if (cell.verdict == Verdict::upheld)
        return fmt::format("{}/{}/{}", cell.work_items, cell.ipis, cell.switches);
    return name_of(cell.verdict);
}

std::string matrix_text(const Matrix& matrix, Colour colour) {
    std::string text = matrix.machine.empty() ? "" : wrapped(matrix.machine, 0) + "\n";
    if (matrix.not_measured)
        text += wrapped(*matrix.not_measured, 0) + "\n";
    text += fmt::format("{}\n\n", wrapped(fmt::format("Caused on isolated CPUs by {}, by remote_drain=: work "
                                                      "items/IPIs/switches away",
                                                      quantity(matrix.drains, "armed drain")),
                                          0));
    text += grid(matrix, colour) + "\n";
    if (const std::vector<ClaimResult> lines = not_upheld(matrix); !lines.empty())
        text += verdict_lines(lines, colour) + "\n";
    return text + not_offered(matrix) + numbers(matrix) + "\n";
}

} // namespace cloister
