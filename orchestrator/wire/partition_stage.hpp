// SPDX-License-Identifier: GPL-2.0-or-later
// The stage of a failure by which a record says that this kernel knows no cpuset partition of the kind that
// its mode wants: "isolated" came with 6.1 ("cgroup/cpuset: Add a new
// isolated cpus.partition type"). Runs on: both. Pure.
#pragma once

namespace cloister::wire {

constexpr const char* partition_stage = "partition";

} // namespace cloister::wire
