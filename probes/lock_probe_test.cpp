// SPDX-License-Identifier: GPL-2.0-or-later
#include "probes/lock_probe.hpp"

#include <gtest/gtest.h>

namespace cloister {
namespace {

TEST(LockProbe, SumsTheMissesOfItsPlaces) {
    EXPECT_EQ(misses_in("  lock_contended                                  4711               2\n"
                        "  lock_contended                                     0               1\n"
                        "  somebody_elses                                     7               9\n"),
              3U);
    EXPECT_EQ(misses_in(""), 0U);
}

} // namespace
} // namespace cloister
