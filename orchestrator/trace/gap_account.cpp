// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/trace/gap_account.hpp"

#include <algorithm>

namespace cloister {

using std::chrono::nanoseconds;

GapAccountant::GapAccountant(const SubjectTally& subject, NextGap next)
    : subject_(subject), next_gap_(std::move(next)), next_(next_gap_(subject.cpu)) {
    account_.cpu = subject.cpu;
}

void GapAccountant::read() {
    (next_->own_work ? own_work_ : gaps_).push_back({next_->at, next_->at + next_->length, false});
    next_ = next_gap_(subject_.cpu);
}

// What ends before has got its interruptions.
void GapAccountant::settle_before(nanoseconds at) {
    while (!own_work_.empty() && own_work_.front().until < at)
        own_work_.pop_front();
    while (!gaps_.empty() && gaps_.front().until < at) {
        const Gap& gap = gaps_.front();
        ++account_.gaps;
        if (gap.explained) {
            ++account_.explained;
        } else {
            const nanoseconds length = gap.until - gap.from;
            account_.without_event += length;
            account_.longest_without_event = std::max(account_.longest_without_event, length);
        }
        gaps_.pop_front();
    }
}

void GapAccountant::take(const SeenInterruption& interruption) {
    const nanoseconds from = interruption.at;
    const nanoseconds until = interruption.at + interruption.length;
    settle_before(from);
    while (next_ && next_->at <= until) {
        read();
        settle_before(from);
    }
    for (Gap& gap : gaps_)
        gap.explained = true;
    if (from < subject_.watched_from || until > subject_.watched_until)
        return;
    ++account_.interruptions;
    if (!gaps_.empty())
        return;
    if (!own_work_.empty())
        ++account_.during_own_work;
    else if (interruption.length < subject_.shortest_gap)
        ++account_.too_short;
    else
        ++account_.unnoticed;
}

GapAccount GapAccountant::finish() {
    settle_before(nanoseconds::max());
    while (next_) {
        read();
        settle_before(nanoseconds::max());
    }
    return account_;
}

} // namespace cloister
