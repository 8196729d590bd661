// SPDX-License-Identifier: GPL-2.0-or-later
// The programs that sit on an isolated CPU, by name. Each is started pinned, touches all it will need, says
// ready, and runs until handshake.stop. A function returns when told to stop.
// Runs on: guest. Errors: exceptions, which main() writes into the subject's failure.
#pragma once

#include "workloads/handshake.h"

#include <string_view>

namespace cloister::workloads {

// Spins and finds gaps; arms nothing: answers a request at once with page 0.
void spin(Handshake& handshake, Subject& subject);
// Spins, and on request touches one fresh anonymous page, which stays in this CPU's LRU batch.
void spin_refill(Handshake& handshake, Subject& subject);
// The same in memory that is locked: the page stays in this CPU's mlock batch, and off the LRU as well.
void spin_mlock(Handshake& handshake, Subject& subject);
// spin-refill that beside it has pages made cold and free, and locks one (advised_pages.hpp).
void spin_advise(Handshake& handshake, Subject& subject);
// spin-refill that beside it uses pages of a file again, without MGLRU (reread_pages.hpp).
void spin_reread(Handshake& handshake, Subject& subject);
// spin-refill as a real-time task, which nobody interrupts who is queued behind it: the page stays where it
// is until somebody else takes it from there, or the subject gives way (results-schema/gives_way.hpp).
void spin_fifo(Handshake& handshake, Subject& subject);
// Spins, and on request locks and unlocks a file: this CPU keeps a slab of locks afterwards.
void spin_slab(Handshake& handshake, Subject& subject);
// Spins, and on request closes files that nobody else has, one every other millisecond, until it is asked
// again or a while has passed: an RCU callback waits on this CPU for the end of a grace period.
void spin_callback(Handshake& handshake, Subject& subject);
// Spins, and on request goes into the kernel and stays there until it is let go (long_read.hpp). Its answer
// is page 1, which the kernel itself makes 0 once this CPU is in there.
void spin_in_kernel(Handshake& handshake, Subject& subject);
// Spins, and on request reads a directory on a block device: this CPU keeps its buffer head, on kernels where
// isolated CPUs keep any. Of / where disturber buffer-heads has mounted none.
void spin_readdir(Handshake& handshake, Subject& subject);
// While the window is open: faults pages in and frees them, so that this CPU always holds a batch lock
// or is about to take it. Arms on request too, yet its own faults may push the page out early.
void fault_storm(Handshake& handshake, Subject& subject);
// The same by pages of a file, which are written and cut off again.
void cache_storm(Handshake& handshake, Subject& subject);

using SubjectFunction = void (*)(Handshake&, Subject&);
// nullptr: no such subject.
SubjectFunction subject_named(std::string_view name);

} // namespace cloister::workloads
