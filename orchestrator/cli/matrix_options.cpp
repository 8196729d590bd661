// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/cli/matrix_options.hpp"

#include "orchestrator/base/lab_error.hpp"
#include "orchestrator/cli/add_option.hpp"
#include "orchestrator/cli/listed.hpp"
#include "orchestrator/plan/choice.hpp"

namespace cloister {
namespace {

// All unless some are listed.
template <class Choice>
std::vector<Choice> chosen(const char* what, const std::string& list) {
    std::vector<Choice> values;
    if (list.empty()) {
        for (const auto& [value, name] : EnumNames<Choice>::table)
            values.push_back(value);
        return values;
    }
    try {
        for (const std::string& word : listed(list))
            values.push_back(choice<Choice>(what, word));
    } catch (const std::invalid_argument& error) {
        throw LabError(Fault::wrong_use, "cli", error.what());
    }
    return values;
}

} // namespace

void add_matrix_options(CLI::App& command, RunOptions& options, MatrixOptions& matrix) {
    add_kernel_choice(command, matrix.kernels);
    add(command, what_is_measured, "--isolation", matrix.isolation, "LIST",
        "how CPUs are isolated: both,nohz_full,isolcpus,partition,none unless given");
    add(command, what_is_measured, "--settings", matrix.settings, "LIST",
        "of remote_drain=: on,auto,off unless given");
    add(command, what_is_measured, "--disturber", options.disturber, "NAME",
        "who drains; drop_caches unless given, or the first that drains on the kernel");
    add(command, how_much, "--drains", options.drains, "N", "armed drains in each cell; 100 unless given");
    add(command, how_much, "--for", matrix.time, "TIME",
        "measure nothing more after 15m, as an example, and break off the build of a kernel: what is left is "
        "not done");
    add_guest(command, options);
    add_accelerator(command, options);
    add(command, the_results, "--html", matrix.html, "FILE", "the grid as a page");
}

std::vector<DrainSetup> setups_of(const MatrixOptions& matrix) {
    return setups(chosen<Isolation>("way to isolate CPUs", matrix.isolation),
                  chosen<DrainSetting>("setting of remote_drain=", matrix.settings));
}

} // namespace cloister
