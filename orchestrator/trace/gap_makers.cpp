// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/trace/gap_makers.hpp"

#include <algorithm>

namespace cloister {

using std::chrono::nanoseconds;

namespace {

// Above zero: how long both last; below: how far they are from each other.
nanoseconds overlap(const GapMakers::Gap& gap, const HostAbsence& absence) {
    return std::min(gap.until, absence.in) - std::max(gap.from, absence.out);
}

} // namespace

GapMakers::GapMakers(CpuId cpu, HostView view, nanoseconds shortest_gap, nanoseconds watched_from,
                     nanoseconds watched_until, Tell tell)
    : cpu_(cpu), view_(std::move(view)), shortest_gap_(shortest_gap), watched_from_(watched_from),
      watched_until_(watched_until), tell_(std::move(tell)) {
    if (view_.next)
        next_ = view_.next(cpu_);
}

void GapMakers::take(const Gap& gap) {
    // Whose gaps are all here, with this one.
    while (next_ && next_->in + view_.clock_error < gap.from) {
        place(*next_);
        next_ = view_.next(cpu_);
    }
    candidates_.push_back({gap, {}, {}, false});
    tell_before(next_ ? next_->out - view_.clock_error : nanoseconds::max());
}

AbsenceSums GapMakers::finish() {
    for (; next_; next_ = view_.next(cpu_))
        place(*next_);
    tell_before(nanoseconds::max());
    return sums_;
}

GapMakers::Candidate* GapMakers::place_of(const HostAbsence& absence) {
    Candidate* best = nullptr;
    // A hundredth: as much as the clocks may differ (guest_clock.cpp). A counter that gains does so while it
    // is read, not while its reader is away, and the line between two readings makes the absence too long.
    const nanoseconds length = absence.in - absence.out;
    for (Candidate& each : candidates_) {
        const bool holds = each.gap.from - view_.clock_error <= absence.out &&
                           absence.in <= each.gap.until + view_.clock_error &&
                           length - length / 100 <= each.gap.until - each.gap.from;
        if (holds && (best == nullptr || overlap(best->gap, absence) < overlap(each.gap, absence)))
            best = &each;
    }
    return best;
}

void GapMakers::place(const HostAbsence& absence) {
    Candidate* const place = place_of(absence);
    const nanoseconds length = absence.in - absence.out;
    if (place != nullptr) {
        place->away = true;
        (absence.why == Away::preempted ? place->preempted : place->waiting) += length;
    }
    if (absence.out < watched_from_ || absence.in > watched_until_)
        return;
    ++sums_.number;
    sums_.together += length;
    if (place != nullptr)
        ++sums_.in_gaps;
    else if (length < shortest_gap_)
        ++sums_.too_short;
    else
        ++sums_.unnoticed;
}

// No absence that is still to come can lie in these.
void GapMakers::tell_before(nanoseconds at) {
    for (; !candidates_.empty() && candidates_.front().gap.until < at; candidates_.pop_front()) {
        const Candidate& each = candidates_.front();
        GapMaker maker = GapMaker::unexplained;
        if (each.gap.interrupted)
            maker = GapMaker::interruption;
        else if (each.away)
            maker = each.preempted < each.waiting ? GapMaker::host_waiting : GapMaker::host_preempted;
        tell_(each.gap, maker);
    }
}

} // namespace cloister
