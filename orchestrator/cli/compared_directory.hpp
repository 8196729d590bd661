// SPDX-License-Identifier: GPL-2.0-or-later
// A side of a comparison as a person names it: a directory, or history:RUN, a run that a history knows and
// whose directory is still there. Runs on: host. Errors: LabError{wrong_use} naming what is not there.
#pragma once

#include <filesystem>
#include <string>

namespace cloister {

std::filesystem::path compared_directory(const std::string& name, const std::string& history);

} // namespace cloister
