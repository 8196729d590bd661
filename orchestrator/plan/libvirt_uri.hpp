// SPDX-License-Identifier: GPL-2.0-or-later
// The URI of a libvirt whose guests are on this host: their sockets, their threads and their CPUs are ours to
// see. Runs on: host. Pure. Source: https://libvirt.org/uri.html and https://libvirt.org/drvqemu.html.
#pragma once

#include <string>

namespace cloister {

constexpr const char* default_libvirt_uri = "qemu:///system";

// Throws std::invalid_argument for another driver's, and for one of another host.
void expect_uri_of_this_host(const std::string& uri);

} // namespace cloister
