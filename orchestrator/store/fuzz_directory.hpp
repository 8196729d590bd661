// SPDX-License-Identifier: GPL-2.0-or-later
// The directory of `cloister fuzz`:
//   fuzz.json  reduced.json  cases/<number>/{case.json, console.log, qemu.log}
// A guest that found nothing leaves no directory. Runs on: host. A document appears whole or not at all.
// Errors: LabError{lab} for what cannot be written, {wrong_use} for a directory that holds something else or
// a document that is not ours.
#pragma once

#include "orchestrator/store/run_directory.hpp"
#include "results-schema/fuzz.hpp"

namespace cloister {

class FuzzDirectory {
  public:
    // As RunDirectory::create(), or one that holds a fuzz.json already.
    explicit FuzzDirectory(const std::string& path);

    const std::filesystem::path& path() const { return path_; }
    // What is stored there; nullopt: nothing yet.
    std::optional<Fuzz> fuzz() const;
    void store(const Fuzz& fuzz) const;
    std::filesystem::path reduced() const { return path_ / "reduced.json"; }
    // A fresh one, with its case.
    std::filesystem::path begin(std::uint64_t number, const FuzzCase& drawn) const;
    void forget(std::uint64_t number) const;
    // One that came to nothing leaves nothing.
    void abandon_if_empty() const;

  private:
    std::filesystem::path of_case(std::uint64_t number) const;

    std::optional<RunDirectory> made_; // none: it was there
    std::filesystem::path path_;
};

// A case.json or reduced.json, or the directory of a case.
FuzzCase read_fuzz_case(const std::filesystem::path& file);

} // namespace cloister
