// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/cli/command_line.hpp"

#include "orchestrator/base/exit_code.hpp"
#include "orchestrator/base/nearest_name.hpp"
#include "orchestrator/cli/commands.hpp"

#include <fmt/format.h>

#include <functional>

namespace cloister {
namespace {

std::vector<std::string> option_names(const CLI::App& command) {
    std::vector<std::string> names;
    for (const CLI::Option* option : command.get_options())
        for (const std::string& name : option->get_lnames())
            names.push_back("--" + name);
    return names;
}

// What no option and no command took, with the nearest that there is.
void refuse_leftovers(const CLI::App& app) {
    for (const CLI::App* command : app.get_subcommands())
        refuse_leftovers(*command);
    const std::vector<std::string> left = app.remaining();
    if (left.empty())
        return;
    if (left.front().starts_with("-"))
        throw LabError(
            Fault::wrong_use, "cli",
            unknown_name("option", left.front().substr(0, left.front().find('=')), option_names(app)));
    std::vector<std::string> commands;
    for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; }))
        commands.push_back(command->get_name());
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
    void add_commands();

    CLI::App app_{
        "Proves whether a kernel leaves its isolated CPUs alone, and names what broke the silence."};
    RunOptions options_;
    std::string path_;
    std::string reference_;
    std::string source_;
    bool as_json_ = false;
    bool as_text_ = false;
    std::function<int()> chosen_;
};

CLI::App* CommandLine::command(CLI::App& parent, const char* name, const char* what,
                               const std::function<int()>& action) {
    CLI::App* added = parent.add_subcommand(name, what);
    added->allow_extras();
    if (action)
        added->callback([this, action] { chosen_ = action; });
    return added;
}

CommandLine::CommandLine() {
    app_.name("cloister");
    app_.allow_extras();
    app_.set_version_flag("--version", "cloister " CLOISTER_VERSION);
    app_.footer("First:  cloister kernel build 6.12\n"
                "Then:   cloister run quickstart\n\n"
                "Exit:   0 upheld, 1 refuted, 2 invalid or undecided, 64 wrong use,\n"
                "        69 the lab cannot, 70 our own bug, 130 interrupted");
    add_commands();
}

void CommandLine::add_commands() {
    CLI::App* run =
        command(app_, "run", "Boot guests, measure, judge, report", [this] { return run_command(options_); });
    add_run_options(*run, options_);
    run->add_option("-o", options_.directory, "run directory; default runs/<time>");
    run->add_option("--json", options_.json, "report.json to FILE, or to standard output with -");
    run->add_flag("-q,--quiet", options_.quiet, "say nothing but errors");
    run->add_flag("--dry-run", options_.dry_run, "show the plan and boot nothing");
    CLI::App* plan = command(app_, "plan", "Show the trials that a run would do",
                             [this] { return plan_command(options_); });
    add_run_options(*plan, options_);
    plan->add_option("--json", options_.json, "plan.json to FILE, or to standard output with -");
    CLI::App* judge = command(app_, "judge", "Judge a stored run again; needs no machine",
                              [this] { return judge_command(path_, options_.json, options_.quiet); });
    judge->add_option("directory", path_, "run directory")->required();
    judge->add_option("--json", options_.json, "report.json to FILE, or to standard output with -");
    judge->add_flag("-q,--quiet", options_.quiet, "say nothing but errors");
    CLI::App* report = command(app_, "report", "Show the report of a run",
                               [this] { return report_command(path_, as_json_); });
    report->add_option("directory", path_, "run directory")->required();
    report->add_flag("--json", as_json_, "as JSON");
    report->add_flag("--text", as_text_, "as text (the default)");
    CLI::App* kernel = command(app_, "kernel", "Build guest kernels, or show them", nullptr);
    kernel->require_subcommand(0, 1);
    CLI::App* build = command(*kernel, "build", "Build a kernel, unless it is in the cache",
                              [this] { return kernel_build_command(reference_, source_, options_.quiet); });
    CLI::App* show = command(*kernel, "show", "Show a built kernel",
                             [this] { return kernel_show_command(reference_, source_); });
    for (CLI::App* each : {build, show}) {
        each->add_option("reference", reference_, "6.12, 6.12@base, 6.12@3, 6.12+lockdep, 6.12+mutant:NAME")
            ->required();
        each->add_option("--source", source_, "your own kernel: a directory, a tarball or a git tree");
    }
    build->add_flag("-q,--quiet", options_.quiet, "say nothing but errors");
    CLI::App* validate = command(app_, "validate", "Check a scenario, mode, recipe or stored document",
                                 [this] { return validate_command(path_); });
    validate->add_option("file", path_, "FILE.toml or FILE.json")->required();
    command(app_, "doctor", "What this host can and cannot give", [] { return doctor_command(); });
}

int CommandLine::run(int count, char** words) {
    try {
        app_.parse(count, words);
    } catch (const CLI::CallForHelp& help) {
        return app_.exit(help);
    } catch (const CLI::CallForVersion& version) {
        return app_.exit(version);
    } catch (const CLI::ParseError& error) {
        throw LabError(Fault::wrong_use, "cli", error.what());
    }
    refuse_leftovers(app_);
    if (!chosen_) {
        fmt::print("{}",
                   app_.get_subcommands().empty() ? app_.help() : app_.get_subcommands().front()->help());
        return wrong_use_exit;
    }
    return chosen_();
}

} // namespace

int command_line(int count, char** words) {
    try {
        return CommandLine().run(count, words);
    } catch (const LabError& error) {
        fmt::print(stderr, "cloister: {}\n", error.what());
        return exit_code(error.fault());
    } catch (const std::exception& error) {
        fmt::print(stderr, "cloister: {} (a bug of ours; please report it)\n", error.what());
        return own_bug_exit;
    }
}

} // namespace cloister
