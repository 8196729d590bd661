// SPDX-License-Identifier: GPL-2.0-or-later
#include "workloads/disturbers/page_list_sizes.hpp"

#include <gtest/gtest.h>

namespace cloister::workloads {
namespace {

TEST(PageListSizes, AreThoseOfTheMovableZone) {
    const std::string zoneinfo = R"(Node 0, zone    DMA32
  pages free     160000
  pagesets
    cpu: 2
              count: 99
              high:  378
Node 0, zone  Movable
  pages free     32768
      nr_free_pages 32768
  pagesets
    cpu: 0
              count: 0
              high:  42
              batch: 7
  vm stats threshold: 12
    cpu: 2
              count: 6
              high:  42
              batch: 7
  vm stats threshold: 12
Node 0, zone   Device
    cpu: 2
              count: 1
)";
    EXPECT_EQ(movable_pages_by_cpu(zoneinfo), (std::map<std::uint32_t, std::uint64_t>{{0, 0}, {2, 6}}));
    EXPECT_TRUE(movable_pages_by_cpu("").empty());
}

} // namespace
} // namespace cloister::workloads
