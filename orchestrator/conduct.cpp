// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/conduct.hpp"

#include "orchestrator/base/caught.hpp"
#include "orchestrator/base/lab_error.hpp"
#include "orchestrator/judge/judge.hpp"
#include "orchestrator/machine/host_facts.hpp"
#include "orchestrator/stages/gather_evidence.hpp"
#include "orchestrator/stages/run_trial.hpp"

#include <csignal>

namespace cloister {
namespace {

struct Run {
    const Plan& plan;
    const KernelImage& kernel;
    Machine& machine;
    const RunDirectory& directory;
    const CloisterFacts& cloister;
    const OnProgress& on_progress;
};

Task<void> run_one(const Run& run, const TrialSpec& spec) {
    TrialRecord record;
    record.spec = spec;
    record.cloister = run.cloister;
    record.host = read_host_facts();
    record.kernel = run.kernel.facts;
    const std::filesystem::path directory = run.directory.trial(spec);
    std::filesystem::create_directories(directory);
    const TrialSetUp set_up{run.machine, run.kernel, run.directory.initramfs(), directory, run.on_progress};
    const Caught<void> trial = co_await caught(run_trial(set_up, record));
    run.directory.store(record);
    trial.take();
}

Task<void> run_all(const Run& run) {
    for (const TrialSpec& spec : run.plan.trials)
        co_await run_one(run, spec);
}

// True when the user ended it.
Task<bool> run_until_signal(const Run& run) {
    using namespace asio::experimental::awaitable_operators;
    asio::signal_set signals(co_await asio::this_coro::executor, SIGINT, SIGTERM);
    auto first = co_await (caught(run_all(run)) || signals.async_wait(asio::use_awaitable));
    if (first.index() == 0)
        std::get<0>(first).take();
    co_return first.index() == 1;
}

} // namespace

Conducted conduct(const Plan& plan, const KernelImage& kernel, Machine& machine,
                  const RunDirectory& directory, const OnProgress& on_progress,
                  const CloisterFacts& cloister) {
    directory.store(plan);
    directory.keep(kernel);
    const Run run{plan, kernel, machine, directory, cloister, on_progress};
    asio::io_context context(1);
    Conducted conducted;
    std::exception_ptr failure;
    asio::co_spawn(context, run_until_signal(run), [&](std::exception_ptr thrown, bool interrupted) {
        failure = std::move(thrown);
        conducted.interrupted = interrupted;
    });
    context.run();
    conducted.report = judge(plan, gather_evidence(directory, plan));
    directory.store(conducted.report);
    if (failure)
        std::rethrow_exception(failure);
    return conducted;
}

} // namespace cloister
