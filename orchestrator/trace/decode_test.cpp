// SPDX-License-Identifier: GPL-2.0-or-later
// The sample is real: three writes to compact_memory on a machine with two CPUs, workqueue, IPI, vector and
// scheduler events with stacks, trace clock mono, symbols reduced to those that occur.
#include "orchestrator/trace/decode.hpp"
#include "orchestrator/trace/samples.hpp"
#include "orchestrator/trace/trace_dat.hpp"
#include "orchestrator/trace/traced.hpp"

#include "orchestrator/base/lab_error.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>

namespace cloister {
namespace {

namespace fs = std::filesystem;
using ::testing::Contains;

class TraceDat : public ::testing::Test {
  protected:
    TraceDat() {
        std::string pattern = (fs::temp_directory_path() / "cloister-trace-XXXXXX").string();
        directory_ = ::mkdtemp(pattern.data());
        fs::create_directory(blobs());
        run("tar -C " + blobs().string() + " -xJf " + std::string(TRACE_SAMPLES) +
            "/drains-on-two-cpus.tar.xz");
    }
    ~TraceDat() override { fs::remove_all(directory_); }

    fs::path blobs() const { return directory_ / "blobs"; }
    fs::path dat() const { return directory_ / "trace.dat"; }

    static void run(const std::string& command) {
        if (std::system(command.c_str()) != 0)
            throw std::runtime_error(command);
    }

    fs::path directory_;
};

Trace decoded(const fs::path& file) {
    Trace trace;
    decode(file, trace);
    return trace;
}

std::vector<TraceEvent> of_kind(const Trace& trace, EventKind kind) {
    std::vector<TraceEvent> found;
    std::copy_if(trace.events.begin(), trace.events.end(), std::back_inserter(found),
                 [&](const TraceEvent& event) { return event.kind == kind; });
    return found;
}

TEST_F(TraceDat, IsReadWithTypesStacksAndOrder) {
    write_trace_dat(blobs(), dat());
    EXPECT_LT(fs::file_size(dat()), 100'000u);
    const Trace trace = decoded(dat());
    EXPECT_TRUE(trace.lost.empty());
    EXPECT_TRUE(std::is_sorted(trace.events.begin(), trace.events.end(),
                               [](const TraceEvent& a, const TraceEvent& b) { return a.at < b.at; }));

    const std::vector<TraceEvent> markers = of_kind(trace, EventKind::marker);
    ASSERT_EQ(markers.size(), 2u);
    EXPECT_EQ(markers[0].name, "cloister: window open");

    std::vector<TraceEvent> queued = of_kind(trace, EventKind::work_queued);
    std::erase_if(queued, [](const TraceEvent& event) { return event.name != "lru_add_drain_per_cpu"; });
    ASSERT_FALSE(queued.empty());
    for (const TraceEvent& event : queued) {
        EXPECT_EQ(event.task, "bash");
        ASSERT_TRUE(event.stack);
        EXPECT_THAT(event.stack->functions(), Contains("__lru_add_drain_all"));
        EXPECT_EQ(event.stack->functions().front(), "__queue_work"); // the tracer's own frames are gone
    }
    std::vector<TraceEvent> started = of_kind(trace, EventKind::work_started);
    std::erase_if(started, [](const TraceEvent& event) { return event.name != "lru_add_drain_per_cpu"; });
    ASSERT_EQ(started.size(), queued.size());
    EXPECT_EQ(started.front().object, queued.front().object);
}

TEST_F(TraceDat, IsReadByTraceCmd) {
    write_trace_dat(blobs(), dat());
    const std::string report = (directory_ / "report").string();
    run("trace-cmd report " + dat().string() + " > " + report + " && grep -q '=> __lru_add_drain_all' " +
        report + " && trace-cmd dump --summary -i " + dat().string() + " | grep -qF '[mono]'");
}

TEST_F(TraceDat, TakesACpuWithoutEvents) {
    std::ofstream(blobs() / "cpu2.raw").flush();
    write_trace_dat(blobs(), dat());
    EXPECT_FALSE(decoded(dat()).events.empty());
}

TEST_F(TraceDat, WhatIsNoPageIsALoss) {
    const fs::path pages = blobs() / "cpu0.raw";
    fs::resize_file(pages, fs::file_size(pages) - 100); // cut off
    write_trace_dat(blobs(), dat());
    const Trace trace = decoded(dat());
    ASSERT_EQ(trace.lost.size(), 1u);
    EXPECT_EQ(trace.lost.front().loss.cpu, CpuId{0});
    EXPECT_FALSE(trace.events.empty());
}

// libtracecmd reads it up to its end, whatever its size says: with none it read what lay behind.
TEST_F(TraceDat, TheOptionThatNamesTheClockHasAnEnd) {
    write_trace_dat(blobs(), dat());
    std::ifstream in(dat(), std::ios::binary);
    const std::string bytes(std::istreambuf_iterator<char>(in), {});
    const std::string options = std::string("options  ") + '\0' + '\4' + '\0';
    const std::size_t at = bytes.find(options);
    ASSERT_NE(at, std::string::npos);
    EXPECT_EQ(bytes.substr(at + options.size(), 5), std::string("\1\0\0\0\0", 5));
}

// A night of thousands of traces would run into the kernel's limit (vm.max_map_count).
TEST_F(TraceDat, LeavesNothingMapped) {
    write_trace_dat(blobs(), dat());
    decoded(dat());
    std::ifstream in("/proc/self/maps");
    const std::string maps(std::istreambuf_iterator<char>(in), {});
    EXPECT_EQ(maps.find(dat().string()), std::string::npos);
}

TEST_F(TraceDat, AClockThatStepsBackIsALoss) {
    std::fstream pages(blobs() / "cpu1.raw", std::ios::in | std::ios::out | std::ios::binary);
    std::string all{std::istreambuf_iterator<char>(pages), {}};
    ASSERT_GE(all.size(), 2 * page_bytes);
    pages.seekp(0);
    pages.write(all.data() + page_bytes, page_bytes); // the second page twice
    pages.close();
    write_trace_dat(blobs(), dat());
    const Trace trace = decoded(dat());
    ASSERT_EQ(trace.lost.size(), 1u);
    EXPECT_EQ(trace.lost.front().loss.source, "trace clock");
}

TEST_F(TraceDat, NamesWhatIsMissing) {
    fs::remove(blobs() / "tracing/events/header_page");
    try {
        write_trace_dat(blobs(), dat());
        FAIL();
    } catch (const LabError& error) {
        EXPECT_THAT(error.what(), ::testing::HasSubstr("events/header_page"));
    }
    EXPECT_THROW(decoded(blobs() / "cpu0.raw"), LabError);
}

} // namespace
} // namespace cloister
