// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/cli/compared_directory.hpp"

#include "orchestrator/history/kept_run.hpp"
#include "orchestrator/history/read_runs.hpp"
#include "orchestrator/store/run_directory.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace cloister {
namespace {

constexpr std::string_view prefix = "history:";

// A directory may hold another run by now.
bool holds(const std::filesystem::path& directory, const std::vector<std::string>& identities) {
    const auto is_known = [&](const std::string& identity) {
        return std::find(identities.begin(), identities.end(), identity) != identities.end();
    };
    for (const RunDirectory& run : RunDirectory::open_all(directory)) {
        for (const TrialRecord& record : run.records())
            if (is_known(identity_of(record)))
                return true;
        if (const std::optional<Cost> cost = run.cost())
            for (const OperationCost& operation : cost->operations)
                if (is_known(identity_of(*cost, operation)))
                    return true;
    }
    return false;
}

} // namespace

std::filesystem::path compared_directory(const std::string& name, const std::string& history) {
    if (!name.starts_with(prefix))
        return name;
    HistoryFile file = HistoryFile::to_read(history_named(history));
    const FoundRun found = find_run(file, name.substr(prefix.size()));
    if (!std::filesystem::exists(found.run.directory))
        throw LabError(
            Fault::wrong_use, "history",
            fmt::format("run {} is compared by its records, and {} is gone: import it from where it is "
                        "now, cloister import DIR",
                        found.run.number, found.run.directory));
    if (!holds(found.run.directory, found.identities))
        throw LabError(Fault::wrong_use, "history",
                       fmt::format("{} holds another run than {} by now: import that one from where it is, "
                                   "cloister import DIR",
                                   found.run.directory, found.run.number));
    return found.run.directory;
}

} // namespace cloister
