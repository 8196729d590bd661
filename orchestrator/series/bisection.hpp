// SPDX-License-Identifier: GPL-2.0-or-later
// Which step to ask next until the first bad one is known. The last step is asked first, then the base, for
// without a bad end and a good beginning there is nothing to look for; then halves. A step that cannot be
// tested is passed over as git bisect does: its nearest neighbour is asked, and if in the end nothing but
// such steps lies before the first that is known to be bad, all of them are candidates.
// Runs on: host. Pure. (How little is enough is another question: reproduce/halving.hpp.)
#pragma once

#include "results-schema/series.hpp"

#include <optional>

namespace cloister {

class Bisection {
  public:
    // steps: how many, the base included.
    explicit Bisection(std::size_t steps);

    // The step to be asked; nullopt: all is known that can be.
    std::optional<std::size_t> next() const;
    // Of the step that next() gave: good, bad or untestable.
    void answer(Answer answer);

    // The steps of which one is the first bad one, rising; empty: no step is known to be bad.
    std::vector<std::uint64_t> candidates() const;

  private:
    std::optional<std::size_t> last_unasked() const;
    std::optional<std::size_t> first_unasked() const;
    std::optional<std::size_t> nearest_to_the_middle() const;

    std::vector<std::optional<Answer>> answers_;
    std::optional<std::size_t> good_; // the last that is known to be
    std::optional<std::size_t> bad_;  // the first
};

} // namespace cloister
