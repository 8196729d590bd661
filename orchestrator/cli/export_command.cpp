// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/base/lab_error.hpp"
#include "orchestrator/base/nearest_name.hpp"
#include "orchestrator/cli/commands.hpp"
#include "orchestrator/cli/exported_runs.hpp"
#include "orchestrator/cli/print_report.hpp"
#include "orchestrator/report/export/formats.hpp"
#include "orchestrator/store/run_archive.hpp"
#include "orchestrator/store/run_directory.hpp"

#include <fmt/format.h>

#include <unistd.h>

namespace cloister {
namespace {

// Not one of the catalogue: it is a run, and not what is told of it.
constexpr const char* archive_format = "archive";

[[noreturn]] void refuse(const std::string& why) {
    throw LabError(Fault::wrong_use, "cli", why);
}

void export_archive(const ExportOptions& options) {
    if (options.directories.size() != 1)
        refuse("archive holds one directory of a run, of costs or of a series: name one");
    if (options.file == "-" && ::isatty(STDOUT_FILENO) == 1)
        refuse("an archive is no text for a terminal: name a file with -o, as run.tar.zst");
    if (options.file != "-")
        expect_writable(options.file);
    write_run_archive(options.directories.front(), options.file);
}

// As what calibrate, observer and cost have made: their verdict is no claim's.
void leave_out_what_claims_nothing(const std::string& format, std::vector<ExportedRun>& runs) {
    std::vector<ExportedRun> kept;
    std::string left_out;
    for (ExportedRun& run : runs)
        if (claims_of(run).empty())
            left_out += (left_out.empty() ? "" : ", ") + one_line(run.name);
        else
            kept.push_back(std::move(run));
    const std::string told = left_out + " has no claims, which " + format + " tells";
    if (kept.empty())
        refuse(told + ": choose openmetrics, influx or csv");
    if (!left_out.empty())
        fmt::print(stderr, "cloister: {}: left out\n", told);
    runs = std::move(kept);
}

} // namespace

std::string export_format_lines() {
    return export_formats_text() +
           "  archive            the directory itself, for import elsewhere (tar, zstd)\n";
}

int export_command(const ExportOptions& options) {
    if (options.format == archive_format) {
        export_archive(options);
        return 0;
    }
    const ExportFormat& format = export_format_named(options.format);
    if (format.holds == Holds::no_run && !options.directories.empty())
        refuse(options.format + " is of no run: leave out the directories");
    if (format.holds != Holds::no_run && options.directories.empty())
        refuse("export needs a directory of a run, of costs or of a series; see runs/");
    if (options.file != "-")
        expect_writable(options.file);
    std::vector<ExportedRun> runs;
    for (const std::string& directory : options.directories)
        for (ExportedRun& run :
             exported_runs(directory, format.tells == Tells::every_interruption ? Seen::all : Seen::sums))
            runs.push_back(std::move(run));
    if (format.tells == Tells::claims)
        leave_out_what_claims_nothing(options.format, runs);
    if (format.holds == Holds::one_run && runs.size() != 1)
        refuse(options.format + " holds one run: name one, or one step of a series");
    print_text(format.write(runs), options.file);
    return 0;
}

} // namespace cloister
