// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/judge/covered_lines.hpp"

#include "orchestrator/wire/rehearsal_stage.hpp"

namespace cloister {
namespace {

std::string way_of(const TrialRecord& record) {
    const ReadBack& read_back = record.spec.mode.read_back;
    if (record.guest && record.guest->drain_mode)
        return *record.guest->drain_mode;
    return read_back.expect;
}

bool cannot_be_asked(const TrialRecord& record) {
    return record.failure && record.failure->stage == wire::rehearsal_stage;
}

std::string why_silent(const JudgedTrial& trial) {
    if (trial.coverage)
        return trial.coverage->unreadable.value_or("");
    const TrialRecord& record = trial.record;
    return record.failure ? record.failure->what : "its kernel was not profiled: build flavour gcov";
}

} // namespace

CoveredLines covered_lines(const Evidence& evidence, const std::string& way) {
    CoveredLines covered;
    for (const JudgedTrial& trial : evidence) {
        const TrialRecord& record = trial.record;
        if (!way.empty() && way_of(record) != way)
            continue;
        if (cannot_be_asked(record) && !trial.coverage)
            continue;
        if (const std::string why = why_silent(trial); !why.empty()) {
            covered.silent.push_back({&trial, why});
            continue;
        }
        add(covered.counts, trial.coverage->lines);
        covered.modes.insert(record.spec.cell.mode);
        ++covered.guests;
    }
    return covered;
}

} // namespace cloister
