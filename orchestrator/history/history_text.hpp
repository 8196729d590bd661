// SPDX-License-Identifier: GPL-2.0-or-later
// The runs of a history for a person, at 80 columns. Runs on: host. Pure.
#pragma once

#include "results-schema/history.hpp"

namespace cloister {

// A few lines each; of a run that is not upheld, which claims made it so.
std::string history_text(const History& history);
// The one run that a history was asked for: each of its claims, with its reason.
std::string run_history_text(const History& history);
// The claims that the run's verdict is of, "remote-drains-are-silent, 2 others"; empty: it is upheld, or that
// is not known.
std::string decisive_claims(const HistoryRun& run);

} // namespace cloister
