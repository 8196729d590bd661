// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/plan/libvirt_uri.hpp"

#include <stdexcept>

namespace cloister {
namespace {

[[noreturn]] void refuse(const std::string& uri, const std::string& why) {
    throw std::invalid_argument("libvirt at '" + uri + "': " + why);
}

} // namespace

void expect_uri_of_this_host(const std::string& uri) {
    constexpr const char* separator = "://";
    const std::size_t end = uri.find(separator);
    const std::string scheme = uri.substr(0, end);
    if (end == std::string::npos)
        refuse(uri, "not a URI, as " + std::string(default_libvirt_uri) + " is");
    if (scheme == "qemu" ? uri.compare(end, 4, ":///") != 0
                         : scheme.starts_with("qemu+") && scheme != "qemu+unix")
        refuse(uri, "its guests are on another host, where nobody sees their threads; start Cloister there");
    if (scheme != "qemu" && scheme != "qemu+unix")
        refuse(uri, "guests are QEMU's: qemu:///system or qemu:///session");
}

} // namespace cloister
