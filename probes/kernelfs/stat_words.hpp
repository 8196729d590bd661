// SPDX-License-Identifier: GPL-2.0-or-later
// /proc/PID/stat behind the name of the program, which stands in brackets and may hold anything: state,
// parent, group, session, … (proc(5)). Runs on: both. Pure.
#pragma once

#include "probes/kernelfs/file.hpp"

namespace cloister {

inline std::vector<std::string> stat_words(const std::string& stat) {
    return words_of(stat.substr(stat.rfind(')') + 1));
}

} // namespace cloister
