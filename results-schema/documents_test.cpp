// SPDX-License-Identifier: GPL-2.0-or-later
// One set of examples, real ones: they survive a round trip through our types byte for byte, the schemas
// accept them (validate.py), and the documentation quotes them (quotes.py). The committed schemas are those
// of the types; CLOISTER_ACCEPT=1 rewrites them.
#include "results-schema/documents.hpp"
#include "results-schema/json_schema.hpp"
#include "source_tree.hpp"

#include <gmock/gmock.h>

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

// The paths of the properties that a schema does not describe.
void find_undescribed(const Json& schema, const std::string& path, std::vector<std::string>& found) {
    if (!schema.is_structured())
        return;
    for (const auto& [key, value] : schema.items()) {
        if (key == "properties")
            for (const auto& [name, property] : value.items())
                if (property.value("description", "").empty())
                    found.push_back(path + "/properties/" + name);
        find_undescribed(value, path + "/" + key, found);
    }
}

TEST(Schemas, AreThoseOfTheTypes) {
    each_document_kind([](auto kind) {
        const std::string file = kind.name + std::string(".schema.json");
        const std::string text =
            JsonSchema::of_document<typename decltype(kind)::Document>(kind.title).dump(2) + "\n";
        if (std::getenv("CLOISTER_ACCEPT") != nullptr)
            std::ofstream(directory + file) << text;
        EXPECT_EQ(contents(file), text)
            << "the types have changed: a new version, an example, and CLOISTER_ACCEPT=1";
    });
}

TEST(Schemas, DescribeEveryField) {
    each_document_kind([](auto kind) {
        std::vector<std::string> undescribed;
        find_undescribed(JsonSchema::of_document<typename decltype(kind)::Document>(kind.title), kind.name,
                         undescribed);
        EXPECT_THAT(undescribed, ::testing::IsEmpty())
            << "give fields.field(name, value, description) its description";
    });
}

TEST(Examples, SurviveARoundTrip) {
    each_document_kind([](auto kind) {
        const std::string text = contents("examples/" + std::string(kind.name) + ".json");
        EXPECT_FALSE(text.empty()) << kind.name << " has no example";
        EXPECT_EQ(document_text(parse_document<typename decltype(kind)::Document>(text)), text);
    });
}

} // namespace
} // namespace cloister
