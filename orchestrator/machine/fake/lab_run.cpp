// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/machine/fake/lab_run.hpp"

#include "orchestrator/base/exit_code.hpp"
#include "orchestrator/judge/judge.hpp"
#include "orchestrator/judge/make_plan.hpp"
#include "orchestrator/machine/fake/no_kernel.hpp"
#include "orchestrator/plan/load_modes.hpp"
#include "orchestrator/plan/load_scenario.hpp"
#include "results-schema/host_absence.hpp"
#include "results-schema/subject_gap.hpp"
#include "source_tree.hpp"

#include <cstdlib>
#include <set>

namespace cloister::fake {
namespace {

namespace fs = std::filesystem;

const fs::path source = CLOISTER_SOURCE;

fs::path fresh_directory() {
    std::string pattern = (fs::temp_directory_path() / "cloister-lab-XXXXXX").string();
    return ::mkdtemp(pattern.data());
}

// Unpacked once: a test begins hundreds of runs.
std::shared_ptr<const Recordings> recordings() {
    static const auto all = std::make_shared<const Recordings>(
        Recordings::load(source / "orchestrator/machine/fake/recordings/smallest.tar.xz"));
    return all;
}

Plan plan_for(const FakeMachine& machine, const std::vector<std::string>& claims) {
    Scenario scenario = load_scenario(source / "orchestrator/scenarios/smallest.toml");
    scenario.claims = claims;
    Plan plan = make_plan(scenario, load_modes(source / "guest-kernel-config/modes"), no_kernel("6.12"));
    machine.prepare(plan);
    return plan;
}

} // namespace

LabRun::LabRun(const std::string& story, const std::vector<std::string>& claims)
    : LabRun(story_named(story), claims) {}

LabRun::LabRun(Story story, const std::vector<std::string>& claims)
    : story_(std::move(story)), machine_(recordings(), story_), plan_(plan_for(machine_, claims)),
      directory_(fresh_directory()) {}

LabRun::~LabRun() {
    std::error_code nothing_to_say;
    fs::remove_all(directory_, nothing_to_say);
}

int LabRun::conduct() {
    WatchedMachine machine(machine_, watch_);
    const RunDirectory run = RunDirectory::create(directory_ / "run");
    try {
        const Conducted conducted = cloister::conduct(plan_, no_kernel("6.12"), machine, run, {});
        return conducted.interrupted ? interrupted_exit : exit_code(conducted.report.verdict);
    } catch (const LabError& error) {
        return exit_code(error.fault());
    }
}

std::vector<TrialRecord> LabRun::records() const {
    std::vector<TrialRecord> records;
    for (const TrialSpec& spec : plan_.trials)
        if (std::optional<TrialRecord> record = run().record(spec))
            records.push_back(std::move(*record));
    return records;
}

TrialRecord LabRun::record_of_the_story() const {
    for (const TrialRecord& record : records())
        if (happens_in(story_, record.spec))
            return record;
    return records().at(0);
}

std::vector<std::string> LabRun::left_behind() const {
    const std::set<std::string> wanted{"plan.json",   "report.json", "record.json",
                                       "trace.dat",   gaps_file,     host_switches_file,
                                       "console.log", "lost-1.log",  "lost-2.log"};
    std::vector<std::string> left;
    for (auto entry = fs::recursive_directory_iterator(directory_); entry != fs::end(entry); ++entry) {
        const std::string name = entry->path().filename().string();
        if (entry->is_directory() ? name != "blobs" : wanted.contains(name))
            continue;
        left.push_back(fs::relative(entry->path(), directory_).string());
        entry.disable_recursion_pending();
    }
    return left;
}

} // namespace cloister::fake
