// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/machine/qemu/entry_log.hpp"

#include <gtest/gtest.h>

namespace cloister {
namespace {

constexpr const char* log = "edge\n"
                            "0 900\n"
                            "2 5000\n"
                            "2 ffffffff81000100 7 7\n"
                            "edge\n"
                            "0 100\n"
                            "2 1200\n"
                            "2 ffffffff81000200 3 5\n"
                            "2 ffffffff81000300 0 1\n";

using Numbers = std::map<std::string, std::uint64_t>;

TEST(EntryLog, TellsWhatCameBetweenTheEdges) {
    const std::vector<KernelEntries> window = entries_of_window(log);
    ASSERT_EQ(window.size(), 2U);
    EXPECT_EQ(window[0].cpu, CpuId{0});
    EXPECT_EQ(window[0].instructions, 100U);
    EXPECT_EQ(window[1].instructions, 1200U);
    EXPECT_EQ(window[1].from_user_space, (Numbers{{"ffffffff81000200", 3}}));
    EXPECT_EQ(window[1].all, (Numbers{{"ffffffff81000200", 5}, {"ffffffff81000300", 1}}));
}

TEST(EntryLog, OfAWindowThatIsStillOpenSaysNothing) {
    EXPECT_TRUE(entries_of_window("").empty());
    EXPECT_TRUE(entries_of_window("edge\n2 5\n").empty());
}

TEST(EntryLog, RefusesWhatThePluginDoesNotWrite) {
    EXPECT_THROW(entries_of_window("edge\nwhat is this line\n"), std::runtime_error);
    EXPECT_THROW(entries_of_window("2 5\n"), std::runtime_error);
}

TEST(EntryLog, KeepsEntriesAlone) {
    std::vector<KernelEntries> entries{{CpuId{2},
                                        10,
                                        {{"ffffffff81000100", 1}, {"ffffffff81000400", 4}},
                                        {{"ffffffff81000100", 2},
                                         {"ffffffff81000180", 7},
                                         {"ffffffff81000200", 5},
                                         {"ffffffff81000400", 4}}}};
    name_entries(entries, "ffffffff81000100 T __entry_text_start\n"
                          "ffffffff81000100 T asm_exc_page_fault\n"
                          "ffffffff81000180 t schedule\n"
                          "ffffffff81000200 T asm_sysvec_irq_work\n");
    EXPECT_EQ(entries[0].from_user_space, (Numbers{{"asm_exc_page_fault", 1}, {"ffffffff81000400", 4}}));
    EXPECT_EQ(entries[0].all,
              (Numbers{{"asm_exc_page_fault", 2}, {"asm_sysvec_irq_work", 5}, {"ffffffff81000400", 4}}));
}

} // namespace
} // namespace cloister
