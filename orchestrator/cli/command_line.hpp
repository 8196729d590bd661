// SPDX-License-Identifier: GPL-2.0-or-later
// `cloister COMMAND …`: reads the words, does it, and turns whatever happens into one line and an exit code.
// Runs on: host.
#pragma once

namespace cloister {

int command_line(int count, char** words);

} // namespace cloister
