// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/report/export/junit.hpp"

#include "orchestrator/base/escaped_markup.hpp"
#include "orchestrator/report/export/verdict_words.hpp"

#include <fmt/format.h>

namespace cloister {
namespace {

std::string attribute(const std::string& text) {
    return escaped_markup(one_line(text));
}

std::string numbers_text(const ClaimResult& claim, const ExportedRun& run) {
    std::string text;
    if (has_numbers(claim, run))
        for (const auto& [name, number] : claim.numbers)
            text += attribute(name + " " + number_text(number.value) + " " + number.unit) + "\n";
    return text;
}

std::string result_text(const ClaimResult& claim, const ExportedRun& run) {
    const std::string type = name_of(claim.verdict);
    const std::string reason = attribute(claim.reason);
    switch (words_for(claim.verdict, run).junit) {
    case JunitResult::passed:
        return "";
    case JunitResult::failure:
        return fmt::format("      <failure type=\"{}\" message=\"{}\"/>\n", type, reason);
    case JunitResult::error:
        return fmt::format("      <error type=\"{}\" message=\"{}\"/>\n", type, reason);
    case JunitResult::skipped:
        return fmt::format("      <skipped message=\"{}\"/>\n", attribute(*why_not_measured(run)));
    }
    throw std::logic_error("a result without an element");
}

std::string case_text(const ClaimResult& claim, const ExportedRun& run) {
    return fmt::format("    <testcase classname=\"cloister\" name=\"{}\">\n{}"
                       "      <system-out>{}\n{}</system-out>\n    </testcase>\n",
                       attribute(claim.id), result_text(claim, run), attribute(claim.reason),
                       numbers_text(claim, run));
}

std::string suite_text(const ExportedRun& run) {
    std::string cases;
    std::map<JunitResult, int> results;
    const std::vector<ClaimResult> claims = claims_of(run);
    for (const ClaimResult& claim : claims) {
        ++results[words_for(claim.verdict, run).junit];
        cases += case_text(claim, run);
    }
    std::chrono::duration<double> took{0};
    for (const ExportedTrial& trial : run.trials)
        took += trial.record.timings.total;
    // Without fractions of a second, as the format's schemas have it.
    return fmt::format("  <testsuite name=\"{}\" timestamp=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"{}\" "
                       "skipped=\"{}\" time=\"{:.3f}\">\n"
                       "    <properties>\n"
                       "      <property name=\"kernel\" value=\"{}\"/>\n"
                       "      <property name=\"machine\" value=\"{}\"/>\n"
                       "      <property name=\"times\" value=\"{}\"/>\n"
                       "    </properties>\n{}  </testsuite>\n",
                       attribute(run.name), started(run).substr(0, 19), claims.size(),
                       results[JunitResult::failure], results[JunitResult::error],
                       results[JunitResult::skipped], took.count(), attribute(kernels_of(run)),
                       attribute(machine_of(run)), times_of(run), cases);
}

} // namespace

std::string junit_xml(const std::vector<ExportedRun>& runs) {
    std::string suites;
    for (const ExportedRun& run : runs)
        suites += suite_text(run);
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"cloister\">\n" + suites +
           "</testsuites>\n";
}

} // namespace cloister
