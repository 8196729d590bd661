// SPDX-License-Identifier: GPL-2.0-or-later
// How the directories of this folder are made, written and removed. Runs on: host. Nobody outside of it
// includes this. Errors: LabError{lab} naming the file and the reason.
#pragma once

#include "orchestrator/store/run_directory.hpp"

namespace cloister {

[[noreturn]] void cannot(const std::string& verb, const std::filesystem::path& file, const std::string& why);
// With those above it; one that is there stays.
void make_directory(const std::filesystem::path& directory);
// With all that is in it; nothing where it is not there.
void remove_whole(const std::filesystem::path& path);

template <class Document>
void write_document_file(const std::filesystem::path& file, const Document& document) {
    write_text_file(file, document_text(document));
}

} // namespace cloister
