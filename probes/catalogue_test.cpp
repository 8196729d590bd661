// SPDX-License-Identifier: GPL-2.0-or-later
#include "probes/boot_instance.hpp"
#include "probes/probe_families.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>

namespace cloister {
namespace {

namespace fs = std::filesystem;

// A tracing directory that offers every event which is armed at boot.
class Catalogue : public ::testing::Test {
  protected:
    Catalogue() {
        std::string pattern = (fs::temp_directory_path() / "cloister-probes-XXXXXX").string();
        directory_ = ::mkdtemp(pattern.data());
        std::vector<std::string> events = boot_events();
        events.emplace_back("cloister:lock_contended");
        for (std::string event : events) {
            std::replace(event.begin(), event.end(), ':', '/');
            fs::create_directories(directory_ / "events" / event);
            std::ofstream(directory_ / "events" / event / "format") << "\n";
        }
        std::ofstream(directory_ / "README") << "keys: common_cpu\n";
    }
    ~Catalogue() override { fs::remove_all(directory_); }

    fs::path directory_;
};

TEST_F(Catalogue, ArmsNothingThatWasNotArmedAtBoot) {
    const KernelOffers kernel(directory_.string(), "ffffffff81000000 t lru_add_drain_per_cpu\n",
                              {{"cpu_fbatches.remote_lock", CpuId{2}, "0xffff88803eb24c40", 64}});
    std::set<std::string> at_boot(boot_events().begin(), boot_events().end());
    at_boot.insert("cloister:lock_contended"); // by lock_kprobe.hpp
    std::set<std::string> armed;
    for (const Probe& probe : catalogue(kernel, CpuSet{CpuId{2}, CpuId{3}})) {
        EXPECT_EQ(probe.unavailable, std::nullopt) << probe.name;
        for (const RawEvent& raw : probe.events)
            armed.insert(raw.event.system + ":" + raw.event.event);
        for (const ProbeHistogram& histogram : probe.histograms)
            armed.insert(histogram.event.system + ":" + histogram.event.event);
    }
    EXPECT_EQ(armed, at_boot);
}

TEST_F(Catalogue, SaysWhyAProbeCannotBeHad) {
    fs::remove_all(directory_ / "events" / "workqueue");
    const KernelOffers kernel(directory_.string(), "");
    std::map<std::string, std::string> tracing = availability(catalogue(kernel, {CpuId{1}}));
    EXPECT_EQ(tracing["drain_work"], "no workqueue events: CONFIG_EVENT_TRACING, CONFIG_TRACEPOINTS");
    EXPECT_EQ(tracing["lock_contention"],
              "no per-CPU cache whose locks can be told: CONFIG_PROC_KCORE, CONFIG_KALLSYMS_ALL");
}

// Before 6.4 and 6.5.
TEST_F(Catalogue, LooksWithKprobesWhereTheKernelHasNoEvents) {
    fs::remove_all(directory_ / "events" / "ipi");
    fs::remove_all(directory_ / "events" / "csd");
    const auto tracing = [&] {
        return availability(catalogue(KernelOffers(directory_.string(), ""), {CpuId{1}}));
    };
    EXPECT_EQ(tracing()["ipi"], "ok");
    EXPECT_EQ(tracing()["ipi_sender"],
              "no event ipi/ipi_send_cpu, and no kprobe in its place: CONFIG_KPROBE_EVENTS");
    EXPECT_EQ(tracing()["ipi_function"], "no csd events, and no kprobe in their place: CONFIG_KPROBE_EVENTS");
    for (const char* event : {"ipi_send_reschedule", "ipi_send_call", "ipi_send_calls", "called_function"})
        fs::create_directories(directory_ / "events" / "cloister" / event);
    EXPECT_EQ(tracing()["ipi_sender"], "ok, kprobes in place of ipi/ipi_send_cpu");
    EXPECT_EQ(tracing()["ipi_function"], "ok, kprobes in place of csd/csd_function_entry");
    EXPECT_EQ(ipi_function(KernelOffers(directory_.string(), ""), {CpuId{1}}).histograms[0].keys(),
              "common_cpu,__probe_ip.sym");
    const Probe probe = ipi_sender(KernelOffers(directory_.string(), ""), {CpuId{1}, CpuId{3}});
    ASSERT_EQ(probe.events.size(), 3U);
    EXPECT_EQ(probe.events[0].filter, "target == 1 || target == 3");
    EXPECT_EQ(probe.events[2].filter, "targets & 10");
    ASSERT_EQ(probe.histograms.size(), 4U) << "a mask cannot be a key: one for each CPU";
    EXPECT_EQ(probe.histograms[3].filter, "targets & 8");
}

TEST_F(Catalogue, CountsTheLocksOfCachesByTheirAddress) {
    const KernelOffers kernel(directory_.string(), "",
                              {{"cpu_fbatches.remote_lock", CpuId{2}, "0xffff88803eb24c40", 0x40},
                               {"bh_lrus.remote_lock", CpuId{2}, "0xffff88803eb24e00", 0x100},
                               {"bh_lrus.remote_lock", CpuId{3}, "0xffff88803ec24e00", 0x100}});
    const Probe probe = lock_contention(kernel, {CpuId{2}});
    ASSERT_EQ(probe.histograms.size(), 3U) << "all spinlocks, and the locks of each CPU's caches";
    EXPECT_EQ(probe.histograms[1].filter, "(lock >= 0xffff88803eb24c40 && lock < 0xffff88803eb24c80) || "
                                          "(lock >= 0xffff88803eb24e00 && lock < 0xffff88803eb24f00)");
    EXPECT_EQ(probe.histograms[1].rename("ffff88803eb24c44"), "cpu_fbatches.remote_lock of CPU 2");
    EXPECT_EQ(probe.events.front().filter, "(lock >= 0xffff88803eb24c40 && lock < 0xffff88803eb24f00) || "
                                           "(lock >= 0xffff88803ec24e00 && lock < 0xffff88803ec24f00)");
}

TEST(BootInstance, IsFoundAgainOnTheCommandLine) {
    EXPECT_TRUE(has_boot_instance("console=ttyS0 " + boot_instance_parameter() + "\n"));
    EXPECT_FALSE(has_boot_instance("console=ttyS0 trace_instance=others\n"));
}

} // namespace
} // namespace cloister
