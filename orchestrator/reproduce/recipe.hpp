// SPDX-License-Identifier: GPL-2.0-or-later
// A trial as a shell script for bare metal: the command line to boot with, the knobs, tracefs, something that
// keeps the isolated CPUs busy, and what disturbs them. Needs nothing of ours.
// Runs on: host; the script on bare metal, as root. Pure.
#pragma once

#include "results-schema/interruption.hpp"
#include "results-schema/trial_record.hpp"

namespace cloister {

// spec: the trial to be done by hand; kernel: that it was seen on.
std::string bare_metal_recipe(const TrialSpec& spec, const Cause& cause, const KernelFacts& kernel);

} // namespace cloister
