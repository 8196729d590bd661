// SPDX-License-Identifier: GPL-2.0-or-later
// perl as a plain shell's way to a system call that has no command: perl-base, which every Debian has, and
// no module. Numbers are those of x86-64. Runs on: host; the text on bare metal. Pure.
#pragma once

#include <string>

namespace cloister {

// A command for the body of a shell function. script: one statement a line, without a single quote; it may
// use, and gets before it what it uses of
//   call(NAME => NUMBER, …)  a system call, or the end with its name and the kernel's word; what the kernel
//                            writes into a string is not seen
//   room(BYTES)              that many of anonymous memory, to write; nothing is there yet
//   touch(ADDRESS)           faults the page in
//   go(CPU)                  moves the process
// arguments: words of the shell, as "$isolated"; the script has them in @ARGV.
std::string in_perl(const std::string& script, const std::string& arguments = "");

} // namespace cloister
