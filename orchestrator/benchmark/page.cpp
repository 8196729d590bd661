// SPDX-License-Identifier: GPL-2.0-or-later
// A page of a million interruptions that never happened, to see what a browser makes of it. They are of two
// trials on two CPUs, at random times, of shapes as real drains have them. Runs on: host. Usage:
// page-of-a-million FILE
#include "orchestrator/report/html/packed_events.hpp"
#include "orchestrator/report/html/page_template.hpp"
#include "orchestrator/report/html/report_page.hpp"
#include "orchestrator/store/run_directory.hpp"

#include <cstdio>
#include <random>

namespace cloister {
namespace {

using std::chrono::nanoseconds;

constexpr std::uint64_t interruptions_of_a_trial = 500'000;
constexpr std::int64_t apart_ns = 200'000; // on average

class Invented {
  public:
    Interruption next(std::uint64_t number) {
        at_ += nanoseconds(1 + static_cast<std::int64_t>(apart_(random_)));
        Interruption one;
        one.number = number;
        one.cpu = CpuId{number % 2 == 0 ? 2U : 3U};
        one.at = at_;
        one.length = nanoseconds(static_cast<std::int64_t>(length_(random_)));
        one.noticed = Noticed::gap;
        if (random_() % 4 == 0)
            tick(one);
        else
            drain(one, static_cast<int>(random_() % 8));
        return one;
    }
    nanoseconds at() const { return at_; }

  private:
    static void tick(Interruption& one) {
        one.cause = {"tick", "", "", ""};
        one.steps = {{StepKind::tick, "local_timer", one.at, one.length / 2},
                     {StepKind::softirq, "RCU", one.at + one.length / 2, one.length / 3}};
    }
    // By one of several tasks, each with a kworker of its own.
    static void drain(Interruption& one, int task) {
        const std::string kworker =
            "kworker/" + std::to_string(one.cpu.number) + ":" + std::to_string(task % 2);
        one.drain_caused = true;
        one.cause = {"lru_add_drain_per_cpu", "__lru_add_drain_all", "system call pwrite64", "drop_caches"};
        one.steps = {{StepKind::ipi, "call_function_single", one.at, one.length / 9},
                     {StepKind::ipi, "reschedule", one.at + one.length / 7, one.length / 9},
                     {StepKind::task, kworker, one.at + one.length / 3, one.length / 2},
                     {StepKind::work, "lru_add_drain_per_cpu", one.at + one.length / 2, one.length / 5}};
        one.origins = {
            {one.at - nanoseconds(70'800),
             CpuId{0},
             50 + task,
             "drop_caches",
             "system call pwrite64",
             {"work lru_add_drain_per_cpu on mm_percpu_wq", "IPI reschedule", "wake-up " + kworker},
             {"__lru_add_drain_all", "drop_caches_sysctl_handler", "proc_sys_call_handler", "vfs_write",
              "__x64_sys_pwrite64", "do_syscall_64"}}};
    }

    std::mt19937_64 random_{1};
    std::exponential_distribution<> apart_{1.0 / apart_ns};
    std::lognormal_distribution<> length_{11.0, 0.8}; // 60 µs in the middle
    nanoseconds at_{0};
};

PageTrial invented_trial(const std::string& mode, std::uint64_t numbered, EventPacker& packer) {
    PageTrial trial;
    trial.record.spec.cell = {"6.12", mode, "spin-refill+drop_caches"};
    trial.record.spec.mode.read_back.expect = mode;
    trial.record.spec.isolated = CpuSet::parse("2-3");
    trial.record.outcome = Outcome::complete;
    packer.begin_trial(nanoseconds(0));
    Invented invented;
    GapHistogram gaps;
    for (std::uint64_t i = 1; i <= interruptions_of_a_trial; ++i) {
        const Interruption one = invented.next(numbered + i);
        gaps.count(one.length);
        packer.take(one);
    }
    trial.gaps = gaps.bins();
    trial.seen.emplace();
    trial.seen->window_closed = invented.at() + std::chrono::milliseconds(1);
    return trial;
}

void write_page(const char* file) {
    ReportPage content;
    content.directory = "a-million";
    content.report.machine = "invented: nothing was measured";
    content.report.not_measured = "its events are invented, to see what a browser makes of so many";
    EventPacker packer;
    content.trials.push_back(invented_trial("local", 0, packer));
    content.trials.push_back(invented_trial("remote", interruptions_of_a_trial, packer));
    content.events = packer.bytes();
    write_text_file(file, report_page(page_template(), content));
}

} // namespace
} // namespace cloister

int main(int count, char** words) {
    if (count != 2)
        return 64;
    try {
        cloister::write_page(words[1]);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "page-of-a-million: %s\n", error.what());
        return 70;
    }
    return 0;
}
