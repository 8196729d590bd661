// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/stages/run_trial.hpp"

#include "orchestrator/base/deadline.hpp"
#include "orchestrator/base/lab_error.hpp"
#include "orchestrator/console/agent_words.hpp"
#include "orchestrator/console/kernel_failure.hpp"
#include "orchestrator/console/stale_breakpoint.hpp"
#include "orchestrator/machine/qemu/entry_log.hpp"
#include "orchestrator/machine/with_guest.hpp"
#include "orchestrator/plan/workload_names.hpp"
#include "orchestrator/stages/blob_files.hpp"
#include "orchestrator/stages/boot.hpp"
#include "orchestrator/stages/watch_host.hpp"
#include "orchestrator/store/run_directory.hpp"
#include "probes/linked_symbols.hpp"
#include "results-schema/coverage_files.hpp"
#include "results-schema/json_document.hpp"
#include "results-schema/own_program.hpp"
#include "results-schema/subject_gap.hpp"

#include <fmt/format.h>

#include <fstream>
#include <iterator>

namespace cloister {
namespace {

using Clock = std::chrono::steady_clock;

class Lap {
  public:
    std::chrono::nanoseconds next() {
        const Clock::time_point now = Clock::now();
        return now - std::exchange(since_, now);
    }

  private:
    Clock::time_point since_ = Clock::now();
};

void tell(const TrialSetUp& set_up, const TrialRecord& record, const wire::Progress& progress) {
    if (set_up.on_progress)
        set_up.on_progress({record.spec.cell.mode + " " + record.spec.cell.workload, progress.stage,
                            progress.done, progress.wanted});
}

void remark_stage(const TrialSetUp& set_up, const char* stage, std::chrono::nanoseconds took) {
    remark(set_up, "stage",
           fmt::format("{:<8}{:7.3f} s", stage, std::chrono::duration<double>(took).count()));
}

// Where every symbol lies in this guest; shipped: what the agent says of them.
std::string all_symbols(const SystemMap& symbols, std::string shipped) {
    if (symbols.all.empty())
        return shipped;
    try {
        return moved_symbols(symbols.all, shipped);
    } catch (const std::runtime_error& error) {
        throw LabError(Fault::guest_lost, "collect", std::string("the agent's symbols: ") + error.what());
    }
}

// stage: where the trial is; a panic is told with it.
Task<void> measure_and_collect(Conversation& agent, Guest& guest, const TrialSetUp& set_up,
                               TrialRecord& record, Lap& lap, std::string& stage) {
    const Deadlines& deadlines = record.spec.deadlines;
    BlobFiles blobs(set_up.directory / "blobs");
    std::chrono::nanoseconds patience = 3 * deadlines.arm + grace;
    HostObserver host(guest, record.spec.isolated);
    const auto close_window = [&] {
        host.end(record.machine);
        remark_stage(set_up, "window", record.timings.window = lap.next());
        stage = "collect";
        patience = deadlines.harvest + grace;
    };
    stage = "arm";
    try {
        for (;;) {
            const Json message =
                co_await agent.message(patience, stage, "the agent's word from stage " + stage);
            if (Conversation::is<wire::Progress>(message)) {
                const auto progress = Conversation::read<wire::Progress>(message, stage);
                tell(set_up, record, progress);
                if (progress.stage == "measure" && stage == "arm") {
                    host.begin();
                    remark_stage(set_up, "arm", record.timings.arm = lap.next());
                }
                stage = progress.stage;
                patience = deadlines.arm + deadlines.window + grace;
            } else if (Conversation::is<wire::AskTime>(message)) {
                co_await agent.say(wire::HostTime{host_clock()}, stage);
                if (stage == "measure") // it asks before the window, and once it is closed
                    close_window();
            } else if (Conversation::is<wire::BlobHead>(message)) {
                const auto head = Conversation::read<wire::BlobHead>(message, stage);
                if (stage != "collect" && !is_coverage(head.name)) // which a boot has that had no window
                    close_window();
                std::string bytes = co_await agent.blob(head.bytes, patience, head.name);
                if (head.name == "kallsyms") {
                    bytes = all_symbols(set_up.symbols, std::move(bytes));
                    name_entries(record.machine.kernel_entries, bytes);
                }
                blobs.keep(head.name, bytes);
            } else {
                record.measurement = Conversation::read<wire::Finished>(message, stage).measurement;
                break;
            }
        }
    } catch (const LabError&) { // who is refused after the rehearsal ran lines all the same
        blobs.hand_over(coverage_directory, set_up.directory / coverage_directory);
        throw;
    }
    co_await agent.say(wire::PowerOff{}, "collect");
    if (record.spec.probes == Probes::armed)
        blobs.write_trace(set_up.directory / "trace.dat");
    blobs.write_gaps(record.spec.isolated, set_up.directory / gaps_file);
    host.tell(record, set_up.directory / host_switches_file);
    for (const std::string& file : program_files(record.spec))
        blobs.hand_over(file, set_up.directory / file);
    blobs.hand_over(coverage_directory, set_up.directory / coverage_directory);
    remark_stage(set_up, "collect", record.timings.collect = lap.next());
}

Task<void> converse(Guest& guest, const TrialSetUp& set_up, TrialRecord& record, Lap& lap,
                    std::string& stage) {
    record.machine = guest.inspect();
    record.machine.waited.clear(); // it tells of the window
    Conversation agent(co_await guest.connect_agent());
    co_await verify(agent, set_up, record);
    record.timings.boot = lap.next();
    remark_stage(set_up, "boot", record.timings.boot);
    co_await measure_and_collect(agent, guest, set_up, record, lap, stage);
}

// Returns once the kernel has panicked: not every panic ends its machine.
Task<void> panic(Guest& guest) {
    while (guest.console().find("Kernel panic - not syncing") == std::string::npos)
        co_await wait_for(std::chrono::milliseconds(200));
    co_await wait_for(std::chrono::seconds(1)); // its last words
}

Task<void> serve(Guest& guest, const TrialSetUp& set_up, TrialRecord& record, Lap& lap) {
    using namespace asio::experimental::awaitable_operators;
    std::string stage = "boot";
    auto first = co_await (caught(converse(guest, set_up, record, lap, stage)) || panic(guest));
    if (first.index() == 0)
        std::get<0>(first).take();
    else
        throw LabError(Fault::kernel_failed, stage, "the guest's kernel panicked");
}

std::string contents(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

Outcome outcome_of(Fault fault) {
    switch (fault) {
    case Fault::kernel_failed:
        return Outcome::kernel_failed;
    case Fault::guest_lost:
        return Outcome::guest_lost;
    case Fault::timed_out:
        return Outcome::timed_out;
    case Fault::wrong_use:
    case Fault::lab:
    case Fault::interrupted:
        return Outcome::lab_failed;
    }
    return Outcome::lab_failed;
}

bool ends_the_run(const LabError& error) {
    return error.fault() == Fault::wrong_use || error.fault() == Fault::interrupted ||
           (error.fault() == Fault::lab && (error.stage() == "boot" || error.stage() == "store"));
}

// A kernel that complained is a finding, whatever else came of the trial. One that said nothing may not have
// been started at all: nobody can tell whose fault that is.
void consult_console(const std::filesystem::path& directory, TrialRecord& record) {
    const std::string console = contents(directory / "console.log");
    if (record.outcome == Outcome::timed_out && record.failure->stage == "boot" && console.empty())
        record.failure->what += ", and nothing came on its console: is the image whole, and has its kernel a "
                                "serial console (CONFIG_SERIAL_8250_CONSOLE)?";
    if (record.outcome == Outcome::guest_lost)
        if (const std::optional<std::string> words = agent_words(console))
            record.failure->what += "; its agent said: " + *words;
    const std::string where = " (" + (directory / "console.log").string() + ")";
    if (const std::optional<std::string> starved = kernel_starvation(console);
        starved && record.outcome == Outcome::complete && record.machine.accelerator != "kvm") {
        record.outcome = Outcome::timed_out;
        record.failure =
            Failure{"measure", "the host was too busy for an emulated guest: " + *starved + where};
    }
    if (const std::optional<std::string> stale = stale_breakpoint(console, record.machine)) {
        record.outcome = Outcome::lab_failed;
        record.failure =
            Failure{"measure", kept_by_qemu + *stale + where + "; run it again, or with a later QEMU or KVM"};
    } else if (const std::optional<std::string> complaint = kernel_failure(console)) {
        record.outcome = Outcome::kernel_failed;
        record.failure = Failure{record.failure ? record.failure->stage : "measure", *complaint + where};
    }
}

} // namespace

Task<void> run_trial(const TrialSetUp& set_up, TrialRecord& record) {
    remark(
        set_up, "trial",
        fmt::format("{} {} #{}", record.spec.cell.mode, record.spec.cell.workload, record.spec.repetition));
    tell(set_up, record, {"boot", 0, 0});
    Lap lap;
    const Clock::time_point started = Clock::now();
    std::exception_ptr ends_all;
    try {
        co_await with_guest(set_up.machine, guest_spec(set_up, record.spec),
                            [&](Guest& guest) { return serve(guest, set_up, record, lap); });
        record.outcome = Outcome::complete;
    } catch (const LabError& error) {
        record.outcome = outcome_of(error.fault());
        record.failure = Failure{error.stage(), error.what()};
        if (ends_the_run(error))
            ends_all = std::current_exception();
    } catch (const boost::system::system_error& error) {
        if (error.code() != asio::error::operation_aborted)
            throw;
        record.failure = Failure{"interrupted", "ended by the user"};
        ends_all = std::make_exception_ptr(LabError(Fault::interrupted, "interrupted", "ended by the user"));
    }
    record.timings.total = Clock::now() - started;
    consult_console(set_up.directory, record);
    remark_stage(set_up, "trial", record.timings.total);
    if (record.failure)
        remark(set_up,
               record.outcome == Outcome::lab_failed && record.failure->stage == "verify" ? "refused"
                                                                                          : "failed",
               record.failure->stage + ": " + record.failure->what);
    if (ends_all && record.outcome != Outcome::kernel_failed)
        std::rethrow_exception(ends_all);
}

} // namespace cloister
