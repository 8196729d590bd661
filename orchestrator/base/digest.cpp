// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/base/digest.hpp"

#include "orchestrator/base/lab_error.hpp"

#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <memory>
#include <vector>

#include <fmt/format.h>
#include <openssl/evp.h>

namespace cloister {
namespace {

class Sha256 {
  public:
    Sha256() : context_(EVP_MD_CTX_new(), EVP_MD_CTX_free) {
        check(EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr));
    }
    void add(const char* bytes, std::size_t size) { check(EVP_DigestUpdate(context_.get(), bytes, size)); }
    std::string text() {
        std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
        unsigned size = 0;
        check(EVP_DigestFinal_ex(context_.get(), digest.data(), &size));
        std::string text = "sha256:";
        for (unsigned i = 0; i < size; ++i)
            text += fmt::format("{:02x}", digest[i]);
        return text;
    }

  private:
    static void check(int done) {
        if (done != 1)
            throw std::runtime_error("libcrypto cannot compute SHA-256");
    }

    std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context_;
};

} // namespace

std::string sha256_of(std::string_view bytes) {
    Sha256 digest;
    digest.add(bytes.data(), bytes.size());
    return digest.text();
}

std::string sha256_of_file(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    if (!in)
        throw LabError(Fault::lab, "store", "cannot read " + file.string() + ": " + std::strerror(errno));
    Sha256 digest;
    std::vector<char> piece(std::size_t{1} << 20U);
    while (in.read(piece.data(), static_cast<std::streamsize>(piece.size())) || in.gcount() > 0)
        digest.add(piece.data(), static_cast<std::size_t>(in.gcount()));
    return digest.text();
}

} // namespace cloister
