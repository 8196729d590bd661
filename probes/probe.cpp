// SPDX-License-Identifier: GPL-2.0-or-later
#include "probes/probe.hpp"

namespace cloister {

std::string ProbeHistogram::keys() const {
    const bool both = !cpu_key.empty() && !name_key.empty();
    return cpu_key + (both ? "," : "") + name_key;
}

std::string ProbeHistogram::trigger(std::size_t rows) const {
    return "hist:keys=" + keys() + ":size=" + std::to_string(rows) + (filter.empty() ? "" : " if " + filter);
}

std::string on_cpus(const std::string& field, const CpuSet& cpus) {
    std::string filter;
    for (const CpuId cpu : cpus)
        filter += (filter.empty() ? "" : " || ") + field + " == " + std::to_string(cpu.number);
    return filter;
}

} // namespace cloister
