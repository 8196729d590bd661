// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/trace/sender_stack.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <string_view>

namespace cloister {
namespace {

// Functions, and beginnings of families of them, that deliver what others ask for.
constexpr std::array<std::string_view, 33> deliverers{
    "__queue_work",
    "queue_work_on",
    "queue_delayed_work_on",
    "mod_delayed_work",
    "__queue_delayed",
    "insert_work",
    "kick_pool",
    "wake_up_worker",
    "try_to_wake_up",
    "wake_up_process",
    "wake_up_state",
    "wake_up_q",
    "__wake_up",
    "default_wake_function",
    "autoremove_wake",
    "swake_up",
    "complete",
    "ttwu_",
    "activate_task",
    "enqueue_task",
    "enqueue_entity",
    "wakeup_preempt",
    "check_preempt",
    "update_curr",
    "resched_curr",
    "__resched_curr",
    "tick_nohz_",
    "irq_work_queue",
    "__smp_call",
    "generic_exec_single",
    "smp_call_function",
    "on_each_cpu",
    "native_s",
};

bool only_delivers(Name function) {
    return std::any_of(deliverers.begin(), deliverers.end(),
                       [&](std::string_view each) { return function.starts_with(each); });
}

std::optional<std::string> system_call(std::string_view function) {
    for (const std::string_view entry : {"__x64_sys_", "__ia32_sys_", "__se_sys_", "__do_sys_", "ksys_"})
        if (function.starts_with(entry))
            return "system call " + std::string(function.substr(entry.size()));
    return std::nullopt;
}

// inner: the function that this one called.
std::optional<std::string> context_of(std::string_view function, const std::string& inner) {
    if (std::optional<std::string> call = system_call(function))
        return call;
    if (function == "process_one_work")
        return inner.empty() ? "work" : "work " + inner;
    if (function == "call_timer_fn" || function == "__hrtimer_run_queues")
        return inner.empty() ? "timer" : "timer " + inner;
    if (function.starts_with("do_syscall_64"))
        return "system call";
    if (function == "handle_softirqs" || function == "__do_softirq")
        return "softirq";
    if (function.starts_with("asm_exc_page_fault"))
        return "page fault";
    if (function.starts_with("asm_sysvec_") || function.starts_with("sysvec_") ||
        function.starts_with("asm_common_interrupt"))
        return "interrupt";
    if (function == "kthread")
        return "kernel thread";
    return std::nullopt;
}

bool begins_interrupt(std::string_view function) {
    return function.starts_with("asm_sysvec_") || function.starts_with("asm_common_interrupt") ||
           function.starts_with("asm_exc_");
}

} // namespace

SenderStack read_sender_stack(const std::vector<Name>& stack) {
    auto begin = std::find_if_not(stack.begin(), stack.end(), only_delivers);
    SenderStack read;
    for (auto frame = begin; frame != stack.end(); ++frame) {
        if (read.context.empty())
            read.context =
                context_of(frame->text(), frame == stack.begin() ? Name() : *std::prev(frame)).value_or("");
        if (!frame->empty()) // an address without a symbol
            read.frames.push_back(*frame);
        if (begins_interrupt(frame->text()))
            break;
    }
    return read;
}

} // namespace cloister
