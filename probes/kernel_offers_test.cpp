// SPDX-License-Identifier: GPL-2.0-or-later
#include "probes/kernel_offers.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace cloister {
namespace {

namespace fs = std::filesystem;

class Offers : public ::testing::Test {
  protected:
    Offers() {
        std::string pattern = (fs::temp_directory_path() / "cloister-offers-XXXXXX").string();
        directory_ = ::mkdtemp(pattern.data());
        std::ofstream(directory_ / "README") << "keys: cpu\n";
    }
    ~Offers() override { fs::remove_all(directory_); }

    KernelOffers kernel(const std::string& kallsyms) const { return {directory_.string(), kallsyms}; }

    fs::path directory_;
};

TEST_F(Offers, FindsFunctionsByTheirWholeName) {
    const KernelOffers found = kernel("0000000000000000 A fixed_percpu_data\n"
                                      "ffffffff81000010 T lru_add_drain\n"
                                      "ffffffff81000020 t lru_add_drain_per_cpu\n");
    EXPECT_EQ(found.address("lru_add_drain"), 0xffffffff81000010);
    EXPECT_EQ(found.address("lru_add_drain_per_cpu"), 0xffffffff81000020);
    EXPECT_EQ(found.address("lru_add"), std::nullopt);
    EXPECT_EQ(found.present({"lru_add_drain_per_cpu", "gone"}),
              std::vector<std::string>{"lru_add_drain_per_cpu"});
}

TEST_F(Offers, KnowsFunctionsOfModulesAndNoData) {
    const KernelOffers found = kernel("ffffffff82000000 D jiffies\n"
                                      "ffffffffc0000000 t flush\t[brd]\n"
                                      "ffffffffc0000010 t last\t[brd]");
    EXPECT_EQ(found.address("flush"), 0xffffffffc0000000);
    EXPECT_EQ(found.address("last"), 0xffffffffc0000010);
    EXPECT_EQ(found.address("jiffies"), std::nullopt);
}

TEST_F(Offers, TakesTheFirstOfOneName) {
    EXPECT_EQ(kernel("ffffffff81000010 t show\nffffffff81000020 t show\n").address("show"),
              0xffffffff81000010);
}

TEST_F(Offers, SurvivesLinesThatAreNone) {
    EXPECT_EQ(kernel("\n\nffffffff81000010\nffffffff81000010 t\n\n").address(""), std::nullopt);
}

} // namespace
} // namespace cloister
