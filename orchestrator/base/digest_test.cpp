// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/base/digest.hpp"

#include "orchestrator/base/lab_error.hpp"

#include <gtest/gtest.h>

namespace cloister {
namespace {

// FIPS 180-2, appendix B.1.
TEST(Digest, IsSha256) {
    EXPECT_EQ(sha256_of("abc"), "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(Digest, NamesTheFileThatCannotBeRead) {
    EXPECT_THROW(sha256_of_file("/nonexistent/file"), LabError);
}

} // namespace
} // namespace cloister
