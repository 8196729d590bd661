// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/kernel/patch.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <sstream>
#include <string_view>
#include <vector>

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

// "--- a/mm/swap.c<tab>2026-11-24" is mm/swap.c; nothing where a file is made or removed.
std::string path_after(std::string_view mark, const std::string& line) {
    std::string path = line.substr(mark.size(), line.find('\t') - mark.size());
    if (!path.empty() && path.back() == '\r')
        path.pop_back();
    const bool stripped = mark == "--- " || mark == "+++ ";
    return stripped ? path.substr(std::min(path.find('/') + 1, path.size())) : path;
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

std::string patch_name(std::size_t number, const std::string& subject) {
    std::string name;
    for (const char byte : subject)
        if (std::isalnum(static_cast<unsigned char>(byte)) != 0 || byte == '_' || byte == '.')
            name += byte;
        else if (!name.empty() && name.back() != '-')
            name += '-';
    name.resize(std::min<std::size_t>(name.size(), 52));
    while (name.ends_with('-') || name.ends_with('.'))
        name.pop_back();
    return fmt::format("{:04}-{}.patch", number, name);
}

bool has_diff(const std::string& text) {
    return ("\n" + text).find("\n@@ -") != std::string::npos ||
           ("\n" + text).find("\ndiff --git ") != std::string::npos;
}

std::set<std::string> files_named_by(const std::string& text) {
    std::set<std::string> files;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);)
        // A removed line that begins with "-- " reads like a name: there is no such file, and that is
        // harmless.
        for (const std::string_view mark :
             {"--- ", "+++ ", "rename from ", "rename to ", "copy from ", "copy to "})
            if (line.starts_with(mark))
                files.insert(path_after(mark, line));
    // A change of nothing but the mode has no such lines.
    files.erase("");
    files.erase("dev/null");
    return files;
}

std::set<std::string> options_added_by(const std::string& text) {
    std::set<std::string> options;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        std::istringstream words(line);
        std::string keyword;
        std::string option;
        if (words >> keyword >> option && (keyword == "+config" || keyword == "+menuconfig"))
            options.insert("CONFIG_" + option);
    }
    return options;
}

} // namespace cloister
