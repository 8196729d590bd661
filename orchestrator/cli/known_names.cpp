// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/cli/completions.hpp"
#include "orchestrator/cli/installation.hpp"
#include "orchestrator/judge/claims/catalogue.hpp"
#include "orchestrator/kernel/recipe.hpp"
#include "orchestrator/machine/fake/story.hpp"
#include "orchestrator/plan/workload_names.hpp"
#include "orchestrator/report/export/formats.hpp"
#include "results-schema/matrix.hpp"

namespace cloister {
namespace {

template <class Entries, class NameOf>
std::vector<std::string> names_of(const Entries& entries, NameOf name_of) {
    std::vector<std::string> names;
    for (const auto& entry : entries)
        names.push_back(name_of(entry));
    return names;
}

// "smallest" of smallest.toml.
std::vector<std::string> stems_in(const std::filesystem::path& directory, const char* extension) {
    std::vector<std::string> stems;
    for (const auto& entry : std::filesystem::directory_iterator(directory))
        if (entry.path().extension() == extension)
            stems.push_back(entry.path().stem());
    return stems;
}

std::vector<std::string> flavours() {
    return stems_in(kernel_data() / "flavours", ".config");
}

// Without "6.12@base": bash takes '@' for the end of a word.
std::vector<std::string> kernels() {
    std::vector<std::string> all;
    for (const std::string& recipe : recipe_names(kernel_data())) {
        all.push_back(recipe);
        for (const std::string& flavour : flavours())
            all.push_back(recipe + "+" + flavour);
    }
    return all;
}

template <class Choice>
std::vector<std::string> choices() {
    return names_of(EnumNames<Choice>::table, [](const auto& each) { return std::string(each.second); });
}

std::vector<std::string> flavours_and_none() {
    std::vector<std::string> all = flavours();
    all.emplace_back("plain");
    return all;
}

} // namespace

KnownNames known_names() {
    const auto name_of = [](const auto& each) { return each.name; };
    KnownNames names{
        {"SCENARIO", [] { return stems_in(scenario_data(), ".toml"); }},
        {"--modes", [] { return stems_in(kernel_data() / "modes", ".toml"); }},
        {"--subject", [=] { return names_of(subject_names(), name_of); }},
        {"--disturber", [=] { return names_of(disturber_names(), name_of); }},
        {"--claims", [] { return names_of(claims(), [](const Claim& each) { return each.id; }); }},
        {"--machine",
         [] {
             return std::vector<std::string>{"qemu", "libvirt", "fake"};
         }},
        {"--story", [=] { return names_of(fake::stories(), name_of); }},
        {"--format", [=] { return names_of(export_formats(), name_of); }},
        {"--accel",
         [] {
             return std::vector<std::string>{"auto", "kvm", "tcg"};
         }},
        {"--flavours", flavours_and_none},
        {"--isolation", choices<Isolation>},
        {"--settings", choices<DrainSetting>},
    };
    for (const char* each : {"--kernel", "KERNEL", "KERNEL…", "KERNEL|DIR…"})
        names.emplace(each, kernels);
    names.emplace("--claim", names.at("--claims"));
    return names;
}

} // namespace cloister
