// SPDX-License-Identifier: GPL-2.0-or-later
// C calls that say -1 and errno become exceptions here and nowhere else.
// Runs on: both. Throws std::system_error whose what() is "CALL OBJECT: REASON".
#pragma once

#include <cerrno>
#include <string>
#include <system_error>

namespace cloister {

template <class Int>
Int check_errno(Int result, const std::string& call, const std::string& object = "") {
    if (result < 0)
        throw std::system_error(errno, std::generic_category(), object.empty() ? call : call + " " + object);
    return result;
}

} // namespace cloister
