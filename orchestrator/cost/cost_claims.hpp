// SPDX-License-Identifier: GPL-2.0-or-later
// Claims that exact costs answer; each is judged where the costs have what it compares.
//   off-is-free  in local mode an operation takes no more than on the first kernel, which is unpatched, but
//                one instruction for each place passed where the series' static key is asked; and not one
//                access to data, branch, locked instruction or cache line more. Its median turn is held
//                against what a quarter of the other's turns takes at least, which is the same where all
//                turns are of a kind; and a dear one against a dear one, as when a batch is full, where
//                dear turns can be told (tells_dear_turns()). Not of a drain that waits for others
//   remote-cost  in remote mode an operation on the CPU's own caches locks the bus at most once more than in
//                local mode for each such place: a lock taken, and given back by a plain write
//   housekeeping-not-slower
//                in remote mode no operation, nor a drain of its initiator's, takes 5 % more instructions
//                than in local mode. An initiator that waits for other CPUs in local mode has this waiting
//                free here, so that what is upheld is less than what is gained; times are a KVM's to tell
// Runs on: host. Pure.
#pragma once

#include "results-schema/cost.hpp"

namespace cloister {

bool is_cost_claim(const std::string& id);

// Of all kernels together; off-is-free of those behind the first. Empty: there is nothing to
// compare.
std::vector<ClaimResult> cost_claims(const Cost& cost);

} // namespace cloister
