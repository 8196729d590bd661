// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/image/initramfs.hpp"

#include "orchestrator/base/lab_error.hpp"

#include <archive.h>
#include <archive_entry.h>
#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>
#include <memory>
#include <set>
#include <string>

namespace cloister {
namespace {

using Archive = std::unique_ptr<archive, decltype(&archive_write_free)>;
using Entry = std::unique_ptr<archive_entry, decltype(&archive_entry_free)>;

std::string contents(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    if (!in)
        throw LabError(Fault::lab, "boot",
                       "cannot read " + file.string() + ": " + std::strerror(errno) +
                           "; build it with: ninja -C build");
    return {std::istreambuf_iterator<char>(in), {}};
}

[[noreturn]] void fail(archive* out) {
    throw LabError(Fault::lab, "store",
                   "cannot write the guest's initramfs: " + std::string(std::strerror(archive_errno(out))) +
                       "; free some space or choose another place with -o");
}

void check(int result, archive* out) {
    if (result != ARCHIVE_OK)
        fail(out);
}

Entry new_entry(const std::string& name, unsigned type, unsigned mode) {
    Entry entry(archive_entry_new(), archive_entry_free);
    archive_entry_set_pathname(entry.get(), name.c_str());
    archive_entry_set_filetype(entry.get(), type);
    archive_entry_set_perm(entry.get(), mode);
    archive_entry_set_mtime(entry.get(), 0, 0);
    archive_entry_set_nlink(entry.get(), 1);
    archive_entry_set_size(entry.get(), 0);
    return entry;
}

void add_directory(archive* out, const char* name) {
    check(archive_write_header(out, new_entry(name, AE_IFDIR, 0755).get()), out);
}

void add_file(archive* out, const std::string& name, unsigned mode, const std::string& bytes) {
    const Entry entry = new_entry(name, AE_IFREG, mode);
    archive_entry_set_size(entry.get(), static_cast<la_int64_t>(bytes.size()));
    check(archive_write_header(out, entry.get()), out);
    if (archive_write_data(out, bytes.data(), bytes.size()) != static_cast<la_ssize_t>(bytes.size()))
        fail(out);
}

// Each at its path, below the directories that it needs.
void add_own_programs(archive* out, const ProgramFiles& files, std::set<std::string> made) {
    for (const auto& [name, file] : files) {
        const std::string path = name.substr(1);
        for (std::size_t end = path.find('/'); end != std::string::npos; end = path.find('/', end + 1))
            if (const std::string directory = path.substr(0, end); made.insert(directory).second)
                add_directory(out, directory.c_str());
        add_file(out, path, 0755, contents(file));
    }
}

} // namespace

void write_initramfs(const GuestPrograms& programs, const std::vector<KernelModule>& modules,
                     const std::filesystem::path& file, const std::optional<GuestShell>& shell) {
    const Archive out(archive_write_new(), archive_write_free);
    check(archive_write_set_format_cpio_newc(out.get()), out.get());
    check(archive_write_open_filename(out.get(), file.c_str()), out.get());
    // Where the kernel's own /dev/console lies already, and where the agent mounts the rest.
    const std::set<std::string> made{"dev", "modules", "proc", "sys", "tmp"};
    for (const std::string& directory : made)
        add_directory(out.get(), directory.c_str());
    add_file(out.get(), "init", 0755, contents(programs.agent));
    add_file(out.get(), "workloads", 0755, contents(programs.workloads));
    for (std::size_t i = 0; i < modules.size(); ++i)
        add_file(out.get(), fmt::format("modules/{:02}-{}", i, modules[i].name), 0644, modules[i].bytes);
    add_own_programs(out.get(), programs.own, made);
    if (shell) {
        for (const char* directory : {"bin", "etc"})
            add_directory(out.get(), directory);
        if (!shell->busybox.empty())
            add_file(out.get(), "bin/busybox", 0755, contents(shell->busybox));
        for (const auto& [name, text] : shell->files)
            add_file(out.get(), name, 0644, text);
    }
    check(archive_write_close(out.get()), out.get());
}

} // namespace cloister
