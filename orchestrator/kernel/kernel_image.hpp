// SPDX-License-Identifier: GPL-2.0-or-later
// A bootable kernel and all that a record must say of it.
// Runs on: host. Made by orchestrator/kernel from a reference (design: "6.12", "6.12@base", "6.12@3",
// "6.12+lockdep", "6.12+mutant:NAME" or a path to an image); files lie in the content-addressed cache.
#pragma once

#include "results-schema/trial_record.hpp"

#include <filesystem>

namespace cloister {

// Unpacked, ready to be loaded.
struct KernelModule {
    std::string name;
    std::string bytes;
};

struct KernelImage {
    std::filesystem::path image; // bzImage
    // Its System.map, where its symbols were linked to; empty where unknown: the guest is asked.
    std::filesystem::path symbols;
    // A directory of what its gcov counts are read by (profiled_build.hpp); empty: it was not profiled.
    std::filesystem::path coverage;
    std::string config; // the text of its .config; empty for a bare image whose config is unknown
    // What a guest must load before it can speak, in this order; none where all of that is built in.
    std::vector<KernelModule> modules;
    KernelFacts facts;
    // From the config; absent when unknown.
    std::optional<bool> has_remote_drain; // CONFIG_REMOTE_PCPU_DRAIN=y
    std::optional<bool> has_nohz_full;    // CONFIG_NO_HZ_FULL=y
};

} // namespace cloister
