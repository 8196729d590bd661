// SPDX-License-Identifier: GPL-2.0-or-later
// An actor of a guest that is fuzzed, as a child of the agent in a session of its own: started, started again
// where the kernel had to end it for want of memory, told to end. Runs on: guest. It leaves its processes to
// whoever ends all (serve_fuzz.cpp). Errors: std::system_error; LabError{lab, arm} for a program that cannot
// be started.
#pragma once

#include "orchestrator/wire/fuzz_order.hpp"
#include "probes/kernelfs/cpu_set.hpp"

namespace cloister::agent {

class ActorProcess {
  public:
    // number: of its files; on: where it is started.
    ActorProcess(wire::ActorOrder order, std::size_t number, const CpuSet& on);

    // pid: of a child that has ended with this status; whether it was this one.
    bool has_ended(int pid, int status);
    // Once more, unless that has been in vain.
    void start_again();
    void ask_to_end();
    wire::ActorTale tale() const;

  private:
    void start();
    bool is_ours() const;
    std::string output_file() const;

    wire::ActorOrder order_;
    std::size_t number_;
    CpuSet on_;
    int pid_ = -1;
    bool asked_ = false;
    wire::ActorTale tale_;
};

} // namespace cloister::agent
