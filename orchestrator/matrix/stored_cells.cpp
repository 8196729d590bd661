// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/matrix/stored_cells.hpp"

#include <algorithm>
#include <tuple>

namespace cloister {
namespace {

bool is_same_cell(const MatrixCell& one, const MatrixCell& other) {
    return std::tie(one.kernel, one.isolation, one.setting) ==
           std::tie(other.kernel, other.isolation, other.setting);
}

} // namespace

void keep_stored_cells(const Matrix& stored, Matrix& asked) {
    std::vector<std::string> kernels;
    const auto place = [&](const std::string& kernel) {
        const auto known = std::find(kernels.begin(), kernels.end(), kernel);
        if (known == kernels.end())
            kernels.push_back(kernel);
        return known - kernels.begin();
    };
    for (const MatrixCell& cell : asked.cells)
        place(cell.kernel);
    for (const MatrixCell& cell : stored.cells)
        if (std::none_of(asked.cells.begin(), asked.cells.end(),
                         [&](const MatrixCell& each) { return is_same_cell(each, cell); })) {
            asked.cells.push_back(cell);
            place(cell.kernel);
        }
    std::stable_sort(asked.cells.begin(), asked.cells.end(),
                     [&](const MatrixCell& one, const MatrixCell& other) {
                         return std::tuple(place(one.kernel), one.isolation, one.setting) <
                                std::tuple(place(other.kernel), other.isolation, other.setting);
                     });
}

} // namespace cloister
