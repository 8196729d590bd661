// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/machine/host_facts.hpp"

#include <gtest/gtest.h>

namespace cloister {
namespace {

TEST(HostFacts, AreReadFromTheirLines) {
    EXPECT_EQ(
        cpu_model_in("processor\t: 0\nmodel\t\t: 85\nmodel name\t: Xeon(R) CPU @ 2.20GHz\nmodel name\t: b\n"),
        "Xeon(R) CPU @ 2.20GHz");
    EXPECT_EQ(distribution_in("NAME=\"Debian\"\nPRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\nID=debian\n"),
              "Debian GNU/Linux 12 (bookworm)");
    EXPECT_EQ(distribution_in("PRETTY_NAME=Small\n"), "Small");
}

TEST(HostFacts, StayEmptyWhereTheHostDoesNotTell) {
    EXPECT_EQ(cpu_model_in(""), "");
    EXPECT_EQ(cpu_model_in("Hardware\t: a board\n"), "");
    EXPECT_EQ(cpu_model_in("model name\t:\nflags\t: fpu\n"), "");
    EXPECT_EQ(distribution_in("ID=debian"), "");
}

TEST(HostFacts, AreThoseOfThisHost) {
    const HostFacts facts = read_host_facts();
    EXPECT_FALSE(facts.release.empty());
    EXPECT_GE(facts.cpus, 1U);
}

} // namespace
} // namespace cloister
