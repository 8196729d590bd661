// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/cost/counted_boot.hpp"

#include "probes/kernelfs/file.hpp"

#include <stdexcept>

namespace cloister {
namespace {

constexpr std::string_view refused_mark = "cloister cost refused: ";
constexpr std::string_view operation_mark = "cloister operation ";
constexpr std::string_view reason_mark = " refused: ";
constexpr std::string_view done_mark = "cloister cost done";

// What follows the mark, to the end of the line; nullopt: it has no such mark. The kernel's own lines may
// share one with it.
std::optional<std::string> behind(const std::string& line, std::string_view mark) {
    const std::size_t at = line.find(mark);
    if (at == std::string::npos)
        return std::nullopt;
    const std::string rest = line.substr(at + mark.size());
    return rest.substr(0, rest.find('\r'));
}

DoneOperation operation_in(const std::string& words) {
    DoneOperation operation;
    const std::size_t refused = words.find(reason_mark);
    operation.name = words.substr(0, refused);
    if (refused != std::string::npos)
        operation.refused = words.substr(refused + reason_mark.size());
    return operation;
}

} // namespace

CountedBoot counted_boot(const std::string& console, std::string_view log) {
    CountedBoot boot;
    for (const std::string& line : lines_of(console)) {
        if (const auto why = behind(line, refused_mark))
            boot.refused = why;
        if (const auto words = behind(line, operation_mark))
            boot.operations.push_back(operation_in(*words));
    }
    if (boot.refused)
        return boot;
    std::vector<CountedOperation> counted = counted_operations(log);
    if (counted.size() != boot.operations.size())
        throw std::runtime_error("the console tells of " + std::to_string(boot.operations.size()) +
                                 " operations, the emulator counted " + std::to_string(counted.size()));
    for (std::size_t i = 0; i < counted.size(); ++i)
        boot.operations[i].counted = std::move(counted[i]);
    return boot;
}

bool is_done(const std::string& console) {
    return console.find(done_mark) != std::string::npos || console.find(refused_mark) != std::string::npos;
}

} // namespace cloister
