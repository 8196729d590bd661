// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/cli/fuzz_options.hpp"

#include "orchestrator/base/lab_error.hpp"
#include "orchestrator/cli/add_option.hpp"
#include "orchestrator/cli/given_time.hpp"
#include "orchestrator/store/fuzz_directory.hpp"

#include <charconv>

namespace cloister {
namespace {

constexpr const char* again = "A case again";

template <class Number>
void add_number(CLI::App& command, const char* group, const char* name, Number& value, const char* words) {
    command.add_option(name, value, words)
        ->option_text("N")
        ->group(group)
        ->check([](const std::string& given) { return given == "0" ? "0 is none at all" : ""; });
}

std::optional<std::uint64_t> number_of(std::string_view text) {
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size() ? std::optional(number) : std::nullopt;
}

} // namespace

void add_fuzz_options(CLI::App& command, RunOptions& options, FuzzOptions& fuzz) {
    add_kernel_choice(command, fuzz.kernels);
    add(command, what_is_measured, "--seed", options.seed, "S",
        "of all that is drawn; a fresh one, which is told, unless given");
    add(command, how_much, "--for", fuzz.time, "TIME",
        "begin guests for so long, as 8h; 1h unless given, or as many as --cases says");
    add_number(command, how_much, "--cases", fuzz.cases, "so many cases of the seed, from the first");
    add(command, how_much, "--duration", options.duration, "TIME",
        "of each case; 10s to 40s are drawn unless given");
    add_number(command, how_much, "--guests", fuzz.guests, "at once; one for each four CPUs unless given");
    add(command, again, "--replay", fuzz.replay, "SEED:NUMBER|FILE", "this case again, as it was");
    add(command, again, "--reduce", fuzz.reduce, "SEED:NUMBER|FILE",
        "this case with less and less, while it shows the same");
    command.get_option("--reduce")->excludes("--replay");
    add(command, again, "--title", fuzz.title, "TITLE",
        "what is to be seen again; what its first guest shows unless given");
    add_number(command, again, "-n,--times", fuzz.times,
               "guests of a replay, or for each question of a reduction; 3 unless given");
    add_accelerator(command, options);
}

FuzzPurpose purpose_of(const FuzzOptions& fuzz) {
    if (!fuzz.replay.empty())
        return FuzzPurpose::replay;
    if (!fuzz.reduce.empty())
        return FuzzPurpose::reduce;
    if (!fuzz.title.empty())
        throw LabError(Fault::wrong_use, "cli", "--title is for --replay and --reduce");
    return FuzzPurpose::search;
}

FuzzChoice choice_of(const RunOptions& options, const FuzzOptions& fuzz) {
    return {kernels_of(fuzz.kernels), given_time("--duration", options.duration)};
}

FuzzCase case_of(const RunOptions& options, const FuzzOptions& fuzz) {
    const std::string& text = fuzz.replay.empty() ? fuzz.reduce : fuzz.replay;
    const std::size_t colon = text.find(':');
    const std::optional<std::uint64_t> seed = number_of(std::string_view(text).substr(0, colon));
    if (colon == std::string::npos || !seed)
        return read_fuzz_case(text);
    const std::optional<std::uint64_t> number = number_of(std::string_view(text).substr(colon + 1));
    if (!number || *number == 0)
        throw LabError(Fault::wrong_use, "cli",
                       "'" + text + "' names no case: write SEED:NUMBER, as 7:3, or the path of a case.json");
    return drawn_case(*seed, *number, choice_of(options, fuzz));
}

} // namespace cloister
