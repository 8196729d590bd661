// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/kernel/series.hpp"

#include "orchestrator/base/lab_error.hpp"
#include "orchestrator/kernel/git_series.hpp"
#include "orchestrator/kernel/mail_thread.hpp"
#include "orchestrator/kernel/nearest_recipe.hpp"
#include "orchestrator/kernel/patch_directory.hpp"
#include "orchestrator/store/run_directory.hpp"

namespace cloister {

namespace fs = std::filesystem;

namespace {

constexpr const char* usual_recipe = "6.12";

std::string or_usual(const std::string& recipe) {
    return recipe.empty() ? usual_recipe : recipe;
}

Recipe base_of(const std::string& recipe, const KernelRoom& room) {
    return load_recipe(parse_kernel_reference(recipe + "@base"), room.data);
}

// A name that a kernel reference may have, as it becomes a part of cells' keys and of directories.
std::string sound_name(const std::string& text) {
    std::string name;
    for (const char byte : text) {
        const char low = byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte - 'A' + 'a') : byte;
        const bool sound =
            (low >= 'a' && low <= 'z') || (low >= '0' && low <= '9') || low == '_' || low == '.';
        if (sound && !(name.empty() && low == '.'))
            name += low;
        else if (!name.empty() && name.back() != '-')
            name += '-';
    }
    while (name.ends_with('-') || name.ends_with('.'))
        name.pop_back();
    return name.empty() ? "series" : name;
}

// "thread.mbox.gz" is thread.
std::string stem_of(fs::path file) {
    for (const char* ending : {".gz", ".xz", ".mbox", ".mbx"})
        if (file.extension() == ending)
            file = file.stem();
    return file.filename();
}

bool defines_one_of(const std::string& fragment, const std::set<std::string>& options) {
    for (const std::string& option : options)
        if (fragment.find(option + "=") != std::string::npos)
            return true;
    return false;
}

std::set<std::string> new_options_of(const std::vector<Patch>& patches) {
    std::set<std::string> options;
    for (const Patch& patch : patches)
        options.merge(options_added_by(patch.text));
    return options;
}

Series own_series(const std::string& recipe, const KernelRoom& room) {
    const Recipe whole = load_recipe(parse_kernel_reference(recipe), room.data);
    if (whole.patches.empty())
        throw LabError(Fault::wrong_use, "kernel",
                       "there is no series of ours for " + recipe +
                           ": name a directory of patches, a branch or an mbox");
    Series series;
    series.name = recipe;
    series.base = base_of(recipe, room);
    series.patches = whole.patches;
    series.fragments = whole.series_fragments;
    return series;
}

// Somebody else's: of our fragments for patches those that set what these add, so that our own series is
// configured as ours wherever it comes from.
Series foreign_series(const std::string& name, std::vector<Patch> patches, const std::string& recipe,
                      const KernelRoom& room) {
    Series series;
    series.name = sound_name(name);
    series.base = base_of(recipe, room);
    series.patches = std::move(patches);
    const std::set<std::string> options = new_options_of(series.patches);
    for (const fs::path& fragment : series.base.series_fragments)
        if (defines_one_of(read_text_file(fragment), options))
            series.fragments.push_back(fragment);
    return series;
}

Series git_series(const SeriesSource& source, const KernelRoom& room) {
    GitSeries read = read_git_series(source.git, source.range);
    const std::string recipe =
        source.recipe.empty() ? nearest_recipe(read.version, recipe_names(room.data)) : source.recipe;
    Series series = foreign_series(read.short_base, std::move(read.patches), or_usual(recipe), room);
    series.commit = source_of_commit(fs::absolute(source.git), read.base);
    return series;
}

Series read_series(const SeriesSource& source, const KernelRoom& room) {
    if (!source.patches.empty()) {
        const fs::path directory =
            fs::absolute(source.patches / ".").parent_path(); // with or without a slash behind
        return foreign_series(directory.filename(), patches_in(directory), or_usual(source.recipe), room);
    }
    if (!source.git.empty())
        return git_series(source, room);
    if (!source.mbox.empty())
        return foreign_series(stem_of(source.mbox), series_of(read_thread(source.mbox), source.mbox.string()),
                              or_usual(source.recipe), room);
    return own_series(or_usual(source.recipe), room);
}

std::vector<std::string> unset_options(const Series& series) {
    std::string config;
    for (const fs::path& fragment : series.base.fragments)
        config += read_text_file(fragment);
    for (const fs::path& fragment : series.fragments)
        config += read_text_file(fragment);
    std::vector<std::string> unset;
    for (const std::string& option : new_options_of(series.patches))
        if (config.find(option + "=") == std::string::npos &&
            config.find(option + " is not set") == std::string::npos)
            unset.push_back(option);
    return unset;
}

} // namespace

Series load_series(const SeriesSource& source, const KernelRoom& room) {
    if (!source.patches.empty() + !source.git.empty() + !source.mbox.empty() > 1)
        throw LabError(Fault::wrong_use, "kernel",
                       "a series comes from one place: a directory, a git tree or an mbox");
    Series series = read_series(source, room);
    for (const fs::path& fragment : source.fragments)
        if (!fs::is_regular_file(fragment))
            throw LabError(Fault::wrong_use, "kernel",
                           "fragment " + fragment.string() + " is not there, or no file");
        else
            series.fragments.push_back(fragment);
    series.unset_options = unset_options(series);
    series.steps.push_back({series.name + "@base", "base", ""});
    for (const Patch& patch : series.patches)
        series.steps.push_back(
            {series.name + "@" + std::to_string(series.steps.size()), subject_of(patch), patch.name});
    return series;
}

KernelImage build_step(const Series& series, std::size_t step, const KernelRoom& room,
                       const OnProgress& on_progress) {
    KernelOrder order{series.steps.at(step).kernel, series.base, {}};
    Recipe& recipe = order.recipe;
    recipe.patches.assign(series.patches.begin(), series.patches.begin() + static_cast<std::ptrdiff_t>(step));
    recipe.series_fragments = series.fragments;
    if (step > 0)
        recipe.fragments.insert(recipe.fragments.end(), series.fragments.begin(), series.fragments.end());
    order.source = series.commit ? *series.commit : source_of(recipe, room, order.reference, on_progress);
    return build_ordered(order, KernelCache(room.cache), on_progress);
}

} // namespace cloister
