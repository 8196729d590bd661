// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/kernel/kernel_reference.hpp"

#include "orchestrator/base/lab_error.hpp"

#include <gtest/gtest.h>

namespace cloister {
namespace {

TEST(KernelReference, ReadsEveryForm) {
    EXPECT_EQ(parse_kernel_reference("6.12").recipe, "6.12");
    EXPECT_EQ(parse_kernel_reference("6.12").patches, std::nullopt);
    EXPECT_EQ(parse_kernel_reference("6.12@base").patches, 0U);
    EXPECT_EQ(parse_kernel_reference("6.12@3").patches, 3U);
    EXPECT_EQ(parse_kernel_reference("6.12+lockdep").flavour, "lockdep");
    EXPECT_EQ(parse_kernel_reference("6.12+mutant:skip-isolated").mutant, "skip-isolated");
    EXPECT_EQ(parse_kernel_reference("6.12@2+lockdep").patches, 2U);
    for (const char* text : {"6.12+lockdep+mutant:skip-isolated", "6.12+mutant:skip-isolated+lockdep"}) {
        EXPECT_EQ(parse_kernel_reference(text).flavour, "lockdep") << text;
        EXPECT_EQ(parse_kernel_reference(text).mutant, "skip-isolated") << text;
    }
    EXPECT_TRUE(parse_kernel_reference("/boot/vmlinuz").is_image());
}

TEST(KernelReference, RefusesWhatIsNone) {
    for (const char* text : {"", "6.12@", "6.12@0", "6.12@three", "6.12+", "6.12+mutant:",
                             "6.12+kasan+lockdep", "6.12+mutant:a+mutant:b", "6.12++lockdep", "6 12", "@3"})
        EXPECT_THROW(parse_kernel_reference(text), LabError) << text;
}

} // namespace
} // namespace cloister
