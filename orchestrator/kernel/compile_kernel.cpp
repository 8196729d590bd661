// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/kernel/compile_kernel.hpp"

#include "orchestrator/base/digest.hpp"
#include "orchestrator/base/lab_error.hpp"
#include "orchestrator/kernel/kconfig_options.hpp"
#include "orchestrator/kernel/logged_command.hpp"
#include "orchestrator/kernel/lost_options.hpp"
#include "orchestrator/kernel/profiled_build.hpp"
#include "orchestrator/store/run_directory.hpp"
#include "results-schema/coverage_files.hpp"
#include "results-schema/kernel_entry.hpp"

#include <fmt/format.h>

#include <thread>

namespace cloister {

namespace fs = std::filesystem;

namespace {

class Build {
  public:
    Build(const KernelOrder& order, const BuildPlace& place, const OnProgress& on_progress)
        : order_(order), place_(place), on_progress_(on_progress) {}

    void configure();
    void compile();
    void finish() const;

  private:
    void tell(const std::string& stage, std::uint64_t done = 0, std::uint64_t wanted = 0) const {
        if (on_progress_)
            on_progress_({"kernel " + order_.reference, stage, done, wanted});
    }
    void make(std::vector<std::string> arguments, const std::string& failed,
              const std::function<void()>& on_line = {}) const {
        std::vector<std::string> words{"nice", "make"};
        words.insert(words.end(), arguments.begin(), arguments.end());
        // The same bytes wherever, whenever and however often it is built; ccache finds what another
        // directory compiled.
        run_logged(
            {words,
             place_.tree,
             {"KBUILD_BUILD_TIMESTAMP=Thu Jan  1 00:00:00 UTC 1970", "KBUILD_BUILD_USER=cloister",
              "KBUILD_BUILD_HOST=cloister", "CCACHE_NOHASHDIR=1", "CCACHE_BASEDIR=" + place_.tree.string()},
             failed},
            place_.log, on_line);
    }

    const KernelOrder& order_;
    const BuildPlace& place_;
    const OnProgress& on_progress_;
    bool is_profiled_ = false;
    std::string unknown_; // requested options that this tree does not have at all
};

void Build::configure() {
    tell("configure");
    // Nothing but what is asked for and what that needs; options that depend on it get their defaults.
    make({"allnoconfig"}, "cannot configure the kernel");
    std::vector<std::string> fragments;
    std::string config = read_text_file(place_.tree / ".config");
    for (const fs::path& fragment : order_.recipe.fragments)
        config += fragments.emplace_back(read_text_file(fragment));
    write_text_file(place_.tree / ".config", config);
    make({"olddefconfig"}, "cannot configure the kernel");
    std::string lost;
    const std::set<std::string> known = options_of_tree(place_.tree);
    config = read_text_file(place_.tree / ".config");
    is_profiled_ = is_profiled(config);
    for (const LostOption& option : lost_options(fragments, config))
        if (known.contains(option.option))
            lost += fmt::format("{}{}={} (became {})", lost.empty() ? "" : ", ", option.option, option.wanted,
                                option.got);
        else
            unknown_ += (unknown_.empty() ? "; knows no " : ", ") + option.option;
    if (!lost.empty())
        throw LabError(Fault::lab, "kernel",
                       "kernel " + order_.reference + ": requested options did not survive: " + lost +
                           "; see what they depend on, or take them out of the fragment");
}

void Build::compile() {
    std::uint64_t done = 0;
    const std::uint64_t wanted = place_.is_compiled ? 0 : order_.recipe.objects;
    tell("build", done, wanted);
    fs::remove(place_.tree /
               ".version"); // counts the builds in a tree, and the count becomes a part of the kernel
    const unsigned jobs = std::max(1U, std::thread::hardware_concurrency());
    std::vector<std::string> words{"-j" + std::to_string(jobs), "CC=ccache gcc", "bzImage"};
    if (is_profiled_)
        for (std::string& word : profiling_words(place_.changes, place_.tree))
            words.push_back(std::move(word));
    make(words, "kernel " + order_.reference + " does not build", [&] {
        // The count is an expectation: the bar waits at its end for the last objects.
        done = wanted == 0 ? done + 1 : std::min(done + 1, wanted);
        tell("build", done, wanted);
    });
}

void Build::finish() const {
    fs::copy_file(place_.tree / "arch/x86/boot/bzImage", place_.entry / "bzImage");
    fs::copy_file(place_.tree / "System.map", place_.entry / "System.map");
    fs::copy_file(place_.tree / ".config", place_.entry / "config");
    if (is_profiled_)
        keep_notes(place_.changes, place_.tree, place_.entry / coverage_directory);
    KernelFacts facts;
    facts.reference = order_.reference;
    facts.digest = sha256_of_file(place_.entry / "bzImage");
    facts.config_digest = sha256_of_file(place_.entry / "config");
    facts.source = order_.source.description + " " + order_.source.digest + unknown_;
    facts.compiler = compiler();
    for (const Patch& patch : order_.recipe.patches)
        facts.patches.push_back(patch.name + " " + sha256_of(patch.text));
    write_text_file(place_.entry / "kernel.json", document_text(KernelEntry{facts}));
}

} // namespace

void compile_kernel(const KernelOrder& order, const BuildPlace& place, const OnProgress& on_progress) {
    Build build(order, place, on_progress);
    build.configure();
    build.compile();
    build.finish();
}

} // namespace cloister
