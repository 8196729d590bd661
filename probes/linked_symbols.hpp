// SPDX-License-Identifier: GPL-2.0-or-later
// The symbols that a guest needs, taken from its kernel's System.map and not from the guest: to print
// /proc/kallsyms takes a kernel a quarter of a second under TCG, a fifth of its boot. A kernel lies elsewhere
// than it was linked for (KASLR moves all of it by one offset), and per-CPU symbols lie where they were
// (x86-64 links them from 0): so the head of kallsyms tells the offset, and proves that the map is this
// kernel's.
// Runs on: both; pure. Lists are lines "ADDRESS TYPE NAME" by address, as in System.map and kallsyms.
#pragma once

#include <string>
#include <string_view>

namespace cloister {

// Of a System.map, what probes look up: each such line, and the next higher one, which tells how long it is.
// Empty for a map without _text, as Debian ships beside its own kernels.
std::string symbols_for_probes(std::string_view system_map);

// linked, moved to where a kernel runs. running: kallsyms from its first line to that of _text or beyond.
// Throws std::runtime_error where running has no _text, or another per-CPU symbol than linked.
std::string moved_symbols(std::string_view linked, std::string_view running);

} // namespace cloister
