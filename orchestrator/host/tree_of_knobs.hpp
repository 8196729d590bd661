// SPDX-License-Identifier: GPL-2.0-or-later
// For tests: a host of four CPUs as a tree of files, with threads of its own. It has what many hosts have
// not: governors and idle states. A file takes what it is written; whatever a kernel would refuse is refused
// by taking the file away, or by a thread that is bound. Runs on: host.
#pragma once

#include "orchestrator/base/temporary_directory.hpp"
#include "orchestrator/host/journal.hpp"

#include <fstream>
#include <map>
#include <system_error>

namespace cloister {

class TreeOfKnobs {
  public:
    TreeOfKnobs() {
        put("/proc/sys/kernel/random/boot_id", "first-boot");
        put("/proc/self/mounts", "cgroup /sys/fs/cgroup/cpuset cgroup rw,relatime,cpuset 0 0");
        put("/proc/cmdline", "quiet nohz_full=2-3");
        put("/sys/devices/system/cpu/online", "0-3");
        put("/sys/devices/system/cpu/isolated", "");
        put("/sys/devices/system/cpu/nohz_full", "2-3");
        put("/proc/irq/default_smp_affinity", "f");
        put_interrupt(9, "acpi", "0-3", "2");
        put_interrupt(10, "eth0-rx", "2-3", "3");
        put_interrupt(11, "eth0-tx", "0", "0");
        std::filesystem::create_directories(path("/proc/irq/12")); // nobody asked for it
        put("/sys/devices/virtual/workqueue/cpumask", "f");
        put("/sys/devices/virtual/workqueue/writeback/cpumask", "f");
        for (const std::string cpu : {"cpu2", "cpu3"}) {
            const std::string directory = "/sys/devices/system/cpu/" + cpu;
            put(directory + "/cpufreq/scaling_governor", "powersave");
            put(directory + "/cpufreq/scaling_available_governors", "performance powersave");
            put_idle_state(directory + "/cpuidle/state0", "POLL", "0");
            put_idle_state(directory + "/cpuidle/state1", "C1", "2");
            put_idle_state(directory + "/cpuidle/state2", "C6", "133");
        }
        put("/sys/kernel/mm/ksm/run", "1");
        put("/sys/kernel/mm/transparent_hugepage/enabled", "always [madvise] never");
        put("/sys/kernel/mm/transparent_hugepage/defrag", "always defer defer+madvise [madvise] never");
        put_thread(20, "kswapd0", "0-3", false);
        put_thread(21, "migration/2", "2", true);
        put_thread(22, "irq/9-acpi", "2", false);
        list_threads();
    }

    HostTree host() {
        return {directory_.path(), [this](int thread) { return cpus_of_thread(thread); },
                [this](int thread, const CpuSet& cpus) { cpus_of_thread(thread) = cpus; }};
    }
    std::filesystem::path path(const std::string& file) const { return directory_.path() / file.substr(1); }
    std::string state() const { return path("/var/lib/cloister/host-journal.json").string(); }

    void put(const std::string& file, const std::string& text) const {
        std::filesystem::create_directories(path(file).parent_path());
        std::ofstream(path(file)) << text << "\n";
    }
    void put_thread(int id, const std::string& name, const std::string& cpus, bool bound) {
        const unsigned flags =
            bound ? 69238848 : 2129984; // with PF_NO_SETAFFINITY and without, as 6.18 has them
        put("/proc/" + std::to_string(id) + "/stat",
            std::to_string(id) + " (" + name + ") S 2 0 0 0 -1 " + std::to_string(flags) +
                " 0 0 0 0 0 0 0 0 20 0 1 0 " + std::to_string(100 + id) + " 0");
        threads_[id] = CpuSet::parse(cpus);
    }
    void end_thread(int id) {
        std::filesystem::remove_all(path("/proc/" + std::to_string(id)));
        threads_.erase(id);
    }
    void list_threads() const {
        std::string ids;
        for (const auto& [id, cpus] : threads_)
            ids += std::to_string(id) + " ";
        put("/proc/2/task/2/children", ids);
    }

  private:
    CpuSet& cpus_of_thread(int thread) {
        if (!threads_.contains(thread))
            throw std::system_error(ESRCH, std::generic_category(), "sched_getaffinity");
        return threads_[thread];
    }
    void put_interrupt(int number, const std::string& whose, const std::string& may,
                       const std::string& goes) const {
        const std::string directory = "/proc/irq/" + std::to_string(number);
        std::filesystem::create_directories(path(directory + "/" + whose));
        put(directory + "/smp_affinity_list", may);
        put(directory + "/effective_affinity_list", goes);
    }
    void put_idle_state(const std::string& directory, const std::string& name,
                        const std::string& latency) const {
        put(directory + "/name", name);
        put(directory + "/latency", latency);
        put(directory + "/disable", "0");
    }

    TemporaryDirectory directory_;
    std::map<int, CpuSet> threads_;
};

} // namespace cloister
