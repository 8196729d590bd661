// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/coverage/coverage.hpp"

#include "orchestrator/coverage/enclosing_function.hpp"
#include "orchestrator/judge/claim.hpp"
#include "orchestrator/judge/covered_lines.hpp"
#include "orchestrator/judge/judge.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>

namespace cloister {
namespace {

constexpr const char* either = "either";

std::string asked_of(const std::string& way) {
    return way == either ? "" : way;
}

std::vector<std::string> lines_in(const std::string& text) {
    std::vector<std::string> lines;
    std::istringstream all(text);
    for (std::string line; std::getline(all, line);)
        lines.push_back(line);
    return lines;
}

std::string trimmed(const std::string& line) {
    const std::size_t begin = line.find_first_not_of(" \t");
    return begin == std::string::npos ? "" : line.substr(begin, line.find_last_not_of(" \t") + 1 - begin);
}

std::vector<UnrunLine> unrun_lines(const FileCounts& counts, const std::vector<std::string>& source) {
    std::vector<UnrunLine> unrun;
    for (const auto& [number, count] : counts)
        if (count.runs == 0)
            unrun.push_back({number, enclosing_function(source, number),
                             number <= source.size() ? trimmed(source[number - 1]) : ""});
    return unrun;
}

// Part: a file, or all of a way.
template <class Part>
void tell(const CoverageSum& sum, Part& part) {
    part.lines = sum.lines;
    part.run = sum.run;
    part.branches = sum.branches;
    part.taken = sum.taken;
}

WayCoverage way_coverage(const std::string& way, const CoveredLines& covered, const Sources& sources) {
    WayCoverage told;
    told.way = way;
    told.modes.assign(covered.modes.begin(), covered.modes.end());
    told.guests = covered.guests;
    tell(sum_of(covered.counts), told);
    for (const auto& [file, counts] : covered.counts) {
        FileCoverage& each = told.files.emplace_back();
        each.file = file;
        tell(sum_of(counts), each);
        const auto source = sources.find(file);
        each.never_run = unrun_lines(counts, lines_in(source == sources.end() ? "" : source->second));
    }
    return told;
}

} // namespace

const std::vector<std::string>& ways_of_draining() {
    static const std::vector<std::string> ways{"local", "remote", either};
    return ways;
}

LineCounts counts_of(const Evidence& evidence, const std::string& way) {
    return covered_lines(evidence, asked_of(way)).counts;
}

Coverage coverage(const Evidence& evidence, const Sources& sources) {
    const TrialRecord& first = evidence.front().record;
    Coverage told;
    told.started = first.started;
    told.cloister = first.cloister;
    told.kernel = first.kernel;
    for (const std::string& way : ways_of_draining())
        if (const CoveredLines covered = covered_lines(evidence, asked_of(way)); covered.guests > 0)
            told.ways.push_back(way_coverage(way, covered, sources));
    for (const SilentGuest& silent : covered_lines(evidence, "").silent) {
        const TrialSpec& spec = silent.trial->record.spec;
        told.absent.push_back({spec.cell.mode + " " + spec.cell.workload, spec.repetition, silent.reason});
    }
    const Claim& claim = claim_named("spinlock-paths-covered");
    ClaimResult result = claim.judge(evidence);
    result.id = claim.id;
    told.claims.push_back(std::move(result));
    return told;
}

std::string lcov_trace(const LineCounts& counts, const std::string& sources) {
    std::string trace = "TN:\n";
    for (const auto& [file, lines] : counts) {
        trace += fmt::format("SF:{}/{}\n", sources, file);
        for (const auto& [number, count] : lines) {
            trace += fmt::format("DA:{},{}\n", number, count.runs);
            for (std::size_t i = 0; i < count.branches.size(); ++i)
                trace += fmt::format("BRDA:{},0,{},{}\n", number, i,
                                     count.runs == 0 ? "-" : std::to_string(count.branches[i]));
        }
        const CoverageSum sum = sum_of(lines);
        trace += fmt::format("BRF:{}\nBRH:{}\nLF:{}\nLH:{}\nend_of_record\n", sum.branches, sum.taken,
                             sum.lines, sum.run);
    }
    return trace;
}

int exit_code(const Coverage& coverage) {
    return exit_code(coverage.claims.empty() ? Verdict::undecided : coverage.claims.front().verdict);
}

} // namespace cloister
