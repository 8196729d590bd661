// SPDX-License-Identifier: GPL-2.0-or-later
// Guests that are fuzzed, several at once: the cases of a seed, one case several times, or one with less and
// less. Runs on: host. Errors: LabError for what ends the walk; what there is by then is stored.
#pragma once

#include "orchestrator/base/stop_signals.hpp"
#include "orchestrator/base/temporary_directory.hpp"
#include "orchestrator/cli/fuzz_options.hpp"
#include "orchestrator/cli/progress_line.hpp"
#include "orchestrator/fuzz/reducer.hpp"
#include "orchestrator/image/program_files.hpp"
#include "orchestrator/machine/qemu/qemu_machine.hpp"
#include "orchestrator/plan/mode.hpp"
#include "orchestrator/stages/run_fuzz.hpp"
#include "orchestrator/store/fuzz_directory.hpp"

#include <map>

namespace cloister {

class FuzzWalk {
  public:
    // words: what the user typed. Whatever can be refused is refused here, before anything is made.
    FuzzWalk(const RunOptions& options, const FuzzOptions& asked, const std::vector<std::string>& words);

    // False: the user ended it.
    bool go();
    const Fuzz& fuzz() const { return fuzz_; }
    const FuzzDirectory& directory() const { return directory_; }
    // No more progress is shown.
    void fall_silent() { progress_.reset(); }

  private:
    struct BootedKernel {
        KernelImage image;
        SystemMap symbols;
        std::filesystem::path initramfs;
        std::unique_ptr<QemuMachine> machine;
    };

    void prepare(const std::string& kernel);
    Task<void> search();
    Task<void> replay();
    Task<void> reduce();
    Task<void> lane();
    Task<FuzzGuest> boot(FuzzCase drawn, std::uint64_t number, std::string what);
    std::optional<std::uint64_t> next_number();
    std::string command_for(const FuzzCase& drawn) const;
    void store();

    RunOptions options_;
    FuzzOptions asked_;
    FuzzPurpose purpose_;
    FuzzChoice choice_;
    std::optional<FuzzCase> given_; // to be had again
    std::optional<std::chrono::nanoseconds> time_;
    ProgramFiles programs_;
    ModeCatalogue modes_;
    FuzzDirectory directory_;
    TemporaryDirectory images_;
    Fuzz fuzz_;
    std::chrono::nanoseconds spent_before_{0};
    std::chrono::steady_clock::time_point began_;
    std::map<std::string, BootedKernel> kernels_;
    std::uint64_t next_ = 1;
    bool ending_ = false;
    std::optional<ProgressLine> progress_;
};

} // namespace cloister
