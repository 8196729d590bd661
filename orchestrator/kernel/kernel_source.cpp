// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/kernel/kernel_source.hpp"

#include "orchestrator/base/lab_error.hpp"
#include "orchestrator/kernel/logged_command.hpp"
#include "orchestrator/store/run_directory.hpp"

namespace cloister {

namespace fs = std::filesystem;

namespace {

// What names a source's content; nothing else would notice that it changed.
std::string digest_by(const std::vector<std::string>& command, const fs::path& source) {
    std::string digest = first_line_of(command);
    if (digest.empty())
        throw LabError(Fault::lab, "kernel",
                       "cannot tell what is in " + source.string() + ": '" + command.front() +
                           "' failed on it; try " + command.front() + " there by hand");
    return digest;
}

// Where debian/kernel-source leaves what it fetched, the version beside it.
fs::path fetched_tarball(const Recipe& recipe, const KernelRoom& room) {
    return room.cache / "sources" / recipe.suite / (recipe.package + ".tar.xz");
}

fs::path path_of_source(const Recipe& recipe, const KernelRoom& room) {
    if (!room.source.empty())
        return fs::absolute(room.source);
    return recipe.suite.empty() || fs::exists(recipe.tarball) ? recipe.tarball
                                                              : fetched_tarball(recipe, room);
}

std::string version_of(const Recipe& recipe, const fs::path& tarball) {
    if (tarball == recipe.tarball)
        return first_line_of({"dpkg-query", "-W", "-f", "${Version}", recipe.package});
    const fs::path version = fs::path(tarball).replace_extension().replace_extension(".version");
    return fs::exists(version) ? read_text_file(version) : "";
}

} // namespace

bool has_source(const Recipe& recipe, const KernelRoom& room) {
    return fs::exists(path_of_source(recipe, room));
}

void fetch_source(const Recipe& recipe, const KernelRoom& room) {
    const fs::path script = fs::absolute(room.data).parent_path() / "debian" / "kernel-source";
    const CommandOutput fetched =
        output_of({script.string(), recipe.package, recipe.suite, room.cache.string()});
    if (fetched.status != 0)
        throw LabError(Fault::lab, "kernel", fetched.last_line() + "; or name your own tree with --source");
}

KernelSource find_source(const Recipe& recipe, const KernelRoom& room, const KernelCache& cache) {
    KernelSource source;
    source.path = path_of_source(recipe, room);
    if (!fs::exists(source.path))
        throw LabError(room.source.empty() ? Fault::lab : Fault::wrong_use, "kernel",
                       source.path.string() + " is not there: install " + recipe.package +
                           " (debian/install-packages), or name your own tree with --source");
    if (fs::exists(source.path / ".git"))
        return source_of_commit(
            source.path, digest_by({"git", "-C", source.path.string(), "rev-parse", "HEAD"}, source.path));
    if (fs::is_directory(source.path)) {
        source.kind = SourceKind::directory;
        source.digest = digest_by(
            {"sh", "-c", "cd \"$1\" && find . -type f -printf '%p %s %T@\\n' | LC_ALL=C sort | sha256sum",
             "sh", source.path.string()},
            source.path);
        source.description = source.path.string();
    } else {
        source.digest = cache.digest_of(source.path);
        const std::string version = room.source.empty() ? version_of(recipe, source.path) : "";
        source.description = version.empty() ? source.path.string() : recipe.package + " " + version;
    }
    return source;
}

KernelSource source_of_commit(const fs::path& git, const std::string& commit) {
    return {git, SourceKind::git_tree, commit, "git " + git.string() + " " + commit};
}

// tar's: a line for each 100 MB, of the 1,500 that a kernel has.
constexpr const char* says_how_far = "--checkpoint=10000";

void unpack(const KernelSource& source, const fs::path& tree, const fs::path& log,
            const std::function<void()>& on_step) {
    const std::string from = source.path.string();
    const std::string failed = "cannot unpack " + from;
    switch (source.kind) {
    case SourceKind::tarball:
        return run_logged({{"tar", "-xf", from, "--strip-components=1", says_how_far}, tree, {}, failed}, log,
                          on_step);
    case SourceKind::git_tree:
        // Not what a pipe hides: a commit that git cannot read is a failure.
        return run_logged({{"bash", "-c", "set -o pipefail; git -C \"$1\" archive \"$2\" | tar -x \"$3\"",
                            "bash", from, source.digest, says_how_far},
                           tree,
                           {},
                           failed},
                          log, on_step);
    case SourceKind::directory:
        run_logged({{"cp", "-a", from + "/.", "."}, tree, {}, failed}, log);
        return run_logged({{"make", "mrproper"}, tree, {}, "cannot clean a copy of " + from}, log);
    }
}

} // namespace cloister
