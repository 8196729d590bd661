// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/agent/lock_holds.hpp"

#include "probes/boot_instance.hpp"
#include "probes/kernelfs/file.hpp"
#include "probes/tracefs/histogram.hpp"

#include <filesystem>

namespace cloister::agent {
namespace {

const EventName taken{"lock", "lock_acquired"};
const EventName given_back{"lock", "lock_release"};
const EventName held{"synthetic", "cloister_held"};

std::string filter_for(const std::vector<std::string>& words) {
    std::string filter;
    for (const std::string& word : words)
        filter += (filter.empty() ? "" : " || ") + ("name ~ \"*" + word + "*\"");
    return filter;
}

bool boot_has_made_it() {
    return std::filesystem::exists(TraceInstance::tracing_dir() + "/instances/" + lock_instance_name);
}

} // namespace

HoldsByCpu parse_holds(std::string_view histogram) {
    HoldsByCpu holds;
    for (const HistogramText& text : parse_histograms(histogram))
        for (const auto& [keys, number] : text.rows) {
            const CpuId cpu{static_cast<std::uint32_t>(std::stoul(keys.at(1)))};
            const auto sum = text.sums.find(keys);
            holds[{keys.at(0), cpu}] = {number,
                                        std::chrono::nanoseconds(sum == text.sums.end() ? 0 : sum->second)};
        }
    return holds;
}

HoldsByCpu holds_between(const HoldsByCpu& opened, const HoldsByCpu& closed) {
    HoldsByCpu holds;
    for (const auto& [key, after] : closed) {
        const auto found = opened.find(key);
        const LockHolds before = found == opened.end() ? LockHolds{} : found->second;
        if (after.acquisitions != before.acquisitions)
            holds[key] = {after.acquisitions - before.acquisitions, after.all_holds - before.all_holds};
    }
    return holds;
}

LockHoldEvents::LockHoldEvents(const std::vector<std::string>& words) {
    if (words.empty() || !boot_has_made_it())
        return;
    write_file(TraceInstance::tracing_dir() + "/synthetic_events", held.event + " u64 held; char name[]");
    const std::string filter = " if " + filter_for(words);
    instance_.emplace(lock_instance_name);
    instance_->trigger(held, "hist:keys=name,common_cpu:vals=hitcount,held");
    instance_->trigger(taken, "hist:keys=lockdep_addr:taken=common_timestamp" + filter);
    instance_->trigger(given_back, "hist:keys=lockdep_addr:held=common_timestamp-$taken:onmatch(" +
                                       taken.system + "." + taken.event + ").trace(" + held.event +
                                       ",$held,name)" + filter);
}

HoldsByCpu LockHoldEvents::so_far() const {
    return instance_ ? parse_holds(instance_->histograms(held)) : HoldsByCpu();
}

} // namespace cloister::agent
