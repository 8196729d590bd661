// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/trace/name.hpp"

#include <unordered_set>

namespace cloister {
namespace {

struct Hash : std::hash<std::string_view> {
    using is_transparent = void;
};

} // namespace

const std::string Name::none;

const std::string* Name::kept(std::string_view text) {
    static std::unordered_set<std::string, Hash, std::equal_to<>> names;
    if (text.empty())
        return &none;
    const auto found = names.find(text);
    return found != names.end() ? &*found : &*names.emplace(text).first;
}

} // namespace cloister
