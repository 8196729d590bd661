// SPDX-License-Identifier: GPL-2.0-or-later
// The files that the agent ships, kept until a trace.dat is made of them, and gone afterwards.
// Runs on: host. Owns its directory. Errors: LabError{lab} for what cannot be written, {guest_lost} for a
// name that no agent of ours would send.
#pragma once

#include "probes/kernelfs/cpu_set.hpp"

#include <filesystem>
#include <string>

namespace cloister {

class BlobFiles {
  public:
    explicit BlobFiles(std::filesystem::path directory);
    BlobFiles(const BlobFiles&) = delete;
    BlobFiles& operator=(const BlobFiles&) = delete;
    ~BlobFiles();

    void keep(const std::string& name, const std::string& bytes);
    // Nothing of a trace was kept, nothing is written: a trial without a window has none.
    void write_trace(const std::filesystem::path& trace_dat) const;
    // One of them, or a directory, that is kept for good; nothing where it was not shipped.
    void hand_over(const std::string& name, const std::filesystem::path& file) const;
    // gaps.csv, of what the subjects on these CPUs have kept; nothing where that was not shipped.
    void write_gaps(const CpuSet& isolated, const std::filesystem::path& gaps_csv) const;

  private:
    std::filesystem::path directory_;
    bool traced_ = false;
};

} // namespace cloister
