// SPDX-License-Identifier: GPL-2.0-or-later
// A program of others as a child of the agent, in a session of its own, with its output in a file. It goes to
// its CPUs by itself: there it may spin at a real-time priority at once, and whoever had brought it would not
// come back. Runs on: guest. Errors: std::system_error; LabError{lab, "arm"} for one that cannot be started.
#pragma once

#include "probes/kernelfs/cpu_set.hpp"

#include <string>
#include <vector>

namespace cloister::agent {

struct ProgramStart {
    std::vector<std::string> words;
    std::vector<std::string> variables; // of its environment, "NAME=VALUE"
    std::string output;                 // a file, made anew
    CpuSet cpus;
    const char* directory = "/";
    const char* oom_score = nullptr; // what /proc/self/oom_score_adj is to say; nullptr: what it does
    bool unprivileged = false;       // as nobody
};

// Its process, which leads its session.
int start_program(const ProgramStart& program);

} // namespace cloister::agent
