// SPDX-License-Identifier: GPL-2.0-or-later
// Our subjects and disturbers said in plain shell, for a machine that has nothing of ours: POSIX sh and
// taskset, perl where a system call has no command. Runs on: host; the text on bare metal, as root. Pure.
// Kernel facts: workloads/subjects/, workloads/disturbers/.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace cloister {

struct ShellSubject {
    std::string body;  // of a function that keeps an isolated CPU busy
    bool arms = false; // it faults a page in at each SIGUSR1; another one would die of that
};

// One that nobody has said in shell yet spins, beneath a comment that names it.
ShellSubject subject_in_shell(const std::string& subject, const std::string& disturber);

struct ShellDisturber {
    std::string prepare; // lines before the first call; may be empty
    std::string call;    // one call; of background pressure: one round of it
};

// Nullopt: nobody has said it in shell yet. "$isolated" is the list of isolated CPUs.
std::optional<ShellDisturber> disturber_in_shell(const std::string& disturber);

} // namespace cloister
