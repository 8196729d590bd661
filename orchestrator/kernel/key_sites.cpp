// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/kernel/key_sites.hpp"

#include "probes/kernelfs/symbol_lines.hpp"

#include <elf.h>

#include <algorithm>
#include <cstring>
#include <optional>
#include <stdexcept>

namespace cloister {
namespace {

struct JumpEntry {
    std::int32_t code;
    std::int32_t target;
    std::int64_t key;
};

std::optional<std::uint64_t> address_of(const std::string& symbol, std::string_view system_map) {
    std::optional<std::uint64_t> address;
    each_symbol(system_map, [&](const SymbolLine& line) {
        if (!address && line.name() == symbol)
            address = line.address;
    });
    return address;
}

template <class Record>
Record record_at(std::string_view bytes, std::uint64_t offset) {
    if (offset > bytes.size() || bytes.size() - offset < sizeof(Record))
        throw std::runtime_error("the kernel image ends within its tables");
    Record record;
    std::memcpy(&record, bytes.data() + offset, sizeof record);
    return record;
}

// What is loaded at these addresses.
std::string_view loaded(std::string_view vmlinux, std::uint64_t begin, std::uint64_t end) {
    const auto header = record_at<Elf64_Ehdr>(vmlinux, 0);
    if (std::memcmp(header.e_ident, ELFMAG, SELFMAG) != 0)
        throw std::runtime_error("the kernel image holds no ELF file");
    for (unsigned i = 0; i < header.e_phnum; ++i) {
        const auto segment = record_at<Elf64_Phdr>(vmlinux, header.e_phoff + i * sizeof(Elf64_Phdr));
        if (segment.p_type == PT_LOAD && begin >= segment.p_vaddr &&
            end <= segment.p_vaddr + segment.p_filesz &&
            segment.p_offset + segment.p_filesz <= vmlinux.size())
            return vmlinux.substr(segment.p_offset + (begin - segment.p_vaddr), end - begin);
    }
    throw std::runtime_error("the kernel image has no jump table where its System.map says");
}

// field: where it lies in the kernel's memory.
std::uint64_t relative(std::uint64_t field, std::int64_t distance) {
    return field + static_cast<std::uint64_t>(distance);
}

} // namespace

std::vector<std::uint64_t> key_sites(std::string_view vmlinux, std::string_view system_map,
                                     const std::string& key) {
    const std::optional<std::uint64_t> wanted = address_of(key, system_map);
    if (!wanted)
        return {};
    const std::optional<std::uint64_t> begin = address_of("__start___jump_table", system_map);
    const std::optional<std::uint64_t> end = address_of("__stop___jump_table", system_map);
    if (!begin || !end || *end < *begin)
        throw std::runtime_error("the kernel's System.map has a static key and no jump table");
    const std::string_view table = loaded(vmlinux, *begin, *end);
    constexpr std::uint64_t flags = 3;
    std::vector<std::uint64_t> sites;
    for (std::uint64_t at = 0; at + sizeof(JumpEntry) <= table.size(); at += sizeof(JumpEntry)) {
        const auto entry = record_at<JumpEntry>(table, at);
        const std::uint64_t of = relative(*begin + at + offsetof(JumpEntry, key), entry.key) & ~flags;
        if (of == *wanted)
            sites.push_back(relative(*begin + at + offsetof(JumpEntry, code), entry.code));
    }
    std::sort(sites.begin(), sites.end());
    return sites;
}

} // namespace cloister
