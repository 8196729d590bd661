// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/kernel/mailed_series.hpp"

#include "orchestrator/base/lab_error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <sstream>

namespace cloister {
namespace {

[[noreturn]] void refuse(const std::string& why) {
    throw LabError(Fault::wrong_use, "kernel", why);
}

std::string lowered(std::string text) {
    for (char& byte : text)
        byte = byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte - 'A' + 'a') : byte;
    return text;
}

std::optional<unsigned> number_in(const std::string& text) {
    unsigned number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc{} && end == text.data() + text.size() ? std::optional(number) : std::nullopt;
}

// What stands in brackets at the beginning, without them: "rfc patch v2 3/7".
std::string bracketed(std::string subject) {
    std::string words;
    while (subject.starts_with('[') && subject.find(']') != std::string::npos) {
        words += subject.substr(1, subject.find(']') - 1) + " ";
        subject.erase(0, subject.find(']') + 1);
        subject.erase(0, subject.find_first_not_of(' '));
    }
    return lowered(words);
}

// "v2", and "patchv2".
void read_version(std::string word, PatchMarks& marks) {
    if (word.starts_with("patch"))
        word.erase(0, 5);
    if (word.starts_with('v'))
        marks.version = number_in(word.substr(1)).value_or(marks.version);
}

void read_number(const std::string& word, PatchMarks& marks) {
    const std::size_t slash = word.find('/');
    if (slash == std::string::npos)
        return;
    const std::optional<unsigned> number = number_in(word.substr(0, slash));
    const std::optional<unsigned> total = number_in(word.substr(slash + 1));
    if (number && total) {
        marks.number = *number;
        marks.total = *total;
    }
}

// One mail of a series, by its number.
using Numbered = std::map<unsigned, const Mail*>;

void add(Numbered& numbered, const PatchMarks& marks, const Mail& mail, const std::string& source) {
    const auto [at, is_new] = numbered.emplace(marks.number, &mail);
    if (!is_new && at->second->diff != mail.diff) // the same mail by two ways is one
        refuse(fmt::format("{}: patch {}/{} of version {} is there twice, and not the same: leave one",
                           source, marks.number, marks.total, marks.version));
}

std::string missing_of(const Numbered& numbered, unsigned total) {
    std::string missing;
    for (unsigned number = 1; number <= total; ++number)
        if (!numbered.contains(number))
            missing += fmt::format("{}{}/{}", missing.empty() ? "" : ", ", number, total);
    return missing;
}

} // namespace

std::optional<PatchMarks> marks_of(const std::string& subject) {
    const std::string marked = bracketed(subject);
    if (marked.find("patch") == std::string::npos && marked.find("rfc") == std::string::npos)
        return std::nullopt;
    PatchMarks marks;
    std::istringstream words(marked);
    for (std::string word; words >> word;) {
        read_version(word, marks);
        read_number(word, marks);
    }
    return marks;
}

std::vector<Patch> series_of(const std::vector<Mail>& mails, const std::string& source) {
    std::map<unsigned, std::map<unsigned, Numbered>>
        versions; // by version, then by how many patches they have
    for (const Mail& mail : mails) {
        const std::optional<PatchMarks> marks = marks_of(mail.subject);
        if (!marks || marks->number == 0)
            continue;
        if (marks->number > marks->total)
            refuse(fmt::format("{}: '{}' lies beyond its series: leave it out, or number it anew", source,
                               mail.subject));
        if (!has_diff(mail.diff))
            refuse(fmt::format("{}: '{}' has no diff", source, mail.subject));
        add(versions[marks->version][marks->total], *marks, mail, source);
    }
    if (versions.empty())
        refuse(source + " has no patch in it: the subject of one begins as [PATCH 1/7]");
    const auto& [version, by_total] = *versions.rbegin();
    if (by_total.size() > 1)
        refuse(fmt::format("{}: version {} is of {} patches and of {}: these are two series; leave one",
                           source, version, by_total.begin()->first, by_total.rbegin()->first));
    const auto& [total, numbered] = *by_total.begin();
    if (const std::string missing = missing_of(numbered, total); !missing.empty())
        refuse(fmt::format("{}: patch {} of version {} is not there: have the whole thread", source, missing,
                           version));
    std::vector<Patch> patches;
    for (const auto& [number, mail] : numbered) {
        Patch patch{"", "Subject: " + mail->subject + "\n\n" + mail->diff};
        patch.name = patch_name(number, subject_of(patch));
        patches.push_back(std::move(patch));
    }
    return patches;
}

} // namespace cloister
