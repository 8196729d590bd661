// SPDX-License-Identifier: GPL-2.0-or-later
#include "probes/kernelfs/check_errno.hpp"
#include "probes/kernelfs/file.hpp"
#include "workloads/churn/churn.hpp"
#include "workloads/churn/pause.hpp"
#include "workloads/disturbers/memory_group.hpp"
#include "workloads/region.hpp"

#include <array>
#include <csignal>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

namespace cloister::workloads {
namespace {

// A task that fills batches wherever it is put.
[[noreturn]] void live() {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    std::signal(SIGTERM, SIG_DFL);
    std::signal(SIGALRM, SIG_DFL);
    for (;;) {
        {
            const Region region(16 * page_bytes, "of a task in a set of CPUs");
            for (std::size_t at = 0; at < region.bytes(); at += page_bytes)
                region.touch(at);
        }
        ::usleep(1'000);
    }
}

// Documentation/admin-guide/cgroup-v2.rst, "Cpuset". Two sets, siblings of the root's tasks.
class Cpusets : public Churn {
  public:
    Cpusets() {
        const std::string unused = memory_group("churn"); // mounts the hierarchy
        write_file(group_path("cgroup.subtree_control"), "+cpuset");
        for (const CpuId cpu : CpuSet::parse(read_file("/sys/devices/system/cpu/present")).minus({CpuId{0}}))
            cpus_.push_back(cpu);
    }
    Cpusets(const Cpusets&) = delete;
    Cpusets& operator=(const Cpusets&) = delete;
    ~Cpusets() override {
        for (const Set& set : sets_)
            if (set.task > 0)
                ::kill(set.task, SIGKILL);
    }

    void round(Draws& draws) override {
        Set& set = sets_.at(draws.below(sets_.size()));
        if (!set.is_there)
            make(set);
        switch (draws.below(5)) {
        case 0:
            write_file(set.path + "/cpuset.cpus", some_cpus(draws).list());
            break;
        case 1:
        case 2:
            write_file(set.path + "/cpuset.cpus.partition",
                       draws.one_of<std::string>({"root", "isolated", "member"}));
            break;
        case 3:
            settle(set);
            break;
        default:
            remove(set);
        }
        pause_up_to(30, draws);
    }

  private:
    struct Set {
        std::string path;
        bool is_there = false;
        int task = -1;
    };

    static void make(Set& set) {
        check_errno(::mkdir(set.path.c_str(), 0755), "mkdir", set.path);
        set.is_there = true;
    }
    // Forked here, and moved there.
    static void settle(Set& set) {
        if (set.task < 0) {
            set.task = check_errno(::fork(), "fork");
            if (set.task == 0)
                live();
        }
        write_file(set.path + "/cgroup.procs", std::to_string(set.task));
    }
    static void remove(Set& set) {
        if (set.task > 0) {
            ::kill(set.task, SIGKILL);
            ::waitpid(set.task, nullptr, 0);
            set.task = -1;
        }
        if (set.is_there)
            check_errno(::rmdir(set.path.c_str()), "rmdir", set.path);
        set.is_there = false;
    }
    CpuSet some_cpus(Draws& draws) const {
        CpuSet some;
        for (const CpuId cpu : draws.some_of(cpus_, draws.between(1, cpus_.size())))
            some.insert(cpu);
        return some;
    }

    std::vector<CpuId> cpus_;
    std::array<Set, 2> sets_{Set{group_path(cpuset_groups[0])}, Set{group_path(cpuset_groups[1])}};
};

} // namespace

std::unique_ptr<Churn> cpusets_churn() {
    return std::make_unique<Cpusets>();
}

} // namespace cloister::workloads
