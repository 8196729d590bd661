// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/kernel/recipe.hpp"

#include "orchestrator/base/lab_error.hpp"
#include "orchestrator/base/nearest_name.hpp"
#include "orchestrator/base/quantity.hpp"
#include "orchestrator/plan/toml_table.hpp"
#include "orchestrator/store/run_directory.hpp"

#include <algorithm>

namespace cloister {

namespace fs = std::filesystem;

namespace {

std::vector<fs::path> files_in(const fs::path& directory, const std::string& extension) {
    std::vector<fs::path> files;
    if (fs::is_directory(directory))
        for (const fs::directory_entry& entry : fs::directory_iterator(directory))
            if (entry.path().extension() == extension)
                files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    return files;
}

fs::path named(const char* what, const std::string& name, const fs::path& directory,
               const std::string& extension) {
    std::vector<std::string> names;
    for (const fs::path& file : files_in(directory, extension)) {
        if (file.stem() == name)
            return file;
        names.push_back(file.stem());
    }
    throw LabError(Fault::wrong_use, "kernel", unknown_name(what, name, names));
}

std::vector<Patch> patches_of(const KernelReference& reference, const fs::path& data) {
    std::vector<fs::path> files = files_in(data / "patches" / reference.recipe, ".patch");
    const std::size_t all = files.size();
    if (reference.patches.value_or(0) > all)
        throw LabError(Fault::wrong_use, "kernel",
                       "kernel '" + reference.text + "': the series has " +
                           quantity(all, "patch", "patches"));
    files.resize(reference.patches.value_or(all));
    if (!reference.mutant.empty())
        files.push_back(named("mutant", reference.mutant, data / "mutants" / reference.recipe, ".patch"));
    std::vector<Patch> patches;
    for (const fs::path& file : files)
        patches.push_back({file.filename(), read_text_file(file)});
    return patches;
}

RecipeFile read_recipe(const toml::table& document, const std::string& file) {
    TomlTable table(document, file);
    table.check_schema("cloister/recipe/1");
    RecipeFile recipe;
    for (const char* key : {"package", "tarball", "fragments", "series_fragments", "objects"})
        table.require(key);
    table.field("package", recipe.package);
    table.field("tarball", recipe.tarball);
    table.field("suite", recipe.suite);
    table.field("fragments", recipe.fragments);
    table.field("series_fragments", recipe.series_fragments);
    table.field("objects", recipe.objects);
    table.finish();
    return recipe;
}

} // namespace

RecipeFile parse_recipe(std::string_view text, const std::string& file) {
    return read_recipe(parse_toml(text, file), file);
}

Recipe load_recipe(const KernelReference& reference, const fs::path& data) {
    const fs::path path = named("kernel", reference.recipe, data / "recipes", ".toml");
    RecipeFile file = read_recipe(read_toml(path), path.string());
    Recipe recipe;
    recipe.package = file.package;
    recipe.tarball = file.tarball;
    recipe.suite = file.suite;
    recipe.objects = file.objects;
    recipe.patches = patches_of(reference, data);
    for (const std::string& fragment : file.fragments)
        recipe.fragments.push_back(named("fragment", fragment, data / "fragments", ".config"));
    for (const std::string& fragment : file.series_fragments)
        recipe.series_fragments.push_back(named("fragment", fragment, data / "fragments", ".config"));
    if (!recipe.patches.empty())
        recipe.fragments.insert(recipe.fragments.end(), recipe.series_fragments.begin(),
                                recipe.series_fragments.end());
    if (!reference.flavour.empty())
        recipe.fragments.push_back(named("flavour", reference.flavour, data / "flavours", ".config"));
    return recipe;
}

std::vector<std::string> recipe_names(const fs::path& data) {
    std::vector<std::string> names;
    for (const fs::path& file : files_in(data / "recipes", ".toml"))
        names.push_back(file.stem());
    return names;
}

} // namespace cloister
