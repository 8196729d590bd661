// SPDX-License-Identifier: GPL-2.0-or-later
// What a program asks of the kernel's memory management, one at a time: what exact costs are counted of.
// Runs on: guest, on CPU 0, one after the other. Errors: std::system_error where this kernel has none.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace cloister::workloads {

class Operation {
  public:
    virtual ~Operation() = default;
    // What a turn needs to find, not counted.
    virtual void prepare() {}
    virtual void perform() = 0;
};

using MakeOperation = std::unique_ptr<Operation> (*)();

struct OperationName {
    std::string_view name;
    MakeOperation make;
    // A multiple of what batches hold (PAGEVEC_SIZE is 15 or 31), so that their cost falls on each alike.
    unsigned turns;
};

const std::vector<OperationName>& operations();

// Does each of them, and says on standard output which, and why where one cannot be done. Throws
// std::invalid_argument for a name that is none.
void do_operations(const std::vector<std::string>& names);

} // namespace cloister::workloads
