// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/agent/file_systems.hpp"

#include "probes/kernelfs/check_errno.hpp"

#include <filesystem>
#include <sys/mount.h>
#include <sys/stat.h>

namespace cloister::agent {

void mount_on(const std::string& directory, const char* type) {
    ::mkdir(directory.c_str(), 0755); // there already: mount() will say what is wrong
    const int result = ::mount(type, directory.c_str(), type, 0, nullptr);
    if (result < 0 && errno != EBUSY)
        check_errno(result, "mount", directory);
}

void mount_file_systems() {
    mount_on("/proc", "proc");
    mount_on("/sys", "sysfs");
    mount_on("/dev", "devtmpfs");
    if (std::filesystem::is_empty(
            "/tmp")) // else a program of the user's came along in there, and / is memory too
        mount_on("/tmp", "tmpfs");
    mount_on("/sys/kernel/debug", "debugfs");
    mount_on("/sys/kernel/tracing", "tracefs");
}

} // namespace cloister::agent
