// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/fuzz/conclude_guest.hpp"

#include "orchestrator/console/agent_words.hpp"
#include "orchestrator/console/stale_breakpoint.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace cloister {
namespace {

FuzzConclusion invalid(const std::string& reason) {
    return {FuzzOutcome::invalid, {}, reason};
}

KernelReport finding(const std::string& title, const std::string& text) {
    KernelReport report;
    report.title = title;
    report.text = text;
    return report;
}

// The end of the console: where nothing says what is wrong, it says how far it came.
std::string last_lines(const std::string& console) {
    constexpr std::size_t enough = 2000;
    return console.size() <= enough ? console : console.substr(console.size() - enough);
}

FuzzConclusion of_failure(const LabError& failure, const std::string& console) {
    const bool unbooted = failure.stage() == "boot";
    const std::string text = std::string(failure.what()) + "\n" + last_lines(console);
    switch (failure.fault()) {
    case Fault::kernel_failed:
        return {FuzzOutcome::found, {finding("the kernel ended", text)}, std::nullopt};
    case Fault::guest_lost:
        if (const std::optional<std::string> words = agent_words(console))
            return invalid("its agent said: " + *words);
        return {FuzzOutcome::found, {finding("the guest died without a word", text)}, std::nullopt};
    case Fault::timed_out:
        if (unbooted && console.empty())
            return invalid(failure.what());
        return {FuzzOutcome::found,
                {finding(unbooted ? "the guest does not come up" : "the guest fell silent", text)},
                std::nullopt};
    case Fault::wrong_use:
    case Fault::lab:
    case Fault::interrupted:
        break;
    }
    return invalid(failure.stage() + ": " + failure.what());
}

FuzzConclusion of_end(const wire::FuzzDone& done) {
    FuzzConclusion conclusion;
    for (const std::string& each : done.stuck)
        conclusion.found.push_back(finding("does not end: " + each, each));
    for (const std::string& each : done.not_back)
        conclusion.found.push_back(finding(each, each));
    if (done.completed < done.armed)
        conclusion.found.push_back(finding(
            "pages stay in a batch after a drain",
            fmt::format("{} of {} armed pages were on the LRU after a drain", done.completed, done.armed)));
    if (!conclusion.found.empty()) {
        conclusion.outcome = FuzzOutcome::found;
        return conclusion;
    }
    for (const wire::ActorTale& each : done.actors)
        if (each.signal)
            return invalid(fmt::format("{} was ended by signal {}", each.name, *each.signal));
    if (done.no_page)
        return invalid("no page could be armed for the last drain: " + *done.no_page);
    return conclusion;
}

} // namespace

FuzzConclusion conclude_guest(const FuzzEnd& end) {
    if (const std::optional<std::string> stale = stale_breakpoint(end.console, end.machine))
        return invalid(kept_by_qemu + *stale);
    if (std::vector<KernelReport> reports = kernel_reports(end.console); !reports.empty())
        return {FuzzOutcome::found, std::move(reports), std::nullopt};
    if (end.done)
        return of_end(*end.done);
    return end.failure ? of_failure(*end.failure, end.console) : invalid("it did not come to its end");
}

} // namespace cloister
