// SPDX-License-Identifier: GPL-2.0-or-later
// Numbers drawn from a seed, the same everywhere: the engine is the standard's, bit by bit, its distributions
// are every library's own, so what is made of its numbers is ours. Runs on: both. Pure.
#pragma once

#include <cstdint>
#include <random>
#include <vector>

namespace cloister {

class Draws {
  public:
    // stream: draws of one seed that do not depend on each other.
    explicit Draws(std::uint64_t seed, std::uint64_t stream = 0) : engine_(mixed(seed + mixed(stream + 1))) {}

    std::uint64_t any() { return engine_(); }
    // 0 … end - 1; end is not 0. Of 2^64 numbers a few are more likely by one.
    std::uint64_t below(std::uint64_t end) { return engine_() % end; }
    std::uint64_t between(std::uint64_t first, std::uint64_t last) { return first + below(last - first + 1); }
    bool one_in(std::uint64_t number) { return below(number) == 0; }
    template <class T>
    const T& one_of(const std::vector<T>& all) {
        return all[below(all.size())];
    }
    // So many of them, in the order in which they are drawn.
    template <class T>
    std::vector<T> some_of(std::vector<T> all, std::size_t number) {
        for (std::size_t i = 0; i < number; ++i)
            std::swap(all[i], all[i + below(all.size() - i)]);
        all.resize(number);
        return all;
    }

  private:
    // splitmix64: neighbouring seeds become distant ones.
    static std::uint64_t mixed(std::uint64_t value) {
        value += 0x9e3779b97f4a7c15U;
        value = (value ^ (value >> 30U)) * 0xbf58476d1ce4e5b9U;
        value = (value ^ (value >> 27U)) * 0x94d049bb133111ebU;
        return value ^ (value >> 31U);
    }

    std::mt19937_64 engine_;
};

} // namespace cloister
