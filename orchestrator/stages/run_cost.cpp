// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/stages/run_cost.hpp"

#include "orchestrator/base/deadline.hpp"
#include "orchestrator/console/kernel_failure.hpp"
#include "orchestrator/machine/with_guest.hpp"
#include "orchestrator/stages/boot.hpp"
#include "orchestrator/store/run_directory.hpp"
#include "probes/kernelfs/file.hpp"

#include <fmt/format.h>

namespace cloister {
namespace {

// Half a minute on a quiet host.
constexpr std::chrono::minutes longest{20};

// It has no channel: what it does must not depend on when somebody answers.
Task<void> wait_until_done(Guest& guest) {
    while (!is_done(guest.console()) && !kernel_failure(guest.console()))
        co_await wait_for(std::chrono::milliseconds(50));
}

Task<void> let_it_work(Guest& guest, std::string& console) {
    co_await within(wait_until_done(guest), longest, "measure", "the guest did not do its operations");
    console = guest.console();
}

Task<void> console_of(const TrialSetUp& set_up, GuestSpec guest, std::string& console) {
    co_await with_guest(set_up.machine, std::move(guest),
                        [&](Guest& running) { return let_it_work(running, console); });
    if (const std::optional<std::string> complaint = kernel_failure(console))
        throw LabError(Fault::kernel_failed, "measure",
                       *complaint + " (" + (set_up.directory / "console.log").string() + ")");
}

} // namespace

Task<void> run_cost(const TrialSetUp& set_up, const TrialSpec& spec,
                    const std::vector<std::uint64_t>& key_sites, CountedBoot& boot) {
    GuestSpec guest = guest_spec(set_up, spec);
    guest.costs = set_up.directory / "costs.log";
    guest.key_sites = set_up.directory / "key-sites";
    write_text_file(guest.key_sites, fmt::format("{:x}\n", fmt::join(key_sites, "\n")));
    const std::filesystem::path log = *guest.costs;
    std::string console;
    co_await console_of(set_up, std::move(guest), console);
    boot = counted_boot(console, read_file(log));
}

Task<void> run_cycles(const TrialSetUp& set_up, const TrialSpec& spec, std::string& console) {
    co_await console_of(set_up, guest_spec(set_up, spec), console);
}

} // namespace cloister
