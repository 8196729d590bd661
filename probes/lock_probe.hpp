// SPDX-License-Identifier: GPL-2.0-or-later
// The one event that the kernel does not have: a kprobe at the slow path of queued spinlocks, which is
// entered exactly when a lock is not free (include/asm-generic/qspinlock.h, queued_spin_lock()).
// lock:contention_begin will not do: it fires at MCS queueing only (kernel/locking/qspinlock.c), and two
// contenders stay pending. A kprobe patches kernel text, so it is made and armed while one CPU is online
// (docs/adr/0002). Not with kprobe_event= at boot: the kernel makes the directories of its events in a work
// of its own (tracer_init_tracefs_work_func()), and a kprobe that is made meanwhile may get none. Runs on:
// guest; misses_in() is pure. Errors: std::runtime_error with the kernel's words.
#pragma once

#include "probes/tracefs/trace_instance.hpp"

namespace cloister {

// cloister:lock_contended, with the field "lock": the lock's address.
const EventName& lock_contended();

enum class LockProbe { absent, in_our_instance, in_kernels_own };

// Made, and armed in our instance where the boot has made that; else in the kernel's own until ours takes it
// over, which costs each CPU a buffer more. A kernel without kprobes has none.
// The kprobe is kept a breakpoint: an optimised one jumps through code of its own, through which no stack can
// be read (arch/x86/kernel/unwind_orc.c knows the trampolines of ftrace, not these), and who wanted the lock
// would be lost.
LockProbe make_lock_probe();

// Once our instance has it: off in the kernel's own.
void leave_to_our_instance(LockProbe made);

// How often the probe was hit and could not count, as when it interrupted itself; 0 where there is none.
std::uint64_t lock_probe_misses();

// "  lock_contended   4711   2" of kprobe_profile: the misses.
std::uint64_t misses_in(std::string_view kprobe_profile);

} // namespace cloister
