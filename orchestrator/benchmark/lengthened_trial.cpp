// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/benchmark/lengthened_trial.hpp"

#include "orchestrator/base/lab_error.hpp"
#include "orchestrator/store/run_directory.hpp"
#include "orchestrator/trace/cpu_pages.hpp"
#include "orchestrator/trace/decode.hpp"
#include "orchestrator/trace/trace_dat.hpp"
#include "results-schema/subject_gap.hpp"

#include <algorithm>
#include <cstring>
#include <fstream>
#include <memory>

extern "C" {
#include <kbuffer.h>
}

namespace cloister {
namespace {

namespace fs = std::filesystem;
using std::chrono::nanoseconds;

class Extent : public TraceReader {
  public:
    void take(const TraceEvent& event) override {
        first_ = std::min(first_, event.at);
        last_ = std::max(last_, event.at);
    }
    void take(const LostEvents&) override {}
    nanoseconds length() const { return last_ - first_; }

  private:
    nanoseconds first_ = nanoseconds::max();
    nanoseconds last_{0};
};

using Kbuffer = std::unique_ptr<kbuffer, decltype(&kbuffer_free)>;

// A record that gives the time whole, as one written in an interrupt may: 27 bits behind its type of 5, then
// 32 bits more.
void make_later(char* time_stamp, nanoseconds by) {
    constexpr unsigned type_bits = 5;
    constexpr unsigned low_bits = 27;
    std::uint32_t words[2];
    std::memcpy(words, time_stamp, sizeof words);
    const std::uint64_t at = (std::uint64_t{words[1]} << low_bits | words[0] >> type_bits) +
                             static_cast<std::uint64_t>(by.count());
    words[0] = KBUFFER_TYPE_TIME_STAMP | static_cast<std::uint32_t>(at << type_bits);
    words[1] = static_cast<std::uint32_t>(at >> low_bits);
    std::memcpy(time_stamp, words, sizeof words);
}

// A page begins with its time, from which its other records count (kernel/trace/ring_buffer.c, struct
// buffer_data_page, rb_event_time_stamp()).
std::string later(std::string pages, nanoseconds by) {
    const Kbuffer buffer(kbuffer_alloc(KBUFFER_LSIZE_8, KBUFFER_ENDIAN_LITTLE), kbuffer_free);
    for (std::size_t at = 0; at + page_bytes <= pages.size(); at += page_bytes) {
        char* const page = pages.data() + at;
        std::int64_t begins = 0;
        std::memcpy(&begins, page, sizeof begins);
        begins += by.count();
        std::memcpy(page, &begins, sizeof begins);
        kbuffer_load_subbuffer(buffer.get(), page);
        kbuffer_raw_info record{};
        record.next = page + kbuffer_start_of_data(buffer.get());
        char* at_record = page + kbuffer_start_of_data(buffer.get());
        while (kbuffer_raw_get(buffer.get(), page, &record) != nullptr) {
            if (record.type == KBUFFER_TYPE_TIME_STAMP)
                make_later(at_record, by);
            at_record = static_cast<char*>(record.next);
        }
    }
    return pages;
}

// All rows so many times, each time a period later. A CPU's stand together.
template <class Row, class MakeLater>
std::vector<Row> repeated(const std::vector<Row>& rows, const CpuSet& cpus, std::uint64_t times,
                          nanoseconds period, MakeLater make_later) {
    std::vector<Row> all;
    for (const CpuId cpu : cpus)
        for (std::uint64_t i = 0; i < times; ++i)
            for (Row row : rows)
                if (row.cpu == cpu) {
                    make_later(row, period * i);
                    all.push_back(row);
                }
    return all;
}

std::string later_gaps(const StoredTrial& stored, std::uint64_t times, nanoseconds period) {
    return gaps_csv(repeated(stored.gaps, stored.record.spec.isolated, times, period,
                             [](SubjectGap& gap, nanoseconds by) { gap.at += by; }));
}

std::string later_absences(const StoredTrial& stored, std::uint64_t times, nanoseconds period) {
    return host_switches_csv(repeated(stored.absences, stored.record.spec.isolated, times, period,
                                      [](HostAbsence& absence, nanoseconds by) {
                                          absence.out += by;
                                          absence.in += by;
                                      }));
}

void write(const fs::path& file, const std::string& bytes) {
    fs::create_directories(file.parent_path());
    std::ofstream out(file, std::ios::binary);
    if (!out.write(bytes.data(), static_cast<std::streamsize>(bytes.size())).flush())
        throw LabError(Fault::lab, "benchmark", "cannot write " + file.string() + ": is there space?");
}

bool is_pages(const std::string& name) {
    return name.starts_with("cpu") && name.ends_with(".raw");
}

// As the agent shipped them, each CPU's pages so many times.
void write_trace(const StoredTrial& stored, std::uint64_t times, nanoseconds period,
                 const fs::path& trace_dat) {
    const fs::path blobs = trace_dat.parent_path() / "blobs";
    for (const ShippedFile& file : stored.files) {
        std::string bytes;
        for (std::uint64_t i = 0; i < (is_pages(file.name) ? times : 1); ++i)
            bytes += is_pages(file.name) ? later(file.bytes, period * i) : file.bytes;
        write(blobs / file.name, bytes);
    }
    write_trace_dat(blobs, trace_dat);
    fs::remove_all(blobs);
}

nanoseconds length_of(const StoredTrial& stored, const fs::path& scratch) {
    fs::create_directories(scratch);
    write_trace(stored, 1, nanoseconds(0), scratch / "trace.dat");
    Extent extent;
    decode(scratch / "trace.dat", extent);
    fs::remove_all(scratch);
    return extent.length();
}

std::uint64_t records_in(const fs::path& trace_dat) {
    std::uint64_t records = 0;
    for (const RingBuffer& each : ring_buffers(read_text_file(trace_dat))) {
        CpuPages pages(trace_dat, each.offset, each.size);
        while (pages.next())
            ++records;
    }
    return records;
}

} // namespace

LengthenedTrial lengthen(const StoredTrial& stored, std::uint64_t times, const fs::path& directory) {
    const RunDirectory run = RunDirectory::create(directory);
    const nanoseconds period = length_of(stored, directory / "once") + std::chrono::milliseconds(1);
    TrialRecord record = stored.record;
    Measurement& measurement = record.measurement.value();
    measurement.window_closed += period * (times - 1);
    for (SubjectTally& subject : measurement.subjects)
        subject.watched_until += period * (times - 1);
    const fs::path trial = run.trial(record.spec);
    fs::create_directories(trial);
    write_trace(stored, times, period, trial / "trace.dat");
    write(trial / gaps_file, later_gaps(stored, times, period));
    write(trial / host_switches_file, later_absences(stored, times, period));
    Plan plan;
    plan.claims = {"nothing-unexplained"};
    plan.trials = {record.spec};
    run.store(plan);
    run.store(record);
    return {directory, trial / "trace.dat", records_in(trial / "trace.dat")};
}

} // namespace cloister
