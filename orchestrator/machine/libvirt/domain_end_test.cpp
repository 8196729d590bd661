// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/machine/libvirt/domain_end.hpp"

#include <gtest/gtest.h>
#include <libvirt/libvirt.h>

namespace cloister {
namespace {

TEST(DomainEnd, SaysWhoEndedIt) {
    EXPECT_EQ(end_of_domain(VIR_DOMAIN_EVENT_STOPPED, VIR_DOMAIN_EVENT_STOPPED_DESTROYED),
              "somebody destroyed it");
    EXPECT_EQ(end_of_domain(VIR_DOMAIN_EVENT_STOPPED, VIR_DOMAIN_EVENT_STOPPED_FAILED),
              "its QEMU ended by itself");
}

TEST(DomainEnd, KeepsADetailThatItDoesNotKnow) {
    EXPECT_EQ(end_of_domain(VIR_DOMAIN_EVENT_STOPPED, 4711), "it stopped, detail 4711");
}

TEST(DomainEnd, IsNoneOfABeginning) {
    EXPECT_EQ(end_of_domain(VIR_DOMAIN_EVENT_STARTED, VIR_DOMAIN_EVENT_STARTED_BOOTED), std::nullopt);
}

} // namespace
} // namespace cloister
