// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/stages/watch_host.hpp"

#include "orchestrator/store/run_directory.hpp"
#include "orchestrator/trace/guest_clock.hpp"

namespace cloister {
namespace {

using std::chrono::nanoseconds;

GuestClock clock_of(const TrialRecord& record) {
    return {record.measurement->clocks.value(),
            record.machine.accelerator == "kvm" ? GuestClock::Runs::evenly : GuestClock::Runs::with_gains};
}

// Why each switch cannot be told on the guest's clock.
std::optional<std::string> why_not(const TrialRecord& record) {
    if (!record.measurement->clocks)
        return "the agent did not read the clocks";
    return clock_of(record).contradiction();
}

// Those in the window, within the clock's error.
std::vector<HostAbsence> in_window(const std::vector<HostAbsence>& seen, const Measurement& measurement,
                                   const GuestClock& clock) {
    std::vector<HostAbsence> absences;
    for (const HostAbsence& each : seen) {
        const HostAbsence told{each.cpu, clock.at_host(each.out), clock.at_host(each.in), each.why};
        if (told.in + clock.error() >= measurement.window_opened &&
            told.out - clock.error() <= measurement.window_closed)
            absences.push_back(told);
    }
    return absences;
}

} // namespace

void HostObserver::begin() {
    began_ = true;
    opened_ = guest_.inspect();
    try {
        guest_.watch_vcpus(isolated_);
    } catch (const HostSwitchesRefused& refused) {
        refused_ = refused.what();
    }
}

void HostObserver::end(MachineFacts& facts) {
    if (began_ && !refused_)
        seen_ = guest_.seen_on_host();
    const MachineFacts closed = guest_.inspect();
    facts.kernel_entries = closed.kernel_entries;
    facts.waited.clear();
    for (const auto& [cpu, waited] : closed.waited)
        if (const auto before = opened_.waited.find(cpu); before != opened_.waited.end())
            facts.waited[cpu] = waited - before->second;
}

void HostObserver::tell(TrialRecord& record, const std::filesystem::path& file) const {
    if (!began_ || !record.measurement)
        return;
    HostWatch& watch = record.host_watch.emplace();
    const Measurement& measurement = *record.measurement;
    watch.why_not_perf = refused_ ? refused_ : why_not(record);
    if (watch.why_not_perf) {
        watch.by = record.machine.waited.empty() ? WatchedBy::nothing : WatchedBy::schedstat;
        return;
    }
    watch.by = WatchedBy::perf;
    watch.lost = seen_.lost;
    const GuestClock clock = clock_of(record);
    watch.clock_error = clock.error();
    const std::vector<HostAbsence> absences = in_window(seen_.absences, measurement, clock);
    for (const CpuId cpu : isolated_) {
        watch.absences[cpu] = 0;
        watch.away[cpu] = nanoseconds(0);
    }
    for (const HostAbsence& each : absences) {
        ++watch.absences[each.cpu];
        watch.away[each.cpu] += each.in - each.out;
    }
    write_text_file(file, host_switches_csv(absences));
}

} // namespace cloister
