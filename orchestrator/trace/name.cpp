// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/trace/name.hpp"

#include "orchestrator/trace/text_hash.hpp"

#include <unordered_set>

namespace cloister {

const std::string Name::none;

const std::string* Name::kept(std::string_view text) {
    static std::unordered_set<std::string, TextHash, std::equal_to<>> names;
    if (text.empty())
        return &none;
    const auto found = names.find(text);
    return found != names.end() ? &*found : &*names.emplace(text).first;
}

} // namespace cloister
