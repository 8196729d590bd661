// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/base/lab_error.hpp"
#include "orchestrator/base/nearest_name.hpp"
#include "orchestrator/cli/commands.hpp"
#include "orchestrator/fleet/night_plan.hpp"
#include "orchestrator/kernel/recipe.hpp"
#include "orchestrator/plan/load_modes.hpp"
#include "orchestrator/plan/load_scenario.hpp"
#include "orchestrator/plan/toml_table.hpp"
#include "orchestrator/store/run_directory.hpp"
#include "results-schema/documents.hpp"
#include "results-schema/json_document.hpp"

#include <cstdio>

namespace cloister {
namespace {

// "cloister/plan/4" → "cloister/plan": the reader itself tells of another version.
std::string_view without_version(std::string_view schema) {
    return schema.substr(0, schema.rfind('/'));
}

void validate_json(const std::string& text) {
    const Json document = parse_json(text);
    if (!document.is_object() || !document.contains("schema") || !document.at("schema").is_string())
        throw SchemaError("/schema", "is missing: this is no document of ours");
    const std::string schema = document.at("schema").get<std::string>();
    std::vector<std::string> names;
    bool known = false;
    each_document_kind([&](auto kind) {
        using Document = typename decltype(kind)::Document;
        names.emplace_back(Document::schema);
        if (without_version(schema) != without_version(Document::schema))
            return;
        known = true;
        read_document<Document>(document);
    });
    if (!known)
        throw SchemaError("/schema", unknown_name("document", schema, names));
}

void validate_scenario(std::string_view text, const std::string& file) {
    const Scenario scenario = parse_scenario(text, file);
    try {
        validate(scenario);
    } catch (const LabError& error) {
        throw LabError(error.fault(), error.stage(), file + ": " + error.what());
    }
}

struct TomlKind {
    std::string schema;
    void (*validate)(std::string_view text, const std::string& file);
};

const std::vector<TomlKind> toml_kinds{
    {"cloister/scenario/1", validate_scenario},
    {"cloister/mode/1", // filled in for some guest, so that a wrong placeholder is told
     [](std::string_view text, const std::string& file) {
         fill_in(parse_mode(text, file), 4, CpuSet::parse("2-3"));
     }},
    {"cloister/nightly-plan/1",
     [](std::string_view text, const std::string& file) {
         refuse_stories_of_real_guests(parse_night_plan(text, file));
     }},
    {"cloister/recipe/1", [](std::string_view text, const std::string& file) { parse_recipe(text, file); }},
};

void validate_toml(const std::string& text, const std::string& file) {
    const toml::table document = parse_toml(text, file);
    TomlTable table(document, file);
    table.require("schema");
    std::string schema;
    table.field("schema", schema);
    std::vector<std::string> names;
    for (const TomlKind& kind : toml_kinds) {
        if (without_version(schema) == without_version(kind.schema))
            return kind.validate(text, file);
        names.push_back(kind.schema);
    }
    table.refuse("schema", unknown_name("document", schema, names));
}

} // namespace

int validate_command(const std::filesystem::path& file) {
    const std::string text = read_text_file(file);
    try {
        if (file.extension() == ".toml")
            validate_toml(text, file.string());
        else
            validate_json(text);
    } catch (const SchemaError& error) {
        throw LabError(Fault::wrong_use, "validate", file.string() + ": " + error.what());
    }
    std::printf("%s is valid\n", file.c_str());
    return 0;
}

} // namespace cloister
