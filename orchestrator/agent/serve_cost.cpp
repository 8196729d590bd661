// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/agent/serve_cost.hpp"

#include "orchestrator/agent/arming.hpp"
#include "orchestrator/agent/guest_facts.hpp"
#include "orchestrator/agent/pausing_task.hpp"
#include "orchestrator/agent/processors.hpp"
#include "orchestrator/agent/serve_or_refuse.hpp"
#include "orchestrator/agent/workload_process.hpp"
#include "orchestrator/base/lab_error.hpp"
#include "orchestrator/wire/cost_order.hpp"
#include "probes/kernelfs/check_errno.hpp"
#include "probes/kernelfs/file.hpp"
#include "results-schema/json_document.hpp"

#include <cstdio>
#include <sys/wait.h>
#include <unistd.h>

namespace cloister::agent {
namespace {

void do_operations(const std::vector<std::string>& names) {
    std::vector<std::string> command{"/workloads", "operations"};
    command.insert(command.end(), names.begin(), names.end());
    const WorkloadProcess process(command);
    int status = 0;
    check_errno(::waitpid(process.pid(), &status, 0), "waitpid", "operations");
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
        throw LabError(Fault::lab, "measure",
                       "the operations ended with status " + std::to_string(status) +
                           "; their last words are above");
}

void meet_processors(std::uint32_t cpus) {
    const PausingTask beside;
    ComingProcessors().wait(CpuSet::first(cpus));
}

void follow(const wire::CostOrder& order) {
    meet_processors(order.spec.cpus);
    GuestFacts facts = read_guest_facts();
    facts.drain_mode = read_drain_mode(order.spec.mode.read_back);
    expect_asked_for(order.spec, facts);
    Measurement measurement;
    const std::vector<SavedKnob> knobs = write_knobs(order.spec.mode, measurement);
    do_operations(order.operations);
}

} // namespace

bool has_cost_order() {
    return ::access(wire::cost_order_file, R_OK) == 0;
}

void serve_cost() {
    try {
        follow(parse_document<wire::CostOrder>(read_file(wire::cost_order_file)));
        std::puts("cloister cost done");
    } catch (const std::exception& failure) {
        std::printf("cloister cost refused: %s\n", failure.what());
    }
    std::fflush(stdout);
}

} // namespace cloister::agent
