// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/kernel/patch.hpp"

#include <sstream>

namespace cloister {
namespace {

bool begins_a_diff(const std::string& line) {
    return line.starts_with("diff ") || line.starts_with("--- ") || line.starts_with("Index: ");
}

// "[PATCH v2 2/7] mm: …" is "mm: …".
std::string without_marks(std::string subject) {
    while (subject.starts_with('[') && subject.find(']') != std::string::npos) {
        subject.erase(0, subject.find(']') + 1);
        subject.erase(0, subject.find_first_not_of(' '));
    }
    return subject;
}

} // namespace

std::string subject_of(const Patch& patch) {
    const std::string mark = "Subject: ";
    std::istringstream text(patch.text);
    std::string subject;
    for (std::string line; std::getline(text, line) && !begins_a_diff(line);)
        if (line.starts_with(mark))
            subject = line.substr(mark.size());
        else if (!subject.empty() && line.starts_with(' ')) // a long one is folded
            subject += line;
        else if (!subject.empty())
            break;
    subject = without_marks(subject);
    return subject.empty() ? patch.name.substr(0, patch.name.rfind(".patch")) : subject;
}

} // namespace cloister
