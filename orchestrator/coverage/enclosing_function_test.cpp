// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/coverage/enclosing_function.hpp"

#include <gtest/gtest.h>

namespace cloister {
namespace {

const std::vector<std::string> source{
    "static DEFINE_PER_CPU(struct bh_lru, bh_lrus) = {",       // 1
    "};",                                                      // 2
    "static noinline void bh_lru_install_remote(struct b *b)", // 3
    "{",                                                       // 4
    "\tget_bh(bh);",                                           // 5
    "unlock:",                                                 // 6
    "\tspin_unlock(lock);",                                    // 7
    "}",                                                       // 8
    "EXPORT_SYMBOL_GPL(bh_lru_install_remote);",               // 9
    "#ifdef CONFIG_SMP",                                       // 10
    "static noinline struct buffer_head *",                    // 11
    "lookup_bh_lru_remote(struct block_device *bdev,",         // 12
    "\t\tsector_t block)",                                     // 13
    "{",                                                       // 14
    "\treturn NULL;",                                          // 15
};

TEST(EnclosingFunction, IsThatOfTheLastHeadInTheFirstColumn) {
    EXPECT_EQ(enclosing_function(source, 5), "bh_lru_install_remote");
    EXPECT_EQ(enclosing_function(source, 7), "bh_lru_install_remote");
    EXPECT_EQ(enclosing_function(source, 10), "bh_lru_install_remote"); // not what exports it
    EXPECT_EQ(enclosing_function(source, 15), "lookup_bh_lru_remote");
}

TEST(EnclosingFunction, IsItsOwnHeads) {
    EXPECT_EQ(enclosing_function(source, 3), "bh_lru_install_remote");
    EXPECT_EQ(enclosing_function(source, 12), "lookup_bh_lru_remote");
}

TEST(EnclosingFunction, IsEmptyBeforeTheFirst) {
    EXPECT_EQ(enclosing_function({"#include <x.h>", "\tlost;"}, 2), "");
    EXPECT_EQ(enclosing_function({}, 7), "");
}

} // namespace
} // namespace cloister
