// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/cli/command_line.hpp"

int main(int count, char** words) {
    return cloister::command_line(count, words);
}
