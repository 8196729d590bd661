// SPDX-License-Identifier: GPL-2.0-or-later
// A line of a kernel's console, its stamps taken off: "[   12.345678] ", and the caller where PRINTK_CALLER
// adds one,
// "[   T17] " or "[    C2] " (kernel/printk/printk.c, print_time() and print_caller()).
// Runs on: host. Pure; views into the console.
#pragma once

#include <optional>
#include <string_view>

namespace cloister {

struct ConsoleLine {
    std::optional<double> seconds; // since the kernel's clock began; none where the line has no stamp
    std::string_view text;         // without its end
};

ConsoleLine read_console_line(std::string_view line);
// Takes the first line, with its end, off the console.
ConsoleLine next_console_line(std::string_view& console);

} // namespace cloister
