// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/trace/gap_account.hpp"

#include <algorithm>

namespace cloister {
namespace {

using std::chrono::nanoseconds;

struct Span {
    nanoseconds from;
    nanoseconds until;
};

bool overlap(const Span& a, const Span& b) {
    return a.from <= b.until && b.from <= a.until;
}

// spans: by time, none within another, so that their ends are by time as well.
bool any_overlaps(const std::vector<Span>& spans, const Span& span) {
    const auto first = std::lower_bound(spans.begin(), spans.end(), span.from,
                                        [](const Span& each, nanoseconds at) { return each.until < at; });
    return first != spans.end() && overlap(*first, span);
}

Span span_of(const SubjectGap& gap) {
    return {gap.at, gap.at + gap.length};
}

Span span_of(const Interruption& interruption) {
    return {interruption.at, interruption.at + interruption.length};
}

struct Noticed {
    std::vector<Span> gaps;
    std::vector<Span> own_work;
};

Noticed noticed_on(CpuId cpu, const std::vector<SubjectGap>& gaps) {
    Noticed noticed;
    for (const SubjectGap& gap : gaps)
        if (gap.cpu == cpu)
            (gap.own_work ? noticed.own_work : noticed.gaps).push_back(span_of(gap));
    return noticed;
}

void look_for_gap(const Interruption& interruption, const Noticed& noticed, nanoseconds shortest_gap,
                  GapAccount& account) {
    ++account.interruptions;
    const Span span = span_of(interruption);
    if (any_overlaps(noticed.gaps, span))
        return;
    if (any_overlaps(noticed.own_work, span))
        ++account.during_own_work;
    else if (interruption.length < shortest_gap)
        ++account.too_short;
    else
        account.unnoticed.push_back(interruption.number);
}

void look_for_event(const Span& gap, const std::vector<Span>& interruptions, GapAccount& account) {
    ++account.gaps;
    if (any_overlaps(interruptions, gap)) {
        ++account.explained;
        return;
    }
    const nanoseconds length = gap.until - gap.from;
    account.without_event += length;
    account.longest_without_event = std::max(account.longest_without_event, length);
}

} // namespace

std::vector<GapAccount> account_gaps(const std::vector<SubjectTally>& subjects,
                                     const std::vector<SubjectGap>& gaps,
                                     const std::vector<Interruption>& interruptions) {
    std::vector<GapAccount> accounts;
    for (const SubjectTally& subject : subjects) {
        GapAccount& account = accounts.emplace_back();
        account.cpu = subject.cpu;
        const Noticed noticed = noticed_on(subject.cpu, gaps);
        std::vector<Span> spans;
        for (const Interruption& interruption : interruptions) {
            if (interruption.cpu != subject.cpu)
                continue;
            const Span span = span_of(interruption);
            spans.push_back(span);
            if (span.from >= subject.watched_from && span.until <= subject.watched_until)
                look_for_gap(interruption, noticed, subject.shortest_gap, account);
        }
        for (const Span& gap : noticed.gaps)
            look_for_event(gap, spans, account);
    }
    return accounts;
}

} // namespace cloister
