// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/plan/load_modes.hpp"

#include "orchestrator/base/lab_error.hpp"
#include "orchestrator/plan/toml_table.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace cloister {
namespace {

void read_knobs(TomlTable& table, std::vector<Knob>& knobs) {
    for (TomlTable& each : table.tables("knobs")) {
        each.require("path");
        each.require("value");
        Knob& knob = knobs.emplace_back();
        each.field("path", knob.path);
        each.field("value", knob.value);
        each.finish();
    }
}

void read_read_back(TomlTable& table, ReadBack& read_back) {
    table.require("read_back");
    TomlTable each = *table.table("read_back");
    each.require("path");
    each.require("expect");
    each.require("absent");
    each.field("path", read_back.path);
    each.field("expect", read_back.expect);
    std::string absent;
    each.field("absent", absent);
    // "refuse": without the file the mode cannot be proved.
    if (absent != "refuse")
        read_back.absent = absent;
    for (const std::string& drain_mode : {read_back.expect, read_back.absent.value_or("local")})
        if (drain_mode != "local" && drain_mode != "remote")
            each.refuse("expect", fmt::format("'{}' is no way to drain: local or remote", drain_mode));
    each.finish();
}

Mode read_mode(const toml::table& document, const std::string& file) {
    TomlTable table(document, file);
    table.check_schema("cloister/mode/1");
    Mode mode;
    table.require("name");
    table.field("name", mode.name);
    table.field("description", mode.description);
    table.field("cmdline", mode.command_line);
    read_knobs(table, mode.knobs);
    read_read_back(table, mode.read_back);
    table.finish();
    return mode;
}

} // namespace

Mode parse_mode(std::string_view text, const std::string& file) {
    return read_mode(parse_toml(text, file), file);
}

ModeCatalogue load_modes(const std::filesystem::path& directory) {
    std::vector<std::filesystem::path> files;
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(directory, error))
        if (entry.path().extension() == ".toml")
            files.push_back(entry.path());
    if (error)
        throw LabError(Fault::wrong_use, "plan",
                       fmt::format("cannot read modes in {}: {}", directory.string(), error.message()));
    std::sort(files.begin(), files.end());
    std::vector<Mode> modes;
    for (const std::filesystem::path& file : files) {
        Mode mode = read_mode(read_toml(file), file.string());
        if (mode.name != file.stem())
            throw LabError(Fault::wrong_use, "plan",
                           fmt::format("{}: describes mode '{}': file and mode have one name", file.string(),
                                       mode.name));
        modes.push_back(std::move(mode));
    }
    return ModeCatalogue(std::move(modes));
}

} // namespace cloister
