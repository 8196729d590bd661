// SPDX-License-Identifier: GPL-2.0-or-later
// A machine without a kernel, a process or a network: its guests replay recorded ones, and tell a story where
// asked to. It measures nothing, and says so in its facts: backend "fake".
// Runs on: host.
#pragma once

#include "orchestrator/machine/fake/story.hpp"
#include "orchestrator/machine/machine.hpp"

#include <memory>

namespace cloister::fake {

class FakeMachine : public Machine {
  public:
    // recordings: of every machine of a night; unpacking them takes longer than most fake guests.
    FakeMachine(std::shared_ptr<const Recordings> recordings, Story story)
        : recordings_(std::move(recordings)), story_(std::move(story)) {}

    Task<std::unique_ptr<Guest>> start(GuestSpec spec) override;
    // Throws LabError{wrong_use} for what was not recorded, and for a story that finds no place in it.
    // Deadlines become short: a fake guest that is silent is silent for good.
    void prepare(Plan& plan) const;

  private:
    // In a story that lends, one of drop_caches for each other call that drains.
    std::string recorded_cell(const std::string& cell) const;

    std::shared_ptr<const Recordings> recordings_;
    Story story_;
    std::map<std::filesystem::path, unsigned> started_; // guests of a trial, by its directory
};

} // namespace cloister::fake
