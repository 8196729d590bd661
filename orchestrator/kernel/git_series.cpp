// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/kernel/git_series.hpp"

#include "orchestrator/base/lab_error.hpp"
#include "orchestrator/base/quantity.hpp"
#include "orchestrator/kernel/logged_command.hpp"

#include <fmt/format.h>

#include <sstream>

namespace cloister {

namespace fs = std::filesystem;

namespace {

[[noreturn]] void refuse(const std::string& why) {
    throw LabError(Fault::wrong_use, "kernel", why);
}

class GitTree {
  public:
    explicit GitTree(const fs::path& path) : path_(path.string()) {
        if (run({"rev-parse", "--git-dir"}).status != 0)
            refuse(path_ + " is no git tree");
    }

    CommandOutput run(const std::vector<std::string>& arguments) const {
        std::vector<std::string> words{"git", "-C", path_};
        words.insert(words.end(), arguments.begin(), arguments.end());
        return output_of(words);
    }
    std::string text(const std::vector<std::string>& arguments) const {
        const CommandOutput output = run(arguments);
        if (output.status != 0)
            throw LabError(Fault::lab, "kernel",
                           "git " + arguments.front() + " failed in " + path_ + ": " + output.last_line());
        return output.text;
    }
    std::string line(const std::vector<std::string>& arguments) const {
        const std::string all = text(arguments);
        return all.substr(0, all.find('\n'));
    }
    std::string commit(const std::string& name) const {
        const CommandOutput output =
            run({"rev-parse", "--verify", "--quiet", "--end-of-options", name + "^{commit}"});
        if (output.status != 0)
            refuse("'" + name + "' is no commit of " + path_);
        return output.text.substr(0, output.text.find('\n'));
    }
    const std::string& path() const { return path_; }

  private:
    std::string path_;
};

struct Range {
    std::string base;
    std::string head;
};

Range parse_range(const std::string& text) {
    const std::size_t dots = text.find("..");
    const std::string base = text.substr(0, dots);
    const std::string head = dots == std::string::npos ? "" : text.substr(dots + 2);
    const bool sound = text.find_first_of(" \t\n") == std::string::npos && !base.empty() && !head.empty() &&
                       !text.starts_with('-') && head.find("..") == std::string::npos &&
                       !head.starts_with('.');
    if (!sound)
        refuse("'" + text + "' is no range of commits: write BASE..HEAD, as v6.12..my-branch");
    return {base, head};
}

// Of "VERSION = 6" and "PATCHLEVEL = 13".
std::string version_in(const std::string& makefile) {
    std::istringstream lines(makefile);
    std::string version;
    std::string level;
    for (std::string line; std::getline(lines, line);) {
        std::istringstream words(line);
        std::string name;
        std::string equals;
        std::string value;
        if (!(words >> name >> equals >> value) || equals != "=")
            continue;
        if (name == "VERSION")
            version = value;
        if (name == "PATCHLEVEL")
            level = value;
    }
    return version.empty() || level.empty() ? "" : version + "." + level;
}

// The same text whatever the user's git is told to write.
Patch patch_of(const GitTree& tree, const std::string& commit, std::size_t number) {
    Patch patch;
    patch.text =
        tree.text({"format-patch", "--stdout", "-1", "--no-signature", "--no-numbered", "--no-renames",
                   "--zero-commit", "--no-attach", "--no-encode-email-headers", "--no-stat",
                   "--src-prefix=a/", "--dst-prefix=b/", "--no-ext-diff", "--no-color", commit});
    patch.name = patch_name(number, subject_of(patch));
    return patch;
}

} // namespace

GitSeries read_git_series(const fs::path& git, const std::string& range) {
    const Range ends = parse_range(range);
    const GitTree tree(git);
    GitSeries series;
    series.base = tree.commit(ends.base);
    const std::string head = tree.commit(ends.head);
    if (tree.run({"merge-base", "--is-ancestor", series.base, head}).status != 0)
        refuse(fmt::format("{}: {} is no ancestor of {}: begin where they parted, {}..{}", tree.path(),
                           ends.base, ends.head, tree.line({"merge-base", series.base, head}).substr(0, 12),
                           ends.head));
    const std::string commits = series.base + ".." + head;
    if (const std::string merge = tree.line({"rev-list", "--min-parents=2", commits}); !merge.empty())
        refuse(fmt::format(
            "{}: {} has a merge in it, {}: a series is linear; rebase it, or begin behind the merge",
            tree.path(), range, merge.substr(0, 12)));
    std::istringstream in_order(tree.text({"rev-list", "--reverse", commits}));
    for (std::string commit; std::getline(in_order, commit);)
        series.patches.push_back(patch_of(tree, commit, series.patches.size() + 1));
    if (series.patches.empty())
        refuse(tree.path() + ": no commit is in " + range);
    series.short_base = tree.line({"rev-parse", "--short=12", series.base});
    series.version = version_in(tree.run({"show", series.base + ":Makefile"}).text);
    return series;
}

} // namespace cloister
