// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/machine/libvirt/domain_end.hpp"

#include <fmt/format.h>
#include <libvirt/libvirt.h>

namespace cloister {
namespace {

std::string words_for(int detail) {
    switch (static_cast<virDomainEventStoppedDetailType>(detail)) {
    case VIR_DOMAIN_EVENT_STOPPED_SHUTDOWN:
        return "it was shut down";
    case VIR_DOMAIN_EVENT_STOPPED_DESTROYED:
        return "somebody destroyed it";
    case VIR_DOMAIN_EVENT_STOPPED_CRASHED:
        return "it crashed";
    case VIR_DOMAIN_EVENT_STOPPED_MIGRATED:
        return "somebody migrated it to another host";
    case VIR_DOMAIN_EVENT_STOPPED_SAVED:
        return "somebody saved it to a file";
    case VIR_DOMAIN_EVENT_STOPPED_FAILED:
        return "its QEMU ended by itself";
    case VIR_DOMAIN_EVENT_STOPPED_FROM_SNAPSHOT:
        return "somebody went back to a snapshot of it";
    }
    return fmt::format("it stopped, detail {}", detail);
}

} // namespace

std::optional<std::string> end_of_domain(int event, int detail) {
    if (event == VIR_DOMAIN_EVENT_STOPPED)
        return words_for(detail);
    if (event == VIR_DOMAIN_EVENT_CRASHED)
        return "its kernel panicked";
    return std::nullopt;
}

} // namespace cloister
