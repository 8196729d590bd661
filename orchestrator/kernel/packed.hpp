// SPDX-License-Identifier: GPL-2.0-or-later
// For tests: bytes as gzip, xz, … would have packed them. Runs on: host.
#pragma once

#include <archive.h>
#include <archive_entry.h>

#include <string>

namespace cloister {

// filter: archive_write_add_filter_gzip, …
inline std::string packed(const std::string& bytes, int (*filter)(archive*)) {
    std::string out(bytes.size() + 4096, '\0');
    std::size_t used = 0;
    archive* to = archive_write_new();
    filter(to);
    archive_write_set_format_raw(to);
    archive_write_set_bytes_per_block(to, 1);
    archive_write_open_memory(to, out.data(), out.size(), &used);
    archive_entry* entry = archive_entry_new();
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_write_header(to, entry);
    archive_write_data(to, bytes.data(), bytes.size());
    archive_entry_free(entry);
    archive_write_free(to);
    out.resize(used);
    return out;
}

} // namespace cloister
