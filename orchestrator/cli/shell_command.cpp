// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/base/lab_error.hpp"
#include "orchestrator/base/nearest_name.hpp"
#include "orchestrator/base/until_stopped.hpp"
#include "orchestrator/cli/chosen_machine.hpp"
#include "orchestrator/cli/commands.hpp"
#include "orchestrator/cli/installation.hpp"
#include "orchestrator/image/find_busybox.hpp"
#include "orchestrator/machine/qemu/find_qemu.hpp"
#include "orchestrator/machine/qemu/qemu_machine.hpp"
#include "orchestrator/shell/shell_profile.hpp"
#include "orchestrator/stages/run_shell.hpp"
#include "orchestrator/store/run_directory.hpp"

#include <fmt/format.h>

#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

namespace cloister {
namespace {

namespace fs = std::filesystem;

// QEMU makes it raw, and may be killed before it has put that back.
class Terminal {
  public:
    Terminal() {
        if (::isatty(STDIN_FILENO) == 0 || ::isatty(STDOUT_FILENO) == 0)
            throw LabError(Fault::wrong_use, "cli",
                           "a shell needs a terminal on standard input and output; from a script: script(1)");
        ::tcgetattr(STDIN_FILENO, &before_);
    }
    Terminal(const Terminal&) = delete;
    Terminal& operator=(const Terminal&) = delete;
    ~Terminal() { ::tcsetattr(STDIN_FILENO, TCSADRAIN, &before_); }

    static TerminalSize size() {
        winsize window{};
        ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &window);
        return {window.ws_row, window.ws_col};
    }

  private:
    termios before_{};
};

// Of a guest that nobody will judge.
class ScratchDirectory {
  public:
    ScratchDirectory() : path_((fs::temp_directory_path() / "cloister-shell-XXXXXX").string()) {
        if (::mkdtemp(path_.data()) == nullptr)
            throw std::system_error(errno, std::generic_category(), "mkdtemp " + path_);
    }
    ScratchDirectory(const ScratchDirectory&) = delete;
    ScratchDirectory& operator=(const ScratchDirectory&) = delete;
    ~ScratchDirectory() {
        std::error_code nothing_to_say;
        fs::remove_all(path_, nothing_to_say);
    }

    fs::path path() const { return path_; }

  private:
    std::string path_;
};

// The first trial of the run that had a window, in this mode unless that is empty.
TrialRecord trial_of(const RunDirectory& run, const std::string& mode) {
    std::vector<std::string> modes;
    for (const TrialSpec& spec : run.plan().trials) {
        std::optional<TrialRecord> record = spec.subject == "none" ? std::nullopt : run.record(spec);
        if (!record)
            continue;
        if (record->machine.backend == "fake")
            throw LabError(Fault::wrong_use, "plan",
                           run.path().string() + " is of the fake machine, which has no guest to be in");
        if (mode.empty() || mode == spec.mode.name)
            return *std::move(record);
        modes.push_back(spec.mode.name);
    }
    throw LabError(Fault::wrong_use, "plan",
                   modes.empty() ? run.path().string() + " has no trial with a window: what state is meant?"
                                 : unknown_name("mode of this run", mode, modes));
}

GuestShell guest_shell(const RunDirectory& run, const TrialSpec& spec) {
    GuestShell shell{find_busybox(), {}};
    const std::optional<std::string> recipe = run.recipe();
    shell.files["etc/profile"] = shell_profile(spec, Terminal::size(), recipe.has_value());
    if (recipe)
        shell.files["recipe.sh"] = *recipe;
    return shell;
}

// Recipes ask for system calls by it.
GuestPrograms programs_and_perl() {
    GuestPrograms programs = guest_programs();
    const fs::path perl = "/usr/bin/perl";
    if (fs::exists(perl))
        programs.own = files_of_program(perl);
    return programs;
}

} // namespace

int shell_command(const RunOptions& options, const fs::path& directory) {
    const RunDirectory run = RunDirectory::open(directory);
    TrialRecord record = trial_of(run, options.modes);
    expect_our_workload(record.spec);
    const Terminal terminal;
    RunOptions asked;
    asked.kernel = record.spec.cell.kernel;
    asked.accelerator = options.accelerator;
    const Scenario scenario = scenario_of(asked);
    const KernelImage kernel = kernel_of(record);
    expect_qemu();
    StopSignals stop;
    const ScratchDirectory scratch;
    const fs::path initramfs = scratch.path() / "initramfs.cpio";
    write_initramfs(programs_and_perl(), kernel.modules, initramfs, guest_shell(run, record.spec));
    QemuMachine machine(accelerator_of(scenario, kernel, initramfs, scratch.path(), {}));
    const SystemMap symbols = read_system_map(kernel);
    const TrialSetUp set_up{machine, kernel, symbols, initramfs, scratch.path(), {}, {}};
    return run_until_stopped(run_shell(set_up, record), stop) ? interrupted_exit : 0;
}

} // namespace cloister
