// SPDX-License-Identifier: GPL-2.0-or-later
// A tracing instance of our own: off, clock mono, empty, buffers large enough that nothing is overwritten. It
// is the one that the kernel made at boot (boot_instance.hpp), else a new one. Runs on: guest. Owns the
// instance and removes it if it made it. The only C++ that knows libtracefs (through shim.h). Errors:
// std::runtime_error naming the event or file and the kernel's own words for the refusal.
#pragma once

#include "probes/kernelfs/cpu_set.hpp"

#include <memory>
#include <optional>
#include <string>

struct tracefs_instance;

namespace cloister {

struct EventName {
    std::string system;
    std::string event;
    auto operator<=>(const EventName&) const = default;
    std::string path() const { return system + "/" + event; }
};

class TraceInstance {
  public:
    explicit TraceInstance(const std::string& name);

    static std::string tracing_dir();

    // Its buffers hold at least so much; larger ones stay. When all CPUs are online: one that comes while
    // buffers are being made has two pages, whatever their file says (trace_rb_cpu_prepare()).
    void hold(unsigned long kib_per_cpu);
    void on();
    void off();
    void mark(const std::string& text);

    void enable(const EventName& event);
    void filter(const EventName& event, const std::string& filter);
    void trigger(const EventName& event, const std::string& trigger);
    std::string histograms(const EventName& event) const;

    std::string read(const std::string& file) const;
    // For a CPU's raw pages and statistics: per_cpu/cpuN/FILE.
    std::string read_per_cpu(CpuId cpu, const std::string& file) const;
    int open_per_cpu(CpuId cpu, const std::string& file) const;

  private:
    struct Remove {
        void operator()(tracefs_instance* instance) const;
    };

    unsigned long held_kib() const; // 0 where it is not one number
    void write(const std::string& file, const std::string& text);
    void event_write(const EventName& event, const std::string& file, const std::string& text);
    [[noreturn]] void refuse(const std::string& what) const;

    std::unique_ptr<tracefs_instance, Remove> instance_;
    int marker_;
};

// An event of ours at the entry of a kernel function; called again it adds a place to the same event.
void add_kprobe(const EventName& event, const std::string& function, const std::string& arguments);
// One that was never switched on.
void remove_kprobe(const EventName& event);

} // namespace cloister
