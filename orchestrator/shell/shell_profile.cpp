// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/shell/shell_profile.hpp"

#include "orchestrator/base/wrapped.hpp"
#include "orchestrator/reproduce/plain_shell.hpp"
#include "probes/boot_instance.hpp"

#include <fmt/format.h>

namespace cloister {
namespace {

std::string row(const std::string& command, const std::string& words) {
    constexpr std::size_t words_at = 20;
    return fmt::format("  {:<18}", command) + wrapped(words, words_at) + "\n";
}

std::string trial_row(const TrialSpec& spec) {
    if (spec.drains)
        return row("trial [N]", fmt::format("{}, with N armed drains", spec.cell.workload));
    if (spec.provocations)
        return row("trial [N]", fmt::format("{}, with N calls", spec.cell.workload));
    return row("trial [SECONDS]", spec.cell.workload);
}

std::string greeting(const TrialSpec& spec, bool has_disturber, bool has_recipe) {
    const CpuSet housekeeping = CpuSet::first(spec.cpus).minus(spec.isolated);
    std::string text =
        "\n" +
        wrapped(fmt::format("Kernel {} in {} mode: CPUs {} are isolated, {} keep house. The probes are "
                            "armed as for a trial, and record.",
                            spec.cell.kernel, spec.mode.name, spec.isolated.list(), housekeeping.list()),
                0) +
        "\n\n" + trial_row(spec);
    text += row("subject [CPU]…", fmt::format("{} alone, on isolated CPUs", spec.subject));
    if (has_disturber)
        text += row("disturb", fmt::format("one call of {}, alone", spec.disturber));
    if (has_recipe)
        text += row("sh /recipe.sh", "the recipe for bare metal");
    text += row("cat $T/trace", "what came to isolated CPUs, and the stacks of who sent it");
    text += row("echo >$T/trace", "forget it");
    return text + row("exit", "leave; so do poweroff and, whatever happens, Ctrl-A X") + "\n";
}

std::string spaced(const CpuSet& cpus) {
    std::string list;
    for (const CpuId cpu : cpus)
        list += (list.empty() ? "" : " ") + std::to_string(cpu.number);
    return list;
}

// One call with our own subjects beside it, which hear no signal.
std::optional<ShellDisturber> alone(const std::string& disturber) {
    return disturber == "ask" ? std::nullopt : disturber_in_shell(disturber);
}

} // namespace

std::string shell_profile(const TrialSpec& spec, const TerminalSize& terminal, bool has_recipe) {
    const std::optional<ShellDisturber> disturber = alone(spec.disturber);
    std::string text = "/bin/busybox --install -s /bin 2>/dev/null\n"
                       "export PATH=/bin:/usr/bin HOME=/ TERM=linux PS1='guest# '\n";
    text += fmt::format(
        "export T=/sys/kernel/tracing/instances/{}\nisolated=\"{}\"\nkeepers=\"{}\"\nsubjects=\nhelpers=\n",
        trace_instance_name, spaced(spec.isolated), spaced(CpuSet::first(spec.cpus).minus(spec.isolated)));
    if (terminal.rows > 0 && terminal.columns > 0)
        text += fmt::format("stty rows {} cols {}\n", terminal.rows, terminal.columns);
    text += "trial() { /init trial \"$@\"; }\n";
    text += fmt::format("subject() {{ for c in ${{*:-$isolated}}; do\n    /workloads subject {} $c "
                        "/tmp/handshake &\n    subjects=\"$subjects $!\"\ndone; }}\n",
                        spec.subject);
    if (disturber)
        text += fmt::format("{}{}disturb() {{\n    {}\n}}\n", disturber->prepare,
                            disturber->prepare.empty() ? "" : "\n", disturber->call);
    return text + "alias poweroff=exit\ncat <<'END'\n" + greeting(spec, disturber.has_value(), has_recipe) +
           "END\n";
}

} // namespace cloister
