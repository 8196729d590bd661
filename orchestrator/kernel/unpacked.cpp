// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/kernel/unpacked.hpp"

#include <archive.h>
#include <archive_entry.h>

#include <array>
#include <memory>

namespace cloister {

std::string unpacked(std::string_view packed) {
    const std::unique_ptr<archive, decltype(&archive_read_free)> in(archive_read_new(), archive_read_free);
    archive_read_support_filter_all(in.get());
    archive_read_support_format_raw(in.get());
    archive_entry* entry = nullptr;
    if (archive_read_open_memory(in.get(), packed.data(), packed.size()) != ARCHIVE_OK ||
        archive_read_next_header(in.get(), &entry) != ARCHIVE_OK)
        return "";
    std::string bytes;
    std::array<char, 65536> piece{};
    for (;;) {
        const la_ssize_t got = archive_read_data(in.get(), piece.data(), piece.size());
        if (got <= 0)
            return bytes;
        bytes.append(piece.data(), static_cast<std::size_t>(got));
    }
}

} // namespace cloister
