// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/stages/lost_guest.hpp"

#include "orchestrator/console/stale_breakpoint.hpp"
#include "orchestrator/store/run_directory.hpp"

#include <fmt/format.h>

namespace cloister {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t enough_guests = 3;

void keep_console_alone(const fs::path& directory, const std::string& name) {
    fs::rename(directory / "console.log", directory / name);
    std::vector<fs::path> others;
    for (const auto& file : fs::directory_iterator(directory))
        if (!file.path().filename().string().starts_with("lost-"))
            others.push_back(file.path());
    for (const fs::path& file : others)
        fs::remove_all(file);
}

} // namespace

std::optional<Failure> lost_guest(const fs::path& directory, const TrialRecord& record, std::size_t before) {
    if (record.outcome != Outcome::lab_failed || !record.failure || before + 1 >= enough_guests ||
        !fs::exists(directory / "console.log"))
        return std::nullopt;
    const std::optional<std::string> stale =
        stale_breakpoint(read_text_file(directory / "console.log"), record.machine);
    if (!stale)
        return std::nullopt;
    const std::string name = fmt::format("lost-{}.log", before + 1);
    keep_console_alone(directory, name);
    return Failure{record.failure->stage,
                   fmt::format("{}{} ({})", kept_by_qemu, *stale, (directory / name).string())};
}

} // namespace cloister
