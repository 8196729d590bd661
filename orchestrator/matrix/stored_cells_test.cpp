// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/matrix/stored_cells.hpp"

#include "orchestrator/matrix/matrix_modes.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cloister {
namespace {

using ::testing::ElementsAre;

MatrixCell cell(const std::string& kernel, const DrainSetup& setup, const std::string& reason) {
    MatrixCell cell;
    cell.kernel = kernel;
    cell.isolation = setup.isolation;
    cell.setting = setup.setting;
    cell.reason = reason;
    return cell;
}

std::vector<std::string> lines(const Matrix& matrix) {
    std::vector<std::string> lines;
    for (const MatrixCell& each : matrix.cells)
        lines.push_back(each.kernel + " " + mode_name({each.isolation, each.setting}) + ": " + each.reason);
    return lines;
}

TEST(StoredCells, StayWhereTheyAreNotAskedForAgain) {
    Matrix stored;
    stored.cells = {cell("6.12+rt", {Isolation::none, DrainSetting::off}, "stored"),
                    cell("6.12", {Isolation::both, DrainSetting::on}, "stored"),
                    cell("6.12", {Isolation::none, DrainSetting::on}, "stored")};
    Matrix asked;
    asked.cells = {cell("6.12", {Isolation::none, DrainSetting::on}, "asked"),
                   cell("6.12+kasan", {Isolation::both, DrainSetting::on}, "asked")};
    keep_stored_cells(stored, asked);
    EXPECT_THAT(lines(asked), ElementsAre("6.12 both-on: stored", "6.12 none-on: asked",
                                          "6.12+kasan both-on: asked", "6.12+rt none-off: stored"));
}

} // namespace
} // namespace cloister
