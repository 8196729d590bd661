// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/agent/power_off.hpp"

#include <sys/reboot.h>
#include <unistd.h>

namespace cloister::agent {

void power_off() {
    ::sync();
    ::reboot(RB_POWER_OFF);
}

} // namespace cloister::agent
