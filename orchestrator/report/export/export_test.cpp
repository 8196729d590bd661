// SPDX-License-Identifier: GPL-2.0-or-later
// What each format makes of a piece of the examples, byte for byte (goldens/; CLOISTER_ACCEPT=1 rewrites
// them), and what holds for all. That other programs read it is tried by orchestrator/tests/exports.py.
#include "orchestrator/base/lab_error.hpp"
#include "orchestrator/report/export/formats.hpp"
#include "orchestrator/report/export/metrics.hpp"
#include "orchestrator/report/export/verdict_words.hpp"
#include "results-schema/json_document.hpp"
#include "source_tree.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <regex>

namespace cloister {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

const std::string examples = CLOISTER_SOURCE "/results-schema/examples/";
const std::string goldens = CLOISTER_SOURCE "/orchestrator/report/export/goldens/";

std::string contents(const std::string& file) {
    std::ifstream in(file);
    return {std::istreambuf_iterator<char>(in), {}};
}

template <class Document>
Document example(const char* name) {
    return parse_document<Document>(contents(examples + name + ".json"));
}

// Two claims, two cells and the record of one: the other cell's trial is not there, and so proves nothing.
ExportedRun sample() {
    ExportedRun run;
    run.name = "night";
    run.report = example<Report>("report");
    run.report->claims.resize(2);
    run.report->cells.resize(2);
    ExportedTrial trial;
    trial.record = example<TrialRecord>("record");
    trial.record.kernel.patches.resize(1);
    TrialInterruptions seen = example<Interruptions>("interruptions").trials.at(0);
    seen.interruptions.resize(2);
    trial.causes = causes_of(seen);
    trial.lengths = lengths_of(seen);
    trial.seen = std::move(seen);
    run.trials.push_back(std::move(trial));
    run.cost = example<Cost>("cost");
    run.cost->operations.resize(1);
    run.cost->kernels.clear();
    run.cost->claims.clear();
    return run;
}

std::string in_format(const char* name, const ExportedRun& run) {
    return export_format_named(name).write({run});
}

TEST(Exports, AreAsTheyWere) {
    for (const ExportFormat& format : export_formats()) {
        const std::string text = format.write({sample()});
        if (std::getenv("CLOISTER_ACCEPT") != nullptr)
            std::ofstream(goldens + format.file) << text;
        EXPECT_EQ(contents(goldens + format.file), text) << format.name;
    }
}

TEST(Exports, AreDocumented) {
    const std::string words = contents(CLOISTER_SOURCE "/docs/exports.md");
    for (const ExportFormat& format : export_formats())
        EXPECT_THAT(words, HasSubstr("`" + std::string(format.name) + "`"));
    for (const Metric& metric : metrics()) {
        std::string labels;
        for (const char* label : metric.labels)
            labels += (labels.empty() ? "" : ", ") + std::string(label);
        EXPECT_THAT(words, HasSubstr("| `" + std::string(metric.name) + "` | " + labels + " | "));
    }
}

TEST(Exports, NameMetricsAsPrometheusWants) {
    for (const Metric& metric : metrics()) {
        EXPECT_TRUE(std::regex_match(metric.name, std::regex("cloister(_[a-z]+)+"))) << metric.name;
        EXPECT_TRUE(std::string(metric.name).ends_with(metric.unit)) << metric.name;
        EXPECT_EQ(std::string(metric.name).ends_with("_seconds"), std::string(metric.unit) == "seconds");
        EXPECT_FALSE(std::string(metric.name).ends_with("_total")) << "a gauge";
    }
}

TEST(Exports, DashboardAsksOnlyForMetricsThatThereAre) {
    const std::string text = export_format_named("grafana-dashboard").write({});
    const std::regex name("cloister_[a-z_]+");
    int found = 0;
    for (auto each = std::sregex_iterator(text.begin(), text.end(), name); each != std::sregex_iterator();
         ++each, ++found)
        EXPECT_TRUE(std::any_of(metrics().begin(), metrics().end(), [&](const Metric& metric) {
            return metric.name == each->str();
        })) << each->str();
    EXPECT_GT(found, 8);
}

// KCIDB sums up by the highest of these; that must be what the worst of our verdicts is called.
TEST(Exports, OrderVerdictsAsOthersDo) {
    const std::vector<std::string> by_priority{"FAIL", "ERROR", "MISS", "PASS", "DONE", "SKIP"};
    const auto place = [&](Verdict verdict) {
        return std::find(by_priority.begin(), by_priority.end(), words_for(verdict, sample()).kcidb);
    };
    for (const auto& [verdict, name] : EnumNames<Verdict>::table)
        for (const auto& [other, other_name] : EnumNames<Verdict>::table)
            EXPECT_EQ(verdict<other, place(verdict)> place(other)) << name << " " << other_name;
}

TEST(Exports, TellNoNumberOfWhatProvesNothing) {
    ExportedRun run = sample();
    EXPECT_THAT(in_format("csv", run), HasSubstr("cloister_armed_drains"));
    run.trials.front().not_counted = "events lost";
    run.report->claims.front().verdict = Verdict::invalid;
    EXPECT_THAT(in_format("csv", run), Not(HasSubstr("cloister_armed_drains")));
    EXPECT_THAT(in_format("kcidb", run), Not(HasSubstr("cloister.local-drains-interrupt.")));
    EXPECT_THAT(in_format("lava", run), Not(HasSubstr("local-drains-interrupt.")));
    EXPECT_THROW(in_format("rt-tests", run), LabError);
    run.report->not_measured = "a fake";
    EXPECT_EQ(samples_of(run).size(), 1);
    EXPECT_THAT(in_format("kcidb", run), Not(HasSubstr("PASS\",\n      \"start_time")));
}

// Whoever wanted the lock, and whosever cache it guards.
TEST(Exports, TellStormsAndWhoWaited) {
    ExportedRun run = sample();
    CellReport& cell = run.report->cells.front();
    EXPECT_THAT(in_format("csv", run), Not(HasSubstr("cloister_storm")));
    cell.storm = {43008, 60261.5};
    cell.contentions = {{"cpu_fbatches.remote_lock", CpuId{2}, CpuId{0}, "lru_add_drain_cpu_remote", 1},
                        {"cpu_fbatches.remote_lock", CpuId{3}, CpuId{0}, "lru_add_drain_cpu_remote", 3},
                        {"cpu_fbatches.remote_lock", CpuId{3}, CpuId{3}, "folio_add_lru", 5}};
    const std::string text = in_format("openmetrics", run);
    const std::string of_cell = "{kernel=\"6.12\",mode=\"local\",workload=\"spin-refill+drop_caches\"";
    EXPECT_THAT(text, HasSubstr("cloister_storm_pages" + of_cell + "} 43008\n"));
    EXPECT_THAT(text,
                HasSubstr("cloister_storm_pages_per_second" + of_cell + ",times=\"indicative\"} 60261.5\n"));
    const std::string waits = "cloister_cpu_lock_waits" + of_cell;
    EXPECT_THAT(text, HasSubstr(waits + ",cpu=\"0\",isolated=\"no\",lock=\"cpu_fbatches.remote_lock\"} 4\n"));
    EXPECT_THAT(text,
                HasSubstr(waits + ",cpu=\"3\",isolated=\"yes\",lock=\"cpu_fbatches.remote_lock\"} 5\n"));
    run.trials.front().not_counted = "events lost";
    EXPECT_THAT(in_format("csv", run), Not(HasSubstr("cloister_storm")));
    EXPECT_THAT(in_format("csv", run), Not(HasSubstr("cloister_cpu_lock_waits")));
}

TEST(Exports, SurviveHostileText) {
    ExportedRun run = sample();
    run.name = "a\\,b= \"c\"\n#<d>\xff\x01";
    run.report->claims.front().reason = "]]></system-out><x/>\n\x1b[31m ok 9 \xc0";
    run.report->claims.front().verdict = Verdict::refuted;
    EXPECT_THAT(in_format("junit", run), Not(HasSubstr("<x/>")));
    for (const ExportFormat& format : export_formats()) {
        const std::string text = format.write({run});
        EXPECT_NO_THROW(static_cast<void>(Json(text).dump())) << format.name << " is no UTF-8";
        EXPECT_THAT(text, Not(HasSubstr("\x1b"))) << format.name;
        EXPECT_THAT(text, Not(HasSubstr("\n ok 9"))) << format.name;
    }
    EXPECT_THAT(in_format("influx", run), HasSubstr("run=a/\\,b\\=\\ \"c\"\\ #<d>"));
    EXPECT_THAT(in_format("lava", run), HasSubstr("TESTSET START a__b___c____d"));
}

TEST(Exports, RefuseTheSameSeriesTwice) {
    EXPECT_THROW(export_format_named("openmetrics").write({sample(), sample()}), LabError);
    EXPECT_NO_THROW(export_format_named("influx").write({sample(), sample()}));
}

TEST(Exports, ReadTimes) {
    EXPECT_EQ(since_1970("1970-01-02T00:00:01.017Z"), std::chrono::milliseconds(86'401'017));
    EXPECT_EQ(since_1970("2026-11-26T22:55:15Z"), std::chrono::seconds(1'795'733'715));
}

} // namespace
} // namespace cloister
