// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/report/gap_histogram.hpp"

#include <array>

namespace cloister {
namespace {

// 0, 1, 2, 5, 10, 20, 50 µs, …: what is below a microsecond is one bin.
std::chrono::nanoseconds beginning(std::size_t bin) {
    constexpr std::array<std::int64_t, 3> steps{1, 2, 5};
    if (bin == 0)
        return std::chrono::nanoseconds(0);
    std::int64_t scale = 1000;
    for (std::size_t decade = (bin - 1) / steps.size(); decade > 0; --decade)
        scale *= 10;
    return std::chrono::nanoseconds(scale * steps.at((bin - 1) % steps.size()));
}

} // namespace

void GapHistogram::count(std::chrono::nanoseconds length) {
    constexpr std::size_t most = 28; // beyond an hour
    std::size_t bin = 0;
    while (bin + 1 < most && length >= beginning(bin + 1))
        ++bin;
    if (numbers_.size() <= bin)
        numbers_.resize(bin + 1);
    ++numbers_[bin];
}

std::vector<GapBin> GapHistogram::bins() const {
    std::vector<GapBin> bins;
    for (std::size_t bin = 0; bin < numbers_.size(); ++bin)
        if (numbers_[bin] > 0 || !bins.empty())
            bins.push_back({beginning(bin), numbers_[bin]});
    return bins;
}

} // namespace cloister
