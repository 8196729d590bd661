// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/matrix/matrix_page.hpp"

#include "orchestrator/base/escaped_markup.hpp"
#include "orchestrator/base/quantity.hpp"
#include "orchestrator/matrix/grid.hpp"
#include "orchestrator/matrix/matrix_modes.hpp"
#include "orchestrator/matrix/matrix_text.hpp"

#include <fmt/format.h>

namespace cloister {
namespace {

constexpr const char* head = R"(<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Matrix</title>
<style>
:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif }
body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
h1 { font-size: 1.4rem }
table { border-collapse: collapse; width: 100% }
th, td { text-align: left; padding: .25rem .6rem; border-bottom: 1px solid color-mix(in srgb, currentColor 20%, transparent) }
.cell { text-align: right; font-variant-numeric: tabular-nums; border-left: 3px solid transparent }
td.upheld { border-left-color: #2a7; background: color-mix(in srgb, #2a7 12%, transparent) }
td.refuted { border-left-color: #d33; background: color-mix(in srgb, #d33 18%, transparent); font-weight: 600 }
td.invalid, td.undecided { border-left-color: #c80; background: color-mix(in srgb, #c80 15%, transparent) }
tr.first th { border-top: 2px solid color-mix(in srgb, currentColor 45%, transparent) }
</style>
)";

std::string class_of(const MatrixCell& cell) {
    return has_verdict(cell) ? "cell " + name_of(cell.verdict) : "cell";
}

std::string grid_rows(const Matrix& matrix) {
    std::string rows = "<tr><th>kernel<th>isolated by";
    for (const DrainSetting setting : settings_of(matrix))
        rows += "<th class=cell>" + name_of(setting);
    std::string kernel;
    for (const GridRow& row : rows_of(matrix)) {
        const bool is_first = row.kernel != kernel;
        rows += fmt::format("\n<tr{}><th>{}<th>{}", is_first ? " class=first" : "",
                            is_first ? escaped_markup(row.kernel) : "", name_of(row.isolation));
        for (const MatrixCell* cell : row.cells)
            rows += cell == nullptr
                        ? "<td>"
                        : fmt::format("<td class=\"{}\" title=\"{}\">{}", class_of(*cell),
                                      escaped_markup(cell->reason), escaped_markup(cell_text(*cell)));
        kernel = row.kernel;
    }
    return rows;
}

std::string reason_rows(const Matrix& matrix) {
    std::string rows;
    for (const MatrixCell& cell : matrix.cells)
        if (cell.state != MatrixState::not_done)
            rows += fmt::format("\n<tr><th>{}<th>{}<td class=\"{}\">{}<td>{}", escaped_markup(cell.kernel),
                                mode_name({cell.isolation, cell.setting}), class_of(cell),
                                has_verdict(cell) ? name_of(cell.verdict) : cell_text(cell),
                                escaped_markup(cell.reason));
    return rows;
}

} // namespace

std::string matrix_page(const Matrix& matrix) {
    std::string page = head;
    page += fmt::format("<h1>Are drains done as they must be?</h1>\n<p>{}: the worst of {}. {}</p>\n",
                        name_of(matrix.verdict), quantity(matrix.cells.size(), "cell"),
                        escaped_markup(matrix.machine));
    if (matrix.not_measured)
        page += "<p>" + escaped_markup(*matrix.not_measured) + "</p>\n";
    page += fmt::format("<p>Caused on isolated CPUs by {}, by remote_drain=: work items / IPIs / "
                        "switches away from the subject.</p>\n<table>{}\n</table>\n",
                        quantity(matrix.drains, "armed drain"), grid_rows(matrix));
    return page + "<h2>Why</h2>\n<table>" + reason_rows(matrix) + "\n</table>\n</html>\n";
}

} // namespace cloister
