// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/cli/series_options.hpp"

#include "orchestrator/base/lab_error.hpp"
#include "orchestrator/cli/add_option.hpp"

namespace cloister {
namespace {

void add_source(CLI::App& command, SeriesOptions& series) {
    add(command, "Arguments", "recipe", series.recipe, "RECIPE",
        "whose own series it is, as 6.12; of another series, what its kernels are configured like");
    constexpr const char* group = "The series";
    add(command, group, "--patches", series.patches, "DIR", "a directory of patches, as quilt has it");
    command.add_option("--git", series.git, "the commits of a git tree")
        ->option_text("DIR BASE..HEAD")
        ->group(group)
        ->expected(2);
    add(command, group, "--mbox", series.mbox, "FILE", "a thread of mails, as reviewers have it");
    add(command, group, "--fragment", series.fragments, "FILE",
        "options that its kernels are configured with besides, from step 1 on; may be given again");
}

void add_guest_and_scenario(CLI::App& command, RunOptions& options) {
    add(command, what_is_measured, "--scenario", options.scenario, "SCENARIO",
        "a file, or one of ours; smallest unless given");
    add(command, what_is_measured, "--modes", options.modes, "LIST",
        "modes to run each step in that has them; local,remote unless given");
    add_modes_from(command, options);
    add(command, how_much, "--drains", options.drains, "N", "armed drains over all isolated CPUs");
    add(command, how_much, "--duration", options.duration, "TIME", "of windows that count no drains, as 10s");
    add(command, how_much, "--seed", options.seed, "S",
        "of the order of a step's trials, and of what its guests draw at random");
    add_guest(command, options);
    add_accelerator(command, options);
    add(command, the_guest, "--machine", options.machine, "NAME",
        "qemu, libvirt or libvirt:URI, or fake: replays recorded guests, builds and measures nothing");
    add(command, the_guest, "--story", options.story, "NAME",
        "what the fake machine tells; NAME@N: from step N on");
}

} // namespace

void add_series_options(CLI::App& command, RunOptions& options, SeriesOptions& series) {
    add_source(command, series);
    add_guest_and_scenario(command, options);
    add(command, what_is_measured, "--steps", series.steps, "LIST",
        "as 0,5-7, where 0 is the base; all unless given");
    add(command, what_is_measured, "--claims", options.claims, "LIST",
        "claims to judge at each step that can answer them; the scenario's unless given");
    command
        .add_option("--operations", series.operations,
                    "whose cost is counted, as anon-fault,fork-exit; all unless given")
        ->option_text("LIST")
        ->delimiter(',')
        ->group(what_is_measured);
    command.add_flag("--no-cost", series.no_cost, "count no costs")->group(what_is_measured);
    add(command, how_much, "--repeat", options.repeat, "N", "repetitions of every trial");
    add(command, the_results, "--cover-letter", series.cover_letter, "FILE",
        "the tables that a cover letter owes its reviewers to FILE, or with - to standard output");
    add(command, the_results, "--resume", series.resume, "DIR",
        "go on with the series in DIR, as it was asked for");
}

void add_bisect_options(CLI::App& command, RunOptions& options, SeriesOptions& series) {
    add_source(command, series);
    add_guest_and_scenario(command, options);
    add(command, what_is_measured, "--claim", options.claims, "CLAIM", "the claim that a bad step breaks");
    add(command, what_is_measured, "--cost", series.cost, "OPERATION[:FIGURE]",
        "or the cost that it moves; FIGURE: instructions (unless given), locked or cache_lines");
    add(command, what_is_measured, "--by", series.by, "N", "how far it must move; 1 unless given");
    add(command, how_much, "--repeat", options.repeat, "N",
        "repetitions before an answer, and again where they do not agree; 2 unless given");
}

SeriesSource source_of(const SeriesOptions& series) {
    const int named =
        (series.patches.empty() ? 0 : 1) + (series.git.empty() ? 0 : 1) + (series.mbox.empty() ? 0 : 1);
    if (named > 1)
        throw LabError(Fault::wrong_use, "cli",
                       "--patches, --git and --mbox each name a series: give one of them");
    SeriesSource source;
    source.recipe = series.recipe;
    source.patches = series.patches;
    source.mbox = series.mbox;
    source.fragments.assign(series.fragments.begin(), series.fragments.end());
    if (!series.git.empty()) {
        source.git = series.git.at(0);
        source.range = series.git.at(1);
    }
    return source;
}

} // namespace cloister
