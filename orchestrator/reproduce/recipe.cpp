// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/reproduce/recipe.hpp"

#include "orchestrator/base/quantity.hpp"
#include "orchestrator/explain/explain_text.hpp"
#include "orchestrator/plan/workload_names.hpp"
#include "orchestrator/reproduce/plain_shell.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace cloister {
namespace {

// "2 3", as a shell's for wants it.
std::string spaced(const CpuSet& cpus) {
    std::string list;
    for (const CpuId cpu : cpus)
        list += (list.empty() ? "" : " ") + std::to_string(cpu.number);
    return list;
}

// Words in comment lines of 80 columns at most, unless one word is longer.
std::string comment(const std::string& words, std::size_t indent) {
    constexpr std::size_t columns = 80;
    const std::string begin = "#" + std::string(indent, ' ');
    std::string text;
    std::string line = begin;
    for (std::size_t at = 0; at < words.size();) {
        const std::size_t end = std::min(words.find(' ', at), words.size());
        if (line.size() > begin.size() && line.size() + 1 + end - at > columns) {
            text += line + "\n";
            line = begin;
        }
        line += (line.size() > begin.size() ? " " : "") + words.substr(at, end - at);
        at = end + 1;
    }
    return text + line + "\n";
}

// Its subject or its disturber does.
bool says(const TrialSpec& spec, const std::string& words) {
    const std::optional<ShellDisturber> disturber = disturber_in_shell(spec.disturber);
    const std::string text = subject_in_shell(spec.subject, spec.disturber).body +
                             (disturber ? disturber->prepare + disturber->call : "");
    return text.find(words) != std::string::npos;
}

std::string head(const TrialSpec& spec, const Cause& cause, const KernelFacts& kernel) {
    std::string text = "#!/bin/sh\n" + comment("Seen on isolated CPUs: " + cause.what, 1);
    text += comment(sender_words(cause), 3);
    text += comment(
        fmt::format("with kernel {} ({}{})", spec.cell.kernel,
                    kernel.source.substr(0, kernel.source.find(" sha256:")),
                    kernel.patches.empty() ? "" : ", " + quantity(kernel.patches.size(), "patch", "patches")),
        3);
    text +=
        "#\n# Boot with this, with your own CPUs in place of " + spec.isolated.list() + ", here and below:\n";
    text += comment(fmt::format("{}", fmt::join(spec.mode.command_line, " ")), 3);
    text += "# then run this as root.\n";
    return says(spec, "perl -e")
               ? text + "# It needs perl (Debian: perl-base), for system calls without a command.\n"
               : text;
}

std::string cpus(const TrialSpec& spec) {
    const CpuSet housekeeping = CpuSet::first(spec.cpus).minus(spec.isolated);
    std::string text =
        fmt::format("isolated=\"{}\"\nhousekeeping={}\n", spaced(spec.isolated), housekeeping.list());
    if (says(spec, "$keepers"))
        text += fmt::format("keepers=\"{}\"\n", spaced(housekeeping));
    return text + "T=/sys/kernel/tracing/instances/recipe\n";
}

std::string read_back(const ReadBack& proof) {
    if (proof.absent == proof.expect)
        return fmt::format("\n# Must say {}, or not be there:\ncat {}\n", proof.expect, proof.path);
    return fmt::format("\n# Must say {}:\ncat {}\n", proof.expect, proof.path);
}

// Those whose field names the CPU that something is sent to, with the sender's stack; all others happen
// there.
constexpr const char* probes = R"(
# What arrives on an isolated CPU, and who sent it.
mkdir $T
echo 0 >$T/tracing_on
echo mono >$T/trace_clock
probe() { # EVENT FIELD [stack]
    [ -d $T/events/$1 ] || return 0
    filter=
    for c in $isolated; do filter="${filter:+$filter || }$2 == $c"; done
    echo "$filter" >$T/events/$1/filter
    [ -z "$3" ] || echo "stacktrace if $filter" >$T/events/$1/trigger
    echo 1 >$T/events/$1/enable
}
for v in local_timer reschedule call_function call_function_single irq_work; do
    probe irq_vectors/${v}_entry CPU
done
probe irq/irq_handler_entry CPU
probe irq/softirq_entry CPU
probe csd/csd_function_entry CPU
probe sched/sched_switch CPU
probe workqueue/workqueue_execute_start CPU
probe workqueue/workqueue_queue_work cpu stack
probe csd/csd_queue_cpu cpu stack
probe ipi/ipi_send_cpu cpu stack
probe sched/sched_wakeup target_cpu stack
)";

std::string subjects(const TrialSpec& spec) {
    const ShellSubject subject = subject_in_shell(spec.subject, spec.disturber);
    return fmt::format(
        "\n# Keeps an isolated CPU busy.\nsubject() {{\n    {}\n}}\n"
        "taskset -cp $housekeeping $$ >/dev/null\nsubjects=\nhelpers=\nfor c in $isolated; do\n"
        "    subject $c &\n{}    subjects=\"$subjects $!\"\ndone\nsleep 1\n",
        subject.body, subject.pins_itself ? "" : "    taskset -cp $c $! >/dev/null\n");
}

// With the subjects running: see mode files and pitfall 4. Not every kernel has every knob.
std::string knobs(const ModeSpec& mode) {
    if (mode.knobs.empty())
        return "";
    std::string text = "\n# While they run; the next boot puts these back.\n"
                       "knob() { [ ! -e $1 ] || [ \"$(cat $1)\" = $2 ] || echo $2 >$1; }\n";
    for (const Knob& knob : mode.knobs)
        text += fmt::format("knob {} {}\n", knob.path, knob.value);
    return text + "sleep 2\n";
}

// How often all isolated CPUs are disturbed at once.
std::uint64_t rounds(const TrialSpec& spec) {
    const std::uint64_t cpus = spec.isolated.size();
    return spec.drains ? (*spec.drains + cpus - 1) / cpus : spec.provocations.value_or(0);
}

std::string counted(const TrialSpec& spec, const ShellDisturber& disturber) {
    const bool arms = spec.disturber != "ask" && subject_in_shell(spec.subject, spec.disturber).answers;
    std::string text = "\n";
    if (arms)
        text += "# What the subjects do when asked leaves their CPUs something to drain.\n"
                "arm() { kill -USR1 $subjects && sleep 0.2; }\n";
    if (!disturber.prepare.empty())
        text += disturber.prepare + "\n";
    text += fmt::format("disturb() {{\n    {}\n}}\n", disturber.call);
    const std::string arm = arms ? "arm\n" : "";
    text += arm + "disturb # once unseen: the first leaves nothing stale behind\nsleep 0.5\n";
    return text + fmt::format("i=0\nwhile [ $i -lt {} ]; do\n    i=$((i + 1))\n{}    echo 1 >$T/tracing_on\n"
                              "    disturb\n    sleep 0.1\n    echo 0 >$T/tracing_on\ndone\n",
                              rounds(spec), arms ? "    arm\n" : "");
}

std::string waited(const TrialSpec& spec, const std::optional<ShellDisturber>& disturber) {
    const double seconds = std::chrono::duration<double>(spec.duration).count();
    std::string text = "\n";
    if (disturber && !disturber->prepare.empty())
        text += disturber->prepare + "\n";
    text += "echo 1 >$T/tracing_on\n";
    if (!disturber)
        return text + fmt::format("sleep {:.1f}\necho 0 >$T/tracing_on\n", seconds);
    return text + fmt::format("(while :; do {}; done) &\nsleep {:.1f}\necho 0 >$T/tracing_on\nkill $!\n",
                              disturber->call, seconds);
}

std::string disturbed(const TrialSpec& spec) {
    const std::optional<ShellDisturber> disturber = disturber_in_shell(spec.disturber);
    if (spec.disturber != "none" && !disturber)
        return fmt::format("\n# Here what {} does (Cloister's workloads/disturbers/), then\nsleep 1\n",
                           spec.disturber);
    return disturber && (spec.drains || spec.provocations) ? counted(spec, *disturber)
                                                           : waited(spec, disturber);
}

} // namespace

std::string bare_metal_recipe(const TrialSpec& spec, const Cause& cause, const KernelFacts& kernel) {
    return head(spec, cause, kernel) + cpus(spec) + read_back(spec.mode.read_back) + probes + subjects(spec) +
           knobs(spec.mode) + disturbed(spec) + "\ncat $T/trace\nkill $subjects $helpers\nrmdir $T\n";
}

} // namespace cloister
