// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/agent/harvest.hpp"

#include "orchestrator/agent/own_program.hpp"
#include "orchestrator/base/lab_error.hpp"
#include "orchestrator/wire/raw_gaps.hpp"
#include "probes/kernelfs/check_errno.hpp"
#include "probes/kernelfs/file.hpp"
#include "probes/tracefs/buffer_losses.hpp"
#include "results-schema/coverage_files.hpp"

#include <filesystem>
#include <unistd.h>

namespace cloister::agent {
namespace {

// A frame holds as much as fits well into the host's socket buffer and far less than wire::largest_payload.
constexpr std::size_t blob_piece = 1U << 20U;

// Beneath debugfs each profiled object shows its counts where it was told to write them, which is /gcov.
constexpr const char* profiled_objects = "/sys/kernel/debug/gcov/gcov";
constexpr std::size_t most_coverage = 64U << 20U;

void ship(Port& port, const std::string& name, const std::string& bytes, std::chrono::nanoseconds within) {
    port.say(wire::BlobHead{name, bytes.size()}, within);
    for (std::size_t at = 0; at < bytes.size(); at += blob_piece)
        port.send({wire::FrameKind::blob, bytes.substr(at, blob_piece)}, within);
}

// One read() gives one page, and nothing once the buffer is empty.
std::string raw_pages(const TraceInstance& trace, CpuId cpu) {
    const int file = trace.open_per_cpu(cpu, "trace_pipe_raw");
    const std::size_t page = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
    std::string pages;
    std::string one(page, '\0');
    ssize_t got = 0;
    while ((got = ::read(file, one.data(), page)) > 0)
        pages.append(one);
    const int reason = errno;
    ::close(file);
    errno = reason;
    if (got < 0 && reason != EAGAIN)
        check_errno(got, "read", "trace_pipe_raw of CPU " + std::to_string(cpu.number));
    return pages;
}

void ship_if_there(Port& port, const std::string& file, std::chrono::nanoseconds within) {
    const std::string path = TraceInstance::tracing_dir() + "/" + file;
    if (std::filesystem::exists(path))
        ship(port, "tracing/" + file, read_file(path), within);
}

} // namespace

std::vector<Loss> ring_buffer_losses(const TraceInstance& trace, const CpuSet& cpus) {
    std::vector<Loss> losses;
    for (const CpuId cpu : cpus) {
        const std::uint64_t lost = parse_buffer_losses(trace.read_per_cpu(cpu, "stats")).total();
        if (lost != 0)
            losses.push_back({"ring buffer", cpu, lost, "more events than the buffer holds"});
    }
    return losses;
}

void ship_trace(Port& port, const TraceInstance& trace, const ArmedProbes& probes, const CpuSet& cpus,
                std::chrono::nanoseconds within) {
    for (const CpuId cpu : cpus)
        ship(port, "cpu" + std::to_string(cpu.number) + ".raw", raw_pages(trace, cpu), within);
    for (const std::string file :
         {"events/header_page", "events/header_event", "printk_formats", "saved_cmdlines"})
        ship_if_there(port, file, within);
    for (const auto& event :
         std::filesystem::directory_iterator(TraceInstance::tracing_dir() + "/events/ftrace"))
        ship_if_there(port, "events/ftrace/" + event.path().filename().string() + "/format", within);
    for (const EventName& event : probes.events())
        ship_if_there(port, "events/" + event.path() + "/format", within);
}

void ship_symbols(Port& port, const std::string& symbols, std::chrono::nanoseconds within) {
    ship(port, "kallsyms", symbols, within);
}

void ship_program_files(Port& port, const TrialSpec& spec) {
    for (const std::string& file : program_files(spec))
        if (std::filesystem::exists("/tmp/" + file))
            ship(port, file, kept_output("/tmp/" + file), spec.deadlines.harvest);
}

void ship_coverage(Port& port, std::chrono::nanoseconds within) {
    if (!std::filesystem::exists(profiled_objects))
        return;
    std::size_t all = 0;
    for (const auto& object : std::filesystem::directory_iterator(profiled_objects)) {
        if (object.path().extension() != ".gcda") // a link to its notes lies beside it
            continue;
        const std::string counts = read_file(object.path());
        all += counts.size();
        if (all > most_coverage)
            throw LabError(Fault::lab, "collect",
                           "the kernel's gcov data is larger than 64 MiB: profile fewer files");
        ship(port, std::string(coverage_directory) + "/" + object.path().filename().string(), counts, within);
    }
}

void ship_gaps(Port& port, CpuId cpu, std::string_view kept, std::chrono::nanoseconds within) {
    ship(port, wire::raw_gaps_name(cpu), std::string(kept), within);
}

} // namespace cloister::agent
