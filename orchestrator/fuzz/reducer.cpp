// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/fuzz/reducer.hpp"

#include "orchestrator/base/duration.hpp"

#include <algorithm>

namespace cloister {
namespace {

constexpr std::uint32_t fewest_cpus = 3; // two keep house, which some callers of drains need
constexpr std::uint32_t least_memory_mib = 1024;
constexpr std::chrono::seconds shortest{4};

} // namespace

FuzzReducer::FuzzReducer(FuzzCase whole, std::uint64_t patience)
    : least_(std::move(whole)), patience_(patience), asked_(least_),
      number_(std::max<std::size_t>(1, least_.actors.size() / 2)) {}

// Parts of that size from the first to the last, then parts of half the size.
bool FuzzReducer::ask_without_actors() {
    if (refused_)
        first_ += number_;
    while (first_ >= least_.actors.size()) {
        if (number_ == 1 || least_.actors.empty())
            return false;
        number_ /= 2;
        first_ = 0;
    }
    const auto begin = asked_->actors.begin() + static_cast<std::ptrdiff_t>(first_);
    const auto end = asked_->actors.begin() +
                     static_cast<std::ptrdiff_t>(std::min(first_ + number_, least_.actors.size()));
    question_ = "without";
    for (auto each = begin; each != end; ++each)
        question_ += " " + each->name;
    asked_->actors.erase(begin, end);
    return true;
}

bool FuzzReducer::ask() {
    asked_ = least_;
    switch (step_) {
    case Step::as_it_was:
    case Step::over:
        return false;
    case Step::actors:
        return ask_without_actors();
    case Step::isolation:
        question_ = "isolated by nothing";
        asked_->isolation = Isolation::none;
        return !refused_ && least_.isolation != Isolation::none;
    case Step::setting:
        question_ = "with remote_drain=auto";
        asked_->setting = DrainSetting::automatic;
        return !refused_ && least_.setting != DrainSetting::automatic;
    case Step::cpus:
        question_ = std::to_string(fewest_cpus) + " CPUs";
        asked_->cpus = fewest_cpus;
        asked_->isolated = CpuSet{CpuId{1}};
        return !refused_ && least_.cpus != fewest_cpus;
    case Step::memory:
        question_ = std::to_string(least_memory_mib) + " MiB";
        asked_->memory_mib = least_memory_mib;
        return !refused_ && least_.memory_mib > least_memory_mib;
    case Step::duration:
        asked_->duration = std::chrono::ceil<std::chrono::seconds>(least_.duration / 2);
        question_ = duration_text(asked_->duration);
        return !refused_ && asked_->duration >= shortest;
    }
    return false;
}

void FuzzReducer::ask_next() {
    while (!ask()) {
        refused_ = false;
        if (step_ == Step::duration || step_ == Step::over) {
            step_ = Step::over;
            asked_.reset();
            return;
        }
        step_ = static_cast<Step>(static_cast<int>(step_) + 1);
    }
}

void FuzzReducer::learn(bool seen) {
    if (!seen && ++in_vain_ < patience_)
        return;
    in_vain_ = 0;
    refused_ = !seen;
    if (seen) {
        came_ = true;
        least_ = *asked_;
    }
    if (!came_) {
        step_ = Step::over;
        asked_.reset();
        return;
    }
    ask_next();
}

} // namespace cloister
