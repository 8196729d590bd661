// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/host/reason.hpp"

#include <system_error>

namespace cloister {
namespace {

bool is_of_an_interrupt(const KnobPlace& place) {
    return place.path.starts_with("/proc/irq/");
}

// What the kernel means by it, where its word alone says too little (kernel/irq/proc.c, write_irq_affinity();
// kernel/sched/syscalls.c; kernel/cgroup/cpuset.c).
const char* meaning(const KnobPlace& place, int error) {
    if ((error == EPERM || error == EIO) && is_of_an_interrupt(place)) // EIO: older kernels
        return "the kernel chooses itself where it goes: isolcpus=managed_irq on the command line asks it to";
    if (error == ENOSPC && is_of_an_interrupt(place))
        return "the other CPUs have no interrupt vectors left";
    if (error == ESRCH && place.kind == KnobKind::thread)
        return "it ended meanwhile";
    if (error == EINVAL && place.kind == KnobKind::thread)
        return "the kernel lets nobody move it, or a cpuset keeps it";
    if (error == EBUSY && place.kind == KnobKind::controller)
        return "other control groups use it";
    return nullptr;
}

} // namespace

std::string reason_of(const KnobPlace& place, const std::exception_ptr& failure) {
    try {
        std::rethrow_exception(failure);
    } catch (const std::system_error& error) {
        const char* means = meaning(place, error.code().value());
        return error.code().message() + (means != nullptr ? std::string(": ") + means : "");
    } catch (const std::exception& error) {
        return error.what();
    }
}

} // namespace cloister
