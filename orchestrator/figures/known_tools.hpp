// SPDX-License-Identifier: GPL-2.0-or-later
// Programs whose own figures can be read: cyclictest, oslat, rtla osnoise, stress-ng.
// Runs on: host. Pure. Formats: what rt-tests 2.4, rtla 6.1 and stress-ng 0.15 write.
#pragma once

#include "results-schema/report.hpp"

#include <optional>
#include <string>
#include <vector>

namespace cloister {

// Of one CPU, or of the program as a whole.
struct ToolFigures {
    std::optional<CpuId> cpu;
    std::map<std::string, Number> numbers;
};

struct KnownTool {
    std::string name;
    std::string package; // of Debian
    // output: what it printed; written: what it wrote to {figures}. Empty: nothing that can be read.
    std::vector<ToolFigures> (*figures)(const std::string& output, const std::string& written);
};

const std::vector<KnownTool>& known_tools();
// By the last part of its path; nullptr: it is not known.
const KnownTool* known_tool(const std::string& program);
// ": Debian's package rt-tests has it"; empty where that is not known.
std::string where_from(const std::string& program);

} // namespace cloister
