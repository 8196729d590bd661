// SPDX-License-Identifier: GPL-2.0-or-later
#include "probes/tracefs/trace_instance.hpp"

#include "probes/kernelfs/check_errno.hpp"
#include "probes/kernelfs/file.hpp"
#include "probes/tracefs/shim.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <stdexcept>
#include <unistd.h>

namespace cloister {
namespace {

std::string take(char* text) {
    const std::unique_ptr<char, decltype(&std::free)> owned(text, std::free);
    return owned ? owned.get() : "";
}

} // namespace

void TraceInstance::Remove::operator()(tracefs_instance* instance) const {
    cloister_instance_destroy(instance);
}

TraceInstance::TraceInstance(const std::string& name)
    : instance_(cloister_instance_create(name.c_str())), marker_(-1) {
    if (!instance_)
        throw std::runtime_error("tracing: cannot make instance '" + name + "': " + std::strerror(errno));
    off();
    write("trace_clock", "mono");
    marker_ = check_errno(cloister_instance_open(instance_.get(), "trace_marker", O_WRONLY | O_CLOEXEC),
                          "open", "trace_marker");
}

// "1408", "X" where CPUs differ, "7 (expanded: 1408)" before first use.
unsigned long TraceInstance::held_kib() const {
    const std::string size = read("buffer_size_kb");
    return size.find_first_not_of("0123456789\n") == std::string::npos
               ? std::strtoul(size.c_str(), nullptr, 10)
               : 0;
}

void TraceInstance::hold(unsigned long kib_per_cpu) {
    const unsigned long kib = std::max(kib_per_cpu, held_kib());
    if (cloister_instance_buffer_kib(instance_.get(), kib) != 0)
        refuse("buffers of " + std::to_string(kib) + " KiB per CPU");
}

std::string TraceInstance::tracing_dir() {
    const char* directory = cloister_tracing_dir();
    if (directory == nullptr)
        throw std::runtime_error("tracing: this kernel has no tracefs");
    return directory;
}

void TraceInstance::on() {
    if (cloister_instance_on(instance_.get()) < 0)
        refuse("tracing_on");
}

void TraceInstance::off() {
    if (cloister_instance_off(instance_.get()) < 0)
        refuse("tracing_on");
}

void TraceInstance::mark(const std::string& text) {
    check_errno(::write(marker_, text.data(), text.size()), "write", "trace_marker");
}

void TraceInstance::enable(const EventName& event) {
    if (cloister_event_enable(instance_.get(), event.system.c_str(), event.event.c_str()) != 0)
        refuse("event " + event.path());
}

void TraceInstance::filter(const EventName& event, const std::string& filter) {
    event_write(event, "filter", filter);
}

void TraceInstance::trigger(const EventName& event, const std::string& trigger) {
    event_write(event, "trigger", trigger);
}

std::string TraceInstance::histograms(const EventName& event) const {
    return read_file(tracing_dir() + "/instances/" + cloister_instance_name(instance_.get()) + "/events/" +
                     event.path() + "/hist");
}

std::string TraceInstance::read(const std::string& file) const {
    return take(cloister_instance_read(instance_.get(), file.c_str()));
}

std::string TraceInstance::read_per_cpu(CpuId cpu, const std::string& file) const {
    return read("per_cpu/cpu" + std::to_string(cpu.number) + "/" + file);
}

int TraceInstance::open_per_cpu(CpuId cpu, const std::string& file) const {
    const std::string path = "per_cpu/cpu" + std::to_string(cpu.number) + "/" + file;
    return check_errno(
        cloister_instance_open(instance_.get(), path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC), "open",
        path);
}

void TraceInstance::write(const std::string& file, const std::string& text) {
    if (cloister_instance_write(instance_.get(), file.c_str(), text.c_str()) < 0)
        refuse(file + " '" + text + "'");
}

void TraceInstance::event_write(const EventName& event, const std::string& file, const std::string& text) {
    if (cloister_event_write(instance_.get(), event.system.c_str(), event.event.c_str(), file.c_str(),
                             text.c_str()) < 0)
        refuse(event.path() + " " + file + " '" + text + "'");
}

void TraceInstance::refuse(const std::string& what) const {
    std::string words = take(cloister_last_refusal(instance_.get()));
    if (words.empty())
        words = std::strerror(errno);
    const std::vector<std::string> lines = lines_of(words);
    throw std::runtime_error("tracing: the kernel refuses " + what + ": " + lines.front());
}

void add_kprobe(const EventName& event, const std::string& function, const std::string& arguments) {
    if (cloister_kprobe(event.system.c_str(), event.event.c_str(), function.c_str(), arguments.c_str()) != 0)
        throw std::runtime_error("tracing: the kernel refuses a kprobe on " + function + ": " +
                                 take(cloister_last_refusal(nullptr)));
}

void remove_kprobe(const EventName& event) {
    if (cloister_remove_kprobe(("-:" + event.path()).c_str()) != 0)
        throw std::runtime_error("tracing: the kernel keeps kprobe " + event.path());
}

} // namespace cloister
