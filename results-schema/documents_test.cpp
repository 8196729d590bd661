// SPDX-License-Identifier: GPL-2.0-or-later
// One set of examples, real ones: they survive a round trip through our types byte for byte, and
// (validate.py) the schemas accept them. The committed schemas are those of the types; CLOISTER_ACCEPT=1
// rewrites them.
#include "results-schema/json_schema.hpp"
#include "results-schema/plan.hpp"
#include "results-schema/report.hpp"
#include "results-schema/trial_record.hpp"
#include "source_tree.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>

namespace cloister {
namespace {

const std::string directory = CLOISTER_SOURCE "/results-schema/";

std::string contents(const std::string& file) {
    std::ifstream in(directory + file);
    return {std::istreambuf_iterator<char>(in), {}};
}

void expect_schema(const std::string& name, const Json& schema) {
    const std::string file = name + ".schema.json";
    const std::string text = schema.dump(2) + "\n";
    if (std::getenv("CLOISTER_ACCEPT") != nullptr)
        std::ofstream(directory + file) << text;
    EXPECT_EQ(contents(file), text)
        << "the types have changed: a new version, an example, and CLOISTER_ACCEPT=1";
}

template <class Document>
void expect_round_trip(const std::string& name) {
    const std::string text = contents("examples/" + name + ".json");
    ASSERT_FALSE(text.empty());
    EXPECT_EQ(write_document(parse_document<Document>(text)).dump(2) + "\n", text);
}

TEST(Schemas, AreThoseOfTheTypes) {
    expect_schema("plan", JsonSchema::of_document<Plan>("What a run is going to do"));
    expect_schema("record",
                  JsonSchema::of_document<TrialRecord>("One trial as it happened; times in nanoseconds"));
    expect_schema("report", JsonSchema::of_document<Report>("What the judge concluded of a run"));
}

TEST(Examples, SurviveARoundTrip) {
    expect_round_trip<Plan>("plan");
    expect_round_trip<TrialRecord>("record");
    expect_round_trip<Report>("report");
}

} // namespace
} // namespace cloister
