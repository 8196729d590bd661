// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/agent/trial_workload.hpp"

#include "orchestrator/base/lab_error.hpp"
#include "orchestrator/wire/rehearsal_stage.hpp"
#include "probes/kernelfs/file.hpp"
#include "probes/kernelfs/stat_words.hpp"
#include "workloads/disturbers/provocation.hpp"

namespace cloister::agent {
namespace {

using std::chrono::nanoseconds;
using workloads::Phase;
using workloads::State;

constexpr const char* program = "/workloads";
constexpr const char* handshake_path = "/tmp/handshake";

template <class Party>
void check_party(const Party& party, const std::string& name) {
    const State state = party.state.load(std::memory_order_acquire);
    if (state == State::failed)
        throw LabError(Fault::lab, "measure", name + ": " + party.failure.data());
    if (state == State::done)
        throw LabError(Fault::lab, "measure", name + " ended before it was told to");
}

// What a kernel says of a file, a call or an option that it does not have.
bool is_lack(int error) {
    return error == ENOENT || error == ENOSYS || error == EINVAL || error == EOPNOTSUPP || error == ENODEV;
}

std::uint64_t counter_of(const std::string& status, const std::string& name) {
    for (const std::string& line : lines_of(status))
        if (line.starts_with(name + ":"))
            return std::stoull(line.substr(name.size() + 1));
    return 0;
}

// Of /proc/PID/stat, which has the name of the program in brackets before all that is counted here (proc(5)).
std::uint64_t page_faults_of(const std::string& stat) {
    const std::vector<std::string> words = stat_words(stat);
    constexpr std::size_t minor = 7;
    constexpr std::size_t major = 9;
    return std::stoull(words.at(minor)) + std::stoull(words.at(major));
}

} // namespace

TrialWorkload::TrialWorkload(const TrialSpec& spec)
    : spec_(spec), taking_part_(spec.subject_command ? CpuSet{} : spec.isolated),
      handshake_(workloads::Mapping::create(handshake_path, spec.cpus)) {
    if (has_disturber() && !spec.disturber_command)
        disturber_.emplace(
            std::vector<std::string>{program, "disturber", spec.disturber, handshake_path,
                                     std::to_string(spec.drains.value_or(spec.provocations.value_or(0))),
                                     std::to_string(spec.pages_per_second.value_or(0))});
}

void TrialWorkload::start_subjects(const std::string& group) {
    const Deadline deadline(spec_.deadlines.arm, "arm",
                            "the workload " + spec_.cell.workload + " to be ready");
    if (spec_.subject_command || spec_.disturber_command)
        make_room_for_programs();
    for (const CpuId cpu : taking_part_)
        subjects_.emplace_back(std::vector<std::string>{program, "subject", spec_.subject,
                                                        std::to_string(cpu.number), handshake_path, group});
    while (!ready()) {
        check();
        deadline.wait_a_moment();
    }
}

// Nobody can tell when a program of the user's has done with its beginnings.
void TrialWorkload::start_own_subjects() {
    constexpr std::chrono::seconds beginnings{2};
    for (ProgramCall& call : subject_calls(spec_))
        own_subjects_.emplace_back(std::move(call));
    if (own_subjects_.empty())
        return;
    for (const auto until = std::chrono::steady_clock::now() + beginnings;
         std::chrono::steady_clock::now() < until; pause_briefly())
        check();
}

bool TrialWorkload::ready() const {
    for (const CpuId cpu : taking_part_)
        if (handshake_->subjects[cpu.number].state.load() != State::running)
            return false;
    return !disturber_ || handshake_->disturber.state.load() == State::ready;
}

void TrialWorkload::check() {
    for (const CpuId cpu : taking_part_)
        check_party(handshake_->subjects[cpu.number],
                    spec_.subject + " on CPU " + std::to_string(cpu.number));
    if (disturber_)
        check_disturber();
    for (OwnProgram& program : own_subjects_)
        program.check(false);
    for (OwnProgram& program : own_disturbers_)
        program.check(true);
}

void TrialWorkload::check_disturber() const {
    const workloads::Disturber& disturber = handshake_->disturber;
    if (disturber.state.load(std::memory_order_acquire) == State::failed && is_lack(disturber.error.load()) &&
        disturber.phase.load() != Phase::measure)
        throw LabError(Fault::lab, wire::rehearsal_stage, spec_.disturber + ": " + disturber.failure.data());
    check_party(disturber, spec_.disturber);
}

void TrialWorkload::begin(Phase phase) {
    handshake_->disturber.phase.store(phase, std::memory_order_release);
    if (phase == Phase::measure)
        for (ProgramCall& call : disturber_calls(spec_))
            own_disturbers_.emplace_back(std::move(call));
}

void TrialWorkload::perform(Phase phase, const Deadline& deadline) {
    begin(phase);
    while (handshake_->disturber.phase_reached.load(std::memory_order_acquire) != phase) {
        check();
        deadline.wait_a_moment();
    }
}

void TrialWorkload::finish(Phase phase, const Deadline& deadline) {
    begin(Phase::wait);
    for (OwnProgram& program : own_disturbers_)
        program.end();
    if (!disturber_)
        return;
    while (handshake_->disturber.phase_reached.load(std::memory_order_acquire) != phase) {
        check();
        deadline.wait_a_moment();
    }
}

void TrialWorkload::open_window(bool open) {
    handshake_->window_open.store(open ? 1 : 0, std::memory_order_release);
}

void TrialWorkload::stop() {
    handshake_->stop.store(1, std::memory_order_release);
    for (OwnProgram& program : own_subjects_)
        program.end();
}

std::optional<DrainTally> TrialWorkload::drains() const {
    const bool empties_lists = workloads::empties_page_lists(spec_.disturber);
    if (!spec_.drains && !empties_lists)
        return std::nullopt;
    const workloads::Disturber& disturber = handshake_->disturber;
    DrainTally tally;
    tally.wanted = empties_lists ? spec_.provocations.value_or(0) * spec_.isolated.size() : *spec_.drains;
    tally.calls = disturber.calls.load();
    for (const CpuId cpu : taking_part_) {
        const workloads::DrainedPages& pages = disturber.pages[cpu.number];
        tally.armed[cpu] = pages.armed;
        tally.completed[cpu] = pages.completed;
        tally.already_on_lru[cpu] = pages.already_on_lru;
    }
    tally.call_min = nanoseconds(disturber.call_min_ns);
    tally.call_max = nanoseconds(disturber.call_max_ns);
    tally.call_total = nanoseconds(disturber.call_total_ns);
    if (const std::string why = disturber.does_not_drain.data(); !why.empty())
        tally.does_not_drain = why;
    return tally;
}

std::optional<std::uint64_t> TrialWorkload::provoked() const {
    if (!spec_.provocations)
        return std::nullopt;
    return handshake_->disturber.provoked.load();
}

std::optional<std::uint64_t> TrialWorkload::pressure_pages() const {
    if (!spec_.disturber.starts_with("pressure"))
        return std::nullopt;
    return handshake_->disturber.pressure_pages.load();
}

std::optional<std::chrono::nanoseconds> TrialWorkload::pressure_time() const {
    if (!pressure_pages())
        return std::nullopt;
    return nanoseconds(handshake_->disturber.pressure_ns.load());
}

std::vector<SubjectTally> TrialWorkload::subjects() const {
    std::vector<SubjectTally> tallies;
    for (const CpuId cpu : taking_part_) {
        const workloads::Subject& subject = handshake_->subjects[cpu.number];
        const std::string process = "/proc/" + std::to_string(subject.pid.load());
        const std::string status = read_file(process + "/status");
        tallies.push_back({.cpu = cpu,
                           .iterations = subject.iterations.load(),
                           .gaps = subject.gaps.load(),
                           .shortest_gap = nanoseconds(workloads::shortest_gap_ns),
                           .longest_gap = nanoseconds(subject.longest_gap_ns.load()),
                           .watched_from = nanoseconds(subject.watched_from_ns.load()),
                           .watched_until = nanoseconds(subject.watched_until_ns.load()),
                           .voluntary_switches = counter_of(status, "voluntary_ctxt_switches"),
                           .involuntary_switches = counter_of(status, "nonvoluntary_ctxt_switches"),
                           .page_faults = page_faults_of(read_file(process + "/stat"))});
    }
    return tallies;
}

std::string_view TrialWorkload::kept_gaps(CpuId cpu) const {
    const workloads::Subject& subject = handshake_->subjects[cpu.number];
    const std::size_t kept = subject.kept_number.load(std::memory_order_acquire);
    return {reinterpret_cast<const char*>(&subject.kept[0]), kept * sizeof(workloads::Gap)};
}

std::optional<std::vector<std::string>> TrialWorkload::subject_tasks() const {
    if (!spec_.subject_command)
        return std::nullopt;
    std::set<std::string> names = task_names(own_subjects_);
    for (const CpuId cpu : spec_.isolated)
        names.insert("swapper/" + std::to_string(cpu.number));
    return std::vector<std::string>(names.begin(), names.end());
}

} // namespace cloister::agent
