// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/reproduce/minimiser.hpp"

#include <algorithm>

namespace cloister {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds shortest_window{100};

// What a trial can have less of: drains, else provocations, else milliseconds.
std::uint64_t size_of(const TrialSpec& spec) {
    const auto duration = std::chrono::duration_cast<milliseconds>(spec.duration).count();
    return spec.drains.value_or(spec.provocations.value_or(static_cast<std::uint64_t>(duration)));
}

std::uint64_t least_size(const TrialSpec& spec) {
    return spec.drains || spec.provocations ? 1 : static_cast<std::uint64_t>(shortest_window.count());
}

TrialSpec of_size(TrialSpec spec, std::uint64_t size) {
    if (spec.drains)
        spec.drains = size;
    else if (spec.provocations)
        spec.provocations = size;
    else
        spec.duration = milliseconds(size);
    return spec;
}

// In a window as long as the one that showed it.
TrialSpec undisturbed(TrialSpec spec, std::chrono::nanoseconds window) {
    spec.disturber = "none";
    spec.cell.workload = spec.subject + "+none";
    spec.drains.reset();
    spec.provocations.reset();
    spec.pages_per_second.reset();
    spec.duration =
        std::chrono::ceil<milliseconds>(std::max<std::chrono::nanoseconds>(window, shortest_window));
    spec.deadlines.window += spec.duration;
    return spec;
}

Attempt attempt_of(Question question, const Cause& cause, const JudgedTrial& trial) {
    const TrialSpec& spec = trial.record.spec;
    Attempt attempt;
    attempt.question = question;
    attempt.workload = spec.cell.workload;
    attempt.repetition = spec.repetition;
    attempt.drains = spec.drains;
    attempt.provocations = spec.provocations;
    if (const std::optional<Measurement>& measured = trial.record.measurement)
        attempt.window = measured->window_closed - measured->window_opened;
    if (trial.observation)
        attempt.seen = trial.observation->interruption_counts.of(cause);
    if (std::optional<Unsound> flaw = unsound({&trial}, spec.cell.workload))
        attempt.invalid = std::move(flaw->reason);
    return attempt;
}

} // namespace

Minimiser::Minimiser(Target target, std::uint32_t patience, bool as_it_was_only)
    : target_(std::move(target)), patience_(patience), as_it_was_only_(as_it_was_only),
      least_spec_(target_.record.spec) {}

std::optional<TrialSpec> Minimiser::asked() const {
    if (over_)
        return std::nullopt;
    if (question_ == Question::as_it_was)
        return least_spec_;
    if (question_ == Question::without_disturber)
        return undisturbed(least_spec_, attempts_[*least_ - 1].window);
    const std::optional<std::uint64_t> size = halving_->next();
    return size ? std::optional(of_size(least_spec_, *size)) : std::nullopt;
}

std::optional<TrialSpec> Minimiser::next() const {
    std::optional<TrialSpec> spec = asked();
    if (spec)
        spec->repetition = 1 + static_cast<std::uint32_t>(std::count_if(
                                   attempts_.begin(), attempts_.end(), [&](const Attempt& before) {
                                       return before.workload == spec->cell.workload;
                                   }));
    return spec;
}

void Minimiser::learn(const JudgedTrial& trial) {
    attempts_.push_back(attempt_of(question_, target_.interruption.cause, trial));
    // A kernel that fails is a finding, and another one than was asked for.
    over_ = trial.record.outcome == Outcome::kernel_failed;
    const bool came = attempts_.back().seen > 0;
    if (came) {
        least_ = attempts_.size();
        least_spec_ = trial.record.spec;
    }
    in_vain_ += came ? 0 : 1;
    if (!over_ && (came || in_vain_ == patience_)) {
        in_vain_ = 0;
        go_on(came);
    }
}

void Minimiser::go_on(bool came) {
    switch (question_) {
    case Question::as_it_was:
        over_ = !came || as_it_was_only_;
        if (over_)
            return;
        if (least_spec_.disturber == "none" || sent_by_disturber(target_))
            return ask_for_less();
        question_ = Question::without_disturber;
        return;
    case Question::without_disturber:
        return ask_for_less();
    case Question::with_less:
        halving_->answer(came);
        return;
    }
}

void Minimiser::ask_for_less() {
    question_ = Question::with_less;
    halving_.emplace(size_of(least_spec_), least_size(least_spec_));
}

} // namespace cloister
