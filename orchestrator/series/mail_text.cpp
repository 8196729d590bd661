// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/series/mail_text.hpp"

#include "orchestrator/base/wrapped.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace cloister {
namespace {

constexpr std::size_t mail_width = 78;

constexpr std::array<std::pair<std::string_view, std::string_view>, 8> spellings{{
    {" · ", ", "},
    {"µ", "u"},
    {"…", "..."},
    {"→", "->"},
    {"’", "'"},
    {"“", "\""},
    {"”", "\""},
    {"–", "-"},
}};

bool is_ascii(char byte) {
    return static_cast<unsigned char>(byte) < 0x80U;
}

// Of a character of more than one byte, all but the first.
bool goes_on(char byte) {
    return (static_cast<unsigned char>(byte) & 0xc0U) == 0x80U;
}

} // namespace

std::string ascii(const std::string& text) {
    std::string plain;
    for (std::size_t at = 0; at < text.size();) {
        const auto spelt = std::find_if(spellings.begin(), spellings.end(), [&](const auto& each) {
            return text.compare(at, each.first.size(), each.first) == 0;
        });
        if (spelt != spellings.end()) {
            plain += spelt->second;
            at += spelt->first.size();
            continue;
        }
        plain += is_ascii(text[at]) ? text[at] : '?';
        ++at;
        while (at < text.size() && goes_on(text[at]))
            ++at;
    }
    return plain;
}

std::string shortened(const std::string& text, std::size_t width) {
    const std::string plain = ascii(text);
    return plain.size() <= width ? plain : plain.substr(0, width - 3) + "...";
}

std::string paragraph(const std::string& head, const std::string& text) {
    const std::string begin = ascii(head);
    return begin + wrapped(ascii(text), begin.size(), begin.size(), mail_width) + "\n";
}

std::string with_short_digests(const std::string& text) {
    constexpr std::string_view mark = "sha256:";
    constexpr std::size_t digits = 12;
    std::string words = text;
    for (std::size_t at = words.find(mark); at != std::string::npos;
         at = words.find(mark, at + mark.size())) {
        const std::size_t first = at + mark.size();
        const std::size_t end = std::min(words.find_first_not_of("0123456789abcdef", first), words.size());
        if (end - first > digits)
            words.erase(first + digits, end - first - digits);
    }
    return words;
}

} // namespace cloister
