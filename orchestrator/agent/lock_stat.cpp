// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/agent/lock_stat.hpp"

#include "probes/kernelfs/file.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>

namespace cloister::agent {
namespace {

constexpr const char* file = "/proc/lock_stat";

// Columns behind a class's name.
enum Column : std::size_t {
    con_bounces,
    contentions,
    waittime_min,
    waittime_max,
    waittime_total,
    waittime_avg,
    acq_bounces,
    acquisitions,
    holdtime_min,
    holdtime_max,
    holdtime_total,
    holdtime_avg,
    columns
};

const std::vector<std::string> wanted{"remote_lock", "remote_lock_irq", "lru_lock", "zone->lock",
                                      "pcp->lock"};

bool is_wanted(const std::string& name) {
    // Behind a name may come what tells two classes of one name apart: "#2", "/1".
    const std::string bare = name.substr(0, name.find_first_of("#/"));
    return std::any_of(wanted.begin(), wanted.end(),
                       [&](const std::string& each) { return bare.ends_with(each); });
}

// "12.34" µs.
std::chrono::nanoseconds microseconds(const std::string& word) {
    return std::chrono::nanoseconds(std::llround(std::stod(word) * 1000));
}

} // namespace

std::vector<LockUse> parse_lock_stat(std::string_view text) {
    std::vector<LockUse> uses;
    for (const std::string& line : lines_of(text)) {
        const std::size_t colon = line.rfind(':');
        if (colon == std::string::npos)
            continue;
        const std::vector<std::string> names = words_of(line.substr(0, colon));
        const std::vector<std::string> numbers = words_of(line.substr(colon + 1));
        if (names.size() != 1 || numbers.size() != columns || !is_wanted(names.front()))
            continue;
        uses.push_back({names.front(),
                        std::stoull(numbers[acquisitions]),
                        std::stoull(numbers[contentions]),
                        microseconds(numbers[waittime_max]),
                        microseconds(numbers[waittime_total]),
                        microseconds(numbers[holdtime_max]),
                        microseconds(numbers[holdtime_total]),
                        {}});
    }
    std::erase_if(uses, [](const LockUse& use) { return use.acquisitions == 0; });
    std::sort(uses.begin(), uses.end(), [](const LockUse& a, const LockUse& b) { return a.lock < b.lock; });
    return uses;
}

LockStat::LockStat()
    : counts_(std::filesystem::exists(file)), events_(counts_ ? wanted : std::vector<std::string>()) {}

void LockStat::open_window() {
    if (!counts_)
        return;
    write_file(file, "0");
    opened_ = events_.so_far();
}

std::optional<std::vector<LockUse>> LockStat::since_then() const {
    if (!counts_)
        return std::nullopt;
    std::vector<LockUse> uses = parse_lock_stat(read_file(file));
    const LockTimes closed = events_.so_far();
    std::map<std::string, std::map<CpuId, CpuLockUse>> by_cpu;
    for (const auto& [key, held] : times_between(opened_.holds, closed.holds)) {
        CpuLockUse& its = by_cpu[key.first][key.second];
        its.acquisitions = held.number;
        its.all_holds = held.together;
    }
    for (const auto& [key, waited] : times_between(opened_.waits, closed.waits)) {
        CpuLockUse& its = by_cpu[key.first][key.second];
        its.contentions = waited.number;
        its.all_waits = waited.together;
    }
    for (LockUse& use : uses)
        use.by_cpu = by_cpu[use.lock];
    return uses;
}

} // namespace cloister::agent
