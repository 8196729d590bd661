// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/cli/command_line.hpp"

#include "orchestrator/base/exit_code.hpp"
#include "orchestrator/base/nearest_name.hpp"
#include "orchestrator/base/stop_signals.hpp"
#include "orchestrator/cli/add_option.hpp"
#include "orchestrator/cli/command_tree.hpp"
#include "orchestrator/cli/commands.hpp"
#include "orchestrator/cli/completions.hpp"
#include "orchestrator/cli/help_text.hpp"
#include "orchestrator/cli/nightly_command.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <functional>

namespace cloister {
namespace {

constexpr const char* json_words = "report.json to FILE as well, or with - to standard output";
constexpr const char* quiet_words = "say nothing but errors";
constexpr const char* directory_words = "run directory, new or empty; runs/<time> unless given";
constexpr const char* gone_on_with_words =
    "directory, new or empty, or one to go on with; runs/<time> unless given";
constexpr const char* history_words =
    "where runs are remembered; ~/.local/share/cloister/history.db unless given";

std::string not_empty(const std::string& given) {
    return given.empty() ? "is empty" : "";
}

// What no option and no command took, with the nearest that there is.
void refuse_leftovers(const CLI::App& app) {
    for (const CLI::App* command : app.get_subcommands())
        refuse_leftovers(*command);
    const std::vector<std::string> left = app.remaining();
    if (left.empty())
        return;
    const std::string word = left.front().substr(0, left.front().find('='));
    if (word.starts_with("--"))
        throw LabError(Fault::wrong_use, "cli", unknown_name("option", word, option_names(app)));
    if (word.starts_with("-"))
        throw LabError(Fault::wrong_use, "cli", "unknown option '" + word + "'; see --help");
    const std::vector<std::string> commands = command_names(app);
    if (commands.empty())
        throw LabError(Fault::wrong_use, "cli", "'" + left.front() + "' is one word too many; see --help");
    throw LabError(Fault::wrong_use, "cli", unknown_name("command", left.front(), commands));
}

class CommandLine {
  public:
    CommandLine();
    int run(int count, char** words);

  private:
    CLI::App* command(CLI::App& parent, const char* name, const char* what,
                      const std::function<int()>& action);
    void add_result_options(CLI::App& command, const char* json, const char* directory = directory_words);
    void add_results_alone(CLI::App& command, const char* json, const char* directory);
    void complete() const;
    void add_run_and_plan();
    void add_sources(CLI::App& command, const std::string& unless_given);
    void add_calibrate();
    void add_observer();
    void add_cost();
    void add_coverage();
    void add_series();
    void add_mutants();
    void add_bisect();
    void add_matrix();
    void add_nightly();
    void add_fuzz();
    void add_reproduce();
    void add_shell();
    void add_export();
    void add_stored_run_commands();
    void add_compare();
    void add_history();
    void add_site();
    void add_history_file(CLI::App& command, std::string& file);
    void add_kernel_commands();
    void add_host();

    CLI::App app_{
        "Proves whether a kernel leaves its isolated CPUs alone, and names what broke the silence."};
    RunOptions options_;
    SeriesOptions series_;
    MatrixOptions matrix_;
    NightlyOptions nightly_;
    FuzzOptions fuzz_;
    std::vector<std::string> words_; // what the user typed
    CompareOptions compared_;
    HistoryOptions history_;
    TrendOptions trend_;
    ImportOptions imported_;
    ExportOptions exported_;
    SiteOptions site_;
    ConsoleOptions console_;
    HostOptions host_;
    std::string path_;
    std::string reference_;
    std::string source_;
    std::vector<std::string> sources_;
    std::vector<std::string> kernels_;
    std::string pages_;
    std::optional<std::uint64_t> number_;
    std::optional<std::string> html_;
    bool as_json_ = false;
    bool as_text_ = false;
    bool every_run_ = false;
    std::function<int()> chosen_;
};

CLI::App* CommandLine::command(CLI::App& parent, const char* name, const char* what,
                               const std::function<int()>& action) {
    CLI::App* added = parent.add_subcommand(name, what);
    added->allow_extras();
    added->set_help_flag("-h,--help", "show this");
    if (action)
        added->callback([this, action] { chosen_ = action; });
    return added;
}

CommandLine::CommandLine() {
    app_.name("cloister");
    app_.formatter(std::make_shared<HelpText>());
    app_.allow_extras();
    app_.require_subcommand(0, 1); // the second of `run nightly` is a scenario
    app_.set_help_flag("-h,--help", "show this; every command has its own");
    app_.set_version_flag("--version", "cloister " CLOISTER_VERSION, "show the version");
    app_.footer("First steps:\n"
                "  cloister doctor             what this host can give\n"
                "  cloister kernel build 6.12  a guest kernel that knows both modes\n"
                "  cloister run quickstart     measure both, and judge\n\n"
                "Exit codes: 0 upheld, 1 refuted, 2 invalid or undecided, 64 wrong use, 69 the\n"
                "lab cannot, 70 our own bug, 130 interrupted (what was measured is stored)");
    add_run_and_plan();
    add_calibrate();
    add_observer();
    add_cost();
    add_coverage();
    add_series();
    add_bisect();
    add_matrix();
    add_nightly();
    add_fuzz();
    add_mutants();
    add_compare();
    add_history();
    add_site();
    add_stored_run_commands();
    add_export();
    add_reproduce();
    add_shell();
    add_kernel_commands();
    add_host();
    command(app_, "doctor", "what this host can and cannot give, with the remedy", [] {
        return doctor_command();
    })->footer("Exit codes: 0 all is there, 69 something is missing");
}

// Of what no history keeps.
void CommandLine::add_results_alone(CLI::App& command, const char* json, const char* directory) {
    command.add_option("-o", options_.directory, directory)->option_text("DIR")->group("Results");
    command.add_option("--json", options_.json, json)->option_text("FILE")->group("Results");
    command.add_flag("-q,--quiet", options_.quiet, quiet_words)->group("Results");
    command
        .add_flag("-v,--verbose", options_.verbose,
                  "QEMU's command line, the console and each stage's time as they come, on standard error")
        ->group("Results");
}

void CommandLine::add_result_options(CLI::App& command, const char* json, const char* directory) {
    add_results_alone(command, json, directory);
    CLI::Option* history = command.add_option("--history", options_.history, history_words)
                               ->option_text("FILE")
                               ->group("Results")
                               ->check(not_empty);
    command.add_flag("--no-history", options_.no_history, "keep it out of every history")
        ->excludes(history)
        ->group("Results");
}

void CommandLine::add_run_and_plan() {
    CLI::App* run = command(app_, "run", "boot guests, measure, judge and report",
                            [this] { return run_command(options_); });
    add_run_options(*run, options_);
    add_result_options(*run, json_words);
    run->add_option("--source", options_.source,
                    "the tree that the kernel was built from, as kernel build has it; --bisect builds it")
        ->option_text("PATH")
        ->group("What is measured");
    run->add_flag("--dry-run", options_.dry_run, "show the plan and boot nothing")->group("Results");
    run->add_flag("--bisect", options_.bisect,
                  "end as git bisect run wants it: 0 good, 1 bad, 125 cannot be tested")
        ->group("Results");
    run->footer("Examples:\n"
                "  cloister run quickstart --repeat 10\n"
                "  cloister run --drains 5000 --isolated 1-3 --disturber compact_memory\n"
                "  cloister run --modes local --kernel /boot/vmlinuz-6.12.48-amd64\n"
                "  cloister run --disturber pressure-cache --rate 2000 --duration 1m\n"
                "  cloister run mine.toml --dry-run    flags and files, both: flags win\n"
                "  git bisect run cloister run smallest --bisect --kernel 6.12@base --source .");
    CLI::App* plan = command(app_, "plan", "show the trials that a run would do, and boot nothing",
                             [this] { return plan_command(options_); });
    add_run_options(*plan, options_);
    plan->add_option("--json", options_.json, "plan.json to FILE instead, or with - to standard output")
        ->option_text("FILE")
        ->group("Results");
    plan->footer("Examples:\n"
                 "  cloister plan quickstart\n"
                 "  cloister plan nightly --claims quiet-baseline --json -");
}

void CommandLine::add_sources(CLI::App& command, const std::string& unless_given) {
    command
        .add_option("--sources", sources_,
                    "what to provoke, as membarrier,overcommit; " + unless_given + " unless given")
        ->option_text("LIST")
        ->delimiter(',')
        ->group("What is measured");
}

void CommandLine::add_calibrate() {
    CLI::App* calibrate =
        command(app_, "calibrate", "provoke interruptions by number, and compare what is seen",
                [this] { return calibrate_command(options_, sources_); });
    add_sources(*calibrate, "all");
    add_calibration_options(*calibrate, options_);
    add_result_options(*calibrate, "calibration.json to FILE as well, or with - to standard output");
    calibrate->footer("Examples:\n"
                      "  cloister calibrate\n"
                      "  cloister calibrate --modes local --sources membarrier -n 5000\n\n"
                      "Exit codes: 0 all that was provoked was seen and nothing else, 1 something was\n"
                      "missed or invented, 2 the evidence is flawed; else as run");
}

void CommandLine::add_observer() {
    CLI::App* observer =
        command(app_, "observer", "what probes cost, and whether they disturb what they count",
                [this] { return observer_command(options_, sources_); });
    add_sources(*observer, "one of each kind");
    add_calibration_options(*observer, options_);
    add_result_options(*observer, "observer.json to FILE as well, or with - to standard output");
    observer->footer("Examples:\n"
                     "  cloister observer\n"
                     "  cloister observer --modes local --sources nothing,drop_caches --repeat 10\n\n"
                     "Each window is measured twice, with probes armed and with nothing but the kernel's\n"
                     "own counters; QEMU's emulator counts kernel instructions and entries (not KVM).\n"
                     "Exit codes: 0 the windows agree, 1 they do not, 2 the evidence is flawed; else as run");
}

void CommandLine::add_cost() {
    CLI::App* cost = command(app_, "cost", "what operations cost in the kernel, to the instruction",
                             [this] { return cost_command(options_, kernels_, sources_); });
    cost->add_option("kernels", kernels_, "6.12@base, 6.12, or the path of an image; each beside the first")
        ->option_text("KERNEL…");
    cost->add_option("--operations", sources_, "as anon-fault,fork-exit; all unless given")
        ->option_text("LIST")
        ->delimiter(',')
        ->group("What is measured");
    add_cost_options(*cost, options_);
    add_result_options(*cost, "cost.json to FILE as well, or with - to standard output");
    cost->footer("Examples:\n"
                 "  cloister cost 6.12@base 6.12\n"
                 "  cloister cost 6.12 --operations anon-fault,drain-one-armed --repeat 10\n\n"
                 "Each guest runs by the count of its instructions, and tells the same each time;\n"
                 "its times mean nothing. KVM cannot do this.\n"
                 "Exit codes: 0 counted, 2 boots do not agree or nothing was counted; else as run");
}

void CommandLine::add_coverage() {
    CLI::App* coverage =
        command(app_, "coverage", "which lines of a series run in guests, and which never do",
                [this] { return coverage_command(options_, kernels_, pages_); });
    coverage
        ->add_option("what", kernels_,
                     "a kernel of flavour gcov, 6.12+gcov unless given; or stored runs of one")
        ->option_text("KERNEL|DIR…");
    add_coverage_options(*coverage, options_);
    add_result_options(*coverage, "coverage.json to FILE as well, or with - to standard output");
    coverage->add_option("--html", pages_, "the files with what ran and what did not, as pages for a browser")
        ->option_text("DIR")
        ->group("Results");
    coverage->footer("Examples:\n"
                     "  cloister kernel build 6.12+gcov && cloister coverage\n"
                     "  cloister coverage runs/latest --html pages\n\n"
                     "Boots a guest for every caller that drains and every way to fill a cache, in\n"
                     "each mode, and for each choice of the boot parameter. Stored runs need none.\n"
                     "Exit codes: 0 at least 95 % of the lines ran where drained remotely, 1 fewer,\n"
                     "2 guests told too little; else as run");
}

void CommandLine::add_series() {
    CLI::App* series =
        command(app_, "series", "what each patch of a series does: builds, boots, claims, costs",
                [this] { return series_command(options_, series_, words_); });
    add_series_options(*series, options_, series_);
    add_result_options(*series, "series.json to FILE as well, or with - to standard output",
                       gone_on_with_words);
    series->footer("Examples:\n"
                   "  cloister series 6.12\n"
                   "  cloister series --git ~/linux v6.12..HEAD --operations anon-fault,cache-read\n"
                   "  cloister series --mbox thread.mbox --cover-letter - -q\n\n"
                   "What is stored in its directory is not done again: the same -o goes on, and so\n"
                   "does --resume. Each of steps/ is a run, for explain, judge and reproduce.\n"
                   "Exit codes: 0 every step is upheld, 1 one does not build, fails or is refuted;\n"
                   "else as run");
}

void CommandLine::add_bisect() {
    CLI::App* bisect =
        command(app_, "bisect", "find the first patch of a series that breaks a claim or moves a cost",
                [this] { return bisect_command(options_, series_, words_); });
    add_bisect_options(*bisect, options_, series_);
    add_result_options(*bisect, "series.json to FILE as well, or with - to standard output",
                       gone_on_with_words);
    bisect->footer("Examples:\n"
                   "  cloister bisect 6.12 --claim remote-drains-are-silent\n"
                   "  cloister bisect --git ~/linux v6.12..HEAD --cost anon-fault --by 20\n\n"
                   "Halves the series. A step that does not build or boot is passed over; a\n"
                   "refutation counts once it has come again. With the -o of a series it shares what\n"
                   "was measured there.\n"
                   "Exit codes: 0 no step is bad, 1 the first bad one is known, 2 it is one of\n"
                   "several, or none can be tested; else as run");
}

void CommandLine::add_matrix() {
    CLI::App* matrix =
        command(app_, "matrix", "drains on every flavour, isolated in every way, switch on, auto and off",
                [this] { return matrix_command(options_, matrix_, words_); });
    add_matrix_options(*matrix, options_, matrix_);
    add_result_options(*matrix, "matrix.json to FILE as well, or with - to standard output",
                       gone_on_with_words);
    matrix->footer("Examples:\n"
                   "  cloister matrix\n"
                   "  cloister matrix 6.12 5.10 --flavours lockdep,plain --html grid.html\n"
                   "  cloister matrix 6.12+kasan --isolation both --settings on,off\n"
                   "  cloister matrix -o nightly --for 4h\n\n"
                   "First forced on and off where CPUs are isolated, on every kernel, then the rest.\n"
                   "What is stored in its directory is not done again: the same -o goes on. Each of\n"
                   "steps/ is a run, for explain, console and reproduce.\n"
                   "Exit codes: 0 every cell is upheld, 1 one is refuted, or its kernel does not\n"
                   "build, fails or complains; else as run");
}

void CommandLine::add_nightly() {
    CLI::App* nightly =
        command(app_, "nightly", "measure what a plan names, where something changed since the last night",
                [this] { return nightly_command(options_, nightly_, words_); });
    nightly->add_option("plan", nightly_.plan, "a plan, as docs/nightly.md describes it")
        ->required()
        ->option_text("PLAN.toml");
    nightly->add_flag("--all", nightly_.all, "measure all of it, changed or not")->group(what_is_measured);
    nightly->add_flag("--dry-run", nightly_.dry_run, "show what would be measured, and why; make nothing")
        ->group(what_is_measured);
    add(*nightly, how_much, "--for", nightly_.time, "TIME",
        "begin nothing more after 6h, as an example; what is left comes the next night");
    add(*nightly, the_guest, "--machine", options_.machine, "NAME",
        "qemu, or fake: replays recorded guests, measures nothing; the plan's unless given");
    add_accelerator(*nightly, options_);
    add_result_options(*nightly, "nightly.json to FILE as well, or with - to standard output",
                       "directory of the plan's nights; nights/<plan> unless given");
    nightly->footer("Examples:\n"
                    "  cloister nightly lab.toml\n"
                    "  cloister nightly lab.toml --dry-run\n"
                    "  cloister nightly lab.toml -o /srv/nights --for 6h -q\n\n"
                    "Each cell of the plan is a run, in the history as any other. What was killed\n"
                    "is gone on with by the same words. units/ has it done by systemd.\n"
                    "Exit codes: of the worst verdict, of cells that are as they were as well; else\n"
                    "as run");
}

void CommandLine::add_fuzz() {
    CLI::App* fuzz =
        command(app_, "fuzz", "guests in which much goes on at once, drawn at random: who complains",
                [this] { return fuzz_command(options_, fuzz_, words_); });
    add_fuzz_options(*fuzz, options_, fuzz_);
    add_results_alone(*fuzz, "fuzz.json to FILE as well, or with - to standard output", gone_on_with_words);
    fuzz->footer("Examples:\n"
                 "  cloister fuzz --for 8h -o nights/fuzz\n"
                 "  cloister fuzz 6.12 --flavours lockdep,plain --cases 20 --seed 7\n"
                 "  cloister fuzz --replay 7:3 6.12 --flavours lockdep,plain -n 10\n"
                 "  cloister fuzz --reduce nights/fuzz/cases/3/case.json\n\n"
                 "A case is a kernel, a way to isolate CPUs, a setting of remote_drain=, and\n"
                 "actors: drains by every caller, CPUs and memory that go and come, cpusets,\n"
                 "stress-ng and trinity. SEED:NUMBER and the kernels say which it is. What is\n"
                 "stored in its directory is not done again: the same -o goes on.\n"
                 "Exit codes: 0 nothing was found, 1 something was (of a replay: again), 2 a guest\n"
                 "says nothing of its kernel; else as run");
}

void CommandLine::add_mutants() {
    CLI::App* mutants = command(app_, "mutants", "which check tells each kernel that is broken on purpose",
                                [this] { return mutants_command(options_, kernels_, every_run_); });
    mutants->add_option("mutants", kernels_, "as skip-isolated, or all of a base, as 6.12; all unless given")
        ->option_text("NAME…");
    add_mutant_options(*mutants, options_);
    add_results_alone(*mutants, "mutants.json to FILE as well, or with - to standard output",
                      gone_on_with_words);
    mutants->add_flag("--every-check", every_run_, "go on with one that is killed already")
        ->group("What is measured");
    mutants->footer("Examples:\n"
                    "  cloister mutants -o matrix\n"
                    "  cloister mutants skip-isolated two-orders -o matrix\n"
                    "  cloister mutants 5.10 -q --json -\n\n"
                    "Builds each (guest-kernel-config/mutants/), a minute, and runs it until a check\n"
                    "objects. What is stored in its directory is not done again: the same -o goes on.\n"
                    "The series as it is comes first; a check that objects to it is no check.\n"
                    "Exit codes: 0 each was killed by the check that should, 1 one was not, 2 that\n"
                    "could not be decided; else as run");
}

void CommandLine::add_compare() {
    CLI::App* compare =
        command(app_, "compare", "what got worse from one stored run, or its costs, to another",
                [this] { return compare_command(compared_); });
    compare->add_option("old", compared_.old_directory, "run directory, of `run`, `cost` or `series`")
        ->required()
        ->option_text("OLD");
    compare->add_option("new", compared_.new_directory, "another one; or the same, with --between")
        ->required()
        ->option_text("NEW");
    compare
        ->add_option(
            "--differ", compared_.differ,
            "what may differ: kernel (unless given), mode, cloister, or nothing; cells that differ in "
            "more are invalid")
        ->option_text("LIST")
        ->delimiter(',');
    compare
        ->add_option("--between", compared_.between,
                     "kernels or modes that are meant, as 6.12@base,6.12, where a run has several")
        ->option_text("OLD,NEW")
        ->delimiter(',');
    compare
        ->add_option("--min-effect", compared_.least_effect,
                     "by how many per cent a rate must differ to count; 20 unless given")
        ->option_text("PERCENT");
    compare
        ->add_option(
            "--by", compared_.least_cost,
            "by how many instructions, locked ones or cache lines a cost must differ to count; 1 unless "
            "given")
        ->option_text("N");
    compare->add_flag("--all", compared_.list_all, "list what is unchanged as well");
    compare->add_option("--json", compared_.json, "comparison.json to FILE, or with - to standard output")
        ->option_text("FILE");
    compare->add_flag("-q,--quiet", compared_.quiet, quiet_words);
    add_history_file(*compare, compared_.history);
    compare->footer("Examples:\n"
                    "  cloister compare runs/before runs/after\n"
                    "  cloister compare runs/latest runs/latest --differ mode --between local,remote\n"
                    "  cloister compare runs/costs runs/costs --between 6.12@base,6.12\n"
                    "  cloister compare history:17 runs/latest\n\n"
                    "history:RUN is a run by its number or time, as `history` tells it.\n"
                    "Needs no machine. What is claimed to be none is worse by a single one; rates\n"
                    "are tested, with at most 1 % for one false alarm among all; costs are exact.\n"
                    "Exit codes: 0 nothing is worse, 1 something is, 2 invalid or undecided");
}

void CommandLine::add_history_file(CLI::App& command, std::string& file) {
    command.add_option("--history", file, history_words)->option_text("FILE")->check(not_empty);
}

void CommandLine::add_history() {
    CLI::App* history = command(app_, "history", "the runs that were measured, newest first",
                                [this] { return history_command(history_); });
    CLI::Option* run =
        history->add_option("run", history_.run, "one of them with its claims, by its number or time")
            ->option_text("RUN");
    history->add_option("--kernel", history_.kernel, "those with this kernel, as 6.12@base")
        ->option_text("KERNEL")
        ->excludes(run);
    history->add_option("--mode", history_.mode, "those with this mode")->option_text("NAME")->excludes(run);
    history->add_option("--since", history_.since, "those from then on (UTC), as 2026-11-26")
        ->option_text("TIME")
        ->excludes(run);
    history->add_option("--last", history_.most, "so many of them; 20 unless given, 0: all")
        ->option_text("N")
        ->excludes(run);
    history->add_flag("--json", history_.as_json, "as JSON");
    add_history_file(*history, history_.history);
    history->footer("Examples:\n  cloister history --kernel 6.12 --last 5\n"
                    "  cloister history 17             what its claims came to\n"
                    "  cloister history --json | jq -r '.runs[].run.directory'");
    CLI::App* trend = command(app_, "trend", "from which run on counts and costs are others",
                              [this] { return trend_command(trend_); });
    trend->add_option("cell", trend_.cell, "KERNEL,MODE,WORKLOAD as its directory is named; all unless given")
        ->option_text("CELL");
    trend->add_option("--kernel", trend_.kernel, "cells of this kernel")->option_text("KERNEL");
    trend->add_option("--mode", trend_.mode, "cells of this mode")->option_text("NAME");
    trend
        ->add_option("--workload", trend_.workload,
                     "cells of this workload; of costs the operation, as anon-fault")
        ->option_text("NAME");
    trend->add_option("--since", trend_.since, "by runs from then on (UTC), as 2026-11-26")
        ->option_text("TIME");
    trend
        ->add_option("--min-effect", trend_.least_effect,
                     "by how many per cent a rate must differ to count; 20 unless given")
        ->option_text("PERCENT");
    trend->add_flag("--json", trend_.as_json, "as JSON");
    add_history_file(*trend, trend_.history);
    trend->footer("Examples:\n  cloister trend\n"
                  "  cloister trend 6.12,remote,spin-refill+drop_caches\n"
                  "  cloister trend --workload anon-fault --since 2026-11\n\n"
                  "Runs of one cell on one machine stand in a row; of each number that is another\n"
                  "one since, the first such run is told, and the kernels between.\n"
                  "Exit codes: 0 nothing is worse, 1 something is and was not mended, 2 there are\n"
                  "no two runs of a cell");
    CLI::App* imported = command(app_, "import", "put stored runs into a history; unpack archived ones",
                                 [this] { return import_command(imported_); });
    imported
        ->add_option("directories", imported_.directories, "of runs, costs or series, or archives of them")
        ->required()
        ->option_text("DIR…");
    imported->add_option("--into", imported_.into, "where archives are unpacked; runs unless given")
        ->option_text("DIR")
        ->check(not_empty);
    add_history_file(*imported, imported_.history);
    imported->add_flag("--no-history", imported_.no_history, "unpack archives, and keep no history");
    imported->footer("Examples:\n  cloister import runs/*\n"
                     "  cloister import --history team.db /srv/nightly/*\n"
                     "  cloister import run.tar.zst     unpacked to runs/, its digests checked\n\n"
                     "A run that is there already is the same one, wherever it was moved. It is judged\n"
                     "anew, and what its claims come to now is kept.");
}

void CommandLine::add_export() {
    CLI::App* exported = command(app_, "export", "stored runs in a format that others read",
                                 [this] { return export_command(exported_); });
    exported->add_option("directories", exported_.directories, "of runs, costs or series")
        ->option_text("DIR…");
    exported->add_option("--format", exported_.format, "one of those below")->required()->option_text("NAME");
    exported->add_option("-o", exported_.file, "to FILE, whole or not at all; standard output unless given")
        ->option_text("FILE")
        ->check(not_empty);
    exported->footer("Formats:\n" + export_format_lines() +
                     "\nExamples:\n"
                     "  cloister export runs/latest --format junit -o cloister.xml\n"
                     "  cloister export runs/* --format csv -o nights.csv\n"
                     "  cloister export runs/latest --format archive -o run.tar.zst\n\n"
                     "Needs no machine. Counts of trials that prove nothing are left out. Exit code 0:\n"
                     "what the kernel did is judged by `judge`.");
}

void CommandLine::add_site() {
    CLI::App* site = command(app_, "site", "a history as pages for a browser, from disk or a server",
                             [this] { return site_command(site_); });
    site->add_option("directory", site_.directory, "of the pages, new or a site already")
        ->required()
        ->option_text("DIR");
    site->add_option("--reports", site_.reports,
                     "report pages of so many of the newest runs; 30 unless given, 0: none")
        ->option_text("N");
    add_history_file(*site, site_.history);
    site->footer("Examples:\n  cloister site ~/public_html/cloister\n"
                 "  cloister site /srv/www/cloister --history team.db --reports 1000\n\n"
                 "Begin at DIR/index.html. Pages that stay the same are not touched, and report\n"
                 "pages are made once: after each night it is a matter of seconds.");
}

void CommandLine::add_stored_run_commands() {
    CLI::App* judge = command(app_, "judge", "judge a stored run again; needs no machine",
                              [this] { return judge_command(path_, options_.json, options_.quiet); });
    judge->add_option("directory", path_, "run directory")->required()->option_text("DIR");
    judge->add_option("--json", options_.json, json_words)->option_text("FILE");
    judge->add_flag("-q,--quiet", options_.quiet, quiet_words);
    judge->footer("Examples:\n  cloister judge runs/latest\n  cloister judge -q runs/latest --json -");
    CLI::App* report =
        command(app_, "report", "show the report of a run, of costs, a series or a matrix", [this] {
            return report_command(path_,
                                  as_json_   ? ReportAs::json
                                  : as_text_ ? ReportAs::text_with_charts
                                             : ReportAs::text,
                                  html_);
        });
    report->add_option("directory", path_, "run directory, or that of costs, a series or a matrix")
        ->required()
        ->option_text("DIR");
    CLI::Option* as_json = report->add_flag("--json", as_json_, "as JSON, for dashboards");
    CLI::Option* as_text =
        report->add_flag("--text", as_text_, "as text, as without it, with small charts beneath")
            ->excludes(as_json);
    report
        ->add_option_function<std::string>(
            "--html", [this](const std::string& file) { html_ = file; },
            "as one page that opens without a network: report.html there, or FILE, or with - to "
            "standard output")
        ->option_text("[FILE]")
        ->expected(0, 1)
        ->excludes(as_json)
        ->excludes(as_text);
    report->footer("Examples:\n  cloister report runs/latest\n"
                   "  cloister report runs/latest --text\n"
                   "  cloister report runs/latest --html\n"
                   "  cloister report runs/latest --json | jq .verdict");
    CLI::App* explained = command(app_, "explain", "name the cause of every interruption of a stored run",
                                  [this] { return explain_command(path_, number_, as_json_); });
    explained->add_option("directory", path_, "run directory")->required()->option_text("DIR");
    explained->add_option("number", number_, "one interruption, as a story; all of them, by cause, without")
        ->option_text("NUMBER");
    explained->add_flag("--json", as_json_, "all of them, as JSON");
    explained->footer("Examples:\n  cloister explain runs/latest\n"
                      "  cloister explain runs/latest 17\n\n"
                      "Needs no machine. Exit code 0: what the kernel did is judged by `judge`.");
    CLI::App* console = command(app_, "console", "what the kernels on stored consoles complained of",
                                [this] { return console_command(console_); });
    console->add_option("paths", console_.paths, "run directories, those of costs or a series, or consoles")
        ->required()
        ->option_text("PATH…");
    console->add_flag("--whole", console_.is_whole,
                      "each complaint with all that was printed at its first time");
    console->add_flag("--json", console_.as_json, "each complaint of each console, as JSON");
    console->footer("Examples:\n  cloister console runs/latest\n"
                    "  cloister console --whole serial.log\n\n"
                    "Alike ones are told once, without addresses and numbers of processes and CPUs.\n"
                    "Exit codes: 0 nothing, 1 a kernel complained");
    CLI::App* validate = command(app_, "validate", "check a scenario, mode, recipe or stored document",
                                 [this] { return validate_command(path_); });
    validate->add_option("file", path_, "FILE.toml or FILE.json")->required()->option_text("FILE");
    validate->footer("Examples:\n  cloister validate mine.toml\n"
                     "  cloister validate runs/latest/report.json");
}

void CommandLine::add_reproduce() {
    CLI::App* reproduce =
        command(app_, "reproduce", "bring one interruption of a stored run about again, with the least",
                [this] { return reproduce_command(options_, path_, number_.value()); });
    reproduce->add_option("directory", path_, "run directory")->required()->option_text("DIR");
    reproduce->add_option("number", number_, "of the interruption, as explain tells it")
        ->required()
        ->option_text("NUMBER")
        ->check([](const std::string& given) { return given.empty() ? "is empty" : ""; });
    add_reproduction_options(*reproduce, options_);
    add_result_options(*reproduce, "reproduction.json to FILE as well, or with - to standard output");
    reproduce->footer("Examples:\n"
                      "  cloister reproduce runs/latest 17\n"
                      "  cloister reproduce runs/latest 17 --attempts 10\n\n"
                      "Boots the same kernel in the same mode until it comes again, then with less and\n"
                      "less; recipe.sh does the rest by hand, on bare metal.\n"
                      "Exit codes: 0 it came again, 1 it did not, 2 the evidence is flawed; else as run");
}

void CommandLine::add_shell() {
    CLI::App* shell = command(app_, "shell", "be in a guest in the state of a stored run, probes armed",
                              [this] { return shell_command(options_, path_); });
    shell->add_option("directory", path_, "run directory")->required()->option_text("DIR");
    add_shell_options(*shell, options_);
    shell->footer("Examples:\n"
                  "  cloister shell runs/latest\n"
                  "  cloister shell runs/latest --mode remote\n\n"
                  "Its greeting tells the commands. Nothing of it is stored.");
}

void CommandLine::add_kernel_commands() {
    CLI::App* kernel = command(app_, "kernel", "build guest kernels, or show them", nullptr);
    kernel->require_subcommand(0, 1);
    kernel->footer("Examples:\n  cloister kernel build 6.12\n  cloister kernel show 6.12+lockdep");
    CLI::App* build = command(*kernel, "build", "build a kernel, unless it is in the cache",
                              [this] { return kernel_build_command(reference_, source_, options_.quiet); });
    CLI::App* show = command(*kernel, "show", "show a built kernel",
                             [this] { return kernel_show_command(reference_, source_); });
    for (CLI::App* each : {build, show}) {
        each->add_option(
                "reference", reference_,
                "6.12 (all our patches), 6.12@base (none), 6.12@3 (the first three), 6.12+lockdep (a "
                "flavour), 6.12+mutant:NAME (broken on purpose), or both")
            ->required()
            ->option_text("KERNEL");
        each->add_option("--source", source_, "your own kernel: a directory, a tarball or a git tree (HEAD)")
            ->option_text("PATH");
    }
    build->add_flag("-q,--quiet", options_.quiet, quiet_words);
    build->footer("Examples:\n  cloister kernel build 6.12\n"
                  "  cloister kernel build 6.12@base --source ~/linux\n\n"
                  "A second call is instant; interrupted, it leaves nothing half-done.");
    show->footer("Examples:\n  cloister kernel show 6.12");
}

void CommandLine::add_host() {
    CLI::App* host = command(app_, "host", "make the host's CPUs as quiet as it can, and put them back", {});
    CLI::App* prepare = command(*host, "prepare", "leave CPUs of the host to vCPUs alone",
                                [this] { return host_prepare_command(host_); });
    CLI::App* restore = command(*host, "restore", "put every knob back as it was, also after a crash",
                                [this] { return host_restore_command(host_); });
    CLI::App* show = command(*host, "show", "each knob: what it is, and what prepare would make of it",
                             [this] { return host_show_command(host_); });
    for (CLI::App* each : {prepare, show})
        each->add_option("--cpus", host_.cpus,
                         "the host's CPUs that vCPUs are to have for themselves, as 2-3; those that "
                         "isolated vCPUs 2-3 are bound to unless given")
            ->option_text("LIST")
            ->check(not_empty);
    for (CLI::App* each : {prepare, restore, show})
        each->add_option("--state", host_.state,
                         "what was there; /var/lib/cloister/host-journal.json unless given")
            ->option_text("FILE")
            ->check(not_empty);
    for (CLI::App* each : {prepare, restore})
        each->add_flag("-q,--quiet", host_.quiet, quiet_words);
    host->footer("Examples:\n"
                 "  cloister host show --cpus 2-3\n"
                 "  sudo cloister host prepare --cpus 2-3\n"
                 "  sudo cloister host restore");
    prepare->footer("Examples:\n"
                    "  cloister host prepare --cpus 2-3\n\n"
                    "Interrupts, kernel threads, unbound work queues, a cpuset partition, governor,\n"
                    "idle states, KSM and huge pages. What was there is on the disk before the first\n"
                    "of them is written. A knob that cannot be written says why, and does not stop\n"
                    "the rest. A second prepare is refused until `host restore`.\n"
                    "Exit codes: 0 what could be written was, 64 wrong use, 69 not root, no disk");
    restore->footer("Examples:\n"
                    "  cloister host restore\n\n"
                    "Does nothing where nothing was prepared, or where the host was booted since.\n"
                    "Exit codes: 0 all is as it was, 69 some of it is not: it says what, and can be\n"
                    "called again");
    show->footer("Examples:\n"
                 "  cloister host show --cpus 2-3\n\n"
                 "ok: as it should be; would: prepare writes it; ours: prepare wrote it; cannot:\n"
                 "why not; boot: only the host's own command line gives it. Writes nothing.");
}

// CLI11's words: "Could not convert: --drains = many", "--drains: 1 required UINT missing".
std::string told(const CLI::ParseError& error) {
    const std::string what = error.what();
    const std::string unread = "Could not convert: ";
    if (const std::size_t equals = what.find(" = "); what.starts_with(unread) && equals != std::string::npos)
        return what.substr(unread.size(), equals - unread.size()) + ": '" + what.substr(equals + 3) +
               "' is not a whole number within reach";
    if (const std::size_t colon = what.find(": 1 required "); colon != std::string::npos)
        return what.substr(0, colon) + " needs a value; see --help";
    return what + "; see --help";
}

// What a shell asks for, not a person: its words may be anything, and so none of them is parsed.
void CommandLine::complete() const {
    const auto typed = words_.begin() + (words_.size() > 2 && words_[2] == "--" ? 3 : 2);
    for (const std::string& each : completions(app_, {typed, words_.end()}, known_names()))
        fmt::print("{}\n", each);
}

int CommandLine::run(int count, char** words) {
    words_.assign(words, words + count);
    if (count > 1 && words_[1] == "complete") {
        complete();
        return 0;
    }
    try {
        app_.parse(count, words);
    } catch (const CLI::CallForHelp& help) {
        return app_.exit(help);
    } catch (const CLI::CallForVersion& version) {
        return app_.exit(version);
    } catch (const CLI::ParseError& error) {
        throw LabError(Fault::wrong_use, "cli", told(error));
    }
    refuse_leftovers(app_);
    if (!chosen_) {
        fmt::print("{}",
                   app_.get_subcommands().empty() ? app_.help() : app_.get_subcommands().front()->help());
        return wrong_use_exit;
    }
    return chosen_();
}

// What was printed must have arrived: a full disk takes half a document without a word.
int flushed(int exit_code) {
    if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0)
        return exit_code;
    throw LabError(Fault::lab, "cli",
                   std::string("cannot write to standard output: ") + std::strerror(errno));
}

std::string told(const std::filesystem::filesystem_error& error) {
    const std::string reason = error.code().message();
    return "cannot use " + error.path1().string() + ": " + reason +
           (error.code() == std::errc::no_space_on_device ? "; free some space"
                                                          : "; is it there, and yours to write?");
}

} // namespace

int command_line(int count, char** words) {
    try {
        end_on_stop_signals();
        return flushed(CommandLine().run(count, words));
    } catch (const LabError& error) {
        fmt::print(stderr, "cloister: {}\n", error.what());
        return exit_code(error.fault());
    } catch (const std::filesystem::filesystem_error& error) {
        fmt::print(stderr, "cloister: {}\n", told(error));
        return lab_exit;
    } catch (const std::system_error& error) { // a call of the host's that failed
        fmt::print(stderr, "cloister: {}\n", error.what());
        return lab_exit;
    } catch (const std::exception& error) {
        fmt::print(stderr, "cloister: {} (a bug of ours; please report it)\n", error.what());
        return own_bug_exit;
    }
}

} // namespace cloister
