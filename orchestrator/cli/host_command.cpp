// SPDX-License-Identifier: GPL-2.0-or-later
// The host's own knobs: made quiet, put back, shown.
#include "orchestrator/base/lab_error.hpp"
#include "orchestrator/cli/commands.hpp"
#include "orchestrator/host/catalogue.hpp"
#include "orchestrator/host/host_text.hpp"
#include "orchestrator/machine/qemu/pin_vcpus.hpp"
#include "orchestrator/plan/scenario.hpp"

#include <fmt/format.h>
#include <unistd.h>

namespace cloister {
namespace {

std::filesystem::path journal_named(const std::string& state) {
    return state.empty() ? default_journal : state;
}

// Where those of a scenario that says nothing of its guest would be bound.
CpuSet quiet_cpus(const std::string& list) {
    if (list.empty())
        return host_cpus_of(Scenario().isolated, usable_cpus());
    try {
        return CpuSet::parse(list);
    } catch (const std::invalid_argument& error) {
        throw LabError(Fault::wrong_use, "cli", std::string("--cpus: ") + error.what());
    }
}

void expect_root(const char* what) {
    if (::geteuid() != 0)
        throw LabError(Fault::lab, "host",
                       std::string("only root may ") + what + " the host's knobs: sudo cloister host " +
                           what);
}

// What a prepare that was broken off has left goes with the same command.
[[noreturn]] void refuse_what_is_left(const Restored& restored, const std::string& journal) {
    std::string text;
    for (const NotRestored& left : restored.left)
        text += fmt::format("{}{} was {}: {}", text.empty() ? "" : "; ", left.name, left.before, left.why);
    throw LabError(Fault::lab, "host",
                   fmt::format("{} of {} not put back: {} ({} keeps them: try again)", restored.left.size(),
                               restored.left.size() + restored.knobs, text, journal));
}

} // namespace

int host_prepare_command(const HostOptions& options) {
    const HostTree host;
    const HostCpus cpus = host_cpus(host, quiet_cpus(options.cpus));
    expect_root("prepare");
    const JournalFile journal(journal_named(options.state));
    const Prepared prepared = prepare_host(host, cpus, journal);
    if (!options.quiet)
        fmt::print("{}", prepared_text(prepared, cpus, journal.path().string()));
    return 0;
}

int host_restore_command(const HostOptions& options) {
    expect_root("restore");
    const std::filesystem::path named = journal_named(options.state);
    Restored restored;
    if (std::filesystem::exists(named)) // no directory is made for nothing
        restored = restore_host(HostTree(), JournalFile(named));
    if (!options.quiet)
        fmt::print("{}", restored_text(restored, named.string()));
    if (!restored.left.empty())
        refuse_what_is_left(restored, named.string());
    return 0;
}

int host_show_command(const HostOptions& options) {
    const HostTree host;
    const std::filesystem::path named = journal_named(options.state);
    const std::optional<HostJournal> read = read_journal(named);
    const std::optional<HostJournal> journal = is_in_force(read, host) ? read : std::nullopt;
    const CpuSet asked = journal && options.cpus.empty() ? journal->cpus : quiet_cpus(options.cpus);
    const HostCpus cpus = host_cpus(host, asked);
    fmt::print("{}\nCPUs {} for vCPUs, {} for everything else\n\n{}",
               standing_text(read, boot_id(host), named.string()), cpus.quiet.list(), cpus.rest.list(),
               knobs_text(host_knobs(host, cpus), journal));
    return 0;
}

} // namespace cloister
