// SPDX-License-Identifier: GPL-2.0-or-later
// How fast a long trial is judged, and in how much memory: `cloister judge` against `trace-cmd report` on the
// same trace.dat, and against a trace ten times as long.
//   decoding CLOISTER [TRIAL-DIRECTORY]
// Runs on: host; without a directory of a stored trial its trace is a recorded one's, repeated. Processor
// time, so that a busy host matters little. Exit 1: slower than the bound, or memory grew.
#include "orchestrator/base/quantity.hpp"
#include "orchestrator/base/temporary_directory.hpp"
#include "orchestrator/benchmark/lengthened_trial.hpp"
#include "orchestrator/cli/installation.hpp"
#include "orchestrator/machine/fake/recording.hpp"
#include "orchestrator/store/run_directory.hpp"
#include "orchestrator/wire/raw_gaps.hpp"
#include "probes/kernelfs/argv.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace cloister {
namespace {

namespace fs = std::filesystem;

// The issue's: times the events per second of trace-cmd.
constexpr double bound = 5;
// Of the longer trace's peak: what the allocator and the pages that are mapped may differ by.
constexpr long allowance_kib = 2048;
constexpr std::uint64_t short_records = 100'000;
constexpr int repetitions = 5;

struct Cost {
    double seconds = 0; // of a processor
    long peak_kib = 0;  // resident
};

double seconds(const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

// good: whether it did its work, by its exit code.
Cost cost_of(const std::vector<std::string>& words, bool (*good)(int)) {
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    pid_t child = 0;
    const int failed =
        ::posix_spawnp(&child, words[0].c_str(), &actions, nullptr, argv(words).data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    if (failed != 0)
        throw LabError(Fault::lab, "benchmark", "cannot start " + words[0] + ": " + std::strerror(failed));
    int status = 0;
    rusage usage{};
    while (::wait4(child, &status, 0, &usage) < 0 && errno == EINTR)
        ;
    if (!WIFEXITED(status) || !good(WEXITSTATUS(status)))
        throw LabError(Fault::lab, "benchmark", words[0] + " " + words[1] + " failed");
    return {seconds(usage.ru_utime) + seconds(usage.ru_stime), usage.ru_maxrss};
}

Cost least(const Cost& a, const Cost& b) {
    return {std::min(a.seconds, b.seconds), std::max(a.peak_kib, b.peak_kib)};
}

// In a process of its own: a child's peak is at least what its parent had when it began.
template <class Work>
void apart(Work work) {
    const pid_t child = ::fork();
    if (child == 0) {
        try {
            work();
            ::_exit(0);
        } catch (const std::exception& error) {
            fmt::print(stderr, "decoding: {}\n", error.what());
            ::_exit(1);
        }
    }
    int status = 0;
    if (child < 0 || ::waitpid(child, &status, 0) != child || status != 0)
        throw LabError(Fault::lab, "benchmark", "the long traces could not be made");
}

StoredTrial recorded() {
    const fake::Recordings all = fake::Recordings::load(recordings());
    const fake::Recording& one = all.of("local spin-refill+drop_caches");
    StoredTrial stored{one.record, one.files, {}, one.absences};
    for (const CpuId cpu : one.record.spec.isolated)
        for (const ShippedFile& file : one.files)
            if (file.name == wire::raw_gaps_name(cpu))
                for (const SubjectGap& gap : wire::parse_raw_gaps(cpu, file.bytes))
                    stored.gaps.push_back(gap);
    return stored;
}

StoredTrial stored_in(const fs::path& trial) {
    StoredTrial stored{read_document_file<TrialRecord>(trial / "record.json"),
                       shipped_files(read_text_file(trial / "trace.dat")),
                       {},
                       {}};
    std::ifstream text(trial / gaps_file);
    GapsCsv csv(text);
    while (const std::optional<SubjectGap> gap = csv.next())
        stored.gaps.push_back(*gap);
    if (std::ifstream switches(trial / host_switches_file); switches) {
        HostSwitchesCsv absences(switches);
        while (const std::optional<HostAbsence> each = absences.next())
            stored.absences.push_back(*each);
    }
    return stored;
}

struct Sample {
    std::uint64_t records = 0;
    fs::path run;
    fs::path trace_dat;
};

void make_samples(const std::optional<fs::path>& trial, const fs::path& directory) {
    const StoredTrial stored = trial ? stored_in(*trial) : recorded();
    const std::uint64_t once = lengthen(stored, 1, directory / "once").records;
    const std::uint64_t times = std::max<std::uint64_t>(1, short_records / std::max<std::uint64_t>(1, once));
    for (const auto& [name, length] : {std::pair("short", times), std::pair("long", 10 * times)}) {
        const LengthenedTrial made = lengthen(stored, length, directory / name);
        std::ofstream(directory / (std::string(name) + ".txt")) << made.records << '\n'
                                                                << made.trace_dat.string() << '\n';
    }
}

Sample sample(const std::string& name, const fs::path& directory) {
    Sample made;
    made.run = directory / name;
    std::ifstream in(directory / (name + ".txt"));
    std::string trace_dat;
    in >> made.records;
    std::getline(in >> std::ws, trace_dat);
    made.trace_dat = trace_dat;
    return made;
}

struct Compared {
    Cost ours;
    Cost theirs;
};

Compared compare(const std::string& cloister, const Sample& sample) {
    const auto judged = [](int code) { return code <= 2; };
    const auto reported = [](int code) { return code == 0; };
    Compared compared{{1e9, 0}, {1e9, 0}};
    for (int i = 0; i < repetitions; ++i) {
        compared.ours = least(compared.ours, cost_of({cloister, "judge", sample.run.string(), "-q"}, judged));
        compared.theirs = least(compared.theirs,
                                cost_of({"trace-cmd", "report", "-i", sample.trace_dat.string()}, reported));
    }
    return compared;
}

// So that what was fast was not nothing.
double interruptions_in(const Sample& sample) {
    const Report report = RunDirectory::open(sample.run).report();
    return report.claims.at(0).numbers.at("interruptions").value;
}

std::string line(const char* name, std::uint64_t records, const Cost& cost) {
    const double each_second = static_cast<double>(records) / cost.seconds;
    return fmt::format("  {:<18}{:>8.2f} s{:>14} events/s{:>9.1f} MiB\n", name, cost.seconds,
                       grouped(static_cast<std::uint64_t>(each_second)),
                       static_cast<double>(cost.peak_kib) / 1024);
}

int benchmark(const std::string& cloister, const std::optional<fs::path>& trial) {
    TemporaryDirectory directory;
    apart([&] { make_samples(trial, directory.path()); });
    std::string text =
        fmt::format("a stored trial judged, least of {}, processor time, peak memory\n\n", repetitions);
    Compared compared[2];
    double interruptions[2];
    for (std::size_t i = 0; i < 2; ++i) {
        const Sample each = sample(i == 0 ? "short" : "long", directory.path());
        compared[i] = compare(cloister, each);
        interruptions[i] = interruptions_in(each);
        text += fmt::format("{} events, {:.0f} MB, {} interruptions\n", grouped(each.records),
                            static_cast<double>(fs::file_size(each.trace_dat)) / 1e6,
                            grouped(static_cast<std::uint64_t>(interruptions[i])));
        text += line("cloister judge", each.records, compared[i].ours);
        text += line("trace-cmd report", each.records, compared[i].theirs);
    }
    const double times = compared[1].theirs.seconds / compared[1].ours.seconds;
    const long growth = compared[1].ours.peak_kib - compared[0].ours.peak_kib;
    const bool whole = interruptions[1] > 9.5 * interruptions[0] && interruptions[0] > 0;
    text += fmt::format("\n{:.1f} times trace-cmd's events per second; {} {:.0f}\n", times,
                        times >= bound ? "at least" : "BELOW", bound);
    text += fmt::format("{:+} KiB for ten times the length; {} {} KiB\n", growth,
                        growth <= allowance_kib ? "at most" : "ABOVE", allowance_kib);
    if (!whole)
        text += "NOT ten times the interruptions: the longer trace was not read to its end\n";
    fmt::print("{}", text);
    return times >= bound && growth <= allowance_kib && whole ? 0 : 1;
}

} // namespace
} // namespace cloister

int main(int count, char** words) {
    if (count < 2 || count > 3) {
        fmt::print(stderr, "usage: decoding CLOISTER [TRIAL-DIRECTORY]\n");
        return 64;
    }
    try {
        return cloister::benchmark(words[1],
                                   count > 2 ? std::optional<std::filesystem::path>(words[2]) : std::nullopt);
    } catch (const std::exception& error) {
        fmt::print(stderr, "decoding: {}\n", error.what());
        return 69;
    }
}
