// SPDX-License-Identifier: GPL-2.0-or-later
// What the host did to a guest's isolated vCPUs, from before its window until behind it, stored on the
// guest's clock. Where the host refuses perf, or the clocks do not fit, schedstat is left, and the record
// says why. Runs on: host. Borrows the guest. Errors: LabError{lab, "store"} where the file cannot be
// written.
#pragma once

#include "orchestrator/machine/machine.hpp"

namespace cloister {

class HostObserver {
  public:
    HostObserver(Guest& guest, const CpuSet& isolated) : guest_(guest), isolated_(isolated) {}

    void begin();
    // Once; also what the machine counted meanwhile.
    void end(MachineFacts& facts);
    // When the agent has told its window and clocks: the record's word, and beside it host-switches.csv.
    void tell(TrialRecord& record, const std::filesystem::path& file) const;

  private:
    Guest& guest_;
    CpuSet isolated_;
    MachineFacts opened_;
    std::optional<std::string> refused_;
    SeenOnHost seen_;
    bool began_ = false;
};

} // namespace cloister
