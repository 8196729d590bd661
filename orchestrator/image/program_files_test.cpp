// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/image/program_files.hpp"

#include "orchestrator/base/lab_error.hpp"

#include <gmock/gmock.h>

#include <cstdlib>
#include <fstream>

namespace cloister {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

class ProgramFilesOf : public ::testing::Test {
  protected:
    ProgramFilesOf() {
        std::string pattern = (fs::temp_directory_path() / "cloister-programs-XXXXXX").string();
        directory_ = ::mkdtemp(pattern.data());
    }
    ~ProgramFilesOf() override { fs::remove_all(directory_); }

    fs::path file(const std::string& name, const std::string& text) {
        std::ofstream(directory_ / name) << text;
        return directory_ / name;
    }
    void compile(const std::string& words) {
        const std::string command = "cd " + directory_.string() + " && gcc " + words;
        ASSERT_EQ(std::system(command.c_str()), 0);
    }
    // A program and the library of its own that it needs, found by its run path.
    void make_program() {
        file("f.c", "int f(void) { return 0; }");
        file("main.c", "int f(void); int main(void) { return f(); }");
        compile("-shared -fPIC -o libours.so f.c");
        compile("-o program main.c -L. -lours -Wl,-rpath," + directory_.string());
    }
    static std::string refusal(const fs::path& program) {
        try {
            files_of_program(program);
        } catch (const LabError& error) {
            EXPECT_EQ(error.fault(), Fault::wrong_use);
            return error.what();
        }
        return "was taken";
    }

    fs::path directory_;
};

TEST_F(ProgramFilesOf, AProgramAreItsLoaderAndItsLibraries) {
    make_program();
    const ProgramFiles files = files_of_program(directory_ / "program");
    const std::string library = (directory_ / "libours.so").string();
    EXPECT_TRUE(files.contains((directory_ / "program").string()));
    EXPECT_TRUE(files.contains(library));
    EXPECT_TRUE(files.contains("/lib64/ld-linux-x86-64.so.2"));
    EXPECT_TRUE(files.contains("/lib/x86_64-linux-gnu/libc.so.6"));
    // Where the guest's loader looks without a list of its own.
    EXPECT_EQ(files.at("/usr/lib/x86_64-linux-gnu/libours.so"), library);
}

TEST_F(ProgramFilesOf, AStaticProgramAreItself) {
    file("main.c", "int main(void) { return 0; }");
    compile("-static -o program main.c");
    EXPECT_EQ(files_of_program(directory_ / "program").size(), 1U);
}

TEST_F(ProgramFilesOf, AScriptAreItsInterpreterToo) {
    const ProgramFiles files = files_of_program(file("script", "#!/bin/sh -e\ntrue\n"));
    EXPECT_TRUE(files.contains("/bin/sh"));
    EXPECT_TRUE(files.contains("/lib/x86_64-linux-gnu/libc.so.6"));
    EXPECT_TRUE(files_of_program(file("other", "#!/usr/bin/env sh\n")).contains("/usr/bin/env"));
}

TEST_F(ProgramFilesOf, WhatCannotRunIsRefused) {
    make_program();
    fs::remove(directory_ / "libours.so");
    EXPECT_THAT(refusal(directory_ / "program"),
                HasSubstr("needs the library libours.so, which is not here"));
    EXPECT_THAT(refusal(directory_ / "nothing"), HasSubstr("cannot be read: No such file or directory"));
    EXPECT_THAT(refusal(directory_), HasSubstr("is a directory, and no program"));
    EXPECT_THAT(refusal(file("text", "hello\n")), HasSubstr("is neither an x86-64 program nor a script"));
    EXPECT_THAT(refusal(file("script", "#! \n")), HasSubstr("names no interpreter behind its #!"));
    EXPECT_THAT(refusal(file("lost", "#!/usr/bin/env no-such-program\n")),
                HasSubstr("needs no-such-program, which is not on PATH"));
    EXPECT_THAT(refusal(file("half", "\x7f"
                                     "ELF\x02")),
                HasSubstr("is cut off"));
    compile("-c -o object.o f.c");
    EXPECT_THAT(refusal(directory_ / "object.o"), HasSubstr("is no x86-64 program"));
}

} // namespace
} // namespace cloister
