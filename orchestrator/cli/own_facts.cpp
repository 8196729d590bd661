// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/cli/own_facts.hpp"

#include "orchestrator/base/digest.hpp"
#include "orchestrator/store/run_directory.hpp"
#include "revision.hpp"

namespace cloister {
namespace {

// The words lie behind one another, each ended by a zero byte.
std::vector<std::string> words_of(const std::string& command_line) {
    std::vector<std::string> words;
    for (std::size_t begin = 0; begin < command_line.size();) {
        words.emplace_back(command_line.c_str() + begin);
        begin += words.back().size() + 1;
    }
    return words;
}

} // namespace

CloisterFacts own_facts() {
    CloisterFacts facts;
    facts.version = CLOISTER_VERSION;
    if (const std::string revision = CLOISTER_REVISION; revision != "none")
        facts.revision = revision;
    static const std::string digest = sha256_of_file("/proc/self/exe"); // once for all runs of a night
    facts.digest = digest;
    facts.command_line = words_of(read_text_file("/proc/self/cmdline"));
    return facts;
}

} // namespace cloister
