// SPDX-License-Identifier: GPL-2.0-or-later
// The operations that a guest knows (workloads/operations/operations.cpp), and how many CPUs it must have.
// Runs on: host. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace cloister {

struct OperationName {
    std::string name;
    std::uint32_t cpus = 2; // the one that does it, and those that are armed
};

inline const std::vector<OperationName>& known_operations() {
    static const std::vector<OperationName> names{
        {"anon-fault"},           {"file-fault"},      {"cache-read"},
        {"cache-write"},          {"mmap-munmap"},     {"fork-exit"},
        {"mlock-munlock"},        {"page-alloc"},      {"page-free"},
        {"drain-none-armed"},     {"drain-one-armed"}, {"drain-two-armed", 3},
        {"drain-three-armed", 4},
    };
    return names;
}

// An initiator works for other CPUs in one mode and has them work in the other: no operation on its own.
inline bool is_drain(const std::string& operation) {
    return operation.starts_with("drain-");
}

inline std::vector<std::string> operation_names() {
    std::vector<std::string> names;
    for (const OperationName& each : known_operations())
        names.push_back(each.name);
    return names;
}

// What is done without a wish: all that two CPUs are enough for.
inline std::vector<std::string> usual_operations() {
    std::vector<std::string> names;
    for (const OperationName& each : known_operations())
        if (each.cpus == 2)
            names.push_back(each.name);
    return names;
}

inline std::uint32_t cpus_for(const std::vector<std::string>& operations) {
    std::uint32_t cpus = 2;
    for (const OperationName& each : known_operations())
        for (const std::string& name : operations)
            if (each.name == name && each.cpus > cpus)
                cpus = each.cpus;
    return cpus;
}

} // namespace cloister
