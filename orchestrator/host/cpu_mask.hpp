// SPDX-License-Identifier: GPL-2.0-or-later
// CPUs as a bit mask, as kernel files have them that hold no list: "3", "00000001,80000000"; groups of 32
// bits in hexadecimal digits, the highest first (lib/vsprintf.c, bitmap_string(); lib/bitmap-str.c,
// bitmap_parse()). Runs on: host. Pure. Errors: std::invalid_argument for what is no mask.
#pragma once

#include "probes/kernelfs/cpu_set.hpp"

namespace cloister {

CpuSet parse_cpu_mask(std::string_view mask);
// Without the zeroes in front, which no kernel asks for.
std::string cpu_mask(const CpuSet& cpus);

} // namespace cloister
