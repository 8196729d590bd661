// SPDX-License-Identifier: GPL-2.0-or-later
#include "probes/boot_instance.hpp"

namespace cloister {

const std::vector<std::string>& boot_events() {
    static const std::vector<std::string> events{
        "csd:csd_function_entry",
        "csd:csd_function_exit",
        "csd:csd_queue_cpu",
        "ipi:ipi_send_cpu",
        "ipi:ipi_send_cpumask",
        "irq:irq_handler_entry",
        "irq:irq_handler_exit",
        "irq:softirq_entry",
        "irq:softirq_exit",
        "irq_vectors:call_function_entry",
        "irq_vectors:call_function_exit",
        "irq_vectors:call_function_single_entry",
        "irq_vectors:call_function_single_exit",
        "irq_vectors:irq_work_entry",
        "irq_vectors:irq_work_exit",
        "irq_vectors:local_timer_entry",
        "irq_vectors:local_timer_exit",
        "irq_vectors:reschedule_entry",
        "irq_vectors:reschedule_exit",
        "sched:sched_switch",
        "sched:sched_wakeup",
        "sched:sched_wakeup_new",
        "timer:hrtimer_start",
        "timer:tick_stop",
        "workqueue:workqueue_execute_end",
        "workqueue:workqueue_execute_start",
        "workqueue:workqueue_queue_work",
    };
    return events;
}

std::string boot_instance_parameter() {
    std::string parameter = std::string("trace_instance=") + trace_instance_name;
    for (const std::string& event : boot_events())
        parameter += "," + event;
    return parameter;
}

std::string lock_instance_parameter() {
    return std::string("trace_instance=") + lock_instance_name +
           ",lock:lock_contended,lock:lock_acquired,lock:lock_release";
}

bool has_boot_instance(std::string_view command_line) {
    return command_line.find(std::string("trace_instance=") + trace_instance_name) != std::string_view::npos;
}

} // namespace cloister
