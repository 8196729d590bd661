// SPDX-License-Identifier: GPL-2.0-or-later
// The shared memory between agent, subjects and the one disturber: how a drain is armed without a system call
// on an isolated CPU, and how everybody's numbers come back.
// Runs on: guest. The agent creates and zeroes the file (zero is "nothing yet"), fills in version and limits,
// and maps it; every workload maps it by path. The only file of workloads/ that anybody else includes.
//
// One round, r = 1, 2, …, on every isolated CPU at once:
//   disturber: subject.requested = r                 subject: sees r, touches a fresh page, armed = r, spins
//   on disturber: sees armed == r; page flags say "not on the LRU"; drains once; page flags say "on the LRU".
// Times: CLOCK_MONOTONIC nanoseconds, read through the vdso; it is the trace clock "mono" as well.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>

namespace cloister::workloads {

constexpr std::uint32_t handshake_version = 4;
constexpr std::size_t largest_cpus = 64;
// What a busy host takes from an emulated guest in half a minute; 400 KB for each subject.
constexpr std::size_t kept_gaps = 16384;
// One turn of a subject's loop takes some 50 ns natively and under 2 us in an emulated guest; the shortest
// interrupt takes longer than that there.
constexpr std::uint64_t shortest_gap_ns = 5000;
// A storm takes as many pages in one turn, and gives them back.
constexpr std::size_t storm_pages = 256;
constexpr std::size_t cache_line = 64;
constexpr std::size_t failure_text = 120;

enum class State : std::uint32_t { absent, starting, ready, running, done, failed };

// What the agent asks the disturber to do next. settle: one unmeasured drain; trial: arm and drain one page
// to see whether this disturber drains on this kernel.
enum class Phase : std::uint32_t { wait, trial, settle, measure, stop };

// A stretch in which a subject did not spin.
struct Gap {
    std::uint64_t at_ns;
    std::uint64_t length_ns;
    std::uint64_t own_work; // 1: it asked the kernel for something itself
};

struct alignas(cache_line) Subject {
    // Written by the disturber.
    alignas(cache_line) std::atomic<std::uint64_t> requested;
    // Written by the subject.
    alignas(cache_line) std::atomic<std::uint64_t> armed;
    std::atomic<std::uint64_t> page; // virtual address of the page armed last
    std::atomic<State> state;
    std::atomic<std::int32_t> pid;
    std::atomic<std::int32_t> error; // errno of a failure
    std::array<char, failure_text> failure;
    std::atomic<std::uint64_t> iterations;
    std::atomic<std::uint64_t> gaps; // all that were seen while the window was open, own work left out
    std::atomic<std::uint64_t> longest_gap_ns;
    // While the window was open; until there was no more room for what it noticed.
    std::atomic<std::uint64_t> watched_from_ns;
    std::atomic<std::uint64_t> watched_until_ns;
    std::atomic<std::uint64_t> kept_number;
    std::array<Gap, kept_gaps> kept;
};

// Per isolated CPU.
struct DrainedPages {
    std::uint64_t armed;          // proved off the LRU before a drain
    std::uint64_t completed;      // of these, proved on the LRU after it
    std::uint64_t already_on_lru; // touched, yet not held by a batch
};

struct alignas(cache_line) Disturber {
    std::atomic<Phase> phase;         // written by the agent
    std::atomic<Phase> phase_reached; // written by the disturber: this phase is finished
    std::atomic<State> state;
    std::atomic<std::int32_t> pid;
    std::atomic<std::int32_t> error;
    std::array<char, failure_text> failure;
    std::atomic<std::uint64_t> calls; // drain calls in phase measure
    std::array<DrainedPages, largest_cpus> pages;
    std::uint64_t call_min_ns;
    std::uint64_t call_max_ns;
    std::uint64_t call_total_ns;
    std::atomic<std::uint64_t> provoked; // provocations in phase measure, each once for every subject's CPU
    std::atomic<std::uint64_t> pressure_pages;
    std::atomic<std::uint64_t> pressure_ns;        // from the first of them to the end of the phase
    std::array<char, failure_text> does_not_drain; // empty: the trial drain put its page on the LRU
};

struct Handshake {
    std::uint32_t version;
    std::uint32_t cpus;
    std::atomic<std::uint32_t> window_open; // gaps are recorded while it is 1
    std::atomic<std::uint32_t> stop;        // everybody leaves
    Disturber disturber;
    std::array<Subject, largest_cpus> subjects; // by CPU number
};

static_assert(std::atomic<std::uint64_t>::is_always_lock_free && std::atomic<State>::is_always_lock_free);

} // namespace cloister::workloads
