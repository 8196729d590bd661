// SPDX-License-Identifier: GPL-2.0-or-later
// What a verdict is called elsewhere; the only place that says so.
//
//   ours           KCIDB   JUnit     KTAP                LAVA      exit code
//   upheld         PASS    passed    ok                  pass      0
//   undecided      MISS    error     not ok … # ERROR    unknown   2
//   invalid        ERROR   error     not ok … # ERROR    unknown   2
//   refuted        FAIL    failure   not ok              fail      1
//   not measured   SKIP    skipped   ok … # SKIP         skip      as the fake machine's run ended
//
// KCIDB orders FAIL > ERROR > MISS > PASS > DONE > SKIP, so that a summary of several is the worst, as ours
// is. An undecided claim is no SKIP: beneath PASS it would be lost. What was not measured is nobody's
// success. Sources: kernelci/kcidb-io kcidb_io/schema/v05_03.py; Linux Documentation/dev-tools/ktap.rst; LAVA
// 2023.01 lava_dispatcher/connection.py SignalMatch. Runs on: host. Pure.
#pragma once

#include "orchestrator/report/export/exported_run.hpp"

namespace cloister {

enum class JunitResult { passed, failure, error, skipped };

struct VerdictWords {
    const char* kcidb;
    JunitResult junit;
    const char* ktap;           // "ok" or "not ok"
    const char* ktap_directive; // behind "# "; empty: none
    const char* lava;
};

VerdictWords words_for(Verdict verdict, const ExportedRun& run);
// Only numbers of a claim that was decided are told; those of an invalid one would look as good.
bool has_numbers(const ClaimResult& claim, const ExportedRun& run);

} // namespace cloister
