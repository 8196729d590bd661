// SPDX-License-Identifier: GPL-2.0-or-later
#include "probes/kernelfs/file.hpp"
#include "probes/kernelfs/open_file.hpp"
#include "workloads/disturbers/drain_callers.hpp"

#include <filesystem>
#include <stdexcept>
#include <string_view>
#include <sys/mount.h>
#include <sys/stat.h>

namespace cloister::workloads {
namespace {

constexpr const char* root = "/tmp/cgroup";

// A memory cgroup that nobody is in.
std::string empty_group() {
    std::string group = std::string(root) + "/empty";
    if (std::filesystem::exists(group))
        return group;
    ::mkdir(root, 0755); // there already: mount() will say what is wrong
    check_errno(::mount("cgroup2", root, "cgroup2", 0, nullptr), "mount", root);
    write_file(std::string(root) + "/cgroup.subtree_control", "+memory");
    check_errno(::mkdir(group.c_str(), 0755), "mkdir", group);
    return group;
}

// memory_reclaim(), mm/memcontrol.c: drains before its last attempt. In a cgroup without a page all of them
// fail, so each write drains once and ends in EAGAIN.
class MemoryReclaim : public DrainCall {
  public:
    void drain() override {
        constexpr std::string_view page = "4096";
        const ssize_t written = ::pwrite(file_.number(), page.data(), page.size(), 0);
        if (written >= 0)
            throw std::runtime_error("something was reclaimed from a cgroup that nobody is in");
        if (errno != EAGAIN)
            check_errno(written, "write", file_.path());
    }

  private:
    OpenFile file_{empty_group() + "/memory.reclaim", O_WRONLY};
};

} // namespace

std::unique_ptr<DrainCall> memory_reclaim() {
    return std::make_unique<MemoryReclaim>();
}

} // namespace cloister::workloads
