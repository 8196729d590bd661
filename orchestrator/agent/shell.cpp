// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/agent/shell.hpp"

#include "orchestrator/agent/arming.hpp"
#include "orchestrator/agent/cancelled_timers.hpp"
#include "orchestrator/agent/clock_source.hpp"
#include "orchestrator/agent/grace_periods.hpp"
#include "orchestrator/agent/guest_facts.hpp"
#include "orchestrator/agent/serve_or_refuse.hpp"
#include "orchestrator/agent/window.hpp"
#include "orchestrator/base/lab_error.hpp"
#include "orchestrator/wire/shell_word.hpp"
#include "probes/armed_probes.hpp"
#include "probes/boot_instance.hpp"
#include "probes/kernelfs/check_errno.hpp"
#include "probes/probe_families.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <fcntl.h>
#include <fstream>
#include <numeric>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace cloister::agent {
namespace {

constexpr const char* spec_file = "/tmp/trial.json";
constexpr const char* handshake_file = "/tmp/handshake"; // for a workload that is started by hand
constexpr const char* console = "/dev/ttyS0";
const std::string instance = std::string("/sys/kernel/tracing/instances/") + trace_instance_name;

TrialSpec undisturbed(TrialSpec spec) {
    spec.disturber = "none";
    spec.disturber_command.reset();
    spec.drains.reset();
    spec.provocations.reset();
    return spec;
}

// With the subjects running, as a trial writes them.
std::vector<SavedKnob> quieten(const TrialSpec& spec, const CpuSet& housekeeping) {
    const TrialSpec quiet = undisturbed(spec);
    TrialWorkload subjects(quiet);
    subjects.start_subjects();
    Measurement unused;
    std::vector<SavedKnob> knobs = write_knobs(spec.mode, unused);
    forget_cancelled_timers(spec.isolated, housekeeping);
    subjects.stop();
    return knobs;
}

// Only async-signal-safe calls: this is the child between fork and exec.
[[noreturn]] void become_shell() {
    ::setsid();
    const int terminal = ::open(console, O_RDWR);
    ::ioctl(terminal, TIOCSCTTY, 1);
    for (const int standard : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
        ::dup2(terminal, standard);
    std::array<char, 3> name{"sh"};
    std::array<char, 3> login{"-l"};
    std::array<char*, 3> words{name.data(), login.data(), nullptr};
    ::execv("/bin/busybox", words.data());
    ::_exit(127);
}

// Children of a shell that has left are ours.
void wait_for(int shell) {
    int ended = 0;
    while ((ended = ::waitpid(-1, nullptr, 0)) != shell)
        if (ended < 0 && errno != EINTR)
            return;
}

void open_shell(Port& port, ComingProcessors& processors, LockProbe made, const TrialSpec& spec,
                const std::vector<Probe>& known, GuestFacts& facts) {
    TraceInstance trace(trace_instance_name);
    const ArmedProbes probes(trace, known, spec.cpus);
    leave_to_our_instance(made);
    meet_processors(port, processors, spec, facts);
    trace.hold(buffer_kib_per_cpu(spec));
    wait_for_final_clock(
        Deadline(spec.deadlines.arm, "arm", "the kernel to leave its provisional clock source tsc-early"));
    const std::vector<SavedKnob> knobs = quieten(spec, facts.online.minus(facts.isolated));
    calm_grace_periods();
    workloads::Mapping::create(handshake_file, spec.cpus);
    std::ofstream(spec_file) << document_line(spec);
    trace.on();
    const int shell = check_errno(::fork(), "fork");
    if (shell == 0)
        become_shell();
    wait_for(shell);
}

std::uint64_t sum(const std::map<CpuId, std::uint64_t>& numbers) {
    return std::accumulate(numbers.begin(), numbers.end(), std::uint64_t{0},
                           [](std::uint64_t total, const auto& each) { return total + each.second; });
}

void tell(const TrialSpec& spec, const TrialWorkload& workload) {
    if (const std::optional<DrainTally> drains = workload.drains())
        std::printf("%s: %llu drains armed, %llu done, %llu calls\n", spec.disturber.c_str(),
                    static_cast<unsigned long long>(sum(drains->armed)),
                    static_cast<unsigned long long>(sum(drains->completed)),
                    static_cast<unsigned long long>(drains->calls));
    else if (const std::optional<std::uint64_t> provoked = workload.provoked())
        std::printf("%s: %llu calls\n", spec.disturber.c_str(), static_cast<unsigned long long>(*provoked));
}

void mark(const std::string& what) {
    write_file(instance + "/trace_marker", "cloister: window " + what + "\n");
}

void do_trial(const TrialSpec& spec) {
    TrialWorkload workload(spec);
    workload.start_subjects();
    rehearse(spec, workload);
    const std::ofstream forget(instance + "/trace", std::ios::trunc);
    mark("open");
    workload.open_window(true);
    // As long as somebody at a keyboard asks for.
    let_run(spec, workload,
            Deadline(spec.deadlines.window + spec.duration, "measure", spec.disturber + " to finish"));
    workload.open_window(false);
    pause_briefly(); // the last drain's ticks
    mark("close");
    tell(spec, workload);
    workload.stop();
}

} // namespace

bool wants_shell(std::string_view command_line) {
    const std::vector<std::string> words = words_of(command_line);
    return std::find(words.begin(), words.end(), wire::shell_word) != words.end();
}

void serve_shell(Port& port, ComingProcessors& processors, LockProbe made, const wire::Symbols& symbols,
                 const TrialSpec& spec) {
    serve_or_refuse(port, spec, [&](GuestFacts& facts) {
        const std::vector<Probe> probes = catalogue(KernelOffers::read(symbols.linked), spec.isolated);
        facts.tracing = availability(probes);
        expect_asked_for(spec, facts);
        open_shell(port, processors, made, spec, probes, facts);
    });
}

int trial_by_hand(const std::vector<std::string>& words) {
    try {
        auto spec = parse_document<TrialSpec>(read_file(spec_file));
        if (words.size() > 1) {
            const std::uint64_t number = std::stoull(words[1]);
            if (spec.drains)
                spec.drains = number;
            else if (spec.provocations)
                spec.provocations = number;
            else
                spec.duration = std::chrono::seconds(number);
        }
        do_trial(spec);
        return 0;
    } catch (const std::exception& failure) {
        std::fprintf(stderr, "trial: %s\n", failure.what());
        return 1;
    }
}

} // namespace cloister::agent
