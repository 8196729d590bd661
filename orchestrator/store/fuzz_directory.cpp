// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/store/fuzz_directory.hpp"

#include "orchestrator/base/lab_error.hpp"
#include "orchestrator/store/stored_files.hpp"

namespace cloister {

namespace fs = std::filesystem;

namespace {

constexpr const char* document = "fuzz.json";

template <class Document>
Document read(const fs::path& file) {
    try {
        return parse_document<Document>(read_text_file(file));
    } catch (const SchemaError& error) {
        throw LabError(Fault::wrong_use, "store", file.string() + ": " + error.what());
    }
}

} // namespace

FuzzDirectory::FuzzDirectory(const std::string& path) {
    if (!path.empty() && fs::exists(fs::path(path) / document)) {
        path_ = path;
        return;
    }
    made_ = RunDirectory::create(path.empty() ? std::nullopt : std::optional<fs::path>(path));
    path_ = made_->path();
}

std::optional<Fuzz> FuzzDirectory::fuzz() const {
    return fs::exists(path_ / document) ? std::optional(read<Fuzz>(path_ / document)) : std::nullopt;
}

void FuzzDirectory::store(const Fuzz& fuzz) const {
    write_document_file(path_ / document, fuzz);
    if (fuzz.reduced)
        write_document_file(reduced(), *fuzz.reduced);
}

fs::path FuzzDirectory::of_case(std::uint64_t number) const {
    return path_ / "cases" / std::to_string(number);
}

fs::path FuzzDirectory::begin(std::uint64_t number, const FuzzCase& drawn) const {
    forget(number);
    fs::create_directories(of_case(number));
    write_document_file(of_case(number) / "case.json", drawn);
    return of_case(number);
}

void FuzzDirectory::forget(std::uint64_t number) const {
    std::error_code nothing_to_say;
    fs::remove_all(of_case(number), nothing_to_say);
    fs::remove(path_ / "cases", nothing_to_say); // where that was all
}

void FuzzDirectory::abandon_if_empty() const {
    if (made_ && !fs::exists(path_ / document))
        made_->discard();
}

FuzzCase read_fuzz_case(const fs::path& file) {
    return read<FuzzCase>(fs::is_directory(file) ? file / "case.json" : file);
}

} // namespace cloister
