// SPDX-License-Identifier: GPL-2.0-or-later
// The subjects and disturbers that a scenario may name, and what planning must know of each.
// Runs on: host. Pure. The programs themselves are in workloads/.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace cloister {

enum class SubjectKind {
    none,           // no window: the boot and its read-back are the measurement
    spins,          // never enters the kernel in the window: nothing of its CPU is ever there to drain
    arms,           // fills its CPU's batch on request, so that the number of armed drains is known
    storms_batches, // fills them all the time: contends for their locks, arms an unknown number
    program         // the user's own: knows no handshake, keeps no gaps, may sleep
};

enum class DisturberKind {
    none,
    drains,     // each call drains once; N calls are N drains
    takes_cpus, // each call takes the isolated CPUs offline and back: what they hold is drained as they go
    provokes,   // each call interrupts every isolated CPU once, whatever it holds
    presses,    // background pressure at a rate, drains or not as the kernel sees fit
    program     // the user's own, from the window's opening to its end
};

struct SubjectName {
    std::string name;
    SubjectKind kind;
};

struct DisturberName {
    std::string name;
    DisturberKind kind;
    bool every_cpu = false;             // each call interrupts all isolated CPUs, armed or not
    std::string kernel_parameters = {}; // without which it cannot; words, empty: none
};

const std::vector<SubjectName>& subject_names();
const std::vector<DisturberName>& disturber_names();

// Behind this one, the next that drains by another call; nullopt behind the last, and for what drains
// nothing.
std::optional<std::string> next_that_drains(const std::string& disturber);

// A path is a program. Throw LabError{wrong_use} naming the nearest right name.
SubjectKind subject_kind(const std::string& name);
DisturberKind disturber_kind(const std::string& name);
// By drains, or as CPUs go: so many pages are armed, and each must reach the LRU.
bool counts_armed_pages(DisturberKind kind);
bool interrupts_every_cpu(const std::string& disturber);
// Each a word of the kernel's command line.
std::vector<std::string> kernel_parameters_of(const std::string& disturber);

} // namespace cloister
