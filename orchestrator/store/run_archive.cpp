// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/store/run_archive.hpp"

#include "orchestrator/base/digest.hpp"
#include "orchestrator/base/lab_error.hpp"
#include "orchestrator/store/run_directory.hpp"

#include <archive.h>
#include <archive_entry.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <memory>

namespace cloister {
namespace {

namespace fs = std::filesystem;
using Writer = std::unique_ptr<archive, decltype(&archive_write_free)>;
using Reader = std::unique_ptr<archive, decltype(&archive_read_free)>;
using Entry = std::unique_ptr<archive_entry, decltype(&archive_entry_free)>;

[[noreturn]] void cannot_write(const std::string& file, const char* why) {
    throw LabError(Fault::lab, "store",
                   "cannot write " + file + ": " + why + "; free some space or choose another place with -o");
}

[[noreturn]] void refuse(const fs::path& file, const std::string& why) {
    throw LabError(Fault::wrong_use, "store", file.string() + " is no archive of a run: " + why);
}

std::vector<fs::path> all_beneath(const fs::path& directory) {
    std::vector<fs::path> paths;
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(directory))
        if (entry.is_symlink() || (!entry.is_regular_file() && !entry.is_directory()))
            throw LabError(Fault::wrong_use, "store",
                           entry.path().string() + " is neither file nor directory: it is none of a run's");
        else
            paths.push_back(entry.path());
    std::sort(paths.begin(), paths.end());
    return paths;
}

class ArchiveWriter {
  public:
    explicit ArchiveWriter(const std::string& file)
        : file_(file), out_(archive_write_new(), archive_write_free) {
        check(archive_write_add_filter_zstd(out_.get()));
        check(archive_write_set_format_pax_restricted(out_.get()));
        check(archive_write_open_filename(out_.get(), file == "-" ? nullptr : file.c_str()));
    }

    void add(const std::string& name, const fs::path& path) {
        const bool is_directory = fs::is_directory(path);
        const Entry entry(archive_entry_new(), archive_entry_free);
        archive_entry_set_pathname(entry.get(), name.c_str());
        archive_entry_set_filetype(entry.get(), is_directory ? AE_IFDIR : AE_IFREG);
        archive_entry_set_perm(entry.get(), is_directory ? 0755 : 0644);
        archive_entry_set_mtime(entry.get(), 0, 0);
        archive_entry_set_size(entry.get(), is_directory ? 0 : static_cast<la_int64_t>(fs::file_size(path)));
        check(archive_write_header(out_.get(), entry.get()));
        if (!is_directory)
            add_bytes(path);
    }

    void close() { check(archive_write_close(out_.get())); }

  private:
    void check(int result) {
        if (result != ARCHIVE_OK)
            cannot_write(file_, std::strerror(archive_errno(out_.get())));
    }

    void add_bytes(const fs::path& path) {
        std::ifstream in(path, std::ios::binary);
        std::array<char, 65536> block{};
        while (in.read(block.data(), block.size()), in.gcount() > 0)
            if (archive_write_data(out_.get(), block.data(), static_cast<std::size_t>(in.gcount())) !=
                static_cast<la_ssize_t>(in.gcount()))
                cannot_write(file_, std::strerror(archive_errno(out_.get())));
        if (in.bad())
            throw LabError(Fault::lab, "store", "cannot read " + path.string());
    }

    std::string file_;
    Writer out_;
};

// Beneath the one directory at the top, by names alone.
fs::path checked_path(const fs::path& file, const fs::path& path, fs::path& top) {
    fs::path plain = path.lexically_normal();
    if (path.is_absolute() || plain.empty() || std::find(path.begin(), path.end(), "..") != path.end())
        refuse(file, "'" + path.string() + "' would lie outside of it");
    const fs::path first = *plain.begin();
    if (first == "." || (!top.empty() && first != top))
        refuse(file, "'" + path.string() + "' is not beneath one directory with all else");
    top = first;
    return plain;
}

class ArchiveReader {
  public:
    ArchiveReader(const fs::path& file, const fs::path& into, const ArchiveBounds& bounds)
        : file_(file), into_(into), bounds_(bounds), in_(archive_read_new(), archive_read_free) {
        archive_read_support_filter_zstd(in_.get());
        archive_read_support_format_tar(in_.get());
        if (archive_read_open_filename(in_.get(), file.c_str(), 65536) != ARCHIVE_OK)
            refuse(file, why());
    }

    // The name of the directory at the top.
    fs::path unpack() {
        archive_entry* entry = nullptr;
        int result = ARCHIVE_OK;
        while ((result = archive_read_next_header(in_.get(), &entry)) == ARCHIVE_OK)
            take(entry);
        if (result != ARCHIVE_EOF)
            refuse(file_, why());
        if (top_.empty())
            refuse(file_, "it is empty");
        return top_;
    }

  private:
    std::string why() const {
        const char* text = archive_error_string(in_.get());
        return text == nullptr ? "it cannot be read" : text;
    }

    void take(archive_entry* entry) {
        const char* name = archive_entry_pathname(entry);
        if (name == nullptr)
            refuse(file_, "it has a file without a name that can be read");
        const fs::path path = checked_path(file_, name, top_);
        if (++files_ > bounds_.files)
            refuse(file_, fmt::format("it has more than {} files", bounds_.files));
        const auto type = archive_entry_filetype(entry);
        if (archive_entry_hardlink(entry) != nullptr || (type != AE_IFREG && type != AE_IFDIR))
            refuse(file_, "'" + path.string() + "' is neither a plain file nor a directory");
        fs::create_directories(type == AE_IFDIR ? into_ / path : (into_ / path).parent_path());
        if (type == AE_IFREG)
            take_bytes(into_ / path);
    }

    void take_bytes(const fs::path& to) {
        std::ofstream out(to, std::ios::binary);
        std::array<char, 65536> block{};
        la_ssize_t got = 0;
        while ((got = archive_read_data(in_.get(), block.data(), block.size())) > 0) {
            bytes_ += static_cast<std::uint64_t>(got);
            if (bytes_ > bounds_.bytes)
                refuse(file_, fmt::format("it unpacks to more than {} bytes", bounds_.bytes));
            if (!out.write(block.data(), got))
                break;
        }
        if (got < 0)
            refuse(file_, why());
        if (!out.flush())
            throw LabError(Fault::lab, "store",
                           "cannot write " + to.string() + ": " + std::strerror(errno) + "; free some space");
    }

    fs::path file_;
    fs::path into_;
    ArchiveBounds bounds_;
    Reader in_;
    fs::path top_;
    std::uint64_t files_ = 0;
    std::uint64_t bytes_ = 0;
};

void expect_digests(const fs::path& file, const fs::path& directory) {
    for (const RunDirectory& run : RunDirectory::open_all(directory))
        for (const TrialRecord& record : run.records())
            for (const auto& [name, digest] : record.digests) {
                const fs::path checked =
                    name == "initramfs.cpio" ? run.initramfs() : run.trial(record.spec) / name;
                if (!fs::is_regular_file(checked))
                    refuse(file, checked.string() + " is missing");
                if (sha256_of_file(checked) != digest)
                    refuse(file, checked.string() + " is not what its record says: " + digest);
            }
}

// Named as within the archive: where it is unpacked is gone when this is read.
void expect_run(const fs::path& file, const fs::path& directory) {
    try {
        expect_digests(file, directory);
    } catch (const LabError& error) {
        std::string what = error.what();
        const std::string place = directory.parent_path().string() + "/";
        for (std::size_t at = what.find(place); at != std::string::npos; at = what.find(place))
            what.erase(at, place.size());
        throw LabError(error.fault(), error.stage(),
                       what.starts_with(file.string()) ? what : file.string() + ": " + what);
    }
}

// Gone again, whatever happens, unless it was moved away.
struct UnfinishedDirectory {
    fs::path path;
    bool makes_parent;
    explicit UnfinishedDirectory(fs::path at)
        : path(std::move(at)), makes_parent(!fs::exists(path.parent_path())) {
        std::error_code error;
        fs::remove_all(path, error);
        fs::create_directories(path, error);
        if (error)
            throw LabError(Fault::lab, "store", "cannot make " + path.string() + ": " + error.message());
    }
    UnfinishedDirectory(const UnfinishedDirectory&) = delete;
    UnfinishedDirectory& operator=(const UnfinishedDirectory&) = delete;
    ~UnfinishedDirectory() {
        std::error_code nothing_to_say;
        fs::remove_all(path, nothing_to_say);
        if (makes_parent)
            fs::remove(path.parent_path(), nothing_to_say); // which it does where that is empty
    }
};

} // namespace

void write_run_archive(const fs::path& directory, const std::string& file) {
    RunDirectory::open_all(directory); // refuses what is none
    const fs::path whole = fs::canonical(directory);
    const std::vector<fs::path> paths = all_beneath(whole);
    const bool in_place = file == "-" || (fs::exists(file) && !fs::is_regular_file(file));
    const std::string unfinished = in_place ? file : file + ".part";
    try {
        ArchiveWriter out(unfinished);
        out.add(whole.filename().string(), whole);
        for (const fs::path& path : paths)
            out.add((whole.filename() / path.lexically_relative(whole)).string(), path);
        out.close();
    } catch (...) {
        std::error_code nothing_to_say;
        if (!in_place)
            fs::remove(unfinished, nothing_to_say);
        throw;
    }
    if (!in_place)
        fs::rename(unfinished, file);
}

fs::path unpack_run_archive(const fs::path& file, const fs::path& into, const ArchiveBounds& bounds) {
    const UnfinishedDirectory unfinished(into / (".unpacking-" + file.filename().string()));
    const fs::path name = ArchiveReader(file, unfinished.path, bounds).unpack();
    fs::path to = into / name;
    if (fs::exists(to))
        throw LabError(Fault::wrong_use, "store",
                       to.string() + " is there already: choose another place with --into");
    expect_run(file, unfinished.path / name);
    fs::rename(unfinished.path / name, to);
    return to;
}

} // namespace cloister
