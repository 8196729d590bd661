// SPDX-License-Identifier: GPL-2.0-or-later
#include "results-schema/document_form.hpp"
#include "results-schema/plan.hpp"
#include "results-schema/report.hpp"
#include "results-schema/trial_record.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace cloister {
namespace {

std::string refusal(const Json& document) {
    try {
        read_document<Plan>(document);
    } catch (const SchemaError& error) {
        return error.what();
    }
    return "accepted";
}

Json small_plan() {
    Plan plan;
    plan.claims = {"quiet-baseline"};
    plan.trials.emplace_back().isolated = CpuSet::parse("2-3");
    return write_document(plan);
}

TEST(JsonDocument, ComesBackAsItWasWritten) {
    TrialRecord record;
    record.spec.isolated = CpuSet::parse("2-3");
    record.outcome = Outcome::complete;
    record.measurement.emplace().tallies.push_back({"drain_work_executed", CpuId{2}, "lru_add_drain", 500});
    record.measurement->drains.emplace().armed[CpuId{3}] = 500;
    const Json written = write_document(record);
    EXPECT_EQ(write_document(read_document<TrialRecord>(written)).dump(), written.dump());
    EXPECT_EQ(written.at("schema"), "cloister/record/8");

    Report report;
    report.cells.emplace_back().counts[CpuId{2}][ArrivalKind::drain_work] = 500;
    const Json counted = write_document(report);
    EXPECT_EQ(counted.at("cells").at(0).at("counts").at("2").at("drain_work"), 500);
    EXPECT_EQ(write_document(read_document<Report>(counted)).dump(), counted.dump());
}

TEST(JsonDocument, KeepsTheLargestNumber) {
    Plan plan;
    plan.seed = std::numeric_limits<std::uint64_t>::max();
    EXPECT_EQ(parse_document<Plan>(write_document(plan).dump()).seed, plan.seed);
    Json wrong = write_document(plan);
    wrong["trials"].push_back(JsonWriter::to_json(TrialSpec{}));
    wrong["trials"][0]["cpus"] = plan.seed;
    EXPECT_EQ(refusal(wrong), "/trials/0/cpus: the number 18446744073709551615 does not fit");
}

TEST(JsonDocument, RefusalsNameThePath) {
    Json wrong = small_plan();
    EXPECT_EQ(refusal(wrong), "accepted");
    wrong["trials"][0]["cpus"] = "four";
    EXPECT_EQ(refusal(wrong), "/trials/0/cpus: expected a whole number");
    wrong = small_plan();
    wrong["trials"][0]["isolated"] = "3-2";
    EXPECT_EQ(refusal(wrong),
              "/trials/0/isolated: CPU list '3-2': '3-2' runs backwards (write it like 2-3,5)");
    wrong = small_plan();
    wrong["trials"][0]["color"] = 1;
    EXPECT_EQ(refusal(wrong), "/trials/0/color: is not a field that this version knows");
    wrong = small_plan();
    wrong["trials"][0].erase("seed");
    EXPECT_EQ(refusal(wrong), "/trials/0/seed: is missing");
    wrong = small_plan();
    wrong["trials"][0]["cpus"] = -1;
    EXPECT_EQ(refusal(wrong), "/trials/0/cpus: the number -1 does not fit");
    wrong = small_plan();
    wrong["schema"] = "cloister/plan/9";
    EXPECT_EQ(refusal(wrong), "/schema: is cloister/plan/9; this version reads cloister/plan/4");
}

} // namespace
} // namespace cloister
