// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/cli/matrix_options.hpp"

#include "orchestrator/base/lab_error.hpp"
#include "orchestrator/base/nearest_name.hpp"
#include "orchestrator/cli/add_option.hpp"
#include "orchestrator/kernel/kernel_reference.hpp"

#include <algorithm>
#include <sstream>

namespace cloister {
namespace {

std::vector<std::string> words_of(const std::string& list) {
    std::vector<std::string> words;
    std::istringstream stream(list);
    for (std::string word; std::getline(stream, word, ',');)
        words.push_back(word);
    return words;
}

template <class Enum>
std::vector<Enum> chosen(const char* what, const std::string& list) {
    std::vector<std::string> names;
    std::vector<Enum> all;
    for (const auto& [value, name] : EnumNames<Enum>::table) {
        names.emplace_back(name);
        all.push_back(value);
    }
    if (list.empty())
        return all;
    std::vector<Enum> values;
    for (const std::string& word : words_of(list)) {
        const auto found = std::find(names.begin(), names.end(), word);
        if (found == names.end())
            throw LabError(Fault::wrong_use, "cli", unknown_name(what, word, names));
        values.push_back(all[static_cast<std::size_t>(found - names.begin())]);
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
        "how CPUs are isolated: both,nohz_full,isolcpus,none unless given");
    add(command, what_is_measured, "--settings", matrix.settings, "LIST",
        "of remote_drain=: on,auto,off unless given");
    add(command, what_is_measured, "--disturber", options.disturber, "NAME",
        "who drains; drop_caches unless given, or the first that drains on the kernel");
    add(command, how_much, "--drains", options.drains, "N", "armed drains in each cell; 100 unless given");
    add_guest(command, options);
    add_accelerator(command, options);
    add(command, the_results, "--html", matrix.html, "FILE", "the grid as a page");
}

std::vector<std::string> kernels_of(const MatrixOptions& matrix) {
    std::vector<std::string> kernels;
    const std::vector<std::string> bases =
        matrix.kernels.empty() ? std::vector<std::string>{"6.12"} : matrix.kernels;
    const std::vector<std::string> flavours = words_of(matrix.flavours);
    for (const std::string& base : bases) {
        if (!parse_kernel_reference(base).flavour.empty() || parse_kernel_reference(base).is_image()) {
            kernels.push_back(base);
            continue;
        }
        for (const std::string& flavour : flavours)
            kernels.push_back(flavour == "plain" ? base : base + "+" + flavour);
    }
    if (kernels.empty())
        throw LabError(Fault::wrong_use, "cli", "--flavours is empty: name one, as lockdep, or plain");
    return kernels;
}

std::vector<DrainSetup> setups_of(const MatrixOptions& matrix) {
    return setups(chosen<Isolation>("way to isolate CPUs", matrix.isolation),
                  chosen<DrainSetting>("setting of remote_drain=", matrix.settings));
}

} // namespace cloister
