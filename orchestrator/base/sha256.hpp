// SPDX-License-Identifier: GPL-2.0-or-later
// SHA-256 of bytes that come in pieces. Runs on: host. Pure.
// Errors: std::runtime_error where libcrypto refuses.
#pragma once

#include <memory>
#include <string>

#include <openssl/types.h>

namespace cloister {

class Sha256 {
  public:
    Sha256();
    void add(const char* bytes, std::size_t size);
    // "sha256:0123…"; ends it.
    std::string text();

  private:
    std::unique_ptr<EVP_MD_CTX, void (*)(EVP_MD_CTX*)> context_;
};

} // namespace cloister
