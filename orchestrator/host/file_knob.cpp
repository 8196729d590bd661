// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/host/file_knob.hpp"

#include "orchestrator/host/place.hpp"

namespace cloister {

HostKnob no_knob(const char* family, const std::string& name, const std::string& why_not) {
    HostKnob knob;
    knob.family = family;
    knob.name = name;
    knob.why_not = why_not;
    return knob;
}

HostKnob file_knob(const HostTree& host, const char* family, const std::string& name, const KnobPlace& place,
                   const std::string& absent) {
    HostKnob knob = no_knob(family, name, absent);
    knob.place = place;
    try {
        if (const std::optional<std::string> now = read_place(host, place)) {
            knob.now = *now;
            knob.why_not.clear();
        }
    } catch (const std::exception& error) {
        knob.why_not = error.what();
    }
    return knob;
}

} // namespace cloister
