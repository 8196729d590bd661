// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/machine/libvirt/domain_calls.hpp"

#include "orchestrator/base/lab_error.hpp"
#include "orchestrator/machine/libvirt/daemon.hpp"
#include "probes/kernelfs/cpu_set.hpp"

#include <fmt/format.h>
#include <libvirt/virterror.h>

#include <array>
#include <memory>
#include <vector>

namespace cloister {
namespace {

using Domain = std::unique_ptr<virDomain, int (*)(virDomainPtr)>;

[[noreturn]] void refuse(const std::string& what) {
    throw LabError(Fault::lab, "boot", what + ": " + libvirt_words());
}

// libvirt's numbers of versions: a million and a thousand apart.
std::string version_text(unsigned long number) {
    return fmt::format("{}.{}.{}", number / 1'000'000, number / 1'000 % 1'000, number % 1'000);
}

Domain found(virConnectPtr connection, const std::string& uuid) {
    return {::virDomainLookupByUUIDString(connection, uuid.c_str()), ::virDomainFree};
}

constexpr std::size_t most_host_cpus = 1024;
constexpr std::size_t map_bytes = most_host_cpus / 8;
using CpuMap = std::array<unsigned char, map_bytes>;

std::string list_of(const unsigned char* map, std::size_t bytes, std::uint32_t host_cpus) {
    CpuSet cpus;
    for (std::uint32_t cpu = 0; cpu < host_cpus && cpu / 8 < bytes; ++cpu)
        if ((unsigned{map[cpu / 8]} >> cpu % 8 & 1U) != 0)
            cpus.insert(CpuId{cpu});
    return cpus.list();
}

void add_vcpus(virDomainPtr domain, std::uint32_t host_cpus, std::map<std::string, std::string>& all) {
    const int wanted = ::virDomainGetMaxVcpus(domain);
    if (wanted < 1)
        refuse("libvirt does not say how many vCPUs its domain has");
    std::vector<virVcpuInfo> vcpus(static_cast<std::size_t>(wanted));
    std::vector<unsigned char> maps(vcpus.size() * map_bytes);
    const int got = ::virDomainGetVcpus(domain, vcpus.data(), wanted, maps.data(), int{map_bytes});
    if (got != wanted)
        refuse("libvirt does not read back where its vCPUs are");
    for (std::size_t vcpu = 0; vcpu < vcpus.size(); ++vcpu)
        all[fmt::format("vcpu{}", vcpus[vcpu].number)] =
            list_of(&maps[vcpu * map_bytes], map_bytes, host_cpus);
}

void add_emulator(virDomainPtr domain, std::uint32_t host_cpus, std::map<std::string, std::string>& all) {
    CpuMap map{};
    if (::virDomainGetEmulatorPinInfo(domain, map.data(), int{map_bytes}, VIR_DOMAIN_AFFECT_LIVE) != 1)
        refuse("libvirt does not read back where its emulator is");
    all["emulator"] = list_of(map.data(), map.size(), host_cpus);
}

void add_io_threads(virDomainPtr domain, std::uint32_t host_cpus, std::map<std::string, std::string>& all) {
    virDomainIOThreadInfoPtr* threads = nullptr;
    const int number = ::virDomainGetIOThreadInfo(domain, &threads, VIR_DOMAIN_AFFECT_LIVE);
    if (number < 0)
        refuse("libvirt does not read back where its I/O threads are");
    for (int each = 0; each < number; ++each) {
        const virDomainIOThreadInfo& thread = *threads[each];
        all[fmt::format("iothread{}", thread.iothread_id)] =
            list_of(thread.cpumap, static_cast<std::size_t>(thread.cpumaplen), host_cpus);
        ::virDomainIOThreadInfoFree(threads[each]);
    }
    ::free(static_cast<void*>(threads));
}

} // namespace

StartedDomain start_domain(virConnectPtr connection, const std::string& xml) {
    const Domain domain(::virDomainCreateXML(connection, xml.c_str(),
                                             VIR_DOMAIN_START_AUTODESTROY | VIR_DOMAIN_START_VALIDATE),
                        ::virDomainFree);
    if (!domain)
        refuse("libvirt did not start the guest");
    StartedDomain started;
    std::array<char, VIR_UUID_STRING_BUFLEN> uuid{};
    if (::virDomainGetUUIDString(domain.get(), uuid.data()) == 0)
        started.uuid = uuid.data();
    unsigned long qemu = 0;
    unsigned long libvirt = 0;
    if (::virConnectGetVersion(connection, &qemu) != 0 ||
        ::virConnectGetLibVersion(connection, &libvirt) != 0)
        refuse("libvirt does not say its versions");
    started.version = "QEMU " + version_text(qemu);
    started.libvirt = version_text(libvirt);
    return started;
}

std::map<std::string, std::string> pinning_of(virConnectPtr connection, const std::string& uuid) {
    const Domain domain = found(connection, uuid);
    const int cpus = ::virNodeGetCPUMap(connection, nullptr, nullptr, 0);
    if (!domain || cpus < 1)
        refuse("libvirt does not read back where the guest's threads are");
    std::map<std::string, std::string> all;
    const auto host_cpus = static_cast<std::uint32_t>(cpus);
    add_vcpus(domain.get(), host_cpus, all);
    add_emulator(domain.get(), host_cpus, all);
    add_io_threads(domain.get(), host_cpus, all);
    return all;
}

bool destroy_domain(virConnectPtr connection, const std::string& uuid) {
    const Domain domain = found(connection, uuid);
    if (domain && ::virDomainDestroy(domain.get()) == 0)
        return true;
    // It may have ended by itself meanwhile.
    if (::virGetLastError() != nullptr && ::virGetLastError()->code == VIR_ERR_NO_DOMAIN)
        return false;
    if (domain && ::virDomainIsActive(domain.get()) == 0)
        return false;
    refuse("libvirt did not end domain " + uuid);
}

} // namespace cloister
