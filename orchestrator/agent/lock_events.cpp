// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/agent/lock_events.hpp"

#include "probes/boot_instance.hpp"
#include "probes/kernelfs/file.hpp"
#include "probes/tracefs/histogram.hpp"

#include <filesystem>

namespace cloister::agent {
namespace {

const EventName wanted{"lock", "lock_contended"}; // somebody else has it
const EventName taken{"lock", "lock_acquired"};
const EventName given_back{"lock", "lock_release"};
const EventName held{"synthetic", "cloister_held"};
const EventName waited{"synthetic", "cloister_waited"};

std::string filter_for(const std::vector<std::string>& words) {
    std::string filter;
    for (const std::string& word : words)
        filter += (filter.empty() ? " if " : " || ") + ("name ~ \"*" + word + "*\"");
    return filter;
}

bool boot_has_made_it() {
    return std::filesystem::exists(TraceInstance::tracing_dir() + "/instances/" + lock_instance_name);
}

} // namespace

TimesByCpu parse_times(std::string_view histogram) {
    TimesByCpu times;
    for (const HistogramText& text : parse_histograms(histogram))
        for (const auto& [keys, number] : text.rows) {
            const CpuId cpu{static_cast<std::uint32_t>(std::stoul(keys.at(1)))};
            const auto sum = text.sums.find(keys);
            times[{keys.at(0), cpu}] = {number,
                                        std::chrono::nanoseconds(sum == text.sums.end() ? 0 : sum->second)};
        }
    return times;
}

TimesByCpu times_between(const TimesByCpu& opened, const TimesByCpu& closed) {
    TimesByCpu times;
    for (const auto& [key, after] : closed) {
        const auto found = opened.find(key);
        const TimesSummed before = found == opened.end() ? TimesSummed{} : found->second;
        if (after.number != before.number)
            times[key] = {after.number - before.number, after.together - before.together};
    }
    return times;
}

LockEvents::LockEvents(const std::vector<std::string>& words) {
    if (words.empty() || !boot_has_made_it())
        return;
    const std::string of_these = filter_for(words);
    write_file(TraceInstance::tracing_dir() + "/synthetic_events",
               held.event + " u64 held; char name[]\n" + waited.event + " u64 waited; char name[]\n");
    instance_.emplace(lock_instance_name);
    // The time from one event to the other of the same keys, summed by lock and CPU.
    const auto sum = [&](const EventName& from, const EventName& until, const std::string& keys,
                         const EventName& sum_of, const std::string& what) {
        const std::string since = "since_" + what;
        instance_->trigger(sum_of, "hist:keys=name,common_cpu:vals=hitcount," + what);
        instance_->trigger(from, "hist:keys=" + keys + ":" + since + "=common_timestamp" + of_these);
        instance_->trigger(until, "hist:keys=" + keys + ":" + what + "=common_timestamp-$" + since +
                                      ":onmatch(" + from.system + "." + from.event + ").trace(" +
                                      sum_of.event + ",$" + what + ",name)" + of_these);
    };
    sum(taken, given_back, "lockdep_addr", held, "held");
    sum(wanted, taken, "lockdep_addr,common_cpu", waited, "waited"); // many may wait for one
}

LockTimes LockEvents::so_far() const {
    if (!instance_)
        return {};
    return {parse_times(instance_->histograms(held)), parse_times(instance_->histograms(waited))};
}

} // namespace cloister::agent
