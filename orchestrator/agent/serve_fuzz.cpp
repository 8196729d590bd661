// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/agent/serve_fuzz.hpp"

#include "orchestrator/agent/actor_process.hpp"
#include "orchestrator/agent/arming.hpp"
#include "orchestrator/agent/clock_source.hpp"
#include "orchestrator/agent/put_back.hpp"
#include "orchestrator/agent/serve_or_refuse.hpp"
#include "orchestrator/base/lab_error.hpp"
#include "probes/kernelfs/file.hpp"

#include <algorithm>
#include <csignal>
#include <numeric>
#include <sched.h>
#include <sys/wait.h>
#include <unistd.h>

namespace cloister::agent {
namespace {

using Clock = std::chrono::steady_clock;
using workloads::Phase;

constexpr std::chrono::seconds time_to_end{20};  // for actors that are asked
constexpr std::chrono::seconds time_to_die{120}; // for all that were killed
constexpr std::chrono::minutes longest_drain{2};
constexpr std::uint64_t drains_each = 4; // of every isolated CPU's pages, at the end

// It must be heard however many others want to run, and whatever memory is short. What it starts is as all
// others.
void stay_awake() {
    sched_param priority{};
    priority.sched_priority = 1;
    ::sched_setscheduler(0, SCHED_RR | SCHED_RESET_ON_FORK, &priority);
    write_file("/proc/self/oom_score_adj", "-1000");
}

class Actors {
  public:
    Actors(Port& port, const TrialSpec& spec, const CpuSet& housekeeping, const wire::FuzzOrder& order)
        : port_(port), spec_(spec) {
        for (const wire::ActorOrder& each : order.actors)
            all_.emplace_back(each, all_.size(), housekeeping);
    }

    void act() {
        const Clock::time_point began = Clock::now();
        while (Clock::now() - began < spec_.duration) {
            tell(Clock::now() - began);
            wait_a_second(true);
        }
    }
    // What does not die.
    std::vector<std::string> end() {
        for (ActorProcess& each : all_)
            each.ask_to_end();
        wait_for_end(time_to_end);
        ::kill(-1, SIGKILL); // everybody but us
        return wait_for_end(time_to_die) ? std::vector<std::string>() : undying_tasks();
    }
    std::vector<wire::ActorTale> tales() const {
        std::vector<wire::ActorTale> tales;
        for (const ActorProcess& each : all_)
            tales.push_back(each.tale());
        return tales;
    }

  private:
    using Milliseconds = std::chrono::duration<std::uint64_t, std::milli>;

    void tell(Clock::duration done) {
        const auto in_ms = [](auto time) { return std::chrono::duration_cast<Milliseconds>(time).count(); };
        port_.say(wire::Progress{"fuzz", in_ms(done), in_ms(spec_.duration)}, spec_.deadlines.harvest);
    }
    // False: there are no children left.
    bool reap(bool start_again) {
        int status = 0;
        int pid = 0;
        while ((pid = ::waitpid(-1, &status, WNOHANG)) > 0)
            for (ActorProcess& each : all_)
                if (each.has_ended(pid, status) && start_again)
                    each.start_again();
        return pid == 0;
    }
    bool wait_a_second(bool start_again) {
        for (const Clock::time_point since = Clock::now(); Clock::now() - since < std::chrono::seconds(1);) {
            if (!reap(start_again) && !start_again)
                return false;
            ::usleep(20'000);
        }
        return true;
    }
    // True: nobody is left.
    bool wait_for_end(std::chrono::seconds patience) {
        for (const Clock::time_point since = Clock::now(); Clock::now() - since < patience;) {
            tell(spec_.duration);
            if (!wait_a_second(false))
                return true;
        }
        return false;
    }

    Port& port_;
    const TrialSpec& spec_;
    std::vector<ActorProcess> all_;
};

std::uint64_t sum_of(const std::map<CpuId, std::uint64_t>& numbers) {
    return std::accumulate(numbers.begin(), numbers.end(), std::uint64_t{0},
                           [](std::uint64_t sum, const auto& each) { return sum + each.second; });
}

// Whether pages of isolated CPUs wait in batches, and a drain takes them out. Not every kernel drains where
// it drops caches: then compaction does.
void drain_pages(TrialSpec spec, wire::FuzzDone& done) {
    spec.drains = drains_each * spec.isolated.size();
    for (const char* caller : {"drop_caches", "compact_memory"}) {
        spec.disturber = caller;
        TrialWorkload workload(spec);
        const Deadline deadline(longest_drain, "drain", caller);
        workload.start_subjects();
        workload.perform(Phase::trial, deadline);
        workload.perform(Phase::measure, deadline);
        const DrainTally tally = workload.drains().value();
        done.armed = sum_of(tally.armed);
        done.completed = sum_of(tally.completed);
        done.no_page.reset();
        if (done.armed == 0)
            done.no_page = tally.does_not_drain.value_or("no touched page stayed in a batch");
        workload.stop();
        if (done.armed > 0 && done.completed == done.armed)
            return;
    }
}

void drain_at_last(const TrialSpec& spec, wire::FuzzDone& done) {
    try {
        drain_pages(spec, done);
    } catch (const LabError& error) {
        if (error.fault() != Fault::timed_out || error.stage() != "drain")
            throw;
        done.stuck.emplace_back("the last drain");
    }
}

} // namespace

bool wants_fuzz(std::string_view command_line) {
    const std::vector<std::string> words = words_of(command_line);
    return std::find(words.begin(), words.end(), wire::fuzz_word) != words.end();
}

void serve_fuzz(Port& port, ComingProcessors& processors, const TrialSpec& spec) {
    serve_or_refuse(port, spec, [&](GuestFacts& facts) {
        expect_asked_for(spec, facts);
        make_room_for_programs();
        meet_processors(port, processors, spec, facts);
        wait_for_final_clock(Deadline(spec.deadlines.arm, "arm", "the kernel's final clock source"));
        stay_awake();
        const auto order = parse_document<wire::FuzzOrder>(port.receive(spec.deadlines.arm).payload);
        wire::FuzzDone done;
        {
            Actors actors(port, spec, facts.online.minus(spec.isolated), order);
            actors.act();
            done.stuck = actors.end();
            done.actors = actors.tales();
        }
        if (done.stuck.empty()) {
            done.not_back = put_back();
            if (done.not_back.empty())
                drain_at_last(spec, done);
        }
        port.say(done, spec.deadlines.harvest);
    });
}

} // namespace cloister::agent
