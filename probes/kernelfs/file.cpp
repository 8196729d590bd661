// SPDX-License-Identifier: GPL-2.0-or-later
#include "probes/kernelfs/file.hpp"

#include "probes/kernelfs/open_file.hpp"

#include <array>
#include <filesystem>
#include <sstream>
#include <utility>

namespace cloister {
namespace {

std::string_view trim(std::string_view text) {
    constexpr std::string_view blanks = " \t\n";
    const std::size_t begin = text.find_first_not_of(blanks);
    if (begin == std::string_view::npos)
        return {};
    return text.substr(begin, text.find_last_not_of(blanks) + 1 - begin);
}

} // namespace

std::string read_file(const std::string& path) {
    const OpenFile file(path, O_RDONLY);
    std::string text;
    std::array<char, 16384> piece;
    while (const ssize_t got = check_errno(::read(file.number(), piece.data(), piece.size()), "read", path))
        text.append(piece.data(), static_cast<std::size_t>(got));
    return text;
}

std::string read_up_to(const std::string& path, std::string_view wanted) {
    const OpenFile file(path, O_RDONLY);
    std::string text;
    std::array<char, 4096> piece;
    while (const ssize_t got = check_errno(::read(file.number(), piece.data(), piece.size()), "read", path)) {
        const std::size_t known = text.size() < wanted.size() ? 0 : text.size() - wanted.size();
        text.append(piece.data(), static_cast<std::size_t>(got));
        if (text.find(wanted, known) != std::string::npos)
            break;
    }
    return text;
}

std::optional<std::string> read_knob(const std::string& path) {
    if (!std::filesystem::exists(path))
        return std::nullopt;
    return std::string(trim(read_file(path)));
}

void write_file(const std::string& path, std::string_view text) {
    const OpenFile file(path, O_WRONLY);
    check_errno(::write(file.number(), text.data(), text.size()),
                "write '" + std::string(trim(text)) + "' to", path);
}

std::vector<std::string> lines_of(std::string_view text) {
    std::vector<std::string> lines;
    std::istringstream stream{std::string(text)};
    for (std::string line; std::getline(stream, line);)
        lines.push_back(line);
    return lines;
}

std::vector<std::string> words_of(std::string_view text) {
    std::vector<std::string> words;
    std::istringstream stream{std::string(text)};
    for (std::string word; stream >> word;)
        words.push_back(word);
    return words;
}

SavedKnob::SavedKnob(std::string path, std::string_view value)
    : path_(std::move(path)), before_(trim(read_file(path_))) {
    write_file(path_, value);
}

SavedKnob::SavedKnob(SavedKnob&& other) noexcept
    : path_(std::exchange(other.path_, {})), before_(std::move(other.before_)) {}

SavedKnob::~SavedKnob() {
    if (path_.empty())
        return;
    try {
        write_file(path_, before_);
    } catch (const std::system_error&) {
        // Nobody is left to tell, and the guest ends soon.
    }
}

} // namespace cloister
