// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/reproduce/halving.hpp"

namespace cloister {

Halving::Halving(std::uint64_t does, std::uint64_t least) : sizes_{does} {
    while (sizes_.back() / 2 > least)
        sizes_.push_back(sizes_.back() / 2);
    if (sizes_.back() > least)
        sizes_.push_back(least);
    too_little_ = sizes_.size();
}

std::size_t Halving::asked() const {
    const bool began = too_little_ == sizes_.size();
    return began ? sizes_.size() - 1 : enough_ + (too_little_ - enough_) / 2;
}

std::optional<std::uint64_t> Halving::next() const {
    if (enough_ + 1 == too_little_)
        return std::nullopt;
    return sizes_[asked()];
}

void Halving::answer(bool does) {
    (does ? enough_ : too_little_) = asked();
}

} // namespace cloister
