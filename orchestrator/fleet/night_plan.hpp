// SPDX-License-Identifier: GPL-2.0-or-later
// What a lab measures every night, as a PLAN.toml says it: kernels and series, in modes and scenarios, so
// often; how much of it is kept; whom to tell. A value.
// Runs on: host. parse_night_plan() and load_night_plan() are the loaders. Errors: LabError{wrong_use},
// "FILE:LINE: …".
#pragma once

#include "orchestrator/plan/scenario.hpp"

#include <filesystem>
#include <string_view>

namespace cloister {

// One table [[cells]]: every kernel in every group of modes in every scenario.
struct NightGroup {
    std::size_t line = 0; // of the plan, for errors
    std::vector<std::string> kernels;
    std::vector<std::string> series; // each step of these is a kernel
    std::vector<std::string> modes; // groups, each measured together, as "local,remote"; none: the scenario's
    std::vector<std::string> scenarios;
    std::uint32_t repeat = 1;
    std::optional<std::uint64_t> drains;
    std::optional<std::uint64_t> seed;
    std::string story; // of the fake machine
};

// What is kept of nights. The last one always is, as far as the bytes go.
struct KeepRule {
    std::uint64_t nights = 30;
    std::uint64_t bytes = std::uint64_t{20} << 30U; // of run directories
};

// Called with the verdict.
struct NightCommand {
    std::vector<std::string> words;
    std::chrono::nanoseconds time{std::chrono::minutes(1)};
};

struct NightPlan {
    std::string file;
    MachineChoice machine = MachineChoice::qemu;
    AcceleratorChoice accelerator = AcceleratorChoice::automatic;
    std::string modes_from; // as --modes-from
    std::uint64_t seed = 1;
    KeepRule keep;
    std::optional<NightCommand> command;
    std::vector<NightGroup> groups;
};

NightPlan load_night_plan(const std::filesystem::path& file);
// file names the text in errors.
NightPlan parse_night_plan(std::string_view text, const std::string& file);
// Once it is known which machine it is.
void refuse_stories_of_real_guests(const NightPlan& plan);

// "20GiB", "500MiB". Throws std::invalid_argument.
std::uint64_t parse_byte_count(const std::string& text);

} // namespace cloister
