// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/plan/load_modes.hpp"

#include "orchestrator/base/lab_error.hpp"
#include "orchestrator/plan/toml_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

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
    std::string word;
    if (each.field("word", word))
        read_back.word = word;
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
    table.field("like", mode.like);
    table.field("needs", mode.needs);
    read_knobs(table, mode.knobs);
    read_read_back(table, mode.read_back);
    table.finish();
    return mode;
}

Mode mode_in(const std::filesystem::path& file) {
    Mode mode = read_mode(read_toml(file), file.string());
    if (mode.name != file.stem())
        throw LabError(
            Fault::wrong_use, "plan",
            fmt::format("{}: describes mode '{}': file and mode have one name", file.string(), mode.name));
    return mode;
}

std::vector<Mode> modes_in(const std::filesystem::path& directory) {
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
    std::transform(files.begin(), files.end(), std::back_inserter(modes), mode_in);
    return modes;
}

// All but the switch of our own series.
void take_from(const Mode& like, Mode& mode) {
    std::vector<std::string> words;
    std::copy_if(like.command_line.begin(), like.command_line.end(), std::back_inserter(words),
                 [](const std::string& word) { return !word.starts_with("remote_drain="); });
    mode.command_line.insert(mode.command_line.begin(), words.begin(), words.end());
    mode.knobs.insert(mode.knobs.begin(), like.knobs.begin(), like.knobs.end());
}

} // namespace

Mode parse_mode(std::string_view text, const std::string& file) {
    return read_mode(parse_toml(text, file), file);
}

ModeCatalogue load_modes(const std::filesystem::path& directory, const std::filesystem::path& more) {
    std::vector<Mode> modes = modes_in(directory);
    if (more.empty())
        return ModeCatalogue(std::move(modes));
    for (Mode& mode : std::filesystem::is_directory(more) ? modes_in(more) : std::vector{mode_in(more)}) {
        const bool known =
            std::any_of(modes.begin(), modes.end(), [&](const Mode& ours) { return ours.name == mode.name; });
        if (known)
            throw LabError(Fault::wrong_use, "plan",
                           fmt::format("mode '{}' of {} is one of ours already: give it another name",
                                       mode.name, more.string()));
        if (mode.needs.empty())
            throw LabError(
                Fault::wrong_use, "plan",
                fmt::format("mode '{}' of {} does not say which kernels have it: needs = \"CONFIG_…\"",
                            mode.name, more.string()));
        if (!mode.like.empty())
            take_from(ModeCatalogue(modes).named(mode.like), mode);
        modes.push_back(std::move(mode));
    }
    return ModeCatalogue(std::move(modes));
}

} // namespace cloister
