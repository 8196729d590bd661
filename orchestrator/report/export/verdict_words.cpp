// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/report/export/verdict_words.hpp"

namespace cloister {

VerdictWords words_for(Verdict verdict, const ExportedRun& run) {
    if (why_not_measured(run))
        return {"SKIP", JunitResult::skipped, "ok", "SKIP", "skip"};
    switch (verdict) {
    case Verdict::upheld:
        return {"PASS", JunitResult::passed, "ok", "", "pass"};
    case Verdict::undecided:
        return {"MISS", JunitResult::error, "not ok", "ERROR", "unknown"};
    case Verdict::invalid:
        return {"ERROR", JunitResult::error, "not ok", "ERROR", "unknown"};
    case Verdict::refuted:
        return {"FAIL", JunitResult::failure, "not ok", "", "fail"};
    }
    throw std::logic_error("a verdict without words");
}

bool has_numbers(const ClaimResult& claim, const ExportedRun& run) {
    return !why_not_measured(run) && (claim.verdict == Verdict::upheld || claim.verdict == Verdict::refuted);
}

} // namespace cloister
