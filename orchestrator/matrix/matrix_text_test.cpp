// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/matrix/matrix_text.hpp"

#include "orchestrator/matrix/matrix_modes.hpp"
#include "orchestrator/matrix/matrix_page.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cloister {
namespace {

using ::testing::HasSubstr;

MatrixCell cell(const std::string& kernel, const DrainSetup& setup, Verdict verdict,
                const std::string& reason, std::uint64_t works) {
    MatrixCell cell;
    cell.kernel = kernel;
    cell.isolation = setup.isolation;
    cell.setting = setup.setting;
    cell.drains = way_of_draining(setup);
    cell.state = MatrixState::measured;
    cell.verdict = verdict;
    cell.reason = reason;
    cell.armed = cell.completed = 100;
    cell.work_items = cell.switches = works;
    return cell;
}

Matrix small() {
    Matrix matrix;
    matrix.machine = "QEMU 7.2.22 · tcg · 4 vCPUs, isolated 2-3";
    matrix.drains = 100;
    matrix.cells = {
        cell("6.12+lockdep", {Isolation::both, DrainSetting::on}, Verdict::upheld, "0 of 100", 0),
        cell("6.12+lockdep", {Isolation::both, DrainSetting::off}, Verdict::upheld, "100 of 100", 100),
        cell("6.12", {Isolation::both, DrainSetting::on}, Verdict::refuted, "2 work items <b>", 2),
        cell("6.12", {Isolation::none, DrainSetting::on}, Verdict::refuted, "2 work items <b>", 2),
        {},
    };
    matrix.cells.back().kernel = "6.12";
    matrix.cells.back().isolation = Isolation::none;
    matrix.cells.back().setting = DrainSetting::off;
    return matrix;
}

TEST(MatrixText, IsAGridAndWhatIsWrongInIt) {
    EXPECT_EQ(matrix_text(small(), Colour::no), R"(QEMU 7.2.22 · tcg · 4 vCPUs, isolated 2-3
Caused on isolated CPUs by 100 armed drains, by remote_drain=: work
items/IPIs/switches away

kernel                isolated by             on            off
6.12+lockdep          both                 0/0/0      100/0/100
6.12                  both               refuted
                      none               refuted              -

refuted    6.12 both-on  2 work items <b>

5 cells: 2 upheld, 2 refuted, 1 not done
)");
}

TEST(MatrixText, SaysWhatAKernelDoesNotOffer) {
    Matrix matrix = small();
    matrix.cells.resize(1);
    for (const DrainSetting setting : {DrainSetting::on, DrainSetting::off}) {
        matrix.cells.push_back(cell("5.10", {Isolation::partition, setting}, Verdict::undecided,
                                    "this kernel knows no cpuset partition that is isolated", 0));
        matrix.cells.back().state = MatrixState::not_offered;
    }
    EXPECT_THAT(matrix_text(matrix, Colour::no),
                HasSubstr("5.10                  partition      not offered    not offered\n\n"
                          "5.10, partition: this kernel knows no cpuset partition that is isolated\n\n"
                          "3 cells: 1 upheld, 2 not offered\n"));
}

TEST(MatrixText, HasColourWhereItIsAskedFor) {
    EXPECT_THAT(matrix_text(small(), Colour::yes), HasSubstr("\x1b[31m"));
}

TEST(MatrixPage, TakesNoMarkupFromAKernel) {
    const std::string page = matrix_page(small());
    EXPECT_THAT(page, HasSubstr("2 work items &lt;b&gt;"));
    EXPECT_EQ(page.find("<b>"), std::string::npos);
    EXPECT_THAT(page, HasSubstr("<td class=\"cell refuted\""));
}

} // namespace
} // namespace cloister
