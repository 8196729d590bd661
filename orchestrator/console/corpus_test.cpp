// SPDX-License-Identifier: GPL-2.0-or-later
// What real guests printed when they were made to complain (orchestrator/tests/console-corpus), and how the
// oracle calls it.
#include "orchestrator/console/kernel_reports.hpp"

#include "source_tree.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

namespace cloister {
namespace {

namespace fs = std::filesystem;

std::string contents(const fs::path& file) {
    std::ostringstream text;
    text << std::ifstream(file).rdbuf();
    return text.str();
}

std::string titles(const fs::path& console) {
    std::string all;
    for (const KernelReport& report : kernel_reports(contents(console)))
        all += std::string(to_string(report.kind)) + " | " + report.title + "\n";
    return all;
}

TEST(ConsoleCorpus, IsTitledAsItWasAccepted) {
    std::size_t consoles = 0;
    for (const fs::directory_entry& entry :
         fs::directory_iterator(fs::path(CLOISTER_SOURCE) / "orchestrator/console/corpus"))
        if (entry.path().extension() == ".log") {
            ++consoles;
            EXPECT_EQ(titles(entry.path()), contents(fs::path(entry.path()).replace_extension(".titles")))
                << entry.path();
        }
    EXPECT_GE(consoles, 20U);
}

} // namespace
} // namespace cloister
