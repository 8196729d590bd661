// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/kernel/kernel_reference.hpp"

#include "orchestrator/base/lab_error.hpp"

#include <algorithm>
#include <charconv>

namespace cloister {
namespace {

constexpr std::string_view mutant_mark = "mutant:";

[[noreturn]] void refuse(const std::string& text, const std::string& why) {
    throw LabError(Fault::wrong_use, "kernel",
                   "kernel '" + text + "': " + why +
                       "; write 6.12, 6.12@base, 6.12@3, 6.12+lockdep, "
                       "6.12+mutant:NAME or the path of an image");
}

std::uint32_t patch_count(const std::string& text, const std::string& word) {
    if (word == "base")
        return 0;
    std::uint32_t count = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), count);
    if (error != std::errc{} || end != word.data() + word.size() || count == 0)
        refuse(text, "'@" + word + "' is no number of patches");
    return count;
}

bool is_name(const std::string& word) {
    return !word.empty() &&
           word.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789.-_") == std::string::npos;
}

// Of "+lockdep" and "+mutant:NAME", each at most once.
void read_variant(const std::string& variant, KernelReference& reference) {
    const bool is_mutant = variant.starts_with(mutant_mark);
    std::string& name = is_mutant ? reference.mutant : reference.flavour;
    if (!name.empty())
        refuse(reference.text, "'+" + variant + "' is a second " + (is_mutant ? "mutant" : "flavour"));
    name = is_mutant ? variant.substr(mutant_mark.size()) : variant;
    if (!is_name(name))
        refuse(reference.text, "'+" + variant + "' names no flavour and no mutant");
}

} // namespace

KernelReference parse_kernel_reference(const std::string& text) {
    KernelReference reference;
    reference.text = text;
    if (text.find('/') != std::string::npos)
        return reference;
    std::string head = text.substr(0, text.find('+'));
    for (std::size_t plus = head.size(); plus < text.size();) {
        const std::size_t end = std::min(text.find('+', plus + 1), text.size());
        read_variant(text.substr(plus + 1, end - plus - 1), reference);
        plus = end;
    }
    if (const std::size_t at = head.find('@'); at != std::string::npos) {
        reference.patches = patch_count(text, head.substr(at + 1));
        head.resize(at);
    }
    if (!is_name(head))
        refuse(text, "'" + head + "' is no version");
    reference.recipe = head;
    return reference;
}

} // namespace cloister
