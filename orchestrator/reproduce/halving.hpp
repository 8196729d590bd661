// SPDX-License-Identifier: GPL-2.0-or-later
// How little is enough: a number that is known to do is halved, again and again, down to the least there can
// be. That one is asked first, for most causes need one call; else the boundary is searched for, and is known
// to a factor of two. It may be one of chance: whoever answers should have tried more than once.
// Runs on: host. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

namespace cloister {

class Halving {
  public:
    // does: the number that is known to do; least: the smallest that makes sense.
    Halving(std::uint64_t does, std::uint64_t least);

    // The number to be tried; nullopt: all is known.
    std::optional<std::uint64_t> next() const;
    // Of the number that next() gave.
    void answer(bool does);

    std::uint64_t enough() const { return sizes_[enough_]; }

  private:
    std::size_t asked() const;

    std::vector<std::uint64_t> sizes_; // falling
    std::size_t enough_ = 0;           // the last that does
    std::size_t too_little_;           // the first that does not; sizes_.size(): none yet
};

} // namespace cloister
