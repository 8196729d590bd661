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
        for (std::string event : boot_events()) {
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
    const KernelOffers kernel(directory_.string(), "ffffffff81000000 t lru_add_drain_per_cpu\n");
    const std::vector<std::string>& at_boot = boot_events();
    std::set<std::string> armed;
    for (const Probe& probe : catalogue(kernel, CpuSet{CpuId{2}, CpuId{3}})) {
        EXPECT_EQ(probe.unavailable, std::nullopt) << probe.name;
        for (const RawEvent& raw : probe.events)
            armed.insert(raw.event.system + ":" + raw.event.event);
        for (const ProbeHistogram& histogram : probe.histograms)
            armed.insert(histogram.event.system + ":" + histogram.event.event);
    }
    EXPECT_EQ(armed, std::set<std::string>(at_boot.begin(), at_boot.end()));
}

TEST_F(Catalogue, SaysWhyAProbeCannotBeHad) {
    fs::remove_all(directory_ / "events" / "workqueue");
    const KernelOffers kernel(directory_.string(), "");
    EXPECT_EQ(availability(catalogue(kernel, {CpuId{1}}))["drain_work"],
              "no workqueue events: CONFIG_EVENT_TRACING, CONFIG_TRACEPOINTS");
}

} // namespace
} // namespace cloister
