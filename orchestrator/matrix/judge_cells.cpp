// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/matrix/judge_cells.hpp"

#include "orchestrator/judge/claim.hpp"
#include "orchestrator/matrix/grid.hpp"
#include "orchestrator/matrix/matrix_modes.hpp"
#include "orchestrator/wire/partition_stage.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace cloister {
namespace {

bool is_of(const JudgedTrial& trial, const MatrixCell& cell) {
    return trial.record.spec.cell.mode == mode_name({cell.isolation, cell.setting});
}

// One that is as isolated, before any other.
const JudgedTrial* control_of(const MatrixCell& cell, const Evidence& evidence) {
    const JudgedTrial* control = nullptr;
    for (const JudgedTrial& trial : evidence) {
        if (unsound({&trial}, "of the control") || !drains_in(trial.record.spec, "local") ||
            counted({&trial}, ArrivalKind::drain_work) == 0)
            continue;
        if (trial.record.spec.cell.mode == mode_name({cell.isolation, DrainSetting::off}))
            return &trial;
        if (control == nullptr)
            control = &trial;
    }
    return control;
}

// The read-back of a kernel that came up in another way than it must.
std::optional<std::string> drains_otherwise(const TrialRecord& record) {
    if (!record.failure || record.failure->stage != "verify" || !record.guest || !record.guest->drain_mode ||
        *record.guest->drain_mode == record.spec.mode.read_back.expect)
        return std::nullopt;
    return fmt::format("the kernel chose {}, not {}", *record.guest->drain_mode,
                       record.spec.mode.read_back.expect);
}

void take_worst(MatrixCell& cell, const ClaimResult& result) {
    if (result.verdict <= cell.verdict && !cell.reason.empty())
        return;
    cell.verdict = std::max(cell.verdict, result.verdict);
    cell.reason = result.reason;
}

void judge_measured(const JudgedTrial& trial, const Evidence& evidence, MatrixCell& cell) {
    Evidence own{trial};
    const bool is_remote = cell.drains == "remote";
    const JudgedTrial* control = is_remote ? control_of(cell, evidence) : nullptr;
    Evidence beside = own;
    if (control != nullptr)
        beside.push_back(*control);
    cell.verdict = Verdict::upheld;
    cell.reason.clear();
    take_worst(cell, is_remote ? claim_named("remote-drains-are-silent").judge(beside)
                               : claim_named("local-drains-interrupt").judge(own));
    take_worst(cell, claim_named("drains-complete").judge(own));
}

bool cannot_isolate_so(const TrialRecord& record) {
    return record.failure && record.failure->stage == wire::partition_stage;
}

void judge_cell(const JudgedTrial& trial, const Evidence& evidence, MatrixCell& cell) {
    if (cannot_isolate_so(trial.record)) {
        cell.state = MatrixState::not_offered;
        cell.reason = trial.record.failure->what;
        return;
    }
    const Trials one{&trial};
    cell.state =
        trial.record.outcome == Outcome::kernel_failed ? MatrixState::kernel_failed : MatrixState::measured;
    cell.armed = armed(one);
    cell.completed = completed(one);
    cell.work_items = drain_caused(one, ArrivalKind::drain_work);
    cell.ipis = drain_caused(one, ArrivalKind::ipi);
    cell.switches = drain_caused(one, ArrivalKind::task_switch);
    if (const std::optional<std::string> otherwise = drains_otherwise(trial.record)) {
        cell.verdict = Verdict::refuted;
        cell.reason = *otherwise;
        return;
    }
    judge_measured(trial, evidence, cell);
}

} // namespace

void judge_cells(const Evidence& evidence, std::vector<MatrixCell*>& cells) {
    for (MatrixCell* cell : cells)
        for (const JudgedTrial& trial : evidence)
            if (is_of(trial, *cell))
                judge_cell(trial, evidence, *cell);
}

void conclude(Matrix& matrix) {
    const bool says_something = std::any_of(matrix.cells.begin(), matrix.cells.end(), has_verdict);
    matrix.verdict = says_something ? Verdict::upheld : Verdict::undecided;
    for (const MatrixCell& cell : matrix.cells)
        if (cell.state != MatrixState::not_offered)
            matrix.verdict = std::max(matrix.verdict, cell.verdict);
}

} // namespace cloister
