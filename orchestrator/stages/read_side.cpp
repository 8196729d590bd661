// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/stages/read_side.hpp"

#include "orchestrator/stages/gather_evidence.hpp"
#include "results-schema/subject_gap.hpp"

#include <algorithm>
#include <fstream>

namespace cloister {
namespace {

// As many as tell the median and how far it may be off, evenly from the shortest to the longest.
constexpr std::size_t enough_gaps = 500;

std::vector<double> thinned(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    if (values.size() <= enough_gaps)
        return values;
    std::vector<double> some;
    for (std::size_t i = 0; i < enough_gaps; ++i)
        some.push_back(values[(2 * i + 1) * values.size() / (2 * enough_gaps)]);
    return some;
}

// Of a trial whose files are the recorded ones.
std::vector<double> gaps_of(const std::filesystem::path& trial, const JudgedTrial& judged) {
    if (!judged.observation || !judged.observation->losses.empty())
        return {};
    std::ifstream text(trial / gaps_file);
    GapsCsv rows(text);
    std::vector<double> lengths;
    while (const std::optional<SubjectGap> gap = rows.next())
        if (!gap->own_work)
            lengths.push_back(static_cast<double>(gap->length.count()));
    return thinned(std::move(lengths));
}

void add_run(const RunDirectory& run, ComparedSide& side) {
    for (JudgedTrial& judged : gather_evidence(run, run.plan())) {
        const KernelFacts& kernel = judged.record.kernel;
        if (const std::optional<std::string> config = run.config(kernel.digest))
            side.configs[kernel.digest] = *config;
        std::vector<double> gaps = gaps_of(run.trial(judged.record.spec), judged);
        side.trials.push_back({std::move(judged), std::move(gaps)});
    }
}

} // namespace

ComparedSide read_side(const std::filesystem::path& directory) {
    ComparedSide side;
    side.name = directory.string();
    for (const RunDirectory& run : RunDirectory::open_all(directory)) {
        if (run.has_plan())
            add_run(run, side);
        if (std::optional<Cost> cost = run.cost())
            side.costs.push_back(*std::move(cost));
    }
    return side;
}

} // namespace cloister
