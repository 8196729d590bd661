// SPDX-License-Identifier: GPL-2.0-or-later
#include "results-schema/own_program.hpp"

#include <algorithm>

namespace cloister {
namespace {

using Values = std::vector<std::pair<std::string, std::string>>;

// What is no placeholder of ours stays as it is: programs have braces of their own.
std::string filled(std::string word, const Values& values) {
    for (const auto& [placeholder, value] : values)
        for (std::size_t at = 0; (at = word.find(placeholder, at)) != std::string::npos; at += value.size())
            word.replace(at, placeholder.size(), value);
    return word;
}

bool names(const std::vector<std::string>& command, std::string_view placeholder) {
    return std::any_of(command.begin(), command.end(),
                       [&](const std::string& word) { return word.find(placeholder) != std::string::npos; });
}

ProgramCall call_of(const TrialSpec& spec, const std::vector<std::string>& command, std::string name,
                    const CpuSet& on, const CpuSet& meant) {
    ProgramCall call{std::move(name), on, std::nullopt, {}, names(command, "{duration")};
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(spec.duration) + program_margin;
    const std::string number = std::to_string(seconds.count());
    for (const std::string& word : command)
        call.words.push_back(filled(word, {{"{cpus}", meant.list()},
                                           {"{cpu}", meant.list()},
                                           {"{duration}", number + "s"},
                                           {"{duration_s}", number},
                                           {"{figures}", "/tmp/" + figures_file(call)}}));
    return call;
}

CpuSet housekeeping(const TrialSpec& spec) {
    return CpuSet::first(spec.cpus).minus(spec.isolated);
}

} // namespace

bool is_program(std::string_view workload) {
    return workload.find('/') != std::string_view::npos;
}

std::string short_name(const std::string& workload) {
    return workload.substr(workload.rfind('/') + 1);
}

std::vector<ProgramCall> subject_calls(const TrialSpec& spec) {
    if (!spec.subject_command)
        return {};
    const std::vector<std::string>& command = *spec.subject_command;
    if (names(command, "{cpus}"))
        return {call_of(spec, command, "subject", housekeeping(spec), spec.isolated)};
    std::vector<ProgramCall> calls;
    for (const CpuId cpu : spec.isolated) {
        calls.push_back(
            call_of(spec, command, "subject-" + std::to_string(cpu.number), CpuSet{cpu}, CpuSet{cpu}));
        calls.back().cpu = cpu;
    }
    return calls;
}

std::vector<ProgramCall> disturber_calls(const TrialSpec& spec) {
    if (!spec.disturber_command)
        return {};
    return {call_of(spec, *spec.disturber_command, "disturber", housekeeping(spec), housekeeping(spec))};
}

std::string output_file(const ProgramCall& call) {
    return call.name + ".txt";
}

std::string figures_file(const ProgramCall& call) {
    return call.name + ".figures";
}

std::vector<std::string> program_files(const TrialSpec& spec) {
    std::vector<std::string> files;
    for (const auto& calls : {subject_calls(spec), disturber_calls(spec)})
        for (const ProgramCall& call : calls)
            for (const std::string& file : {output_file(call), figures_file(call)})
                files.push_back(file);
    return files;
}

} // namespace cloister
