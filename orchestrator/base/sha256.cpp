// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/base/sha256.hpp"

#include "orchestrator/base/digest.hpp"

#include <array>
#include <stdexcept>

#include <fmt/format.h>
#include <openssl/evp.h>

namespace cloister {
namespace {

void check(int done) {
    if (done != 1)
        throw std::runtime_error("libcrypto cannot compute SHA-256");
}

} // namespace

Sha256::Sha256() : context_(EVP_MD_CTX_new(), EVP_MD_CTX_free) {
    check(EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr));
}

void Sha256::add(const char* bytes, std::size_t size) {
    check(EVP_DigestUpdate(context_.get(), bytes, size));
}

std::string Sha256::text() {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned size = 0;
    check(EVP_DigestFinal_ex(context_.get(), digest.data(), &size));
    std::string text = "sha256:";
    for (unsigned i = 0; i < size; ++i)
        text += fmt::format("{:02x}", digest[i]);
    return text;
}

std::string sha256_of(std::string_view bytes) {
    Sha256 digest;
    digest.add(bytes.data(), bytes.size());
    return digest.text();
}

} // namespace cloister
