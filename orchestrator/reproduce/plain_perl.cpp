// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/reproduce/plain_perl.hpp"

#include <array>
#include <sstream>
#include <string_view>
#include <utility>

namespace cloister {
namespace {

// Each is used by those behind it.
constexpr std::array<std::pair<std::string_view, std::string_view>, 4> helpers{{
    {"go", R"(sub go {
    my $cpus = "\0" x 128;
    vec($cpus, shift, 1) = 1;
    call(sched_setaffinity => 203, 0, 128, $cpus)
}
)"},
    {"touch", R"(sub touch {
    open my $zero, "<", "/dev/zero";
    call(read => 0, fileno $zero, shift, 1)
}
)"},
    {"room", R"(sub room { call(mmap => 9, 0, shift, 3, 0x4022, -1, 0) } # private, anonymous, MAP_NORESERVE
)"},
    {"call", R"(sub call { # NAME => NUMBER on x86-64, ARGUMENTS
    my ($name, $number, @words) = @_;
    my $got = syscall($number, @words);
    $got != -1 or die "$name: $!\n";
    $got
}
)"},
}};

bool uses(const std::string& script, std::string_view helper) {
    return script.find(std::string(helper) + "(") != std::string::npos;
}

std::string indented(const std::string& script) {
    std::istringstream lines(script);
    std::string text;
    for (std::string line; std::getline(lines, line);)
        text += "        " + line + "\n";
    return text;
}

} // namespace

std::string in_perl(const std::string& script, const std::string& arguments) {
    std::string whole = script;
    for (const auto& [name, definition] : helpers)
        if (uses(whole, name))
            whole.insert(0, definition);
    return "perl -e '\n" + indented(whole) + "    '" + (arguments.empty() ? "" : " " + arguments);
}

} // namespace cloister
