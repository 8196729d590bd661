// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/store/stored_consoles.hpp"

#include "orchestrator/base/lab_error.hpp"

#include <algorithm>

namespace cloister {

namespace fs = std::filesystem;

std::vector<fs::path> stored_consoles(const fs::path& path) {
    if (!fs::exists(path))
        throw LabError(Fault::wrong_use, "store",
                       path.string() + " does not exist: name a run directory or a console");
    if (!fs::is_directory(path))
        return {path};
    std::vector<fs::path> consoles;
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(path))
        if (entry.is_regular_file() && entry.path().filename() == "console.log")
            consoles.push_back(entry.path());
    if (consoles.empty())
        throw LabError(Fault::wrong_use, "store",
                       path.string() + " holds no console.log: name a run directory or a console");
    std::sort(consoles.begin(), consoles.end());
    return consoles;
}

} // namespace cloister
