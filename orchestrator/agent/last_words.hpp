// SPDX-License-Identifier: GPL-2.0-or-later
// What a program printed last: the reason that it gives for its end. Runs on: guest.
#pragma once

#include <string>

namespace cloister::agent {

// The file's last line that is not blank, without the blanks before it and not longer than a message wants;
// "": there is none.
std::string last_words(const std::string& file);

} // namespace cloister::agent
