// SPDX-License-Identifier: GPL-2.0-or-later
// Strict reading of one TOML table: a key that nobody asked for is an error, so is a value of another type.
// Runs on: host. Errors: LabError{wrong_use}, "FILE:LINE: …". The only header that includes toml++.
#pragma once

// Header-only: no shared library to install beside the program.
#define TOML_HEADER_ONLY 1
#include <toml++/toml.h>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cloister {

class TomlTable {
  public:
    // file names the source in errors; the table is borrowed.
    TomlTable(const toml::table& table, std::string file) : table_(table), file_(std::move(file)) {}

    // Each leaves value as it is when the key is absent, and tells whether it was there.
    bool field(std::string_view key, std::string& value);
    bool field(std::string_view key, std::uint32_t& value);
    bool field(std::string_view key, std::uint64_t& value);
    bool field(std::string_view key, std::vector<std::string>& value);
    // A text, or an array of texts.
    bool words(std::string_view key, std::vector<std::string>& value);
    // parse() throws std::invalid_argument for a text that it cannot read.
    template <class T, class Parse>
    bool field(std::string_view key, T& value, Parse parse) {
        std::string text;
        if (!field(key, text))
            return false;
        try {
            value = parse(text);
        } catch (const std::invalid_argument& error) {
            refuse(key, error.what());
        }
        return true;
    }
    std::vector<TomlTable> tables(std::string_view key);
    std::optional<TomlTable> table(std::string_view key);

    // Throws when the key is absent, or when the document is not of this schema.
    void require(std::string_view key);
    void check_schema(const std::string& expected);
    // Throws for a key that nobody asked for, naming the nearest that somebody did.
    void finish() const;

    // Throws an error on this key's line.
    [[noreturn]] void refuse(std::string_view key, const std::string& what) const;

  private:
    const toml::node* take(std::string_view key);
    std::uint64_t whole_number(std::string_view key, const toml::node& node, std::uint64_t most) const;
    [[noreturn]] void refuse_at(const toml::source_region& where, const std::string& what) const;

    const toml::table& table_;
    std::string file_;
    std::vector<std::string> asked_;
};

// Throws LabError{wrong_use} when the file cannot be read or is no TOML.
toml::table read_toml(const std::filesystem::path& file);
toml::table parse_toml(std::string_view text, const std::string& file);

} // namespace cloister
