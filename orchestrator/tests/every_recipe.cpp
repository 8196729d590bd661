// SPDX-License-Identifier: GPL-2.0-or-later
// Writes the recipe of every source that can be provoked, least of it, as DIRECTORY/SOURCE.sh, and a line for
// each: its name, and what of the trace tells that it came. Usage: every-recipe RECORD.json DIRECTORY; the
// record lends kernel, mode and CPUs.
#include "orchestrator/calibrate/sources.hpp"
#include "orchestrator/plan/workload_names.hpp"
#include "orchestrator/reproduce/recipe.hpp"
#include "probes/kernelfs/file.hpp"
#include "results-schema/json_document.hpp"

#include <cstdio>
#include <fstream>

namespace cloister {
namespace {

TrialSpec least(TrialSpec spec, const Source& source) {
    spec.cell.workload = source.subject + "+" + source.disturber;
    spec.subject = source.subject;
    spec.disturber = source.disturber;
    spec.drains.reset();
    spec.provocations.reset();
    if (disturber_kind(source.disturber) == DisturberKind::drains)
        spec.drains = spec.isolated.size();
    else
        spec.provocations = 1;
    return spec;
}

std::string sign(const Source& source) {
    const std::string names = source.arrival + (source.or_arrival.empty() ? "" : "\\|" + source.or_arrival);
    if (source.kind == StepKind::work)
        return "workqueue_execute_start:.* \\(" + names + "\\)";
    if (source.kind == StepKind::function)
        return "csd_function_entry:.*func=\\(" + names + "\\)";
    return " " + names + "_entry:";
}

void write_all(const TrialRecord& record, const std::string& directory) {
    for (const Source& source : sources()) {
        if (source.arrival.empty())
            continue;
        std::ofstream(directory + "/" + source.name + ".sh") << bare_metal_recipe(
            least(record.spec, source), {source.arrival, "a function", "a system call", source.disturber},
            record.kernel);
        std::printf("%s\t%s\n", source.name.c_str(), sign(source).c_str());
    }
}

} // namespace
} // namespace cloister

int main(int count, char** words) {
    if (count != 3) {
        std::fputs("usage: every-recipe RECORD.json DIRECTORY\n", stderr);
        return 64;
    }
    cloister::write_all(cloister::parse_document<cloister::TrialRecord>(cloister::read_file(words[1])),
                        words[2]);
}
