// SPDX-License-Identifier: GPL-2.0-or-later
#include "probes/linked_symbols.hpp"

#include <gmock/gmock.h>

#include <stdexcept>

namespace cloister {
namespace {

constexpr std::string_view system_map = "0000000000000000 D __per_cpu_start\n"
                                        "0000000000024c40 d cpu_fbatches\n"
                                        "0000000000024c40 d an_alias\n"
                                        "0000000000025240 D softnet_data\n"
                                        "ffffffff81000000 T _text\n"
                                        "ffffffff81000000 T startup_64\n"
                                        "ffffffff81000060 T secondary_startup_64\n"
                                        "ffffffff81230000 t lru_add_drain_per_cpu\n"
                                        "ffffffff81230040 T lru_add_drain\n"
                                        "ffffffff82345678 D __per_cpu_offset\n";

constexpr std::string_view needed = "0000000000024c40 d cpu_fbatches\n"
                                    "0000000000025240 D softnet_data\n"
                                    "ffffffff81000000 T _text\n"
                                    "ffffffff81000060 T secondary_startup_64\n"
                                    "ffffffff81230000 t lru_add_drain_per_cpu\n"
                                    "ffffffff81230040 T lru_add_drain\n"
                                    "ffffffff82345678 D __per_cpu_offset\n";

constexpr std::string_view running = "0000000000000000 A __per_cpu_start\n"
                                     "0000000000024c40 A cpu_fbatches\n"
                                     "ffffffff9a000000 T startup_64\n"
                                     "ffffffff9a000000 T _text\n";

TEST(LinkedSymbols, AreThoseThatProbesLookUpAndTheirEnds) {
    EXPECT_EQ(symbols_for_probes(system_map), needed);
}

TEST(LinkedSymbols, AreNoneWithoutAMapWorthTheName) {
    EXPECT_EQ(symbols_for_probes(""), "");
    EXPECT_EQ(symbols_for_probes("ffffffffffffffff B The real System.map is in the -dbg package\n"), "");
}

TEST(LinkedSymbols, MoveWithTheKernelUnlessTheyArePerCpu) {
    EXPECT_EQ(moved_symbols(needed, running), "0000000000024c40 d cpu_fbatches\n"
                                              "0000000000025240 D softnet_data\n"
                                              "ffffffff9a000000 T _text\n"
                                              "ffffffff9a000060 T secondary_startup_64\n"
                                              "ffffffff9a230000 t lru_add_drain_per_cpu\n"
                                              "ffffffff9a230040 T lru_add_drain\n"
                                              "ffffffff9b345678 D __per_cpu_offset\n");
}

TEST(LinkedSymbols, OfAnotherKernelAreRefused) {
    EXPECT_THROW(moved_symbols(needed, "0000000000024c80 A cpu_fbatches\nffffffff9a000000 T _text\n"),
                 std::runtime_error);
    EXPECT_THROW(moved_symbols(needed, "ffffffff9a000000 T startup_64\n"), std::runtime_error);
}

} // namespace
} // namespace cloister
