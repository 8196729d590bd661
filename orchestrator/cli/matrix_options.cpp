// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/cli/matrix_options.hpp"

#include "orchestrator/base/lab_error.hpp"
#include "orchestrator/cli/add_option.hpp"
#include "orchestrator/cli/listed.hpp"
#include "orchestrator/kernel/kernel_reference.hpp"
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
    command
        .add_option(
            "kernels", matrix.kernels,
            "bases, as 6.12 and 5.10, or with a flavour of their own, as 6.12+kasan; 6.12 unless given")
        ->option_text("KERNEL…");
    add(command, what_is_measured, "--flavours", matrix.flavours, "LIST",
        "of each base: lockdep,kasan,kcsan,rt,plain unless given");
    add(command, what_is_measured, "--isolation", matrix.isolation, "LIST",
        "how CPUs are isolated: both,nohz_full,isolcpus,partition,none unless given");
    add(command, what_is_measured, "--settings", matrix.settings, "LIST",
        "of remote_drain=: on,auto,off unless given");
    add(command, what_is_measured, "--disturber", options.disturber, "NAME",
        "who drains; drop_caches unless given, or the first that drains on the kernel");
    add(command, how_much, "--drains", options.drains, "N", "armed drains in each cell; 100 unless given");
    add(command, how_much, "--for", matrix.time, "TIME",
        "begin nothing more after 15m, as an example; what is left is not done");
    add_guest(command, options);
    add_accelerator(command, options);
    add(command, the_results, "--html", matrix.html, "FILE", "the grid as a page");
}

std::vector<std::string> kernels_of(const MatrixOptions& matrix) {
    std::vector<std::string> kernels;
    const std::vector<std::string> bases =
        matrix.kernels.empty() ? std::vector<std::string>{"6.12"} : matrix.kernels;
    const std::vector<std::string> flavours = listed(matrix.flavours);
    for (const std::string& base : bases) {
        if (!parse_kernel_reference(base).flavour.empty() || parse_kernel_reference(base).is_image()) {
            kernels.push_back(base);
            continue;
        }
        for (const std::string& flavour : flavours)
            kernels.push_back(flavour == "plain" ? base : base + "+" + flavour);
    }
    return kernels;
}

std::vector<DrainSetup> setups_of(const MatrixOptions& matrix) {
    return setups(chosen<Isolation>("way to isolate CPUs", matrix.isolation),
                  chosen<DrainSetting>("setting of remote_drain=", matrix.settings));
}

} // namespace cloister
