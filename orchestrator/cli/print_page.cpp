// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/cli/print_page.hpp"

#include "orchestrator/base/lab_error.hpp"
#include "orchestrator/cli/print_report.hpp"
#include "orchestrator/cli/trial_gaps.hpp"
#include "orchestrator/explain/explain.hpp"
#include "orchestrator/report/html/packed_events.hpp"
#include "orchestrator/report/html/page_template.hpp"
#include "orchestrator/report/html/report_page.hpp"
#include "orchestrator/stages/gather_evidence.hpp"

#include <fmt/format.h>

namespace cloister {
namespace {

constexpr const char* page_file = "report.html";
constexpr std::size_t console_bytes = 16'384;

std::string end_of_console(const std::filesystem::path& trial) {
    const std::filesystem::path file = trial / "console.log";
    if (!std::filesystem::exists(file))
        return "";
    std::string text = read_text_file(file);
    if (text.size() <= console_bytes)
        return text;
    const std::size_t line = text.find('\n', text.size() - console_bytes);
    return text.substr(line == std::string::npos ? text.size() - console_bytes : line + 1);
}

PageTrial page_trial(const RunDirectory& run, TrialRecord record, EventPacker& events) {
    const std::filesystem::path directory = run.trial(record.spec);
    Evidence evidence{judged_trial(run, std::move(record), Keep::interruptions)};
    PageTrial trial;
    Interruptions told = explain(evidence);
    if (!told.trials.empty()) {
        trial.seen = std::move(told.trials.front());
        events.begin_trial(trial.seen->window_opened);
        for (const Interruption& interruption : trial.seen->interruptions)
            events.take(interruption);
        trial.seen->interruptions.clear();
        trial.gaps = gaps_of(directory, evidence.front());
    }
    trial.record = std::move(evidence.front().record);
    if (trial.record.outcome != Outcome::complete)
        trial.console = end_of_console(directory);
    return trial;
}

} // namespace

std::string page_of(const RunDirectory& run, const Report& report) {
    ReportPage content{run.path().string(), report, run.cost(), {}, {}};
    EventPacker events;
    for (const TrialSpec& spec : run.plan().trials)
        if (std::optional<TrialRecord> record = run.record(spec))
            content.trials.push_back(page_trial(run, *std::move(record), events));
    content.events = events.bytes();
    return report_page(page_template(), content);
}

void expect_pages(const std::string& what) {
    if (page_template().empty())
        throw LabError(Fault::wrong_use, "cli",
                       what +
                           ": this cloister was built without its pages: install npm (Debian: nodejs, npm), "
                           "and build again from a new build directory");
}

void print_page(const RunDirectory& run, const std::function<std::string()>& page, const std::string& file) {
    expect_pages("--html");
    const std::string to = file.empty() ? (run.path() / page_file).string() : file;
    if (to != "-")
        expect_writable(to);
    print_text(page(), to);
    if (to != "-")
        fmt::print("page {}\n", to);
}

} // namespace cloister
