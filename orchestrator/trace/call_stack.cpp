// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/trace/call_stack.hpp"

#include <algorithm>

namespace cloister {
namespace {

bool has_any(const std::vector<Name>& functions, std::initializer_list<Name> wanted) {
    return std::find_first_of(functions.begin(), functions.end(), wanted.begin(), wanted.end()) !=
           functions.end();
}

} // namespace

CallStack::CallStack(std::vector<Name> functions)
    : functions_(std::move(functions)), sender_(read_sender_stack(functions_)),
      inside_drain_(has_any(
          functions_, {"__lru_add_drain_all", "lru_add_drain_all", "drain_all_pages", "__drain_all_pages"})),
      wakes_worker_(has_any(functions_, {"__queue_work"})) {}

SharedStack call_stack(std::vector<Name> functions) {
    return functions.empty() ? nullptr : std::make_shared<const CallStack>(std::move(functions));
}

} // namespace cloister
