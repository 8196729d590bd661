// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/agent/modules.hpp"

#include "probes/kernelfs/check_errno.hpp"
#include "probes/kernelfs/open_file.hpp"

#include <algorithm>
#include <filesystem>
#include <sys/syscall.h>
#include <unistd.h>
#include <vector>

namespace cloister::agent {

void load_modules() {
    std::vector<std::string> files;
    for (const auto& entry : std::filesystem::directory_iterator("/modules"))
        files.push_back(entry.path());
    std::sort(files.begin(), files.end()); // numbered in the order to load them
    for (const std::string& file : files) {
        const OpenFile module(file, O_RDONLY);
        check_errno(::syscall(SYS_finit_module, module.number(), "", 0), "finit_module", file);
    }
}

} // namespace cloister::agent
