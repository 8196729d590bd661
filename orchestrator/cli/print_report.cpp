// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/cli/print_report.hpp"

#include "orchestrator/report/report_text.hpp"
#include "orchestrator/store/run_directory.hpp"

#include <cstdio>
#include <cstdlib>
#include <unistd.h>

namespace cloister {

Colour colour_of_output() {
    const char* no_colour = std::getenv("NO_COLOR");
    const bool coloured = ::isatty(STDOUT_FILENO) == 1 && (no_colour == nullptr || *no_colour == '\0');
    return coloured ? Colour::yes : Colour::no;
}

void print_report(const Report& report) {
    std::fputs(report_text(report, colour_of_output()).c_str(), stdout);
}

void print_text(const std::string& text, const std::string& file) {
    if (file == "-")
        std::fputs(text.c_str(), stdout);
    else
        write_text_file(file, text);
}

} // namespace cloister
