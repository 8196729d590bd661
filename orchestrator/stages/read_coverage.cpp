// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/stages/read_coverage.hpp"

#include "orchestrator/base/digest.hpp"
#include "orchestrator/base/temporary_directory.hpp"
#include "orchestrator/kernel/logged_command.hpp"
#include "results-schema/coverage_files.hpp"

#include <sstream>

namespace cloister {

namespace fs = std::filesystem;

namespace {

struct Unreadable : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// The counts that a record has, each beside the notes that gcov looks for there, in a directory of its own.
std::vector<std::string> laid_side_by_side(const fs::path& notes, const fs::path& trial,
                                           const TrialRecord& record, const fs::path& place) {
    std::vector<std::string> files;
    for (const auto& [name, digest] : record.digests) {
        if (!is_coverage(name))
            continue;
        if (!fs::exists(trial / name) || sha256_of_file(trial / name) != digest)
            throw Unreadable(name + " is not the recorded file");
        const fs::path counts = place / fs::path(name).filename();
        const fs::path its_notes = fs::path(counts).replace_extension(".gcno");
        // An object that was profiled for some other kernel in the same tree is none of ours.
        if (!fs::exists(notes / "notes" / its_notes.filename()))
            continue;
        fs::create_symlink(fs::absolute(trial / name), counts);
        fs::create_symlink(fs::absolute(notes / "notes" / its_notes.filename()), its_notes);
        files.push_back(counts);
    }
    return files;
}

// One document a line. Where notes and counts are of two builds gcov says so, and counts nothing.
LineCounts counts_in(const std::string& output, const TouchedLines& touched) {
    LineCounts counts;
    std::istringstream lines(output);
    for (std::string line; std::getline(lines, line);)
        if (!line.starts_with('{'))
            throw Unreadable("gcov: " + line);
        else
            add(counts, line_counts(line, touched));
    return counts;
}

LineCounts read(const fs::path& notes, const fs::path& trial, const TrialRecord& record) {
    const TemporaryDirectory place;
    std::vector<std::string> words{"gcov", "--json-format", "--branch-probabilities", "--stdout"};
    const std::vector<std::string> files = laid_side_by_side(notes, trial, record, place.path());
    if (files.empty())
        return {};
    words.insert(words.end(), files.begin(), files.end());
    const CommandOutput output = output_of(words);
    LineCounts counts = counts_in(output.text, touched_lines(read_text_file(notes / "changes.diff")));
    if (output.status != 0)
        throw Unreadable("gcov failed: is the one of the kernel's compiler there, " + record.kernel.compiler +
                         "?");
    return counts;
}

} // namespace

std::optional<TrialCoverage> read_coverage(const RunDirectory& run, const TrialRecord& record) {
    const std::optional<fs::path> notes = run.coverage_notes(record.kernel.digest);
    const auto first = record.digests.lower_bound(std::string(coverage_directory) + "/");
    if (!notes || first == record.digests.end() || !is_coverage(first->first))
        return std::nullopt;
    try {
        return TrialCoverage{read(*notes, run.trial(record.spec), record), std::nullopt};
    } catch (const Unreadable& error) {
        return TrialCoverage{{}, error.what()};
    } catch (const SchemaError& error) {
        return TrialCoverage{{}, error.what()};
    }
}

Evidence coverage_evidence(const RunDirectory& run) {
    Evidence evidence;
    for (const TrialSpec& spec : run.plan().trials)
        if (std::optional<TrialRecord> record = run.record(spec)) {
            std::optional<TrialCoverage> coverage = read_coverage(run, *record);
            evidence.push_back({*std::move(record), std::nullopt, {}, std::move(coverage)});
        }
    return evidence;
}

std::map<std::string, std::string> read_touched_sources(const fs::path& notes) {
    std::map<std::string, std::string> sources;
    for (const auto& [file, lines] : touched_lines(read_text_file(notes / "changes.diff")))
        if (fs::exists(notes / "sources" / file)) // else it is no C
            sources[file] = read_text_file(notes / "sources" / file);
    return sources;
}

} // namespace cloister
