// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/compare/conditions.hpp"

#include "orchestrator/base/quantity.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <sstream>

namespace cloister {
namespace {

constexpr const char* none = "none";

std::string number(const std::optional<std::uint64_t>& value) {
    return value ? grouped(*value) : none;
}

std::string words(const std::vector<std::string>& list) {
    return list.empty() ? none : fmt::format("{}", fmt::join(list, " "));
}

std::string words(const std::vector<Knob>& knobs) {
    std::vector<std::string> list;
    for (const Knob& knob : knobs)
        list.push_back(knob.path + "=" + knob.value);
    return words(list);
}

std::string listed(const CpuSet& cpus) {
    return cpus.empty() ? none : cpus.list();
}

// Counted windows last until the last drain, however long that is.
std::string window(const TrialSpec& spec) {
    return spec.drains || spec.provocations
               ? "until all is done"
               : fmt::format("{} s", std::chrono::duration<double>(spec.duration).count());
}

// The same source is the same program, wherever it was built.
std::string told_apart(const CloisterFacts& cloister) {
    const bool known = cloister.revision && !cloister.revision->ends_with("-dirty");
    return known ? *cloister.revision : cloister.digest;
}

void add_guest(const TrialRecord& record, Conditions& all) {
    if (!record.guest || record.spec.subject == none)
        return; // what a boot ended up with is its result
    const ReadBack& read_back = record.spec.mode.read_back;
    all["mode read back"] = {record.guest->drain_mode.value_or(read_back.absent.value_or("")),
                             Declared::mode};
    all["isolated, read back"] = {listed(record.guest->isolated), Declared::mode};
    all["nohz_full, read back"] = {listed(record.guest->nohz_full), Declared::mode};
}

void add_kernel(const KernelFacts& kernel, Conditions& all) {
    all["kernel"] = {kernel.digest, Declared::kernel};
    all["kernel source"] = {kernel.source, Declared::kernel};
    all["compiler"] = {kernel.compiler};
}

void add_spec(const TrialSpec& spec, Conditions& all) {
    all["mode"] = {spec.mode.name, Declared::mode};
    all["command line"] = {words(spec.mode.command_line), Declared::mode};
    all["knobs"] = {words(spec.mode.knobs), Declared::mode};
    all["read-back"] = {spec.mode.read_back.path + " " + spec.mode.read_back.expect, Declared::mode};
    all["CPUs"] = {std::to_string(spec.cpus)};
    all["isolated"] = {listed(spec.isolated)};
    all["memory"] = {fmt::format("{} MiB", spec.memory_mib)};
    all["subject"] = {words(spec.subject_command.value_or(std::vector<std::string>{spec.subject}))};
    all["disturber"] = {words(spec.disturber_command.value_or(std::vector<std::string>{spec.disturber}))};
    all["drains"] = {number(spec.drains)};
    all["provocations"] = {number(spec.provocations)};
    all["window"] = {window(spec)};
    all["pages a second"] = {number(spec.pages_per_second)};
    all["probes"] = {name_of(spec.probes)};
    all["the emulator's witness"] = {spec.kernel_entries ? "yes" : "no"};
}

void add_tools(const TrialRecord& record, Conditions& all) {
    // The fake one tells its story in its version.
    all["machine"] = {record.machine.backend == "fake" ? record.machine.backend : record.machine.version};
    all["accelerator"] = {record.machine.accelerator};
    all["machine's program"] = {record.machine.program_digest.value_or("")};
    all["host kernel"] = {record.host.release};
    all["host CPUs"] = {
        record.host.cpus == 0 ? "" : fmt::format("{} × {}", record.host.cpus, record.host.cpu_model)};
    all["Cloister"] = {told_apart(record.cloister), Declared::cloister};
    std::vector<std::string> programs;
    for (const auto& [path, digest] :
         record.cloister.guest_programs.value_or(std::map<std::string, std::string>{}))
        programs.push_back(path + " " + digest);
    all["programs"] = {words(programs)};
}

bool is_declared(const std::optional<Declared>& what, const std::vector<Declared>& differ) {
    return what && std::find(differ.begin(), differ.end(), *what) != differ.end();
}

// A long text from where it begins to differ, in words.
std::string from_difference(const std::string& text, const std::string& other) {
    constexpr std::size_t enough = 40;
    if (text.size() <= enough)
        return text;
    const auto apart = std::mismatch(text.begin(), text.end(), other.begin(), other.end()).first;
    auto at = static_cast<std::size_t>(apart - text.begin());
    const std::size_t blank = text.rfind(' ', at);
    at = blank == std::string::npos ? 0 : blank + 1;
    return (at == 0 ? "" : "… ") + text.substr(at, enough) + (at + enough < text.size() ? " …" : "");
}

std::map<std::string, std::string> options(const std::string& config) {
    const std::string unset = "# CONFIG_";
    std::map<std::string, std::string> all;
    std::istringstream lines(config);
    for (std::string line; std::getline(lines, line);)
        if (const std::size_t equals = line.find('=');
            line.starts_with("CONFIG_") && equals != std::string::npos)
            all[line.substr(0, equals)] = line.substr(equals + 1);
        else if (line.starts_with(unset) && line.ends_with(" is not set"))
            all[line.substr(2, line.find(' ', 2) - 2)] = "n";
    return all;
}

} // namespace

Conditions conditions_of(const TrialRecord& record) {
    Conditions all;
    add_kernel(record.kernel, all);
    add_spec(record.spec, all);
    add_guest(record, all);
    add_tools(record, all);
    return all;
}

Conditions conditions_of(const Cost& cost, const std::string& kernel) {
    Conditions all;
    for (const KernelFacts& each : cost.kernels)
        if (each.reference == kernel)
            add_kernel(each, all);
    all["machine"] = {cost.machine};
    all["Cloister"] = {told_apart(cost.cloister), Declared::cloister};
    return all;
}

std::vector<std::string> undeclared(const Conditions& old_side, const Conditions& new_side,
                                    const std::vector<Declared>& differ) {
    std::vector<std::string> all;
    for (const auto& [name, condition] : old_side) {
        const auto other = new_side.find(name);
        if (other == new_side.end() || condition.value == other->second.value || condition.value.empty() ||
            other->second.value.empty() || is_declared(condition.excused_by, differ))
            continue;
        all.push_back(fmt::format("{}: {} in old, {} in new", name,
                                  from_difference(condition.value, other->second.value),
                                  from_difference(other->second.value, condition.value)));
    }
    return all;
}

std::vector<std::string> config_differences(const std::string& old_config, const std::string& new_config) {
    const std::map<std::string, std::string> old_options = options(old_config);
    const std::map<std::string, std::string> new_options = options(new_config);
    std::vector<std::string> all;
    for (const auto& [name, value] : old_options)
        if (const auto other = new_options.find(name); other != new_options.end() && other->second != value)
            all.push_back(fmt::format("{}: {} in old, {} in new", name, value, other->second));
    return all;
}

} // namespace cloister
