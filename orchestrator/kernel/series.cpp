// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/kernel/series.hpp"

#include "orchestrator/base/lab_error.hpp"
#include "orchestrator/kernel/patch.hpp"
#include "orchestrator/store/run_directory.hpp"

namespace cloister {

Series load_series(const SeriesSource& source, const KernelRoom& room) {
    if (!source.patches.empty() || !source.git.empty() || !source.mbox.empty())
        throw LabError(Fault::wrong_use, "kernel", "only a recipe's own series can be read so far");
    Series series;
    series.name = source.recipe.empty() ? "6.12" : source.recipe;
    const Recipe recipe = load_recipe(parse_kernel_reference(series.name), room.data);
    if (recipe.patches.empty())
        throw LabError(Fault::wrong_use, "kernel",
                       "kernel " + series.name + " has no series of ours: name a directory of patches");
    series.steps.push_back({series.name + "@base", "base", ""});
    for (const std::filesystem::path& file : recipe.patches) {
        const Patch patch{file.filename(), read_text_file(file)};
        series.steps.push_back(
            {series.name + "@" + std::to_string(series.steps.size()), subject_of(patch), patch.name});
    }
    return series;
}

KernelImage build_step(const Series& series, std::size_t step, const KernelRoom& room,
                       const OnProgress& on_progress) {
    return build_kernel(parse_kernel_reference(series.steps.at(step).kernel), room, on_progress);
}

} // namespace cloister
