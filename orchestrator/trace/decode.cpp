// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/trace/decode.hpp"

#include "orchestrator/base/lab_error.hpp"
#include "orchestrator/trace/cpu_records.hpp"
#include "orchestrator/trace/shipped_files.hpp"
#include "orchestrator/trace/tracecmd_shim.h"

#include <boost/interprocess/file_mapping.hpp>
#include <boost/interprocess/mapped_region.hpp>

#include <deque>
#include <queue>

namespace cloister {
namespace {

void tell(const CpuRecords::Entry& entry, TraceReader& reader) {
    for (const LostEvents& lost : entry.lost)
        reader.take(lost);
    if (entry.format != nullptr)
        reader.take(entry.event);
}

// A clock that stepped back has been told as a loss, by where it did.
void merge(std::deque<CpuRecords>& cpus, TraceReader& reader) {
    using Next = std::pair<std::chrono::nanoseconds, std::size_t>; // when, and on which of them
    std::priority_queue<Next, std::vector<Next>, std::greater<>> order;
    for (std::size_t cpu = 0; cpu < cpus.size(); ++cpu)
        if (const CpuRecords::Entry* first = cpus[cpu].front())
            order.emplace(first->event.at, cpu);
    while (!order.empty()) {
        const std::size_t cpu = order.top().second;
        order.pop();
        const CpuRecords::Entry* next = cpus[cpu].front();
        do { // what one CPU does mostly goes on
            tell(*next, reader);
            cpus[cpu].pop();
            next = cpus[cpu].front();
        } while (next != nullptr && (order.empty() || Next(next->event.at, cpu) < order.top()));
        if (next != nullptr)
            order.emplace(next->event.at, cpu);
    }
}

// Mapped, not read: the pages need not be in memory.
std::vector<RingBuffer> ring_buffers_of(const std::filesystem::path& trace_dat) {
    namespace shared = boost::interprocess;
    const shared::file_mapping file(trace_dat.c_str(), shared::read_only);
    const shared::mapped_region whole(file, shared::read_only);
    return ring_buffers({static_cast<const char*>(whole.get_address()), whole.get_size()});
}

} // namespace

void decode(const std::filesystem::path& trace_dat, TraceReader& reader) {
    tep_set_loglevel(TEP_LOG_NONE); // kernels have print formats that the library cannot pretty-print
    const std::unique_ptr<tracecmd_input, decltype(&cloister_trace_close)> input(
        cloister_trace_open(trace_dat.c_str()), cloister_trace_close);
    if (!input)
        throw LabError(Fault::lab, "judge",
                       "trace: cannot open " + trace_dat.string() + " as a trace.dat; is it whole?");
    tep_handle* formats = cloister_trace_formats(input.get());
    EventFormats events(formats);
    TraceNames names(formats);
    std::deque<CpuRecords> cpus;
    for (const RingBuffer& each : ring_buffers_of(trace_dat))
        cpus.emplace_back(CpuPages(trace_dat, each.offset, each.size),
                          CpuId{static_cast<std::uint32_t>(cpus.size())}, events, names);
    merge(cpus, reader);
}

} // namespace cloister
