// SPDX-License-Identifier: GPL-2.0-or-later
// A night: the cells of a plan, one at a time, each a run of its own. What did not change since it was
// measured last is left as it was; a night that was ended from outside is gone on with. In this order, so
// that a kill at any point leaves each cell in the history once: its run is whole, then its cell is noted,
// then the history takes it, which knows a run that it has by its records. Runs on: host. Errors: LabError
// for what ends the night, before it is begun or because its directory cannot be written; what ends a cell is
// told in it.
#pragma once

#include "orchestrator/base/time_box.hpp"
#include "orchestrator/cli/nightly_command.hpp"
#include "orchestrator/cli/progress_line.hpp"
#include "orchestrator/conduct.hpp"
#include "orchestrator/fleet/night_cells.hpp"
#include "orchestrator/plan/mode.hpp"
#include "orchestrator/store/nights.hpp"

#include <map>
#include <variant>

namespace cloister {

class NightlyWalk {
  public:
    // words: what the user typed. Whatever can be refused is refused here, before anything is made.
    NightlyWalk(const RunOptions& options, const NightlyOptions& asked,
                const std::vector<std::string>& words);

    // What would be measured, and why; nothing is made, no kernel is built.
    Nightly due();
    // False: the user ended it. What its time was too short for is not done.
    bool go();
    // Tells the user's command, and ends the night.
    void end();

    const Nightly& night() const { return night_; }
    const NightDirectory& directory() const { return *directory_; }
    // No more progress is shown.
    void fall_silent() { progress_.reset(); }

  private:
    // All that a cell's measurement needs.
    struct Ready {
        RunOptions options;
        const KernelImage* kernel = nullptr;
        CellKey key;
    };
    // A kernel, or why there is none.
    using Kernel = std::variant<KernelImage, std::string>;

    void expect_answerable();
    void begin();
    void remember_nights();
    bool walk();
    bool visit(std::size_t index);
    void leave_the_rest(std::size_t from);
    bool measure(std::size_t index, const Ready& ready);
    bool measure_run(const Ready& ready, NightCell& cell, const OnProgress& on_progress);
    void finish(NightCell& cell);
    void note_failure(NightCell& cell, NightState state, const std::string& why);
    void keep_what_no_history_has();
    void make_room();

    RunOptions options_of(const PlannedCell& cell) const;
    const Kernel& kernel_of(const PlannedCell& cell, const OnProgress& on_progress);
    // Throws LabError where its kernel cannot be measured so.
    Ready ready(const PlannedCell& cell, const KernelImage& kernel) const;
    const NightCell* last_of(const std::string& cell) const;
    // Measured this very night already, with this key; nullptr: it was not.
    const NightCell* done_tonight(const std::string& cell, const CellKey& key) const;
    OnProgress progress_of(std::size_t index);

    RunOptions options_;
    NightPlan plan_;
    bool all_;
    bool keeps_history_;
    std::vector<PlannedCell> cells_;
    ModeCatalogue modes_;
    std::string cloister_;
    std::string machine_;
    TimeBox time_;
    std::filesystem::path place_;

    std::optional<Nights> nights_;
    std::optional<NightDirectory> directory_;
    Nightly night_;
    std::map<std::string, NightCell> before_;  // as the last night that ended left them
    std::map<std::string, NightCell> tonight_; // as this one noted them before it was ended from outside
    std::vector<KeptNight> kept_;
    std::map<std::string, Kernel> kernels_;
    std::optional<ProgressLine> progress_;
};

} // namespace cloister
