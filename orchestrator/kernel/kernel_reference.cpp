// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/kernel/kernel_reference.hpp"

#include "orchestrator/base/lab_error.hpp"

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

} // namespace

KernelReference parse_kernel_reference(const std::string& text) {
    KernelReference reference;
    reference.text = text;
    if (text.find('/') != std::string::npos)
        return reference;
    std::string head = text.substr(0, text.find('+'));
    if (head.size() < text.size()) {
        const std::string variant = text.substr(head.size() + 1);
        const bool mutant = variant.starts_with(mutant_mark);
        (mutant ? reference.mutant : reference.flavour) =
            mutant ? variant.substr(mutant_mark.size()) : variant;
        if (!is_name(mutant ? reference.mutant : reference.flavour))
            refuse(text, "'+" + variant + "' names no flavour and no mutant");
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
