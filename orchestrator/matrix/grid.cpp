// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/matrix/grid.hpp"

#include <algorithm>

namespace cloister {

bool has_verdict(const MatrixCell& cell) {
    return cell.state != MatrixState::not_done && cell.state != MatrixState::not_offered;
}

std::vector<DrainSetting> settings_of(const Matrix& matrix) {
    std::vector<DrainSetting> settings;
    for (const DrainSetting setting : {DrainSetting::on, DrainSetting::automatic, DrainSetting::off})
        if (std::any_of(matrix.cells.begin(), matrix.cells.end(),
                        [&](const MatrixCell& cell) { return cell.setting == setting; }))
            settings.push_back(setting);
    return settings;
}

std::vector<GridRow> rows_of(const Matrix& matrix) {
    const std::vector<DrainSetting> settings = settings_of(matrix);
    std::vector<GridRow> rows;
    for (const MatrixCell& cell : matrix.cells) {
        auto row = std::find_if(rows.begin(), rows.end(), [&](const GridRow& each) {
            return each.kernel == cell.kernel && each.isolation == cell.isolation;
        });
        if (row == rows.end()) {
            rows.push_back({cell.kernel, cell.isolation, {}});
            rows.back().cells.resize(settings.size(), nullptr);
            row = rows.end() - 1;
        }
        const auto column = std::find(settings.begin(), settings.end(), cell.setting) - settings.begin();
        row->cells[static_cast<std::size_t>(column)] = &cell;
    }
    return rows;
}

} // namespace cloister
