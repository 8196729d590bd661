// SPDX-License-Identifier: GPL-2.0-or-later
#include "probes/kernelfs/kernel_memory.hpp"

#include "probes/kernelfs/check_errno.hpp"
#include "probes/kernelfs/open_file.hpp"

#include <cstring>
#include <elf.h>
#include <stdexcept>
#include <unistd.h>

namespace cloister {
namespace {

template <class T>
void read_at(const OpenFile& file, std::uint64_t offset, T* into, std::size_t count) {
    const std::size_t bytes = count * sizeof(T);
    const ssize_t got =
        check_errno(::pread(file.number(), into, bytes, static_cast<off_t>(offset)), "read", file.path());
    if (static_cast<std::size_t>(got) != bytes)
        throw std::runtime_error(file.path() + " ends before what its headers promise");
}

} // namespace

std::vector<std::uint64_t> read_kernel_words(std::uint64_t address, std::size_t count,
                                             const std::string& kcore) {
    const OpenFile file(kcore, O_RDONLY);
    Elf64_Ehdr head{};
    read_at(file, 0, &head, 1);
    if (std::memcmp(head.e_ident, ELFMAG, SELFMAG) != 0)
        throw std::runtime_error(kcore + " is no ELF file");
    std::vector<Elf64_Phdr> segments(head.e_phnum);
    read_at(file, head.e_phoff, segments.data(), segments.size());
    const std::uint64_t bytes = count * sizeof(std::uint64_t);
    for (const Elf64_Phdr& segment : segments) {
        if (segment.p_type != PT_LOAD || address < segment.p_vaddr ||
            address - segment.p_vaddr + bytes > segment.p_filesz)
            continue;
        std::vector<std::uint64_t> words(count);
        read_at(file, segment.p_offset + (address - segment.p_vaddr), words.data(), count);
        return words;
    }
    throw std::runtime_error(kcore + " holds nothing at the address asked for");
}

} // namespace cloister
