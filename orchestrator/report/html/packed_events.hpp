// SPDX-License-Identifier: GPL-2.0-or-later
// Interruptions as a page holds them: what is alike is said once (a shape: cause, steps and senders without
// their times), and the times of all are columns of numbers, a few bytes an interruption. Runs on: host.
// Pure.
//
// bytes(): length of the head (4 bytes, little endian) · the head, JSON · the columns, one after the other
// head: shapes[], trials[]{number, columns{name: bytes}}
// columns, of LEB128 numbers:
//   cpu
//   at       ns from the one before; the first: from the window's opening
//   length   ns
//   shape
//   noticed
//   follows  how many numbers back; 0: none
//   told     1 where times holds its steps
//   times    origins' beginnings, then steps', ns from the interruption's (zigzag); a step's with its length
//
// The steps of a shape's first interruptions have their times; of more of them only the shape is told.
#pragma once

#include "results-schema/interruption.hpp"
#include "results-schema/json_document.hpp"

#include <unordered_map>

namespace cloister {

class EventPacker {
  public:
    // told: how many of a shape in one trial have times of their steps; told_in_all: in all trials.
    explicit EventPacker(std::uint64_t told = 2000, std::uint64_t told_in_all = 200'000)
        : told_(told), left_to_tell_(told_in_all) {}

    void begin_trial(std::chrono::nanoseconds window_opened);
    // By time.
    void take(const Interruption& interruption);

    std::string bytes() const;

  private:
    struct Trial {
        std::uint64_t number = 0;
        std::chrono::nanoseconds last{0};
        std::string cpu;
        std::string at;
        std::string length;
        std::string shape;
        std::string noticed;
        std::string follows;
        std::string told;
        std::string times;
        std::unordered_map<std::uint64_t, std::uint64_t> of_shape{}; // how many there were
    };

    std::uint64_t shape_of(const Interruption& interruption);
    bool tells(std::uint64_t shape);

    std::uint64_t told_;
    std::uint64_t left_to_tell_;
    std::unordered_map<std::string, std::uint64_t> known_; // key → index in shapes_
    Json shapes_ = Json::array();
    std::vector<Trial> trials_;
};

} // namespace cloister
