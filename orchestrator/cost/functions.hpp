// SPDX-License-Identifier: GPL-2.0-or-later
// The functions of a kernel that lies where it was linked for (nokaslr), by address.
// Runs on: host. Pure.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace cloister {

class Functions {
  public:
    Functions() = default;
    // As in System.map: "ADDRESS TYPE NAME"; those of text alone. Empty: no function has a name.
    explicit Functions(std::string_view system_map);

    // The name of the one that an address lies in, without a suffix of the compiler's (.isra.0, .constprop.0,
    // .part.0, .cold); where none is known, the address.
    std::string of(std::uint64_t address) const;

  private:
    std::map<std::uint64_t, std::string> names_;
};

} // namespace cloister
