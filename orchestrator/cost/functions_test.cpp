// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/cost/functions.hpp"

#include <gtest/gtest.h>

namespace cloister {
namespace {

TEST(Functions, AreFoundByAnyAddressInThem) {
    const Functions functions("0000000000000000 A fixed_percpu_data\n"
                              "ffffffff81000000 T _text\n"
                              "ffffffff81000100 t folio_batch_add.isra.0\n"
                              "ffffffff81000180 T __x64_sys_read\n"
                              "ffffffff81000180 T __ia32_sys_read\n"
                              "ffffffff82000000 D init_task\n");
    EXPECT_EQ(functions.of(0xffffffff81000100), "folio_batch_add");
    EXPECT_EQ(functions.of(0xffffffff8100017f), "folio_batch_add");
    EXPECT_EQ(functions.of(0xffffffff81000188), "__x64_sys_read");
    EXPECT_EQ(functions.of(0xffffffff80000000), "ffffffff80000000");
    EXPECT_EQ(Functions().of(0xffffffff81000100), "ffffffff81000100");
}

} // namespace
} // namespace cloister
