// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/plan/libvirt_uri.hpp"

#include "orchestrator/plan/scenario.hpp"

#include <gmock/gmock.h>

#include <stdexcept>

namespace cloister {
namespace {

using ::testing::HasSubstr;

std::string objection(const std::string& machine) {
    Scenario scenario;
    try {
        choose_machine(scenario, machine);
    } catch (const std::invalid_argument& error) {
        return error.what();
    }
    return "";
}

std::string where(const std::string& machine) {
    Scenario scenario;
    choose_machine(scenario, machine);
    return scenario.machine_at;
}

TEST(LibvirtUri, IsTheSystemsUnlessGiven) {
    EXPECT_EQ(where("libvirt"), "qemu:///system");
    EXPECT_EQ(where("libvirt:qemu:///session"), "qemu:///session");
    EXPECT_EQ(where("libvirt:qemu+unix:///system?socket=/run/of/mine"),
              "qemu+unix:///system?socket=/run/of/mine");
    EXPECT_EQ(where("qemu"), "");
}

TEST(LibvirtUri, IsOfThisHost) {
    EXPECT_THAT(objection("libvirt:qemu+ssh://there/system"), HasSubstr("another host"));
    EXPECT_THAT(objection("libvirt:qemu+tcp:///system"), HasSubstr("another host"));
    EXPECT_THAT(objection("libvirt:qemu://there/system"), HasSubstr("another host"));
}

TEST(LibvirtUri, IsOfQemu) {
    EXPECT_THAT(objection("libvirt:lxc:///system"), HasSubstr("guests are QEMU's"));
    EXPECT_THAT(objection("libvirt:system"), HasSubstr("not a URI"));
}

TEST(LibvirtUri, FollowsNoOtherMachine) {
    EXPECT_THAT(objection("qemu:system"), HasSubstr("only libvirt is followed"));
    EXPECT_THAT(objection("libvrit"), HasSubstr("did you mean libvirt?"));
}

} // namespace
} // namespace cloister
