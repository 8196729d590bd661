// SPDX-License-Identifier: GPL-2.0-or-later
// How the records of one kernel event become typed events: found out once, by the event's name and fields.
// Runs on: host.
#pragma once

#include "orchestrator/trace/record_fields.hpp"
#include "orchestrator/trace/trace_event.hpp"
#include "orchestrator/trace/trace_names.hpp"

#include <memory>

namespace cloister {

class EventFormat {
  public:
    explicit EventFormat(const tep_event& format);

    // A stack, of an event before it.
    bool is_stack() const { return is_stack_; }
    // The name that the tracer's functions for it bear: that of its class (DECLARE_EVENT_CLASS), where
    // several events share one.
    Name of_class() const { return of_class_; }

    // All but when, where and its stack.
    void read(std::string_view record, TraceNames& names, TraceEvent& event) const;
    const TakenStack& stack(std::string_view record, TraceNames& names) const {
        return names.stack(callers_.rest(record));
    }
    int pid(std::string_view record) const { return static_cast<int>(pid_.number(record)); }

  private:
    void find_fields(const tep_event& format);
    void find_vector(const std::string& name);
    void find_irq(const tep_event& format);
    void find_work(const tep_event& format);
    void find_csd(const tep_event& format);
    void find_switch(const tep_event& format);
    void find_wake_up(const tep_event& format);

    bool is_stack_;
    Name of_class_;
    EventKind kind_ = EventKind::other;
    Name name_; // where no field gives it

    Field pid_;
    Field callers_;
    // Each is there only where the event's kind wants it.
    Field function_; // gives the name
    Field text_;     // gives the name
    Field softirq_;  // gives the name
    Field cpu_;
    Field cpu_mask_;
    Field object_;
    Field queue_;
    Field previous_;
    Field previous_state_;
    Field next_pid_;
    Field expires_;
    Field success_;
};

// Those of one trace, by the number that its records bear.
class EventFormats {
  public:
    explicit EventFormats(tep_handle* formats);

    // nullptr: its format was not shipped.
    const EventFormat* of(std::string_view record);

  private:
    struct Known {
        bool asked = false;
        std::unique_ptr<const EventFormat> format;
    };

    tep_handle* formats_;
    Field type_;
    std::vector<Known> known_;
};

} // namespace cloister
