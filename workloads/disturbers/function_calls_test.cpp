// SPDX-License-Identifier: GPL-2.0-or-later
#include "workloads/disturbers/function_calls.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace cloister::workloads {
namespace {

using Calls = std::vector<std::uint64_t>;

const CpuSet isolated{CpuId{2}, CpuId{3}};

TEST(FunctionCalls, AreAllOrNone) {
    EXPECT_TRUE(all_called(isolated, Calls{5, 5, 5, 5}, Calls{5, 5, 6, 7}));
    EXPECT_FALSE(all_called(isolated, Calls{5, 5, 5, 5}, Calls{6, 6, 5, 5})) << "others do not matter";
}

TEST(FunctionCalls, OfSomeOnlyAreNoNumber) {
    EXPECT_THROW(all_called(isolated, Calls{5, 5, 5, 5}, Calls{5, 5, 5, 6}), std::runtime_error);
}

TEST(FunctionCalls, AreCountedForEachCpu) {
    EXPECT_FALSE(read_calls().empty());
}

} // namespace
} // namespace cloister::workloads
