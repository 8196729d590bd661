// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/mutants/mutant.hpp"

#include "orchestrator/base/lab_error.hpp"
#include "orchestrator/base/nearest_name.hpp"
#include "orchestrator/judge/claim.hpp"

#include <algorithm>
#include <sstream>

namespace cloister {
namespace {

constexpr const char* subject_mark = "Subject: mutant: ";

[[noreturn]] void refuse(const std::string& base, const std::string& name, const std::string& why) {
    throw LabError(Fault::wrong_use, "mutants", "mutant " + base + "/" + name + ".patch: " + why);
}

// Of the header's lines "KEY: value"; nullopt: none begins so.
std::optional<std::string> trailer(const std::string& patch, const std::string& key) {
    std::istringstream lines(patch);
    for (std::string line; std::getline(lines, line) && line != "---";)
        if (line.starts_with(key))
            return line.substr(key.size());
    return std::nullopt;
}

std::vector<std::string> known_checks() {
    std::vector<std::string> names{by_console,
                                   by_deadline,
                                   by_read_back,
                                   by_build,
                                   "off-is-free",
                                   "remote-cost",
                                   "housekeeping-not-slower"};
    for (const Claim& claim : claims())
        names.push_back(claim.id);
    return names;
}

} // namespace

std::string Mutant::kernel() const {
    return base + (flavour.empty() ? "" : "+" + flavour) + (name.empty() ? "" : "+mutant:" + name);
}

std::optional<Mutant> parse_mutant(const std::string& base, const std::string& name,
                                   const std::string& patch) {
    if (trailer(patch, "Tool-of: "))
        return std::nullopt;
    const std::optional<std::string> subject = trailer(patch, subject_mark);
    const std::optional<std::string> killed_by = trailer(patch, "Killed-by: ");
    if (!subject || subject->empty())
        refuse(base, name, "its header has no 'Subject: mutant: …', which says what is broken");
    if (!killed_by)
        refuse(base, name,
               "its header has no 'Killed-by: CHECK', which says who should tell (or 'Tool-of: …')");
    const std::vector<std::string> known = known_checks();
    if (std::find(known.begin(), known.end(), *killed_by) == known.end())
        refuse(base, name, "Killed-by: " + unknown_name("check", *killed_by, known));
    return Mutant{base, name, *subject, trailer(patch, "Flavour: ").value_or(""), *killed_by};
}

std::vector<Mutant> controls_of(const std::vector<Mutant>& mutants) {
    std::vector<Mutant> controls;
    for (const Mutant& mutant : mutants)
        if (std::none_of(controls.begin(), controls.end(), [&](const Mutant& each) {
                return each.base == mutant.base && each.flavour == mutant.flavour;
            }))
            controls.push_back({mutant.base, "", "the series as it is", mutant.flavour, ""});
    return controls;
}

} // namespace cloister
