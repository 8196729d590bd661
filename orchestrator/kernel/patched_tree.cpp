// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/kernel/patched_tree.hpp"

#include "orchestrator/base/lab_error.hpp"
#include "orchestrator/kernel/logged_command.hpp"
#include "orchestrator/store/run_directory.hpp"

#include <fstream>
#include <sstream>

namespace cloister {

namespace fs = std::filesystem;

namespace {

bool is_file(const fs::path& file) {
    return fs::symlink_status(file).type() == fs::file_type::regular;
}

// Not out of the tree; patch itself refuses such names as well.
bool is_inside(const std::string& file) {
    const fs::path path = fs::path(file).lexically_normal();
    return path.is_relative() && !path.empty() && *path.begin() != "..";
}

void copy_over(const fs::path& from, const fs::path& to) {
    fs::create_directories(to.parent_path());
    fs::copy_file(from, to, fs::copy_options::overwrite_existing);
    fs::permissions(to, fs::status(from).permissions());
}

bool are_same(const fs::path& one, const fs::path& other) {
    return is_file(one) && is_file(other) &&
           fs::status(one).permissions() == fs::status(other).permissions() &&
           fs::file_size(one) == fs::file_size(other) && read_text_file(one) == read_text_file(other);
}

// Of what patch prints: "mm/swap.c, hunk 2"; else its last line.
std::string place_of_failure(const CommandOutput& output) {
    const std::string patching = "patching file ";
    const std::string creating = "The next patch would create the file ";
    std::istringstream lines(output.text);
    std::string file;
    for (std::string line; std::getline(lines, line);) {
        if (line.starts_with(patching))
            file = line.substr(patching.size());
        if (line.starts_with("Hunk #") && line.find("FAILED") != std::string::npos)
            return file + ", hunk " + line.substr(6, line.find(' ', 6) - 6);
        if (line.starts_with("Reversed"))
            return file + " has it already";
        if (line.starts_with(creating)) // "…FILE," and "which already exists!" on the next line
            return line.substr(creating.size(), line.size() - creating.size() - 1) + " is there already";
        // "|+++ b/mm/swap.c" tells which one it could not find.
        if (line.starts_with("|+++ "))
            file = line.substr(std::min(line.find('/') + 1, line.size())) + " is not there";
    }
    return file.empty() ? output.last_line() : file;
}

} // namespace

PatchedTree::PatchedTree(fs::path directory)
    : directory_(std::move(directory)), originals_(directory_ / "originals"),
      touched_(directory_ / "touched"), patched_(directory_ / "patched") {
    fs::create_directories(root());
}

std::set<std::string> PatchedTree::touched() const {
    std::set<std::string> files;
    std::ifstream lines(touched_);
    for (std::string file; std::getline(lines, file);)
        files.insert(file);
    return files;
}

// What no patch has touched yet is as the source has it; that it has none is remembered by its name alone.
void PatchedTree::remember(const std::set<std::string>& files) {
    std::string names;
    for (const std::string& file : files) {
        if (is_file(root() / file))
            copy_over(root() / file, originals_ / file);
        names += file + "\n";
    }
    std::ofstream(touched_, std::ios::app) << names;
}

void PatchedTree::apply(const Patch& patch, std::size_t step, const std::string& source,
                        const fs::path& log) {
    const fs::path file = directory_ / "patch";
    write_text_file(file, patch.text);
    const CommandOutput output =
        output_of({"env", "LC_ALL=C", "patch", "-d", patched_.string(), "-p1", "--forward", "--batch",
                   "--fuzz=0", "--no-backup-if-mismatch", "-r", "-", "-i", file.string()});
    std::ofstream(log, std::ios::app) << patch.name << ":\n" << output.text;
    if (output.status != 0)
        throw LabError(Fault::lab, "kernel",
                       "patch " + patch.name + " does not apply to " + source + ": step " +
                           std::to_string(step) + ", " + place_of_failure(output) + "; rebase it");
}

void PatchedTree::take_over(const std::string& file) {
    if (is_file(patched_ / file)) {
        if (!are_same(patched_ / file, root() / file))
            copy_over(patched_ / file, root() / file);
    } else if (is_file(root() / file)) {
        fs::remove(root() / file);
    }
}

void PatchedTree::become(const std::vector<Patch>& patches, const std::string& source, const fs::path& log) {
    std::set<std::string> all = touched();
    std::set<std::string> new_ones;
    for (const Patch& patch : patches)
        for (const std::string& file : files_named_by(patch.text))
            if (is_inside(file) && all.insert(file).second)
                new_ones.insert(file);
    remember(new_ones);

    fs::remove_all(patched_);
    fs::create_directories(patched_);
    for (const std::string& file : all)
        if (is_file(originals_ / file))
            copy_over(originals_ / file, patched_ / file);
    for (std::size_t i = 0; i < patches.size(); ++i)
        apply(patches[i], i + 1, source, log);
    for (const std::string& file : all)
        take_over(file);
}

std::string PatchedTree::changes() const {
    fs::create_directories(originals_); // there is none where all patched files are new
    // By names beneath them, as patches have it.
    return output_of({"env", "-C", directory_.string(), "LC_ALL=C", "diff", "-rN", "-U0",
                      originals_.filename(), patched_.filename()})
        .text;
}

} // namespace cloister
