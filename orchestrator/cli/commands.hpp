// SPDX-License-Identifier: GPL-2.0-or-later
// What each subcommand does; each returns the process's exit code.
// Runs on: host. Errors: LabError, told by the command line (command_line.cpp).
#pragma once

#include "orchestrator/cli/fuzz_options.hpp"
#include "orchestrator/cli/matrix_options.hpp"
#include "orchestrator/cli/series_options.hpp"

namespace cloister {

int run_command(const RunOptions& options);
// For `git bisect run`: 0 good, 1 bad, 125 this commit cannot be tested; what would be wrong with every
// commit ends the bisection (128 and more).
int run_for_git_bisect(const RunOptions& options);
int plan_command(const RunOptions& options);
// sources: by name; none means all.
int calibrate_command(const RunOptions& options, const std::vector<std::string>& sources);
// The same sources with probes armed and without; sources: none means one of each kind.
int observer_command(RunOptions options, const std::vector<std::string>& sources);
// What operations cost on these kernels, to the instruction; operations: none means all.
int cost_command(const RunOptions& options, const std::vector<std::string>& kernels,
                 const std::vector<std::string>& operations);
// Which lines of a series run in guests, and which never do. what: a profiled kernel to measure, or stored
// runs of one; none means 6.12+gcov. html: a directory for pages; empty: none are made.
int coverage_command(RunOptions options, const std::vector<std::string>& what, const std::string& html);
// Each patch of a series: builds, boots, claims, costs. words: what the user typed.
int series_command(const RunOptions& options, const SeriesOptions& asked,
                   const std::vector<std::string>& words);
// The first patch of a series that breaks a claim or moves a cost.
int bisect_command(RunOptions options, SeriesOptions asked, const std::vector<std::string>& words);
// Drains on kernels of every flavour, isolated in every way, with the switch in every setting.
int matrix_command(const RunOptions& options, const MatrixOptions& asked,
                   const std::vector<std::string>& words);
// Guests with much going on at once, drawn at random: does their kernel complain?
int fuzz_command(const RunOptions& options, const FuzzOptions& asked, const std::vector<std::string>& words);
// Which check tells a kernel that is broken on purpose; words: bases and mutants, none means all.
int mutants_command(const RunOptions& options, const std::vector<std::string>& words, bool every_run);
struct CompareOptions {
    std::string old_directory;
    std::string new_directory;
    std::vector<std::string> differ{"kernel"}; // or nothing
    std::vector<std::string> between;
    double least_effect = 20; // per cent
    std::uint64_t least_cost = 1;
    bool list_all = false;
    std::string json;
    bool quiet = false;
    std::string history; // of history:RUN; the default one unless given
};
int compare_command(const CompareOptions& options);
struct HistoryOptions {
    std::string run; // its number or time: that one, with its claims
    std::string history;
    std::string kernel;
    std::string mode;
    std::string since;
    std::uint64_t most = 20;
    bool as_json = false;
};
// The runs that a history knows.
int history_command(const HistoryOptions& options);
struct TrendOptions {
    std::string history;
    std::string cell; // KERNEL,MODE,WORKLOAD; else by these
    std::string kernel;
    std::string mode;
    std::string workload;
    std::string since;
    double least_effect = 20; // per cent
    bool as_json = false;
};
// From which run on counts and costs are others.
int trend_command(const TrendOptions& options);
struct SiteOptions {
    std::string directory;
    std::string history;
    std::uint64_t reports = 30; // of so many of the newest runs
};
// A history as pages that lead to each other.
int site_command(const SiteOptions& options);
struct ImportOptions {
    std::string history;
    bool no_history = false;
    std::vector<std::string> directories; // or archives of such
    std::string into = "runs";            // where archives are unpacked
};
// Stored runs into a history.
int import_command(const ImportOptions& options);
struct ExportOptions {
    std::vector<std::string> directories;
    std::string format;
    std::string file = "-";
};
// Stored runs in a format of somebody else's.
int export_command(const ExportOptions& options);
// What the formats are for, a line each.
std::string export_format_lines();
// Judges anew what a run has stored.
int judge_command(const std::filesystem::path& directory, const std::string& json, bool quiet);
enum class ReportAs { text, text_with_charts, json };
// html: file of the page, "-": standard output, "": report.html of the run; absent: as text or JSON.
int report_command(const std::filesystem::path& directory, ReportAs as,
                   const std::optional<std::string>& html);
// number: of one interruption; absent: all, by cause.
int explain_command(const std::filesystem::path& directory, std::optional<std::uint64_t> number, bool json);
struct ConsoleOptions {
    std::vector<std::string> paths; // run directories, or consoles
    bool is_whole = false;          // each complaint with all that was printed
    bool as_json = false;
};
// What the kernels on stored consoles complained of; 1 where there is something.
int console_command(const ConsoleOptions& options);
// Brings interruption number of the run in directory about again.
int reproduce_command(const RunOptions& options, const std::filesystem::path& directory,
                      std::uint64_t number);
// A guest in the state of that run, on this terminal.
int shell_command(const RunOptions& options, const std::filesystem::path& directory);
int validate_command(const std::filesystem::path& file);
int kernel_build_command(const std::string& reference, const std::string& source, bool quiet);
int kernel_show_command(const std::string& reference, const std::string& source);
struct HostOptions {
    std::string cpus;  // as 2-3; empty: where isolated vCPUs are bound
    std::string state; // the journal; empty: its usual place
    bool quiet = false;
};
// The host's knobs made quiet for CPUs that are left to vCPUs, put back as they were, shown.
int host_prepare_command(const HostOptions& options);
int host_restore_command(const HostOptions& options);
int host_show_command(const HostOptions& options);
int doctor_command();

} // namespace cloister
