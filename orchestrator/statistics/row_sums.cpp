// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/statistics/row_sums.hpp"

namespace cloister {
namespace {

double real(std::uint64_t number) {
    return static_cast<double>(number);
}

Pair pair_of(const Counted& one, const Counted& next, std::size_t which) {
    const double over = one.over[which];
    const double next_over = next.over[which];
    const double rate = (real(one.number) + real(next.number)) / (over + next_over);
    if (rate <= 0)
        return {};
    const double off = real(one.number) - rate * over;
    return {off * off / (rate * over) + off * off / (rate * next_over),
            2 * rate * over * next_over / (over + next_over)};
}

} // namespace

Sums::Sums(const std::vector<Counted>& row)
    : numbers_(row.size() + 1), over_(row.empty() ? 0 : row.front().over.size()), over_squared_(over_.size()),
      pairs_(over_.size()) {
    for (std::size_t i = 0; i < row.size(); ++i)
        numbers_[i + 1] = numbers_[i] + row[i].number;
    for (std::size_t which = 0; which < over_.size(); ++which) {
        over_[which].resize(row.size() + 1);
        over_squared_[which].resize(row.size() + 1);
        pairs_[which].resize(row.size());
        for (std::size_t i = 0; i < row.size(); ++i) {
            const double over = row[i].over[which];
            over_[which][i + 1] = over_[which][i] + over;
            over_squared_[which][i + 1] = over_squared_[which][i] + over * over;
            if (i > 0)
                pairs_[which][i] = pair_of(row[i - 1], row[i], which);
        }
    }
}

} // namespace cloister
