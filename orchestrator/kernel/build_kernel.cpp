// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/kernel/build_kernel.hpp"

#include "orchestrator/base/lab_error.hpp"
#include "orchestrator/base/stop_signals.hpp"
#include "orchestrator/kernel/compile_kernel.hpp"
#include "orchestrator/kernel/file_lock.hpp"
#include "orchestrator/kernel/kept_tree.hpp"
#include "orchestrator/kernel/patched_tree.hpp"

namespace cloister {

namespace fs = std::filesystem;

namespace {

// Where nothing can be written any more, nobody knows what make has left.
constexpr std::uintmax_t room_for_objects = 64U << 20U;

bool has_room(const fs::path& directory) {
    std::error_code unknown;
    const fs::space_info disk = fs::space(directory, unknown);
    return !unknown && disk.available >= room_for_objects;
}

// A source that is a directory may be anything: it is built in a copy that goes with the build. All others
// have content that never changes, and a tree that stays.
bool has_kept_tree(const KernelOrder& order) {
    return order.source.kind != SourceKind::directory;
}

// One build, beneath work/KEY.
class Build {
  public:
    Build(const KernelOrder& order, const fs::path& work, const OnProgress& on_progress)
        : order_(order), work_(work), entry_(work / "entry"), on_progress_(on_progress) {
        fs::create_directories(entry_);
    }

    fs::path in_copy() {
        PatchedTree tree(work_ / "tree");
        unpack_into(tree);
        build(tree, false);
        return entry_;
    }
    // Once it is unpacked it is kept, also by a build that fails: make knows what it has not done. Not by one
    // that is killed or interrupted: a file may be half-written.
    fs::path in_kept(KeptTree& kept) {
        PatchedTree tree(kept.directory());
        if (!kept.is_usable())
            unpack_into(tree);
        try {
            build(tree, kept.is_usable());
        } catch (const LabError& error) {
            if (error.fault() == Fault::lab && has_room(kept.directory()))
                kept.keep();
            throw;
        }
        kept.keep();
        return entry_;
    }

  private:
    fs::path log() const { return entry_ / "build.log"; }
    void tell(const std::string& stage) const {
        if (on_progress_)
            on_progress_({"kernel " + order_.reference, stage, 0, 0});
    }
    void unpack_into(const PatchedTree& tree) const {
        tell("unpack");
        unpack(order_.source, tree.root(), log(), [this] { tell("unpack"); });
    }
    void build(PatchedTree& tree, bool is_compiled) const {
        tell("patch");
        tree.become(order_.recipe.patches, order_.source.description, log());
        compile_kernel(order_, {tree.root(), entry_, log(), is_compiled, tree.changes()}, on_progress_);
    }

    const KernelOrder& order_;
    fs::path work_;
    fs::path entry_;
    const OnProgress& on_progress_;
};

// One kernel may have several names: 6.12 is 6.12@7.
std::optional<KernelImage> find_as(const std::string& reference, const KernelCache& cache,
                                   const std::string& key) {
    std::optional<KernelImage> kernel = cache.find(key);
    if (kernel)
        kernel->facts.reference = reference;
    return kernel;
}

} // namespace

KernelSource source_of(const Recipe& recipe, const KernelRoom& room, const std::string& what,
                       const OnProgress& on_progress) {
    if (!recipe.suite.empty() && !has_source(recipe, room) && room.source.empty()) {
        if (on_progress)
            on_progress({"kernel " + what, "fetch", 0, 0});
        fetch_source(recipe, room);
    }
    return find_source(recipe, room, KernelCache(room.cache));
}

KernelImage build_ordered(const KernelOrder& order, const KernelCache& cache, const OnProgress& on_progress) {
    const std::string key = key_of(order);
    if (std::optional<KernelImage> kernel = find_as(order.reference, cache, key))
        return *std::move(kernel);
    const FileLock lock(cache.lock_file(key));
    if (std::optional<KernelImage> kernel =
            find_as(order.reference, cache, key)) // somebody else built it while we waited
        return *std::move(kernel);
    std::optional<KeptTree> kept;
    if (has_kept_tree(order)) {
        const std::string tree = tree_key_of(order);
        if (on_progress && KeptTree::is_in_use(cache, tree))
            on_progress({"kernel " + order.reference, "wait for another build of its source", 0, 0});
        kept.emplace(cache, tree);
    }
    const StopSignals put_away_first;
    try {
        Build build(order, cache.prepare(key), on_progress);
        return cache.insert(key, kept ? build.in_kept(*kept) : build.in_copy());
    } catch (const LabError& error) {
        cache.abandon(key, error.fault() == Fault::interrupted ? Log::removed : Log::kept);
        if (error.fault() != Fault::interrupted)
            throw;
        throw LabError(Fault::interrupted, "kernel",
                       "interrupted: kernel " + order.reference +
                           " is not built; ccache keeps what was compiled, the cache nothing half-done");
    } catch (...) {
        cache.abandon(key, Log::kept);
        throw;
    }
}

KernelImage build_kernel(const KernelReference& reference, const KernelRoom& room,
                         const OnProgress& on_progress) {
    if (reference.is_image())
        return load_image(reference.text);
    KernelOrder order{reference.text, load_recipe(reference, room.data), {}};
    order.source = source_of(order.recipe, room, reference.text, on_progress);
    return build_ordered(order, KernelCache(room.cache), on_progress);
}

KernelImage find_kernel(const KernelReference& reference, const KernelRoom& room) {
    if (reference.is_image())
        return load_image(reference.text);
    const Recipe recipe = load_recipe(reference, room.data);
    const KernelCache cache(room.cache);
    // Of a suite's source that was never fetched there is no kernel.
    if (recipe.suite.empty() || !room.source.empty() || has_source(recipe, room)) {
        const KernelOrder order{reference.text, recipe, find_source(recipe, room, cache)};
        if (std::optional<KernelImage> kernel = find_as(reference.text, cache, key_of(order)))
            return *std::move(kernel);
    }
    throw LabError(Fault::wrong_use, "kernel",
                   "kernel " + reference.text + " is not built yet: cloister kernel build " + reference.text);
}

} // namespace cloister
