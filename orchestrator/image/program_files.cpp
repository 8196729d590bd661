// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/image/program_files.hpp"

#include "orchestrator/base/find_program.hpp"
#include "orchestrator/base/lab_error.hpp"
#include "probes/kernelfs/file.hpp"

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <elf.h>
#include <fstream>
#include <memory>
#include <set>

namespace cloister {
namespace {

namespace fs = std::filesystem;

constexpr const char* loader = "/lib64/ld-linux-x86-64.so.2";
// Where the loader looks without an ld.so.cache, as Debian builds it.
constexpr const char* default_directory = "/usr/lib/x86_64-linux-gnu";

[[noreturn]] void refuse(const fs::path& program, const std::string& why) {
    throw LabError(Fault::wrong_use, "plan", program.string() + " " + why);
}

// The first of it: a script's line, or the head of an ELF file with its program headers.
std::string beginning(const fs::path& file) {
    if (fs::is_directory(file))
        refuse(file, "is a directory, and no program");
    std::ifstream in(file, std::ios::binary);
    if (!in)
        refuse(file, "cannot be read: " + std::string(std::strerror(errno)));
    std::string bytes(64UL << 10U, '\0');
    in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    bytes.resize(static_cast<std::size_t>(in.gcount()));
    return bytes;
}

template <class Part>
Part part_of(const std::string& bytes, std::size_t at, const fs::path& file) {
    Part part{};
    if (at > bytes.size() || bytes.size() - at < sizeof part)
        refuse(file, "is cut off: no whole ELF program");
    std::memcpy(&part, bytes.data() + at, sizeof part);
    return part;
}

// Empty: linked statically.
std::string interpreter_of(const std::string& bytes, const fs::path& file) {
    const auto head = part_of<Elf64_Ehdr>(bytes, 0, file);
    if (head.e_ident[EI_CLASS] != ELFCLASS64 || head.e_machine != EM_X86_64 ||
        (head.e_type != ET_EXEC && head.e_type != ET_DYN))
        refuse(file, "is no x86-64 program: the guest could not run it");
    for (unsigned i = 0; i < head.e_phnum; ++i) {
        const auto segment = part_of<Elf64_Phdr>(bytes, head.e_phoff + i * sizeof(Elf64_Phdr), file);
        if (segment.p_type == PT_INTERP && segment.p_offset < bytes.size())
            return bytes.c_str() + segment.p_offset;
    }
    return "";
}

std::string quoted(const std::string& text) {
    std::string word = "'";
    for (const char letter : text)
        word += letter == '\'' ? std::string("'\\''") : std::string(1, letter);
    return word + "'";
}

std::string loader_list(const fs::path& program) {
    const std::string command = std::string(loader) + " --list " + quoted(program.string()) + " 2>&1";
    const std::unique_ptr<FILE, int (*)(FILE*)> pipe(::popen(command.c_str(), "re"), ::pclose);
    if (!pipe)
        throw LabError(Fault::lab, "plan", "cannot start " + command + ": " + std::strerror(errno));
    std::string text;
    std::array<char, 4096> piece;
    for (std::size_t got = 0; (got = std::fread(piece.data(), 1, piece.size(), pipe.get())) > 0;)
        text.append(piece.data(), got);
    return text;
}

// "libc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x…)", "/lib64/ld-linux-x86-64.so.2 (0x…)",
// "linux-vdso.so.1 (0x…)", "libx.so => not found", or "PROGRAM: error while loading shared libraries:
// libx.so: cannot open shared object file: …".
void add_libraries(const fs::path& program, ProgramFiles& files) {
    static const std::set<std::string> searched{"/lib/x86_64-linux-gnu", default_directory, "/lib",
                                                "/usr/lib", "/lib64"};
    const std::string complaint = "error while loading shared libraries: ";
    for (const std::string& line : lines_of(loader_list(program))) {
        if (const std::size_t at = line.find(complaint); at != std::string::npos) {
            const std::string rest = line.substr(at + complaint.size());
            refuse(program, "needs the library " + rest.substr(0, rest.find(':')) + ", which is not here");
        }
        const std::vector<std::string> words = words_of(line);
        if (words.size() >= 3 && words[1] == "=>") {
            if (words[2] == "not")
                refuse(program, "needs the library " + words[0] + ", which is not here");
            files[words[2]] = words[2];
            if (!searched.contains(fs::path(words[2]).parent_path().string()))
                files[std::string(default_directory) + "/" + fs::path(words[0]).filename().string()] =
                    words[2];
        } else if (!words.empty() && words[0].starts_with("/")) {
            files[words[0]] = words[0];
        }
    }
}

void add_program(const fs::path& program, unsigned depth, ProgramFiles& files);

// "#!/bin/sh -e", "#!/usr/bin/env python3": what env will look for is needed as well.
void add_interpreter(const std::string& bytes, const fs::path& script, unsigned depth, ProgramFiles& files) {
    const std::vector<std::string> words = words_of(bytes.substr(2, bytes.find('\n') - 2));
    if (words.empty() || !words[0].starts_with("/"))
        refuse(script, "names no interpreter behind its #!");
    if (depth > 3)
        refuse(script, "is interpreted by a script that is interpreted by a script: too deep");
    add_program(words[0], depth + 1, files);
    if (fs::path(words[0]).filename() != "env" || words.size() < 2)
        return;
    const std::optional<fs::path> found = find_program(words[1]);
    if (!found)
        refuse(script, "needs " + words[1] + ", which is not on PATH");
    add_program(*found, depth + 1, files);
}

void add_program(const fs::path& program, unsigned depth, ProgramFiles& files) {
    const std::string bytes = beginning(program);
    files[program.string()] = program;
    if (bytes.starts_with("#!"))
        return add_interpreter(bytes, program, depth, files);
    if (!bytes.starts_with(ELFMAG))
        refuse(program, "is neither an x86-64 program nor a script that names its interpreter (#!)");
    const std::string interpreter = interpreter_of(bytes, program);
    if (interpreter.empty())
        return;
    if (interpreter != loader)
        refuse(program,
               "wants to be loaded by " + interpreter + ", not by " + loader + ": link it statically");
    add_libraries(program, files);
}

} // namespace

ProgramFiles files_of_program(const fs::path& program) {
    ProgramFiles files;
    add_program(program, 0, files);
    return files;
}

} // namespace cloister
