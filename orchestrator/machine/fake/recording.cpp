// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/machine/fake/recording.hpp"

#include "orchestrator/base/duration.hpp"
#include "orchestrator/base/lab_error.hpp"
#include "orchestrator/base/quantity.hpp"
#include "orchestrator/wire/raw_gaps.hpp"

#include <archive.h>
#include <archive_entry.h>
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <memory>
#include <sstream>

namespace cloister::fake {
namespace {

namespace fs = std::filesystem;

using Archive = std::unique_ptr<archive, decltype(&archive_read_free)>;
// Directory of one trial → its files by name.
using Trials = std::map<std::string, std::map<std::string, std::string>>;

[[noreturn]] void unusable(const fs::path& file, const std::string& why) {
    throw LabError(Fault::lab, "boot",
                   file.string() + ": " + why +
                       ": record real guests anew with orchestrator/machine/fake/record CLOISTER");
}

std::string contents(archive* in, const archive_entry* entry) {
    std::string bytes(static_cast<std::size_t>(archive_entry_size(const_cast<archive_entry*>(entry))), '\0');
    const la_ssize_t got = archive_read_data(in, bytes.data(), bytes.size());
    if (got != static_cast<la_ssize_t>(bytes.size()))
        throw std::runtime_error("it ends too early");
    return bytes;
}

Trials unpack(const fs::path& file) {
    const Archive in(archive_read_new(), archive_read_free);
    archive_read_support_filter_xz(in.get());
    archive_read_support_format_tar(in.get());
    constexpr std::size_t block = 65536;
    if (archive_read_open_filename(in.get(), file.c_str(), block) != ARCHIVE_OK)
        throw std::runtime_error(archive_error_string(in.get()));
    Trials trials;
    archive_entry* entry = nullptr;
    int result = ARCHIVE_OK;
    while ((result = archive_read_next_header(in.get(), &entry)) == ARCHIVE_OK) {
        const fs::path path = archive_entry_pathname(entry);
        if (archive_entry_filetype(entry) == AE_IFREG)
            trials[path.parent_path().string()][path.filename().string()] = contents(in.get(), entry);
    }
    if (result != ARCHIVE_EOF)
        throw std::runtime_error(archive_error_string(in.get()));
    return trials;
}

Recording recording_of(std::map<std::string, std::string>& files) {
    Recording recording;
    recording.record = parse_document<TrialRecord>(files["record.json"]);
    recording.console = std::move(files["console.log"]);
    if (const auto trace = files.find("trace.dat"); trace != files.end())
        recording.files = shipped_files(trace->second);
    if (const auto gaps = files.find(gaps_file); gaps != files.end()) {
        std::map<CpuId, std::vector<SubjectGap>> by_cpu;
        std::istringstream text(gaps->second);
        GapsCsv csv(text);
        while (const std::optional<SubjectGap> gap = csv.next())
            by_cpu[gap->cpu].push_back(*gap);
        for (const CpuId cpu : recording.record.spec.isolated)
            recording.files.push_back({wire::raw_gaps_name(cpu), wire::raw_gaps(by_cpu[cpu])});
    }
    if (const auto switches = files.find(host_switches_file); switches != files.end()) {
        std::istringstream text(switches->second);
        HostSwitchesCsv csv(text);
        while (const std::optional<HostAbsence> absence = csv.next())
            recording.absences.push_back(*absence);
    }
    return recording;
}

std::string isolation(const TrialSpec& spec) {
    return fmt::format("CPUs {} of {} isolated", spec.isolated.list(), spec.cpus);
}

std::string work(const TrialSpec& spec) {
    if (spec.subject == "none")
        return "no window";
    return spec.drains ? quantity(*spec.drains, "drain") : "a window of " + duration_text(spec.duration);
}

[[noreturn]] void refuse(const std::string& what) {
    throw LabError(Fault::wrong_use, "plan",
                   "the fake machine only replays what was recorded: " + what +
                       "; as in: cloister run smallest --machine fake");
}

// A step of a series replays what was recorded of the whole of it.
std::string without_step(const std::string& kernel, const std::string& recorded) {
    return kernel.find('@') == std::string::npos ? kernel : recorded;
}

void refuse_difference(const TrialSpec& asked, const TrialSpec& recorded) {
    const std::pair<std::string, std::string> differences[] = {
        {"kernel " + without_step(asked.cell.kernel, recorded.cell.kernel), "kernel " + recorded.cell.kernel},
        {isolation(asked), isolation(recorded)},
        {work(asked), work(recorded)}};
    for (const auto& [wanted, found] : differences)
        if (wanted != found)
            refuse(fmt::format("{} with {}, not {}", cell_name(recorded), found, wanted));
}

} // namespace

std::string cell_name(const TrialSpec& spec) {
    return spec.cell.mode + " " + spec.cell.workload;
}

Recordings Recordings::load(const fs::path& archive) {
    try {
        std::vector<Recording> recordings;
        for (auto& [directory, files] : unpack(archive))
            recordings.push_back(recording_of(files));
        return Recordings(std::move(recordings));
    } catch (const std::runtime_error& error) {
        unusable(archive, error.what());
    }
}

const Recording& Recordings::of(const std::string& cell) const {
    const auto found = std::find_if(recordings_.begin(), recordings_.end(), [&](const Recording& each) {
        return cell_name(each.record.spec) == cell;
    });
    if (found == recordings_.end())
        refuse("no guest was recorded in " + cell);
    return *found;
}

void Recordings::refuse_what_is_not_recorded(const Plan& plan) const {
    for (const TrialSpec& spec : plan.trials)
        refuse_difference(spec, of(cell_name(spec)).record.spec);
}

} // namespace cloister::fake
