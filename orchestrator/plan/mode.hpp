// SPDX-License-Identifier: GPL-2.0-or-later
// A mode: a named way to run a kernel, and the read-back that proves it is in force.
// Runs on: host. Pure. The data is guest-kernel-config/modes/*.toml (load_modes.hpp).
#pragma once

#include "results-schema/trial_spec.hpp"

namespace cloister {

// As written in its file, placeholders and all: {isolated}, {housekeeping} and {all} are CPU lists, and a
// knob with {cpu} stands for one knob on every isolated CPU.
struct Mode {
    std::string name;
    std::string description;
    std::vector<std::string> command_line;
    std::vector<Knob> knobs;
    ReadBack read_back;
    std::string like = {};  // the mode whose command line and knobs come before its own; empty: none
    std::string needs = {}; // "CONFIG_PWLOCKS": what somebody else's kernel was built with; empty: nothing
};

// The mode's read-back says that drains are done from afar.
bool drains_remotely(const Mode& mode);
// No kernel without our patches can be in this mode.
bool needs_patches(const Mode& mode);

ModeSpec fill_in(const Mode& mode, std::uint32_t cpus, const CpuSet& isolated);

// Every mode there is, by name.
class ModeCatalogue {
  public:
    ModeCatalogue() = default;
    explicit ModeCatalogue(std::vector<Mode> modes) : modes_(std::move(modes)) {}

    // Throws LabError{wrong_use} naming the nearest.
    const Mode& named(const std::string& name) const;
    const std::vector<Mode>& all() const { return modes_; }

  private:
    std::vector<Mode> modes_;
};

} // namespace cloister
