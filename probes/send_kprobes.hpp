// SPDX-License-Identifier: GPL-2.0-or-later
// Who sends an IPI, of a kernel that has no event for it (ipi:ipi_send_cpu came with 6.4): kprobes at the
// functions of arch/x86/kernel/smp.c and apic/ipi.c that send one. Their events stand in for ipi_send_cpu and
// ipi_send_cpumask: made before the second CPU runs, for they patch text.
// Runs on: guest; the names are the decoder's as well. Errors: std::runtime_error with the kernel's words.
#pragma once

#include <array>

namespace cloister {

struct SendKprobe {
    const char* event;     // cloister:EVENT
    const char* function;  // where its text can be probed; its first argument is the CPU, or a pointer to a
                           // mask of them
    const char* arguments; // "target": the CPU's number; "targets": the first 64 CPUs as bits
    bool many;             // "targets"
    // Else this one, which may leave some of the CPUs out (smp_call_function_many_cond()); none: nullptr. A
    // static branch that a function begins with cannot be probed.
    const char* else_function;
    const char* sends; // as ipi_send_cpu's callback would be told
};

namespace send_kprobes {

constexpr std::array<SendKprobe, 3> all{
    {{"ipi_send_reschedule", "native_smp_send_reschedule", "target=%di:s32", false, nullptr, "reschedule"},
     {"ipi_send_call", "native_send_call_func_single_ipi", "target=%di:s32", false, nullptr,
      "generic_smp_call_function_single_interrupt"},
     {"ipi_send_calls", "native_send_call_func_ipi", "targets=+0(%di):x64", true,
      "smp_call_function_many_cond", "generic_smp_call_function_interrupt"}}};

} // namespace send_kprobes

// Enabled in our instance; none where the kernel has the events, or no kprobes.
void make_send_kprobes();

} // namespace cloister
