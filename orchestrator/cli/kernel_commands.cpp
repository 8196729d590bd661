// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/cli/commands.hpp"
#include "orchestrator/cli/installation.hpp"
#include "orchestrator/cli/progress_line.hpp"
#include "orchestrator/kernel/build_kernel.hpp"
#include "orchestrator/kernel/kernel_cache.hpp"

#include <fmt/format.h>

namespace cloister {
namespace {

void print_kernel(const KernelImage& kernel) {
    fmt::print("kernel    {}\nimage     {}\ndigest    {}\nsource    {}\ncompiler  {}\n",
               kernel.facts.reference, kernel.image.string(), kernel.facts.digest, kernel.facts.source,
               kernel.facts.compiler);
    for (const std::string& patch : kernel.facts.patches)
        fmt::print("patch     {}\n", patch.substr(0, patch.find(' ')));
}

} // namespace

int kernel_build_command(const std::string& reference, const std::string& source, bool quiet) {
    KernelImage kernel;
    {
        ProgressLine progress(quiet);
        kernel = build_kernel(parse_kernel_reference(reference), kernel_room(source), progress.sink());
    }
    if (!quiet)
        print_kernel(kernel);
    return 0;
}

int kernel_show_command(const std::string& reference, const std::string& source) {
    print_kernel(find_kernel(parse_kernel_reference(reference), kernel_room(source)));
    return 0;
}

} // namespace cloister
