// SPDX-License-Identifier: GPL-2.0-or-later
// Which guest to boot next until what a case showed comes with as little as can be: without half of its
// actors, then without each, without isolation, without the switch, on fewer CPUs, in less memory, for a
// shorter time. Each question is put to several guests before its answer is no, for what comes by chance may
// stay away once. Runs on: host. Pure: it is told whether it was seen.
#pragma once

#include "results-schema/fuzz_case.hpp"

namespace cloister {

class FuzzReducer {
  public:
    // patience: guests for one question.
    FuzzReducer(FuzzCase whole, std::uint64_t patience);

    // The next guest; nullopt: all is known.
    const std::optional<FuzzCase>& next() const { return asked_; }
    // In words: "as it was", "without trinity".
    const std::string& question() const { return question_; }
    void learn(bool seen);

    bool came() const { return came_; }
    // The least that showed it; as it was until then.
    const FuzzCase& least() const { return least_; }

  private:
    enum class Step { as_it_was, actors, isolation, setting, cpus, memory, duration, over };

    bool ask(); // false: this step has no question any more
    bool ask_without_actors();
    void ask_next();

    FuzzCase least_;
    std::uint64_t patience_;
    Step step_ = Step::as_it_was;
    std::optional<FuzzCase> asked_;
    std::string question_ = "as it was";
    std::uint64_t in_vain_ = 0; // guests that did not show it, of this question
    bool came_ = false;
    bool refused_ = false;  // the last question of this step
    std::size_t first_ = 0; // of the actors that are left out next
    std::size_t number_;    // of them
};

} // namespace cloister
