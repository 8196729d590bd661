// SPDX-License-Identifier: GPL-2.0-or-later
// What `cloister host` says: each knob, what was written, what was put back; 80 columns.
// Runs on: host. Pure.
#pragma once

#include "orchestrator/host/prepare.hpp"

namespace cloister {

// A line for each knob. journal: the one in force, if any.
std::string knobs_text(const std::vector<HostKnob>& knobs, const std::optional<HostJournal>& journal);
// By family: how many were written, and each that could not be.
std::string prepared_text(const Prepared& prepared, const HostCpus& cpus, const std::string& journal);
std::string restored_text(const Restored& restored, const std::string& journal);
// What kind of preparation is in force: "prepared for CPUs 2-3 since …".
std::string standing_text(const std::optional<HostJournal>& journal, const std::string& boot,
                          const std::string& file);

} // namespace cloister
