// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/report/export/trace_events.hpp"

#include "orchestrator/base/lab_error.hpp"
#include "results-schema/json_document.hpp"

#include <fmt/format.h>

#include <set>

namespace cloister {
namespace {

// The events of one trial, each a line: a million of them are never one tree in memory.
class TrialEvents {
  public:
    TrialEvents(std::size_t process, const TrialInterruptions& trial, bool counted)
        : process_(process), trial_(trial), counted_(counted) {}

    std::string text();

  private:
    void add(Json event);
    void name_process();
    void name_thread(CpuId cpu);
    Json slice(CpuId cpu, const std::string& name, std::chrono::nanoseconds at,
               std::chrono::nanoseconds length) const;
    void take(const Interruption& interruption);
    void take(const Origin& origin, const Interruption& interruption, std::uint64_t arrow);
    double at(std::chrono::nanoseconds time) const {
        return static_cast<double>((time - trial_.window_opened).count()) / 1e3;
    }

    std::size_t process_;
    const TrialInterruptions& trial_;
    bool counted_;
    std::set<CpuId> cpus_;
    std::uint64_t arrows_ = 0;
    std::string text_;
};

void TrialEvents::add(Json event) {
    event["pid"] = process_;
    text_ += (text_.empty() ? "" : ",\n") + event.dump(-1, ' ', false, Json::error_handler_t::replace);
}

void TrialEvents::name_process() {
    const std::string name = fmt::format("{} {} {} #{}{}", trial_.kernel, trial_.mode, trial_.workload,
                                         trial_.repetition, counted_ ? "" : " (proves nothing)");
    add({{"name", "process_name"}, {"ph", "M"}, {"tid", 0}, {"args", {{"name", name}}}});
}

void TrialEvents::name_thread(CpuId cpu) {
    if (!cpus_.insert(cpu).second)
        return;
    const std::string name =
        fmt::format("CPU {}{}", cpu.number, trial_.isolated.contains(cpu) ? " isolated" : "");
    add({{"name", "thread_name"}, {"ph", "M"}, {"tid", cpu.number}, {"args", {{"name", name}}}});
    add({{"name", "thread_sort_index"},
         {"ph", "M"},
         {"tid", cpu.number},
         {"args", {{"sort_index", cpu.number}}}});
}

Json TrialEvents::slice(CpuId cpu, const std::string& name, std::chrono::nanoseconds from,
                        std::chrono::nanoseconds length) const {
    return {{"name", name},
            {"ph", "X"},
            {"tid", cpu.number},
            {"ts", at(from)},
            {"dur", static_cast<double>(length.count()) / 1e3}};
}

void TrialEvents::take(const Origin& origin, const Interruption& interruption, std::uint64_t arrow) {
    name_thread(origin.cpu);
    Json sent = slice(origin.cpu, origin.asked_by().empty() ? origin.task : origin.asked_by(), origin.at,
                      std::chrono::nanoseconds{0});
    sent["args"] = {{"task", origin.task},
                    {"pid", origin.pid},
                    {"context", origin.context},
                    {"sent", origin.sent},
                    {"stack", origin.stack}};
    add(std::move(sent));
    add({{"name", "sent"},
         {"cat", "sent"},
         {"ph", "s"},
         {"id", arrow},
         {"tid", origin.cpu.number},
         {"ts", at(origin.at)}});
    add({{"name", "sent"},
         {"cat", "sent"},
         {"ph", "f"},
         {"bp", "e"},
         {"id", arrow},
         {"tid", interruption.cpu.number},
         {"ts", at(interruption.at)}});
}

void TrialEvents::take(const Interruption& interruption) {
    name_thread(interruption.cpu);
    const Cause& cause = interruption.cause;
    Json whole = slice(interruption.cpu, cause.what, interruption.at, interruption.length);
    whole["cat"] = interruption.drain_caused ? "drain" : "other";
    whole["args"] = {{"number", interruption.number},
                     {"by", cause.by},
                     {"context", cause.context},
                     {"task", cause.task},
                     {"drain_caused", interruption.drain_caused},
                     {"noticed", name_of(interruption.noticed)}};
    add(std::move(whole));
    for (const Step& step : interruption.steps) {
        Json part = slice(interruption.cpu, step.name, step.at, step.length);
        part["cat"] = name_of(step.kind);
        add(std::move(part));
    }
    for (const Origin& origin : interruption.origins)
        take(origin, interruption, (process_ << 32U) + ++arrows_);
}

std::string TrialEvents::text() {
    name_process();
    for (const Interruption& interruption : trial_.interruptions)
        take(interruption);
    return std::move(text_);
}

} // namespace

std::string trace_events(const std::vector<ExportedRun>& runs) {
    const ExportedRun& run = runs.front();
    std::string events;
    std::size_t process = 0;
    for (const ExportedTrial& trial : run.trials)
        if (trial.seen)
            events += (events.empty() ? "" : ",\n") +
                      TrialEvents(++process, *trial.seen, !trial.not_counted).text();
    if (process == 0)
        throw LabError(Fault::wrong_use, "export",
                       "trace: " + run.name + " has no trace of a window: export it as junit or csv");
    const Json about{{"run", run.name},
                     {"machine", machine_of(run)},
                     {"times", times_of(run)},
                     {"not_measured", why_not_measured(run).value_or("")}};
    return fmt::format("{{\"displayTimeUnit\": \"ns\",\n\"otherData\": {},\n\"traceEvents\": [\n{}\n]}}\n",
                       about.dump(-1, ' ', false, Json::error_handler_t::replace), events);
}

} // namespace cloister
