// SPDX-License-Identifier: GPL-2.0-or-later
// One set of examples, real ones: they survive a round trip through our types byte for byte, the schemas
// accept them (validate.py), and the documentation quotes them (quotes.py). The committed schemas are those
// of the types; CLOISTER_ACCEPT=1 rewrites them.
#include "results-schema/documents.hpp"
#include "results-schema/json_schema.hpp"
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

TEST(Examples, SurviveARoundTrip) {
    each_document_kind([](auto kind) {
        const std::string text = contents("examples/" + std::string(kind.name) + ".json");
        EXPECT_FALSE(text.empty()) << kind.name << " has no example";
        EXPECT_EQ(write_document(parse_document<typename decltype(kind)::Document>(text)).dump(2) + "\n",
                  text);
    });
}

} // namespace
} // namespace cloister
