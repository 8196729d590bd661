// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/trace/event_format.hpp"

#include "probes/call_kprobes.hpp"
#include "probes/lock_kprobe.hpp"
#include "probes/send_kprobes.hpp"

#include <array>

namespace cloister {
namespace {

// include/linux/interrupt.h, enum; part of the tracing ABI since 2.6.30.
constexpr std::array<const char*, 10> softirqs{"HI",       "TIMER",   "NET_TX", "NET_RX",  "BLOCK",
                                               "IRQ_POLL", "TASKLET", "SCHED",  "HRTIMER", "RCU"};

Name softirq_name(std::uint64_t vector) {
    return vector < softirqs.size() ? Name(softirqs[vector]) : Name("softirq " + std::to_string(vector));
}

std::string_view trimmed(std::string_view line) {
    return line.substr(0, line.find_last_not_of('\n') + 1);
}

} // namespace

EventFormat::EventFormat(const tep_event& format)
    : is_stack_(format.name == std::string_view("kernel_stack")), of_class_(format.name),
      pid_(format, "common_pid") {
    if (is_stack_)
        callers_ = Field(format, "caller");
    else
        find_fields(format);
}

void EventFormat::find_fields(const tep_event& format) {
    const std::string system = format.system;
    const std::string event = format.name;
    name_ = system + ":" + event;
    if (system == "irq_vectors") {
        find_vector(event);
    } else if (event == "ipi_send_cpu" || event == "ipi_send_cpumask") {
        kind_ = EventKind::ipi_sent;
        (event == "ipi_send_cpu" ? cpu_ : cpu_mask_) =
            Field(format, event == "ipi_send_cpu" ? "cpu" : "cpumask");
        // arch_smp_send_reschedule() passes no callback (include/trace/events/ipi.h).
        name_ = "reschedule";
        function_ = Field(format, "callback");
    } else if (system == "csd") {
        find_csd(format);
    } else if (system == "workqueue") {
        find_work(format);
    } else if (system == "irq") {
        find_irq(format);
    } else if (event == "sched_switch") {
        find_switch(format);
    } else if (event == "sched_wakeup" || event == "sched_wakeup_new") {
        find_wake_up(format);
    } else if (event == "hrtimer_start") {
        kind_ = EventKind::timer_set;
        function_ = Field(format, "function");
        object_ = Field(format, "hrtimer");
        expires_ = Field(format, "expires");
    } else if (event == "tick_stop") {
        kind_ = EventKind::tick_kept; // or stopped
        success_ = Field(format, "success");
    } else if (event == "print") {
        kind_ = EventKind::marker;
        text_ = Field(format, "buf");
    } else if (event == lock_kprobe::event) {
        kind_ = EventKind::lock_contended;
        object_ = Field(format, "lock");
        name_ = ""; // only the record knows what lies at an address
    } else if (event == call_kprobe::event) {
        kind_ = EventKind::csd_started;
        name_ = "";
        function_ = Field(format, call_kprobe::place);
    } else {
        for (const SendKprobe& each : send_kprobes::all)
            if (event == each.event) {
                kind_ = EventKind::ipi_sent;
                (each.many ? cpu_mask_ : cpu_) = Field(format, each.many ? "targets" : "target");
                name_ = each.sends;
            }
    }
}

// arch/x86/include/asm/trace/irq_vectors.h: NAME_entry and NAME_exit.
void EventFormat::find_vector(const std::string& event) {
    const bool entry = event.ends_with("_entry");
    if (!entry && !event.ends_with("_exit"))
        return;
    name_ = event.substr(0, event.rfind('_'));
    if (name_ == "local_timer")
        kind_ = entry ? EventKind::timer_entry : EventKind::timer_exit;
    else if (name_ == "reschedule" || name_ == "call_function" || name_ == "call_function_single" ||
             name_ == "irq_work")
        kind_ = entry ? EventKind::ipi_received : EventKind::ipi_done;
    else
        kind_ = entry ? EventKind::irq_entry : EventKind::irq_exit;
}

void EventFormat::find_csd(const tep_event& format) {
    const std::string_view event = format.name;
    function_ = Field(format, "func");
    name_ = "";
    object_ = Field(format, "csd");
    if (event == "csd_queue_cpu") {
        kind_ = EventKind::csd_queued;
        cpu_ = Field(format, "cpu");
    } else {
        kind_ = event == "csd_function_entry" ? EventKind::csd_started : EventKind::csd_ended;
    }
}

void EventFormat::find_work(const tep_event& format) {
    const std::string_view event = format.name;
    if (event == "workqueue_queue_work") {
        kind_ = EventKind::work_queued;
        cpu_ = Field(format, "cpu");
        queue_ = Field(format, "workqueue");
    } else if (event == "workqueue_execute_start") {
        kind_ = EventKind::work_started;
    } else if (event == "workqueue_execute_end") {
        kind_ = EventKind::work_ended;
    } else {
        return;
    }
    function_ = Field(format, "function");
    name_ = "";
    object_ = Field(format, "work");
}

void EventFormat::find_irq(const tep_event& format) {
    const std::string_view event = format.name;
    const bool entry = event.ends_with("_entry");
    if (event == "softirq_entry" || event == "softirq_exit") {
        kind_ = entry ? EventKind::softirq_entry : EventKind::softirq_exit;
        softirq_ = Field(format, "vec");
    } else if (event == "irq_handler_entry" || event == "irq_handler_exit") {
        kind_ = entry ? EventKind::irq_entry : EventKind::irq_exit;
        name_ = "";
        if (entry)
            text_ = Field(format, "name");
    }
}

void EventFormat::find_switch(const tep_event& format) {
    kind_ = EventKind::task_switch;
    previous_ = Field(format, "prev_comm"); // surer than the guest's table of names, which forgets
    text_ = Field(format, "next_comm");
    next_pid_ = Field(format, "next_pid");
    previous_state_ = Field(format, "prev_state");
}

void EventFormat::find_wake_up(const tep_event& format) {
    of_class_ = "sched_wakeup_template";
    kind_ = EventKind::task_woken;
    text_ = Field(format, "comm");
    next_pid_ = Field(format, "pid");
    cpu_ = Field(format, "target_cpu");
}

void EventFormat::read(std::string_view record, TraceNames& names, TraceEvent& event) const {
    event.kind = kind_;
    event.name = name_;
    event.pid = pid(record);
    event.task = previous_.there() ? Name(previous_.text(record)) : names.task(event.pid);
    if (function_.there())
        if (const std::uint64_t address = function_.number(record))
            event.name = names.function(address);
    if (text_.there())
        event.name = kind_ == EventKind::marker ? trimmed(text_.text(record)) : text_.text(record);
    if (softirq_.there())
        event.name = softirq_name(softirq_.number(record));
    if (cpu_.there())
        event.targets = {CpuId{static_cast<std::uint32_t>(cpu_.number(record))}};
    if (cpu_mask_.there())
        event.targets = cpu_mask_.cpu_mask(record);
    event.object = object_.number(record);
    if (queue_.there())
        event.queue = queue_.text(record);
    event.next_pid = static_cast<int>(next_pid_.number(record));
    event.expires = std::chrono::nanoseconds(static_cast<std::int64_t>(expires_.number(record)));
    // TASK_RUNNING is 0; of one that was preempted a further bit says so (TASK_REPORT_MAX, sched.h).
    constexpr std::uint64_t states = 0xff;
    event.preempted = previous_state_.there() && (previous_state_.number(record) & states) == 0;
    if (success_.there() && success_.number(record) != 0)
        event.kind = EventKind::tick_stopped;
}

// All formats begin alike.
EventFormats::EventFormats(tep_handle* formats) : formats_(formats) {
    if (const tep_event* any = tep_get_first_event(formats))
        type_ = Field(*any, "common_type");
}

const EventFormat* EventFormats::of(std::string_view record) {
    const auto number = static_cast<std::size_t>(type_.number(record));
    if (number >= known_.size())
        known_.resize(number + 1);
    Known& known = known_[number];
    if (!known.asked) {
        known.asked = true;
        if (const tep_event* format = tep_find_event(formats_, static_cast<int>(number)))
            known.format = std::make_unique<const EventFormat>(*format);
    }
    return known.format.get();
}

} // namespace cloister
