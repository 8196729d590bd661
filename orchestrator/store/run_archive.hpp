// SPDX-License-Identifier: GPL-2.0-or-later
// A directory of a run, of costs or of a series as one file, to be taken elsewhere: tar (pax), compressed by
// zstd, with its directory as the one at the top. The same directory makes the same bytes. What unpacks it
// trusts nothing: plain files and directories alone, all beneath that one, so much and no more, and every
// file as its record's digest says. Runs on: host. Errors: LabError{lab} for what cannot be written,
// {wrong_use} for what is no such archive.
#pragma once

#include <cstdint>
#include <filesystem>

namespace cloister {

// file: whole or not at all; a device or a pipe is written to. "-": standard output.
void write_run_archive(const std::filesystem::path& directory, const std::string& file);

struct ArchiveBounds {
    std::uint64_t files = 1'000'000;
    std::uint64_t bytes = 64ULL << 30U; // unpacked
};

// into/NAME, which is not there yet; whole or not at all.
std::filesystem::path unpack_run_archive(const std::filesystem::path& file, const std::filesystem::path& into,
                                         const ArchiveBounds& bounds = {});

} // namespace cloister
