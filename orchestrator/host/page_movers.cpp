// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/host/families.hpp"
#include "orchestrator/host/file_knob.hpp"

namespace cloister {
namespace {

HostKnob chosen(const HostTree& host, const char* family, const std::string& name, KnobKind kind,
                const std::string& path, const char* wanted) {
    HostKnob knob = file_knob(host, family, name, {kind, path}, "this kernel was built without it");
    knob.wanted = wanted;
    return knob;
}

} // namespace

std::vector<HostKnob> page_movers(const HostTree& host, const HostCpus&) {
    const std::string huge = "/sys/kernel/mm/transparent_hugepage/";
    return {chosen(host, "KSM", "KSM", KnobKind::text, "/sys/kernel/mm/ksm/run", "0"),
            chosen(host, "huge pages", "transparent huge pages", KnobKind::choice, huge + "enabled", "never"),
            chosen(host, "huge pages", "compaction for them", KnobKind::choice, huge + "defrag", "never")};
}

} // namespace cloister
