// SPDX-License-Identifier: GPL-2.0-or-later
// A kernel stack, read once however many events have it.
// Runs on: host. Pure.
#pragma once

#include "orchestrator/trace/sender_stack.hpp"

#include <memory>

namespace cloister {

class CallStack {
  public:
    // Innermost first; an address without a symbol is empty.
    explicit CallStack(std::vector<Name> functions);

    const std::vector<Name>& functions() const { return functions_; }
    // As that of who sent something.
    const SenderStack& sender() const { return sender_; }
    // Inside __lru_add_drain_all(), or drain_all_pages() where page lists are drained by work.
    bool inside_drain() const { return inside_drain_; }
    // Inside __queue_work(): what it sends only wakes a worker for the item queued before.
    bool wakes_worker() const { return wakes_worker_; }

  private:
    std::vector<Name> functions_;
    SenderStack sender_;
    bool inside_drain_;
    bool wakes_worker_;
};

using SharedStack = std::shared_ptr<const CallStack>; // nullptr: none was taken

SharedStack call_stack(std::vector<Name> functions);

} // namespace cloister
