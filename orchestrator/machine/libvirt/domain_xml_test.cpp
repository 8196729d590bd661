// SPDX-License-Identifier: GPL-2.0-or-later
// The domain of a guest, word for word (goldens/; CLOISTER_ACCEPT=1 rewrites them), and that libvirt takes
// it: its test driver reads it against the schema of domains, without a daemon.
#include "orchestrator/machine/libvirt/domain_xml.hpp"

#include "source_tree.hpp"

#include <gmock/gmock.h>
#include <libvirt/libvirt.h>
#include <libvirt/virterror.h>

#include <cstdlib>
#include <fstream>
#include <iterator>

namespace cloister {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

GuestSpec spec() {
    GuestSpec spec;
    spec.seed = 7;
    spec.command_line = {"nohz_full=2-3", "remote_drain=on"};
    return spec;
}

DomainLab lab(const CpuSet& host) {
    DomainLab lab;
    lab.name = "cloister-Xk3f2a";
    lab.emulator = "/usr/bin/qemu-system-x86_64";
    lab.kernel = "/tmp/cloister-Xk3f2a/kernel";
    lab.initramfs = "/tmp/cloister-Xk3f2a/initramfs";
    lab.console = "/tmp/cloister-Xk3f2a/console";
    lab.agent = "/tmp/cloister-Xk3f2a/agent";
    lab.placement = place(4, host);
    lab.tsc_megahertz = 2594;
    return lab;
}

std::string on_laptop() {
    return domain_xml(spec(), Accelerator::tcg, lab(CpuSet::parse("0-1")));
}

std::string on_server() {
    return domain_xml(spec(), Accelerator::kvm, lab(CpuSet::parse("2-7")));
}

void expect_golden(const std::string& text, const std::string& name) {
    const std::string file = CLOISTER_SOURCE "/orchestrator/machine/libvirt/goldens/" + name;
    if (std::getenv("CLOISTER_ACCEPT") != nullptr)
        std::ofstream(file) << text;
    std::ifstream in(file);
    EXPECT_EQ(std::string(std::istreambuf_iterator<char>(in), {}), text) << name;
}

// Why the schema refuses it; empty: it does not.
std::string objection(const std::string& text) {
    const virConnectPtr connection = ::virConnectOpen("test:///default");
    if (connection == nullptr)
        return "no test driver";
    ::virConnSetErrorFunc(connection, nullptr, [](void*, virErrorPtr) {});
    const virDomainPtr domain =
        ::virDomainDefineXMLFlags(connection, text.c_str(), VIR_DOMAIN_DEFINE_VALIDATE);
    std::string why = domain == nullptr ? ::virGetLastErrorMessage() : "";
    if (domain != nullptr)
        ::virDomainFree(domain);
    ::virConnectClose(connection);
    return why;
}

TEST(DomainXml, EmulatesOnALaptop) {
    expect_golden(on_laptop(), "laptop.xml");
}

TEST(DomainXml, PinsLocksAndDedicatesOnAServer) {
    expect_golden(on_server(), "server.xml");
}

TEST(DomainXml, IsWhatLibvirtsSchemaAllows) {
    EXPECT_THAT(objection("<domain type='test'><name>x</name><nonsense/></domain>"), Not(""));
    // The test driver has no other type of domain, and the schema lets each type have all of it.
    for (std::string text : {on_laptop(), on_server()}) {
        text.replace(text.find("type='"), text.find(" xmlns") - text.find("type='"), "type='test'");
        EXPECT_EQ(objection(text), "");
    }
}

TEST(DomainXml, HintsAtDedicatedCpusOnlyWhereTheyAre) {
    EXPECT_THAT(domain_xml(spec(), Accelerator::kvm, lab(CpuSet::parse("0-3"))), Not(HasSubstr("dedicated")));
    EXPECT_THAT(domain_xml(spec(), Accelerator::tcg, lab(CpuSet::parse("2-7"))), Not(HasSubstr("dedicated")));
}

TEST(DomainXml, EscapesWhatAUserNamed) {
    GuestSpec guest = spec();
    guest.command_line = {"a=\"<&'\""};
    EXPECT_THAT(domain_xml(guest, Accelerator::tcg, lab(CpuSet::parse("0-1"))),
                HasSubstr("a=&quot;&lt;&amp;'&quot;</cmdline>"));
}

} // namespace
} // namespace cloister
