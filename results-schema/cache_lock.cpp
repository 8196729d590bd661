// SPDX-License-Identifier: GPL-2.0-or-later
#include "results-schema/cache_lock.hpp"

#include <array>
#include <charconv>

namespace cloister {

std::string address_text(std::uint64_t address) {
    std::array<char, 16> digits{};
    char* const end = std::to_chars(digits.data(), digits.data() + digits.size(), address, 16).ptr;
    return "0x" + std::string(digits.data(), end);
}

std::uint64_t address_of(const CacheLock& lock) {
    return std::stoull(lock.address, nullptr, 16);
}

const CacheLock* lock_at(const std::vector<CacheLock>& locks, std::uint64_t address) {
    for (const CacheLock& lock : locks)
        if (const std::uint64_t begin = address_of(lock); address >= begin && address - begin < lock.bytes)
            return &lock;
    return nullptr;
}

std::string full_name(const CacheLock& lock) {
    return lock.name + " of CPU " + std::to_string(lock.owner.number);
}

} // namespace cloister
