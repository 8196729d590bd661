// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/machine/switch_records.hpp"

#include <linux/perf_event.h>

#include <cstring>

namespace cloister {
namespace {

template <class Number>
Number number_at(std::string_view bytes, std::size_t at) {
    Number number{};
    if (at + sizeof number <= bytes.size())
        std::memcpy(&number, bytes.data() + at, sizeof number);
    return number;
}

// Behind the record's own fields: pid, tid (PERF_SAMPLE_TID), time (PERF_SAMPLE_TIME).
std::chrono::nanoseconds time_of(std::string_view body) {
    return std::chrono::nanoseconds(number_at<std::uint64_t>(body, body.size() - sizeof(std::uint64_t)));
}

} // namespace

void SwitchRecords::take(std::string_view records) {
    while (records.size() >= sizeof(perf_event_header)) {
        const auto header = number_at<perf_event_header>(records, 0);
        if (header.size < sizeof header || header.size > records.size())
            return;
        take_one(header.type, header.misc, records.substr(sizeof header, header.size - sizeof header));
        records.remove_prefix(header.size);
    }
}

void SwitchRecords::take_one(std::uint32_t type, std::uint16_t misc, std::string_view body) {
    if (type == PERF_RECORD_LOST) {
        lost_ += number_at<std::uint64_t>(body, sizeof(std::uint64_t)); // id, lost
        away_.reset();
    }
    if (type != PERF_RECORD_SWITCH || body.size() < sizeof(std::uint64_t))
        return;
    const std::chrono::nanoseconds at = time_of(body);
    if ((misc & PERF_RECORD_MISC_SWITCH_OUT) != 0) {
        const bool preempted = (misc & PERF_RECORD_MISC_SWITCH_OUT_PREEMPT) != 0;
        away_ = HostAbsence{cpu_, at, at, preempted ? Away::preempted : Away::waiting};
    } else if (away_) {
        away_->in = at;
        absences_.push_back(*away_);
        away_.reset();
    }
}

} // namespace cloister
