// SPDX-License-Identifier: GPL-2.0-or-later
// What a user asks for: everything that the flags of `cloister run` and a SCENARIO.toml can say.
// Runs on: host. Pure; a value. A default-made Scenario is the main experiment.
#pragma once

#include "results-schema/document.hpp"

namespace cloister {

enum class MachineChoice { qemu, libvirt, fake };

template <>
struct EnumNames<MachineChoice> {
    static constexpr std::array<std::pair<MachineChoice, std::string_view>, 3> table{{
        {MachineChoice::qemu, "qemu"},
        {MachineChoice::libvirt, "libvirt"},
        {MachineChoice::fake, "fake"},
    }};
};

enum class AcceleratorChoice {
    automatic, // KVM if it proved that it works, else TCG
    kvm,
    tcg
};

template <>
struct EnumNames<AcceleratorChoice> {
    static constexpr std::array<std::pair<AcceleratorChoice, std::string_view>, 3> table{{
        {AcceleratorChoice::automatic, "auto"},
        {AcceleratorChoice::kvm, "kvm"},
        {AcceleratorChoice::tcg, "tcg"},
    }};
};

struct Scenario {
    std::string name;            // the file's path; empty when flags alone made it
    std::string kernel = "6.12"; // a kernel reference
    std::vector<std::string> modes{"local", "remote"};
    std::uint32_t cpus = 4;
    CpuSet isolated{CpuId{2}, CpuId{3}};
    std::string subject = "spin-refill";
    std::string disturber = "drop_caches";
    // Of programs of the user's: subject and disturber are their paths then, and these all their words.
    std::optional<std::vector<std::string>> subject_command;
    std::optional<std::vector<std::string>> disturber_command;
    bool disturber_asked = false; // by name: else another one that drains will do where this one does not
    std::uint64_t drains = 1000;  // armed (CPU, page) pairs over all isolated CPUs
    std::chrono::nanoseconds duration{std::chrono::seconds(10)}; // of quiet and rate windows
    std::optional<std::uint64_t> pages_per_second;               // of background pressure
    std::vector<std::string> claims;                             // empty: all that this scenario can answer
    bool modes_narrowed = false; // by a flag: claims that these modes cannot answer are left out
    std::uint32_t repeat = 1;
    std::uint64_t seed = 1;
    std::uint32_t memory_mib = 1024;
    MachineChoice machine = MachineChoice::qemu;
    std::string machine_at; // the URI of a libvirt; empty: the machine has none
    AcceleratorChoice accelerator = AcceleratorChoice::automatic;
};

// Chooses a workload by its words: one of ours, or a program of the user's with what it is told.
void choose_subject(Scenario& scenario, const std::vector<std::string>& words);
void choose_disturber(Scenario& scenario, const std::vector<std::string>& words);
bool runs_program(const Scenario& scenario);

// "qemu", "fake", "libvirt" or "libvirt:qemu:///session". Throws std::invalid_argument.
void choose_machine(Scenario& scenario, const std::string& text);

// What can be told without a kernel or a list of modes. Throws LabError{wrong_use}, one line with the remedy.
void validate(const Scenario& scenario);

} // namespace cloister
