// SPDX-License-Identifier: GPL-2.0-or-later
// --help that teaches: what it is for, how it is called, its options in groups, and examples; 80 columns.
// Runs on: host. CLI11's formatter, replaced: an option's values are told by its option_text.
#pragma once

#include <CLI/CLI.hpp>

namespace cloister {

class HelpText : public CLI::FormatterBase {
  public:
    std::string make_help(const CLI::App* command, std::string name, CLI::AppFormatMode mode) const override;
};

} // namespace cloister
