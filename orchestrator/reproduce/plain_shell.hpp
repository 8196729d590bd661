// SPDX-License-Identifier: GPL-2.0-or-later
// Our subjects and disturbers said in plain shell, for a machine that has nothing of ours: POSIX sh and
// taskset, perl where a system call has no command. Runs on: host; the text on bare metal, as root. Pure.
// Kernel facts: workloads/subjects/, workloads/disturbers/.
#pragma once

#include <optional>
#include <string>

namespace cloister {

struct ShellSubject {
    std::string body;         // of a function that keeps the isolated CPU $1 busy
    bool answers = false;     // it does at each SIGUSR1 what ours does when asked; another one dies of it
    bool pins_itself = false; // a part of it stays with who keeps house
};

// One that nobody has said in shell yet spins, beneath a comment that names it.
ShellSubject subject_in_shell(const std::string& subject, const std::string& disturber);

struct ShellDisturber {
    std::string prepare; // lines before the first call; may be empty
    std::string call;    // one call; of background pressure: one round of it
};

// Nullopt: nobody has said it in shell yet; compaction-in-vain nobody should, as it takes nearly all of a
// machine's memory. "$isolated" and "$keepers" are the CPUs that are isolated and that keep house,
// "$subjects" the processes on the former; what is added to "$helpers" is ended with them.
std::optional<ShellDisturber> disturber_in_shell(const std::string& disturber);

} // namespace cloister
