// SPDX-License-Identifier: GPL-2.0-or-later
// What libvirt says of a domain's end, in words: its lifecycle events. Runs on: host. Pure.
// Source: virDomainEventType and its details, libvirt-domain.h of libvirt 9.0.
#pragma once

#include <optional>
#include <string>

namespace cloister {

// "somebody destroyed it", "its QEMU ended by itself"; nullopt: the event ends no domain.
std::optional<std::string> end_of_domain(int event, int detail);

} // namespace cloister
