// SPDX-License-Identifier: GPL-2.0-or-later
#include "results-schema/host_absence.hpp"

#include <gtest/gtest.h>

#include <sstream>

namespace cloister {
namespace {

using std::chrono::nanoseconds;

std::vector<HostAbsence> read(const std::string& text) {
    std::istringstream in(text);
    HostSwitchesCsv csv(in);
    std::vector<HostAbsence> absences;
    while (const std::optional<HostAbsence> each = csv.next())
        absences.push_back(*each);
    return absences;
}

TEST(HostAbsences, ComeBackFromTheirFile) {
    const std::vector<HostAbsence> absences{{CpuId{2}, nanoseconds(100), nanoseconds(350), Away::preempted},
                                            {CpuId{3}, nanoseconds(120), nanoseconds(120), Away::waiting}};
    EXPECT_EQ(host_switches_csv(absences), "cpu,out_ns,in_ns,why\n2,100,350,preempted\n3,120,120,waiting\n");
    EXPECT_EQ(read(host_switches_csv(absences)), absences);
}

TEST(HostAbsences, AreNotGuessed) {
    const std::string head = "cpu,out_ns,in_ns,why\n";
    for (const char* line : {"2,100,350,asleep\n", "2,100,350\n", "2,100,90,waiting\n", "2,100,x,waiting\n",
                             "2,100,350,waiting,1\n", "2,100,350,waiting"})
        EXPECT_THROW(read(head + line), std::runtime_error) << line;
    EXPECT_THROW(read("cpu,at_ns,length_ns,own_work\n"), std::runtime_error);
    EXPECT_THROW(read(""), std::runtime_error);
}

} // namespace
} // namespace cloister
