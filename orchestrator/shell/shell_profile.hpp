// SPDX-License-Identifier: GPL-2.0-or-later
// What an interactive guest's shell reads first: its commands, by the trial that the guest was made for, and
// a greeting that tells them. Runs on: host; the text in the guest, by busybox. Pure.
#pragma once

#include "results-schema/trial_spec.hpp"

namespace cloister {

// Of the person's own; 0 by 0 is not known.
struct TerminalSize {
    unsigned rows = 0;
    unsigned columns = 0;
};

// has_recipe: there is a /recipe.sh.
std::string shell_profile(const TrialSpec& spec, const TerminalSize& terminal, bool has_recipe);

} // namespace cloister
