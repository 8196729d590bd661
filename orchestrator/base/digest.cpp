// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/base/digest.hpp"

#include "orchestrator/base/lab_error.hpp"
#include "orchestrator/base/sha256.hpp"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <vector>

namespace cloister {

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
