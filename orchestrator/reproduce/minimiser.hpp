// SPDX-License-Identifier: GPL-2.0-or-later
// Which guests to boot until an interruption has come again, and then with how little it comes: the trial as
// it was; without its disturber, unless that sent it; with fewer calls, or in a shorter window where calls
// are not counted. Each question is put to several guests before its answer is no, for what comes by chance
// may stay away once.
// Runs on: host. Pure: it is told what each guest showed.
#pragma once

#include "orchestrator/reproduce/halving.hpp"
#include "orchestrator/reproduce/target.hpp"
#include "results-schema/reproduction.hpp"

namespace cloister {

class Minimiser {
  public:
    // patience: guests for one question. as_it_was_only: a machine that replays knows no other trial.
    Minimiser(Target target, std::uint32_t patience, bool as_it_was_only);

    // The next guest; nullopt: all is known.
    std::optional<TrialSpec> next() const;
    // What the guest of next() showed.
    void learn(const JudgedTrial& trial);

    const std::vector<Attempt>& attempts() const { return attempts_; }
    // The attempt, from 1, and the trial that showed it with the least; nullopt: it did not come again.
    std::optional<std::uint64_t> least() const { return least_; }
    const TrialSpec& least_spec() const { return least_spec_; }

  private:
    std::optional<TrialSpec> asked() const;
    void go_on(bool came);
    void ask_for_less();

    Target target_;
    std::uint32_t patience_;
    bool as_it_was_only_;
    std::vector<Attempt> attempts_;
    std::optional<std::uint64_t> least_;
    TrialSpec least_spec_; // until it came: as it was
    Question question_ = Question::as_it_was;
    std::uint32_t in_vain_ = 0; // guests that did not show it, of this question
    std::optional<Halving> halving_;
    bool over_ = false;
};

} // namespace cloister
