// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/report/site/read_site.hpp"

#include "orchestrator/history/read_runs.hpp"
#include "orchestrator/history/read_tracks.hpp"
#include "orchestrator/history/trend.hpp"
#include "orchestrator/store/run_directory.hpp"

#include <set>
#include <unordered_map>

namespace cloister {
namespace {

namespace fs = std::filesystem;

void read_directory(SiteRun& run) {
    const RunDirectory directory = RunDirectory::open_all(run.of_history.run.directory).at(0);
    std::vector<ClaimResult> claims;
    if (directory.has_plan())
        claims = directory.report().claims; // throws where no page can be made of it
    run.cost = directory.cost();
    if (run.cost) {
        claims.insert(claims.end(), run.cost->claims.begin(), run.cost->claims.end());
        for (OperationCost& operation : run.cost->operations)
            operation.functions.clear();
    }
    // Its records may be of a version that cannot be imported any more.
    if (!run.of_history.claims)
        run.of_history.claims = std::move(claims);
}

// A run's directory in the steps of a series: that of the series; else empty.
fs::path series_of(const fs::path& directory) {
    const fs::path steps = directory.parent_path();
    const fs::path series = steps.parent_path();
    return steps.filename() == "steps" && fs::exists(series / "series.json") ? series : fs::path();
}

class DirectoryReader {
  public:
    explicit DirectoryReader(Site& site) : site_(site) {}

    void read(SiteRun& run) {
        const std::string& directory = run.of_history.run.directory;
        const auto [later, is_first] = seen_.try_emplace(directory, run.of_history.run.number);
        if (!is_first)
            run.unread = "its directory is that of run " + std::to_string(later->second) + " now";
        else if (!fs::exists(directory))
            run.unread = "its directory is not there any more";
        else
            try {
                read_series(run);
                read_directory(run);
            } catch (const LabError& error) {
                run.unread = error.what();
            }
    }

  private:
    void read_series(SiteRun& run) {
        const fs::path series = series_of(run.of_history.run.directory);
        if (series.empty())
            return;
        if (series_.insert(series.string()).second)
            if (std::optional<SeriesReport> report = RunDirectory::of_series(series).series())
                site_.series.push_back({series.string(), *std::move(report)});
        run.series = series.string();
    }

    Site& site_;
    std::unordered_map<std::string, std::uint64_t> seen_; // directory → the latest run there
    std::set<std::string> series_;
};

} // namespace

Site read_site(HistoryFile& history) {
    Site site;
    site.tracks = read_tracks(history, {});
    site.trend = trend_of(history.path().string(), site.tracks, {});
    History runs = read_runs(history, {});
    site.runs_in_all = runs.runs_in_all;
    for (HistoryRun& run : runs.runs)
        site.runs.push_back({std::move(run), {}, {}, false, {}});
    DirectoryReader reader(site);
    for (SiteRun& run : site.runs)
        reader.read(run);
    return site;
}

} // namespace cloister
