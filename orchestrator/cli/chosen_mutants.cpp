// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/cli/chosen_mutants.hpp"

#include "orchestrator/base/lab_error.hpp"
#include "orchestrator/base/nearest_name.hpp"
#include "orchestrator/store/run_directory.hpp"

#include <algorithm>

namespace cloister {

namespace fs = std::filesystem;

namespace {

std::vector<fs::path> sorted(const fs::path& directory) {
    std::vector<fs::path> entries;
    if (fs::is_directory(directory))
        for (const fs::directory_entry& entry : fs::directory_iterator(directory))
            entries.push_back(entry.path());
    std::sort(entries.begin(), entries.end());
    return entries;
}

std::vector<Mutant> all_mutants(const fs::path& data) {
    std::vector<Mutant> mutants;
    for (const fs::path& base : sorted(data / "mutants"))
        for (const fs::path& patch : sorted(base))
            if (patch.extension() == ".patch")
                if (std::optional<Mutant> mutant =
                        parse_mutant(base.filename(), patch.stem(), read_text_file(patch)))
                    mutants.push_back(*std::move(mutant));
    return mutants;
}

void expect_known(const std::vector<std::string>& words, const std::vector<Mutant>& mutants) {
    std::vector<std::string> names;
    for (const Mutant& mutant : mutants)
        for (const std::string& name : {mutant.base, mutant.name})
            if (std::find(names.begin(), names.end(), name) == names.end())
                names.push_back(name);
    for (const std::string& word : words)
        if (std::find(names.begin(), names.end(), word) == names.end())
            throw LabError(Fault::wrong_use, "mutants", unknown_name("mutant", word, names));
}

} // namespace

std::vector<Mutant> chosen_mutants(const std::vector<std::string>& words, const fs::path& data) {
    const std::vector<Mutant> all = all_mutants(data);
    expect_known(words, all);
    std::vector<Mutant> wanted;
    for (const Mutant& mutant : all)
        for (const std::string& name : {mutant.base, mutant.name})
            if (words.empty() || std::find(words.begin(), words.end(), name) != words.end()) {
                wanted.push_back(mutant);
                break;
            }
    std::vector<Mutant> chosen;
    for (const Mutant& control : controls_of(wanted)) {
        chosen.push_back(control);
        for (const Mutant& mutant : wanted)
            if (mutant.base == control.base && mutant.flavour == control.flavour)
                chosen.push_back(mutant);
    }
    return chosen;
}

} // namespace cloister
