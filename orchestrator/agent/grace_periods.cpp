// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/agent/grace_periods.hpp"

#include "probes/kernelfs/file.hpp"

namespace cloister::agent {
namespace {

constexpr const char* expedited = "/sys/kernel/rcu_expedited";

void set(const char* value) {
    if (read_knob(expedited))
        write_file(expedited, value);
}

} // namespace

void hurry_grace_periods() {
    set("1");
}

void calm_grace_periods() {
    set("0");
}

} // namespace cloister::agent
