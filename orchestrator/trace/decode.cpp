// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/trace/decode.hpp"

#include "orchestrator/base/lab_error.hpp"
#include "orchestrator/trace/record_fields.hpp"
#include "orchestrator/trace/tracecmd_shim.h"
#include "probes/lock_kprobe.hpp"
#include "probes/send_kprobes.hpp"

#include <algorithm>
#include <array>
#include <exception>
#include <map>
#include <memory>
#include <optional>

namespace cloister {
namespace {

// include/linux/interrupt.h, enum; part of the tracing ABI since 2.6.30.
constexpr std::array<const char*, 10> softirqs{"HI",       "TIMER",   "NET_TX", "NET_RX",  "BLOCK",
                                               "IRQ_POLL", "TASKLET", "SCHED",  "HRTIMER", "RCU"};

std::string softirq_name(std::uint64_t vector) {
    return vector < softirqs.size() ? softirqs[vector] : "softirq " + std::to_string(vector);
}

bool ends_with(std::string_view text, std::string_view ending) {
    return text.size() >= ending.size() && text.substr(text.size() - ending.size()) == ending;
}

// arch/x86/include/asm/trace/irq_vectors.h: NAME_entry and NAME_exit.
void fill_vector(const RecordFields& fields, TraceEvent& event) {
    const bool entry = ends_with(fields.event(), "_entry");
    if (!entry && !ends_with(fields.event(), "_exit"))
        return;
    event.name = fields.event().substr(0, fields.event().rfind('_'));
    if (event.name == "local_timer")
        event.kind = entry ? EventKind::timer_entry : EventKind::timer_exit;
    else if (event.name == "reschedule" || event.name == "call_function" ||
             event.name == "call_function_single" || event.name == "irq_work")
        event.kind = entry ? EventKind::ipi_received : EventKind::ipi_done;
    else
        event.kind = entry ? EventKind::irq_entry : EventKind::irq_exit;
}

void fill_ipi(const RecordFields& fields, TraceEvent& event) {
    const bool one = fields.event() == "ipi_send_cpu";
    if (!one && fields.event() != "ipi_send_cpumask")
        return;
    event.kind = EventKind::ipi_sent;
    event.targets = one ? fields.cpu("cpu") : fields.cpu_mask("cpumask");
    // arch_smp_send_reschedule() passes no callback (include/trace/events/ipi.h).
    event.name = fields.number("callback") == 0 ? "reschedule" : fields.function("callback");
}

void fill_send_kprobe(const RecordFields& fields, const SendKprobe& kprobe, TraceEvent& event) {
    event.kind = EventKind::ipi_sent;
    event.targets = kprobe.many ? fields.cpu_mask("targets") : fields.cpu("target");
    event.name = kprobe.sends;
}

void fill_csd(const RecordFields& fields, TraceEvent& event) {
    event.name = fields.function("func");
    event.object = fields.number("csd");
    if (fields.event() == "csd_queue_cpu") {
        event.kind = EventKind::csd_queued;
        event.targets = fields.cpu("cpu");
    } else {
        event.kind = fields.event() == "csd_function_entry" ? EventKind::csd_started : EventKind::csd_ended;
    }
}

void fill_work(const RecordFields& fields, TraceEvent& event) {
    if (fields.event() == "workqueue_queue_work") {
        event.kind = EventKind::work_queued;
        event.targets = fields.cpu("cpu");
        event.queue = fields.text("workqueue");
    } else if (fields.event() == "workqueue_execute_start") {
        event.kind = EventKind::work_started;
    } else if (fields.event() == "workqueue_execute_end") {
        event.kind = EventKind::work_ended;
    } else {
        return;
    }
    event.name = fields.function("function");
    event.object = fields.number("work");
}

void fill_irq(const RecordFields& fields, TraceEvent& event) {
    const bool entry = ends_with(fields.event(), "_entry");
    if (fields.event() == "softirq_entry" || fields.event() == "softirq_exit") {
        event.kind = entry ? EventKind::softirq_entry : EventKind::softirq_exit;
        event.name = softirq_name(fields.number("vec"));
    } else if (fields.event() == "irq_handler_entry" || fields.event() == "irq_handler_exit") {
        event.kind = entry ? EventKind::irq_entry : EventKind::irq_exit;
        event.name = entry ? fields.text("name") : "";
    }
}

void fill_switch(const RecordFields& fields, TraceEvent& event) {
    event.kind = EventKind::task_switch;
    event.task = fields.text("prev_comm"); // surer than the guest's table of names, which forgets
    event.name = fields.text("next_comm");
    event.next_pid = static_cast<int>(fields.number("next_pid"));
    // TASK_RUNNING is 0; of one that was preempted a further bit says so (TASK_REPORT_MAX, sched.h).
    constexpr std::uint64_t states = 0xff;
    event.preempted = (fields.number("prev_state") & states) == 0;
}

void fill_wake_up(const RecordFields& fields, TraceEvent& event) {
    event.kind = EventKind::task_woken;
    event.name = fields.text("comm");
    event.next_pid = static_cast<int>(fields.number("pid"));
    event.targets = fields.cpu("target_cpu");
}

void fill_timer(const RecordFields& fields, TraceEvent& event) {
    event.kind = EventKind::timer_set;
    event.name = fields.function("function");
    event.object = fields.number("hrtimer");
    event.expires = std::chrono::nanoseconds(static_cast<std::int64_t>(fields.number("expires")));
}

void fill(const RecordFields& fields, TraceEvent& event) {
    event.name = std::string(fields.system()) + ":" + std::string(fields.event());
    if (fields.system() == "irq_vectors")
        fill_vector(fields, event);
    else if (fields.system() == "ipi")
        fill_ipi(fields, event);
    else if (fields.system() == "csd")
        fill_csd(fields, event);
    else if (fields.system() == "workqueue")
        fill_work(fields, event);
    else if (fields.system() == "irq")
        fill_irq(fields, event);
    else if (fields.event() == "sched_switch")
        fill_switch(fields, event);
    else if (fields.event() == "sched_wakeup" || fields.event() == "sched_wakeup_new")
        fill_wake_up(fields, event);
    else if (fields.event() == "hrtimer_start")
        fill_timer(fields, event);
    else if (fields.event() == "tick_stop")
        event.kind = fields.number("success") == 0 ? EventKind::tick_kept : EventKind::tick_stopped;
    else if (fields.event() == "print") {
        event.kind = EventKind::marker;
        event.name = fields.text("buf");
        event.name.erase(event.name.find_last_not_of('\n') + 1);
    } else if (fields.event() == lock_kprobe::event) {
        event.kind = EventKind::lock_contended;
        event.object = fields.number("lock");
        event.name = ""; // only the record knows what lies at an address
    } else {
        for (const SendKprobe& each : send_kprobes::all)
            if (fields.event() == each.event)
                fill_send_kprobe(fields, each, event);
    }
}

// The name that the tracer's functions for an event bear: that of its class (DECLARE_EVENT_CLASS), where
// several share one.
std::string_view class_of(std::string_view event) {
    return event == "sched_wakeup" || event == "sched_wakeup_new" ? "sched_wakeup_template" : event;
}

// The tracer's own frames say which event the stack was taken for: "trace_event_raw_event_ipi_send_cpu".
std::optional<std::string> take_tracing_frames(std::vector<std::string>& stack) {
    constexpr std::string_view marks[] = {"trace_event_raw_event_",
                                          "trace_event_buffer_commit",
                                          "event_triggers_post_call",
                                          "__event_trigger_test_discard",
                                          "__traceiter_",
                                          "stacktrace_trigger",
                                          "kprobe_trace_func",
                                          "kprobe_dispatcher",
                                          "aggr_pre_handler",
                                          "kprobe_ftrace_handler"};
    std::optional<std::string> event;
    std::size_t frames = 0;
    for (std::size_t i = 0; i < stack.size() && i < 6; ++i)
        for (const std::string_view mark : marks)
            if (stack[i].starts_with(mark)) {
                frames = i + 1;
                if (mark == marks[0])
                    event = stack[i].substr(mark.size());
            }
    if (frames > 0 && frames < stack.size() && stack[frames].empty())
        ++frames; // ftrace's trampoline, which has no name
    stack.erase(stack.begin(), stack.begin() + static_cast<std::ptrdiff_t>(frames));
    return event;
}

class Decoder {
  public:
    explicit Decoder(tep_handle* formats) : formats_(formats) {}

    void take(tep_record* record);
    Trace finish();

  private:
    // Those that may still get their stack: an interrupt can come between an event and its stack.
    struct Candidate {
        std::size_t event;
        std::string name; // of its class
    };

    void note_loss(const TraceEvent& event, long long missed);
    void note_step_back(const TraceEvent& event);
    void attach(const TraceEvent& event, std::vector<std::string> stack);

    tep_handle* formats_;
    Trace trace_;
    std::map<CpuId, std::chrono::nanoseconds> last_;
    std::map<CpuId, std::vector<Candidate>> candidates_;
};

void Decoder::take(tep_record* record) {
    TraceEvent event;
    event.at = std::chrono::nanoseconds(record->ts);
    event.cpu = CpuId{static_cast<std::uint32_t>(record->cpu)};
    if (record->missed_events != 0)
        note_loss(event, record->missed_events);
    if (event.at < last_[event.cpu])
        note_step_back(event);
    last_[event.cpu] = event.at;
    tep_event* format = tep_find_event_by_record(formats_, record);
    if (format == nullptr)
        return; // an event whose format was not shipped was not armed by us
    event.pid = tep_data_pid(formats_, record);
    const char* task = tep_data_comm_from_pid(formats_, event.pid);
    event.task = task == nullptr ? "" : task;
    const RecordFields fields(formats_, format, record);
    if (fields.event() == "kernel_stack")
        return attach(event, fields.stack());
    fill(fields, event);
    std::vector<Candidate>& candidates = candidates_[event.cpu];
    constexpr std::size_t enough = 16; // interrupts nest no deeper than this between an event and its stack
    if (candidates.size() == enough)
        candidates.erase(candidates.begin());
    candidates.push_back({trace_.events.size(), std::string(class_of(fields.event()))});
    trace_.events.push_back(std::move(event));
}

void Decoder::note_loss(const TraceEvent& event, long long missed) {
    Loss loss{"ring buffer", event.cpu, std::nullopt, "overwritten before it was read"};
    if (missed > 0)
        loss.number = static_cast<std::uint64_t>(missed);
    trace_.lost.push_back({last_[event.cpu], event.at, std::move(loss)});
}

// What follows has times that nothing can be measured with.
void Decoder::note_step_back(const TraceEvent& event) {
    const std::chrono::nanoseconds last = last_[event.cpu];
    const std::string why = "it stepped back by " + std::to_string((last - event.at).count()) + " ns";
    trace_.lost.push_back({event.at, last, {"trace clock", event.cpu, std::nullopt, why}});
}

void Decoder::attach(const TraceEvent& event, std::vector<std::string> stack) {
    std::vector<Candidate>& candidates = candidates_[event.cpu];
    const std::optional<std::string> name = take_tracing_frames(stack);
    const auto found = std::find_if(candidates.rbegin(), candidates.rend(), [&](const Candidate& candidate) {
        return trace_.events[candidate.event].pid == event.pid && (!name || candidate.name == *name);
    });
    if (found == candidates.rend())
        return;
    trace_.events[found->event].stack = std::move(stack);
    candidates.erase(std::next(found).base());
}

Trace Decoder::finish() {
    std::stable_sort(trace_.events.begin(), trace_.events.end(),
                     [](const TraceEvent& a, const TraceEvent& b) { return a.at < b.at; });
    return std::move(trace_);
}

// Exceptions must not cross the C library; they wait here.
struct Visit {
    Decoder decoder;
    std::exception_ptr failure;
};

int visit(tep_record* record, void* context) {
    Visit& each = *static_cast<Visit*>(context);
    try {
        each.decoder.take(record);
        return 0;
    } catch (...) {
        each.failure = std::current_exception();
        return 1;
    }
}

} // namespace

Trace decode(const std::filesystem::path& trace_dat) {
    tep_set_loglevel(TEP_LOG_NONE); // kernels have print formats that the library cannot pretty-print
    const std::unique_ptr<tracecmd_input, decltype(&cloister_trace_close)> input(
        cloister_trace_open(trace_dat.c_str()), cloister_trace_close);
    if (!input)
        throw LabError(Fault::lab, "judge",
                       "trace: cannot open " + trace_dat.string() + " as a trace.dat; is it whole?");
    Visit each{Decoder(cloister_trace_formats(input.get())), nullptr};
    cloister_trace_each(input.get(), visit, &each);
    if (each.failure)
        std::rethrow_exception(each.failure);
    return each.decoder.finish();
}

} // namespace cloister
