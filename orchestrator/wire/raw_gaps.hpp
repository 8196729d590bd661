// SPDX-License-Identifier: GPL-2.0-or-later
// A subject's gaps on their way to the host: a file for each isolated CPU, as the subject keeps them
// (workloads/handshake.h, Gap). The host makes gaps.csv of them: an emulated guest would take 50 ms longer
// for the text, in every trial.
// Runs on: both. Pure. Errors: std::runtime_error for a file that is cut off.
#pragma once

#include "results-schema/subject_gap.hpp"

namespace cloister::wire {

// "gaps/2.raw"
std::string raw_gaps_name(CpuId cpu);
std::string raw_gaps(const std::vector<SubjectGap>& of_one_cpu);
std::vector<SubjectGap> parse_raw_gaps(CpuId cpu, std::string_view bytes);

} // namespace cloister::wire
