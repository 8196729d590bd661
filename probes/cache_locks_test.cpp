// SPDX-License-Identifier: GPL-2.0-or-later
#include "probes/cache_locks.hpp"

#include <gtest/gtest.h>

namespace cloister {
namespace {

// As x86-64 lists per-CPU variables before 6.15: offsets from 0, before everything else.
constexpr std::string_view kallsyms = "0000000000000000 A __per_cpu_start\n"
                                      "0000000000024a40 D bh_lrus\n"
                                      "0000000000024b00 d mlock_fbatch\n"
                                      "0000000000024c40 d cpu_fbatches\n"
                                      "0000000000024c40 d an_alias\n"
                                      "0000000000025280 D softnet_data\n"
                                      "ffffffff82345678 D __per_cpu_offset\n";

const std::vector<std::uint64_t> offsets{0xffff88803ea00000, 0xffff88803eb00000};

std::string name_in(const std::vector<CacheLock>& locks, std::uint64_t address) {
    const CacheLock* lock = lock_at(locks, address);
    return lock == nullptr ? "none" : full_name(*lock);
}
std::string name_at(std::uint64_t address) {
    return name_in(cache_locks(kallsyms, offsets), address);
}

TEST(CacheLocks, AreToldByTheVariableAndTheCpuTheyLieIn) {
    EXPECT_EQ(cache_locks(kallsyms, offsets).size(), 8U);
    EXPECT_EQ(name_at(0xffff88803ea25240), "cpu_fbatches.remote_lock of CPU 0");
    EXPECT_EQ(name_at(0xffff88803eb25240), "cpu_fbatches.remote_lock of CPU 1");
    EXPECT_EQ(name_at(0xffff88803eb25244), "cpu_fbatches.remote_lock_irq of CPU 1");
    EXPECT_EQ(name_at(0xffff88803ea24b00), "mlock_fbatch.remote_lock of CPU 0");
    EXPECT_EQ(name_at(0xffff88803ea24a40), "bh_lrus.remote_lock of CPU 0");
    EXPECT_EQ(name_at(0xffff88803ea25280), "none");
    EXPECT_EQ(name_at(0xffff88803ea24a3f), "none");
}

// As with lock debugging: nobody knows how large a lock is.
TEST(CacheLocks, LargeOnesAreNotToldApart) {
    const std::vector<CacheLock> locks = cache_locks("0000000000024c00 d cpu_fbatches\n"
                                                     "0000000000025300 d mlock_fbatch\n"
                                                     "0000000000025480 D softnet_data\n",
                                                     offsets);
    EXPECT_EQ(locks.size(), 4U);
    EXPECT_EQ(name_in(locks, 0xffff88803eb25270), "cpu_fbatches.remote_lock or _irq of CPU 1");
}

TEST(CacheLocks, OlderKernelsHavePagevecs) {
    const std::vector<CacheLock> locks = cache_locks("0000000000024b00 d lru_rotate\n"
                                                     "0000000000024c40 d lru_pvecs\n"
                                                     "0000000000025240 D softnet_data\n",
                                                     offsets);
    EXPECT_EQ(locks.size(), 4U);
    EXPECT_EQ(name_in(locks, 0xffff88803eb24c40), "lru_pvecs.remote_lock of CPU 1");
}

TEST(CacheLocks, AreNoneWhereTheKernelHasNoSuchVariable) {
    EXPECT_TRUE(cache_locks("ffffffff81000000 T _text\n", offsets).empty());
    EXPECT_TRUE(cache_locks("", offsets).empty());
    EXPECT_TRUE(cache_locks("0000000000024a40 D bh_lrus\n", offsets).empty()) << "nothing says where it ends";
}

} // namespace
} // namespace cloister
