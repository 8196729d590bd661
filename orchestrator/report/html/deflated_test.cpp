// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/report/html/deflated.hpp"

#include <gtest/gtest.h>
#include <openssl/evp.h>
#include <zlib.h>

#include <vector>

namespace cloister {
namespace {

std::string inflated(const std::string& text, std::size_t size) {
    std::vector<unsigned char> bytes(text.size());
    EVP_DecodeBlock(bytes.data(), reinterpret_cast<const unsigned char*>(text.data()), // OpenSSL's bytes
                    static_cast<int>(text.size()));
    std::vector<unsigned char> out(size);
    uLongf length = size;
    EXPECT_EQ(uncompress(out.data(), &length, bytes.data(), bytes.size()), Z_OK);
    return std::string(out.begin(), out.begin() + static_cast<std::ptrdiff_t>(length));
}

std::string noise(std::size_t size) {
    std::string text;
    for (std::uint32_t state = 1; text.size() < size; state = state * 1664525 + 1013904223)
        text += static_cast<char>(state >> 24U);
    return text;
}

TEST(Deflated, ComesBack) {
    for (const std::size_t size : {0U, 1U, 2U, 3U, 4U, 1000U})
        EXPECT_EQ(inflated(deflated(noise(size)), size + 1), noise(size)) << size;
}

TEST(Deflated, OfManyPiecesIsOneText) {
    const std::string much = noise(4'000'001);
    EXPECT_EQ(inflated(deflated(much), much.size()), much);
}

} // namespace
} // namespace cloister
