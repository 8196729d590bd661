// SPDX-License-Identifier: GPL-2.0-or-later
// CPU numbers and sets of them, written the way the kernel writes them: "2-3,5".
// Runs on: both. A value; owned by whoever holds it.
// Errors: parse() throws std::invalid_argument naming the text and what is wrong with it.
#pragma once

#include <compare>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>

namespace cloister {

struct CpuId {
    std::uint32_t number = 0;
    auto operator<=>(const CpuId&) const = default;
};

class CpuSet {
  public:
    using const_iterator = std::set<CpuId>::const_iterator;

    CpuSet() = default;
    CpuSet(std::initializer_list<CpuId> cpus) : cpus_(cpus) {}

    // The kernel's list format (Documentation/admin-guide/kernel-parameters.rst, "cpu lists"), without
    // strides. The empty text is the empty set, as in /sys/devices/system/cpu/isolated.
    static CpuSet parse(std::string_view list);
    // CPUs 0 … count-1.
    static CpuSet first(std::uint32_t count);

    void insert(CpuId cpu) { cpus_.insert(cpu); }
    bool contains(CpuId cpu) const { return cpus_.contains(cpu); }
    bool contains(const CpuSet& other) const;
    bool empty() const { return cpus_.empty(); }
    std::uint32_t size() const { return static_cast<std::uint32_t>(cpus_.size()); }
    CpuSet minus(const CpuSet& other) const;
    CpuSet intersect(const CpuSet& other) const;
    // "2-3,5"; what parse() reads.
    std::string list() const;

    const_iterator begin() const { return cpus_.begin(); }
    const_iterator end() const { return cpus_.end(); }
    bool operator==(const CpuSet&) const = default;

  private:
    std::set<CpuId> cpus_;
};

} // namespace cloister
