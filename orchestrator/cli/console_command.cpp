// SPDX-License-Identifier: GPL-2.0-or-later
// What the kernels on stored consoles complained of.
#include "orchestrator/base/quantity.hpp"
#include "orchestrator/cli/commands.hpp"
#include "orchestrator/cli/print_report.hpp"
#include "orchestrator/console/reports_text.hpp"
#include "orchestrator/store/run_directory.hpp"
#include "orchestrator/store/stored_consoles.hpp"
#include "results-schema/json_document.hpp"

#include <fmt/format.h>

namespace cloister {
namespace {

Json as_json(const std::vector<ConsoleReports>& consoles) {
    Json list = Json::array();
    for (const ConsoleReports& console : consoles)
        for (const KernelReport& report : console.reports)
            list.push_back({{"console", console.name},
                            {"kind", to_string(report.kind)},
                            {"title", report.title},
                            {"times", report.times},
                            {"seconds", report.when ? Json(*report.when) : Json()},
                            {"text", report.text}});
    return list;
}

} // namespace

int console_command(const ConsoleOptions& options) {
    std::vector<ConsoleReports> consoles;
    for (const std::string& path : options.paths)
        for (const std::filesystem::path& console : stored_consoles(path))
            consoles.push_back({console.string(), kernel_reports(read_text_file(console))});
    const std::string text = reports_text(consoles, options.is_whole ? Whole::yes : Whole::no);
    if (options.as_json)
        print_text(as_json(consoles).dump(2) + "\n", "-");
    else if (text.empty())
        fmt::print("nothing in {}\n", quantity(consoles.size(), "console"));
    else
        fmt::print("{}", text);
    return text.empty() ? 0 : 1;
}

} // namespace cloister
