// SPDX-License-Identifier: GPL-2.0-or-later
// For tests: a tiny source tree that is configured and "built" by a real make, a recipe for it, and a cache.
// Runs on: host.
#pragma once

#include "orchestrator/kernel/build_kernel.hpp"

#include "orchestrator/base/refusal.hpp"
#include "orchestrator/base/temporary_directory.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <set>

namespace cloister {

class TinyKernel : public ::testing::Test {
  protected:
    TinyKernel() {
        write("source/Makefile", makefile);
        write("source/version", "one\n");
        write("source/other", "one\n");
        write("source/mm/Kconfig",
              "config NO_HZ_FULL\n\tbool\nmenuconfig VANISHES\n  config ALSO_VANISHES\n");
        write("data/recipes/1.0.toml",
              "schema = \"cloister/recipe/1\"\npackage = \"p\"\ntarball = \"/nonexistent\"\n"
              "fragments = [\"base\"]\nseries_fragments = []\nobjects = 1\n");
        write("data/fragments/base.config", "CONFIG_NO_HZ_FULL=y\n");
        write("data/patches/1.0/0001-two.patch", "--- a/version\n+++ b/version\n@@ -1 +1 @@\n-one\n+two\n");
        ::setenv("CLOISTER_TEST_COUNT", (directory_ / "count").c_str(), 1);
    }
    ~TinyKernel() override { ::unsetenv("CLOISTER_TEST_BEAT"); }

    void write(const std::filesystem::path& file, const std::string& text) {
        std::filesystem::create_directories((directory_ / file).parent_path());
        std::ofstream(directory_ / file) << text;
    }
    std::string read(const std::filesystem::path& file) {
        std::ifstream in(file);
        return {std::istreambuf_iterator<char>(in), {}};
    }
    KernelRoom room() { return {directory_ / "data", directory_ / "cache", directory_ / "source"}; }
    KernelImage build(const std::string& reference) {
        return build_kernel(parse_kernel_reference(reference), room(), {});
    }
    std::size_t entries() {
        const std::filesystem::path kernels = directory_ / "cache" / "kernels";
        return std::filesystem::exists(kernels)
                   ? static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(kernels), {}))
                   : 0;
    }

    std::string shell(const std::string& script) {
        return "cd " + directory_.string() + " && { " + script + "; } >shell.log 2>&1";
    }
    // What was compiled since it was asked last: "other version".
    std::string compiled() {
        const std::filesystem::path list = directory_ / "count.compiled";
        std::multiset<std::string> files; // make may compile two at once
        std::ifstream lines(list);
        for (std::string line; std::getline(lines, line);)
            files.insert(line);
        std::filesystem::remove(list);
        std::string words;
        for (const std::string& file : files)
            words += (words.empty() ? "" : " ") + file;
        return words;
    }
    KernelRoom packed_room() {
        EXPECT_EQ(std::system(shell("tar -czf linux.tar.gz source").c_str()), 0);
        KernelRoom packed = room();
        packed.source = directory_ / "linux.tar.gz";
        return packed;
    }

    TemporaryDirectory work_;
    std::filesystem::path directory_ = work_.path();

  private:
    static constexpr const char* makefile = R"(VERSION = 1
PATCHLEVEL = 0
allnoconfig:
	@: > .config
olddefconfig:
	@grep -v VANISHES .config > .config.new; mv .config.new .config
mrproper: ;
bzImage: version.o other.o
	@test -z '$(CLOISTER_TEST_BEAT)' || $(MAKE) endless
	@echo CC one.o; echo built >> $(CLOISTER_TEST_COUNT)
	@test ! -e broken || { echo "one.c:1: error: broken"; exit 1; }
	@mkdir -p arch/x86/boot && cat version | tee System.map > arch/x86/boot/bzImage
version.o other.o: %.o: %
	@echo $* >> $(CLOISTER_TEST_COUNT).compiled; touch $@
endless:
	@while :; do echo alive >> $(CLOISTER_TEST_BEAT); sleep 0.02; done
)";
};

} // namespace cloister
