// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/trace/gap_account.hpp"

#include <algorithm>

namespace cloister {

using std::chrono::nanoseconds;

std::uint64_t GapAccount::number() const {
    std::uint64_t all = 0;
    for (const auto& [maker, sum] : gaps)
        all += sum.number;
    return all;
}

std::uint64_t number_of(const GapSums& gaps, GapMaker maker) {
    const auto found = gaps.find(maker);
    return found == gaps.end() ? 0 : found->second.number;
}

std::uint64_t GapAccount::number(GapMaker maker) const {
    return number_of(gaps, maker);
}

GapAccountant::GapAccountant(const SubjectTally& subject, NextGap next, HostView host, bool keep_unexplained)
    : subject_(subject), next_gap_(std::move(next)), keep_unexplained_(keep_unexplained),
      next_(next_gap_(subject.cpu)),
      gap_makers_(subject.cpu, std::move(host), subject.shortest_gap, subject.watched_from,
                  subject.watched_until,
                  [this](const GapMakers::Gap& gap, GapMaker maker) { count(gap, maker); }) {
    account_.cpu = subject.cpu;
}

void GapAccountant::read() {
    gaps_.push_back({next_->at, next_->at + next_->length, next_->own_work, false});
    next_ = next_gap_(subject_.cpu);
}

// What ends before has got its interruptions.
void GapAccountant::settle_before(nanoseconds at) {
    for (; !gaps_.empty() && gaps_.front().until < at; gaps_.pop_front())
        gap_makers_.take(gaps_.front());
}

void GapAccountant::count(const GapMakers::Gap& gap, GapMaker maker) {
    if (gap.own_work)
        return;
    const nanoseconds length = gap.until - gap.from;
    GapSum& sum = account_.gaps[maker];
    ++sum.number;
    sum.together += length;
    sum.longest = std::max(sum.longest, length);
    if (maker == GapMaker::unexplained && keep_unexplained_)
        account_.unexplained.push_back({subject_.cpu, gap.from, length});
}

Noticed GapAccountant::take(const SeenInterruption& interruption) {
    const nanoseconds from = interruption.at;
    const nanoseconds until = interruption.at + interruption.length;
    settle_before(from);
    while (next_ && next_->at <= until) {
        read();
        settle_before(from);
    }
    bool noticed = false;
    for (GapMakers::Gap& gap : gaps_) {
        gap.interrupted = true;
        noticed = noticed || !gap.own_work;
    }
    if (from < subject_.watched_from || until > subject_.watched_until)
        return Noticed::unwatched;
    ++account_.interruptions;
    if (noticed)
        return Noticed::gap;
    if (!gaps_.empty()) {
        ++account_.during_own_work;
        return Noticed::own_work;
    }
    if (interruption.length < subject_.shortest_gap) {
        ++account_.too_short;
        return Noticed::short_of_gap;
    }
    ++account_.unnoticed;
    return Noticed::unnoticed;
}

GapAccount GapAccountant::finish() {
    settle_before(nanoseconds::max());
    while (next_) {
        read();
        settle_before(nanoseconds::max());
    }
    account_.absences = gap_makers_.finish();
    return account_;
}

} // namespace cloister
