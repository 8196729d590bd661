// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/plan/toml_table.hpp"

#include "orchestrator/base/lab_error.hpp"
#include "orchestrator/base/nearest_name.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <limits>
#include <sstream>

namespace cloister {
namespace {

std::string_view spoken(toml::node_type type) {
    switch (type) {
    case toml::node_type::none:
        return "nothing";
    case toml::node_type::table:
        return "a table";
    case toml::node_type::array:
        return "an array";
    case toml::node_type::string:
        return "a text";
    case toml::node_type::integer:
        return "a number";
    case toml::node_type::floating_point:
        return "a fraction";
    case toml::node_type::boolean:
        return "true or false";
    case toml::node_type::date:
    case toml::node_type::time:
    case toml::node_type::date_time:
        return "a date";
    }
    return "something else";
}

std::string expected(std::string_view key, std::string_view what, const toml::node& found) {
    return fmt::format("{}: expected {}, found {}", key, what, spoken(found.type()));
}

} // namespace

const toml::node* TomlTable::take(std::string_view key) {
    asked_.emplace_back(key);
    return table_.get(key);
}

void TomlTable::refuse_at(const toml::source_region& where, const std::string& what) const {
    throw LabError(Fault::wrong_use, "plan", fmt::format("{}:{}: {}", file_, where.begin.line, what));
}

void TomlTable::refuse(std::string_view key, const std::string& what) const {
    const toml::node* node = table_.get(key);
    refuse_at(node == nullptr ? table_.source() : node->source(), fmt::format("{}: {}", key, what));
}

bool TomlTable::field(std::string_view key, std::string& value) {
    const toml::node* node = take(key);
    if (node == nullptr)
        return false;
    if (!node->is_string())
        refuse_at(node->source(), expected(key, "a text in quotes", *node));
    value = node->as_string()->get();
    return true;
}

std::uint64_t TomlTable::whole_number(std::string_view key, const toml::node& node,
                                      std::uint64_t most) const {
    if (!node.is_integer())
        refuse_at(node.source(), expected(key, "a whole number", node));
    const std::int64_t number = node.as_integer()->get();
    if (number < 0)
        refuse_at(node.source(), fmt::format("{}: {} is negative", key, number));
    if (static_cast<std::uint64_t>(number) > most)
        refuse_at(node.source(), fmt::format("{}: {} is too large", key, number));
    return static_cast<std::uint64_t>(number);
}

bool TomlTable::field(std::string_view key, std::uint32_t& value) {
    const toml::node* node = take(key);
    if (node != nullptr)
        value =
            static_cast<std::uint32_t>(whole_number(key, *node, std::numeric_limits<std::uint32_t>::max()));
    return node != nullptr;
}

bool TomlTable::field(std::string_view key, std::uint64_t& value) {
    const toml::node* node = take(key);
    if (node != nullptr)
        value = whole_number(key, *node, std::numeric_limits<std::uint64_t>::max());
    return node != nullptr;
}

bool TomlTable::field(std::string_view key, std::vector<std::string>& value) {
    const toml::node* node = take(key);
    if (node == nullptr)
        return false;
    if (!node->is_array())
        refuse_at(node->source(), expected(key, "an array of texts, as in [\"a\", \"b\"]", *node));
    value.clear();
    for (const toml::node& element : *node->as_array()) {
        if (!element.is_string())
            refuse_at(element.source(), expected(key, "an array of texts", element));
        value.push_back(element.as_string()->get());
    }
    return true;
}

bool TomlTable::words(std::string_view key, std::vector<std::string>& value) {
    const toml::node* node = table_.get(key);
    if (node == nullptr || node->is_array())
        return field(key, value);
    return field(key, value.emplace_back());
}

std::vector<TomlTable> TomlTable::tables(std::string_view key) {
    std::vector<TomlTable> tables;
    const toml::node* node = take(key);
    if (node == nullptr)
        return tables;
    if (!node->is_array_of_tables())
        refuse_at(node->source(), expected(key, fmt::format("tables, as in [[{}]]", key), *node));
    for (const toml::node& element : *node->as_array())
        tables.emplace_back(*element.as_table(), file_);
    return tables;
}

std::optional<TomlTable> TomlTable::table(std::string_view key) {
    const toml::node* node = take(key);
    if (node == nullptr)
        return std::nullopt;
    if (!node->is_table())
        refuse_at(node->source(), expected(key, fmt::format("a table, as in [{}]", key), *node));
    return TomlTable(*node->as_table(), file_);
}

void TomlTable::require(std::string_view key) {
    if (!table_.contains(key))
        refuse_at(table_.source(), fmt::format("{} is missing", key));
}

void TomlTable::check_schema(const std::string& expected_schema) {
    std::string schema;
    if (!field("schema", schema))
        refuse_at(table_.source(), fmt::format("schema is missing: schema = \"{}\"", expected_schema));
    if (schema != expected_schema)
        refuse("schema", fmt::format("expected \"{}\", found \"{}\"", expected_schema, schema));
}

void TomlTable::finish() const {
    for (const auto& [key, node] : table_)
        if (std::find(asked_.begin(), asked_.end(), key.str()) == asked_.end())
            refuse_at(key.source(), unknown_name("key", key.str(), asked_));
}

toml::table parse_toml(std::string_view text, const std::string& file) {
    try {
        return toml::parse(text, file);
    } catch (const toml::parse_error& error) {
        throw LabError(Fault::wrong_use, "plan",
                       fmt::format("{}:{}: {}", file, error.source().begin.line, error.description()));
    }
}

toml::table read_toml(const std::filesystem::path& file) {
    std::ifstream stream(file);
    std::ostringstream text;
    if (!stream || !(text << stream.rdbuf()))
        throw LabError(Fault::wrong_use, "plan",
                       fmt::format("cannot read {}: {}", file.string(), std::strerror(errno)));
    return parse_toml(text.str(), file.string());
}

} // namespace cloister
