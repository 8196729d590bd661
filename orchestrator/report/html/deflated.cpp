// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/report/html/deflated.hpp"

#include <openssl/evp.h>
#include <zlib.h>

#include <algorithm>
#include <stdexcept>
#include <vector>

namespace cloister {
namespace {

using Bytes = std::vector<unsigned char>;

Bytes compressed(std::string_view bytes) {
    uLongf size = compressBound(bytes.size());
    Bytes out(size);
    const Bytes in(bytes.begin(), bytes.end());
    if (compress2(out.data(), &size, in.data(), in.size(), Z_DEFAULT_COMPRESSION) != Z_OK)
        throw std::runtime_error("no memory to compress the events of a page");
    out.resize(size);
    return out;
}

// EVP_EncodeBlock() counts in int: a multiple of three at a time needs no padding in between.
std::string base64(const Bytes& bytes) {
    constexpr std::size_t at_once = 3U << 20U;
    std::string text;
    text.reserve(bytes.size() / 3 * 4 + 4);
    Bytes encoded(at_once / 3 * 4 + 1); // and a NUL
    for (std::size_t from = 0; from < bytes.size(); from += at_once) {
        const std::size_t size = std::min(at_once, bytes.size() - from);
        const int length = EVP_EncodeBlock(encoded.data(), bytes.data() + from, static_cast<int>(size));
        text.append(encoded.begin(), encoded.begin() + length);
    }
    return text;
}

} // namespace

std::string deflated(std::string_view bytes) {
    return base64(compressed(bytes));
}

} // namespace cloister
