// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/kernel/build_kernel.hpp"

#include "orchestrator/base/digest.hpp"
#include "orchestrator/base/lab_error.hpp"
#include "orchestrator/base/stop_signals.hpp"
#include "orchestrator/kernel/file_lock.hpp"
#include "orchestrator/kernel/kconfig_options.hpp"
#include "orchestrator/kernel/kernel_cache.hpp"
#include "orchestrator/kernel/logged_command.hpp"
#include "orchestrator/kernel/lost_options.hpp"
#include "orchestrator/store/run_directory.hpp"
#include "results-schema/kernel_entry.hpp"

#include <fmt/format.h>

#include <thread>

namespace cloister {

namespace fs = std::filesystem;

namespace {

// Part of every key: to be changed with what a build does, so that no older kernel is taken for a new one.
constexpr const char* method = "allnoconfig, fragments, olddefconfig; System.map kept";

enum class SourceKind { tarball, git_tree, directory };

struct Source {
    fs::path path;
    SourceKind kind = SourceKind::tarball;
    std::string digest;
    std::string description;
};

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

void fetch_source(const Recipe& recipe, const KernelRoom& room) {
    const fs::path script = fs::absolute(room.data).parent_path() / "debian" / "kernel-source";
    const CommandOutput fetched =
        output_of({script.string(), recipe.package, recipe.suite, room.cache.string()});
    if (fetched.status != 0)
        throw LabError(Fault::lab, "kernel", fetched.last_line() + "; or name your own tree with --source");
}

std::string version_of(const Recipe& recipe, const fs::path& tarball) {
    if (tarball == recipe.tarball)
        return first_line_of({"dpkg-query", "-W", "-f", "${Version}", recipe.package});
    const fs::path version = fs::path(tarball).replace_extension().replace_extension(".version");
    return fs::exists(version) ? read_text_file(version) : "";
}

Source find_source(const Recipe& recipe, const KernelRoom& room, const KernelCache& cache) {
    Source source;
    source.path = path_of_source(recipe, room);
    if (!fs::exists(source.path))
        throw LabError(room.source.empty() ? Fault::lab : Fault::wrong_use, "kernel",
                       source.path.string() + " is not there: install " + recipe.package +
                           " (debian/install-packages), or name your own tree with --source");
    if (fs::exists(source.path / ".git")) {
        source.kind = SourceKind::git_tree;
        source.digest = digest_by({"git", "-C", source.path.string(), "rev-parse", "HEAD"}, source.path);
        source.description = "git " + source.path.string() + " " + source.digest;
    } else if (fs::is_directory(source.path)) {
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

std::string merged(const std::vector<fs::path>& fragments) {
    std::string text;
    for (const fs::path& fragment : fragments)
        text += read_text_file(fragment);
    return text;
}

std::string compiler() {
    return first_line_of({"gcc", "--version"});
}

std::string key_of(const Source& source, const Recipe& recipe) {
    std::string made_of =
        std::string(method) + "\n" + source.digest + "\n" + compiler() + "\n" + merged(recipe.fragments);
    for (const fs::path& patch : recipe.patches)
        made_of += read_text_file(patch);
    return sha256_of(made_of).substr(7, 16);
}

// One build: its directories, its log, and how far it is.
class Build {
  public:
    Build(const KernelReference& reference, const Recipe& recipe, const Source& source, fs::path work,
          const OnProgress& on_progress)
        : reference_(reference), recipe_(recipe), source_(source), work_(std::move(work)),
          tree_(work_ / "linux"), entry_(work_ / "entry"), log_(entry_ / "build.log"),
          on_progress_(on_progress) {
        fs::create_directories(tree_);
        fs::create_directories(entry_);
    }

    fs::path run() {
        unpack();
        apply_patches();
        configure();
        compile();
        finish();
        return entry_;
    }

  private:
    void tell(const std::string& stage, std::uint64_t done = 0, std::uint64_t wanted = 0) const {
        if (on_progress_)
            on_progress_({"kernel " + reference_.text, stage, done, wanted});
    }
    void make(std::vector<std::string> arguments, const std::string& failed,
              const std::function<void()>& on_line = {}) {
        std::vector<std::string> words{"nice", "make"};
        words.insert(words.end(), arguments.begin(), arguments.end());
        // The same bytes wherever and whenever it is built; ccache finds what another directory compiled.
        run_logged({words,
                    tree_,
                    {"KBUILD_BUILD_TIMESTAMP=Thu Jan  1 00:00:00 UTC 1970", "KBUILD_BUILD_USER=cloister",
                     "KBUILD_BUILD_HOST=cloister", "CCACHE_NOHASHDIR=1", "CCACHE_BASEDIR=" + tree_.string()},
                    failed},
                   log_, on_line);
    }
    void unpack();
    void apply_patches();
    void configure();
    void compile();
    void finish();

    const KernelReference& reference_;
    const Recipe& recipe_;
    const Source& source_;
    fs::path work_;
    fs::path tree_;
    fs::path entry_;
    fs::path log_;
    const OnProgress& on_progress_;
    std::string unknown_; // requested options that this tree does not have at all
};

void Build::unpack() {
    tell("unpack");
    const std::string from = source_.path.string();
    const std::string failed = "cannot unpack " + from;
    switch (source_.kind) {
    case SourceKind::tarball:
        return run_logged({{"tar", "-xf", from, "--strip-components=1"}, tree_, {}, failed}, log_);
    case SourceKind::git_tree:
        return run_logged(
            {{"sh", "-c", "git -C \"$1\" archive HEAD | tar -x", "sh", from}, tree_, {}, failed}, log_);
    case SourceKind::directory:
        run_logged({{"cp", "-a", from + "/.", "."}, tree_, {}, failed}, log_);
        return make({"mrproper"}, "cannot clean a copy of " + from);
    }
}

void Build::apply_patches() {
    for (const fs::path& patch : recipe_.patches) {
        tell("patch");
        run_logged({{"patch", "-p1", "--forward", "--batch", "--fuzz=0", "-i", fs::absolute(patch).string()},
                    tree_,
                    {},
                    "patch " + patch.filename().string() + " does not apply to " + source_.description},
                   log_);
    }
}

void Build::configure() {
    tell("configure");
    // Nothing but what is asked for and what that needs; options that depend on it get their defaults.
    make({"allnoconfig"}, "cannot configure the kernel");
    write_text_file(tree_ / ".config", read_text_file(tree_ / ".config") + merged(recipe_.fragments));
    make({"olddefconfig"}, "cannot configure the kernel");
    std::vector<std::string> fragments;
    for (const fs::path& fragment : recipe_.fragments)
        fragments.push_back(read_text_file(fragment));
    std::string lost;
    const std::set<std::string> known = options_of_tree(tree_);
    for (const LostOption& option : lost_options(fragments, read_text_file(tree_ / ".config")))
        if (known.contains(option.option))
            lost += fmt::format("{}{}={} (became {})", lost.empty() ? "" : ", ", option.option, option.wanted,
                                option.got);
        else
            unknown_ += (unknown_.empty() ? "; knows no " : ", ") + option.option;
    if (!lost.empty())
        throw LabError(Fault::lab, "kernel",
                       "kernel " + reference_.text + ": requested options did not survive: " + lost +
                           "; see what they depend on, or take them out of the fragment");
}

void Build::compile() {
    std::uint64_t done = 0;
    tell("build", done, recipe_.objects);
    const unsigned jobs = std::max(1U, std::thread::hardware_concurrency());
    make({"-j" + std::to_string(jobs), "CC=ccache gcc", "bzImage"},
         "kernel " + reference_.text + " does not build", [&] {
             // The count is an expectation: the bar waits at its end for the last objects.
             done = std::min(done + 1, recipe_.objects);
             tell("build", done, recipe_.objects);
         });
}

void Build::finish() {
    fs::copy_file(tree_ / "arch/x86/boot/bzImage", entry_ / "bzImage");
    fs::copy_file(tree_ / "System.map", entry_ / "System.map");
    fs::copy_file(tree_ / ".config", entry_ / "config");
    KernelFacts facts;
    facts.reference = reference_.text;
    facts.digest = sha256_of_file(entry_ / "bzImage");
    facts.config_digest = sha256_of_file(entry_ / "config");
    facts.source = source_.description + " " + source_.digest + unknown_;
    facts.compiler = compiler();
    for (const fs::path& patch : recipe_.patches)
        facts.patches.push_back(patch.filename().string() + " " + sha256_of_file(patch));
    write_text_file(entry_ / "kernel.json", write_document(KernelEntry{facts}).dump(2) + "\n");
}

// One kernel may have several names: 6.12 is 6.12@7.
std::optional<KernelImage> find_as(const KernelReference& reference, const KernelCache& cache,
                                   const std::string& key) {
    std::optional<KernelImage> kernel = cache.find(key);
    if (kernel)
        kernel->facts.reference = reference.text;
    return kernel;
}

} // namespace

KernelImage build_kernel(const KernelReference& reference, const KernelRoom& room,
                         const OnProgress& on_progress) {
    if (reference.is_image())
        return load_image(reference.text);
    const Recipe recipe = load_recipe(reference, room.data);
    const KernelCache cache(room.cache);
    if (!recipe.suite.empty() && !fs::exists(path_of_source(recipe, room)) && room.source.empty()) {
        if (on_progress)
            on_progress({"kernel " + reference.text, "fetch", 0, 0});
        fetch_source(recipe, room);
    }
    const Source source = find_source(recipe, room, cache);
    const std::string key = key_of(source, recipe);
    if (std::optional<KernelImage> kernel = find_as(reference, cache, key))
        return *std::move(kernel);
    const FileLock lock(cache.lock_file(key));
    if (std::optional<KernelImage> kernel =
            find_as(reference, cache, key)) // somebody else built it while we waited
        return *std::move(kernel);
    const StopSignals put_away_first;
    try {
        Build build(reference, recipe, source, cache.prepare(key), on_progress);
        return cache.insert(key, build.run());
    } catch (const LabError& error) {
        cache.abandon(key, error.fault() == Fault::interrupted ? Log::removed : Log::kept);
        if (error.fault() != Fault::interrupted)
            throw;
        throw LabError(Fault::interrupted, "kernel",
                       "interrupted: kernel " + reference.text +
                           " is not built; ccache keeps what was compiled, the cache nothing half-done");
    } catch (...) {
        cache.abandon(key, Log::kept);
        throw;
    }
}

KernelImage find_kernel(const KernelReference& reference, const KernelRoom& room) {
    if (reference.is_image())
        return load_image(reference.text);
    const Recipe recipe = load_recipe(reference, room.data);
    const KernelCache cache(room.cache);
    // Of a suite's source that was never fetched there is no kernel.
    if (recipe.suite.empty() || !room.source.empty() || fs::exists(path_of_source(recipe, room)))
        if (std::optional<KernelImage> kernel =
                find_as(reference, cache, key_of(find_source(recipe, room, cache), recipe)))
            return *std::move(kernel);
    throw LabError(Fault::wrong_use, "kernel",
                   "kernel " + reference.text + " is not built yet: cloister kernel build " + reference.text);
}

} // namespace cloister
