// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/base/lab_error.hpp"
#include "orchestrator/base/quantity.hpp"
#include "orchestrator/cli/commands.hpp"
#include "orchestrator/cli/print_page.hpp"
#include "orchestrator/report/site/page_names.hpp"
#include "orchestrator/report/site/published_site.hpp"
#include "orchestrator/report/site/read_site.hpp"
#include "orchestrator/report/site/site_pages.hpp"

#include <fmt/format.h>

#include <cstdio>

namespace cloister {
namespace {

namespace fs = std::filesystem;

// A report that was judged anew is another one.
std::string state_of(const fs::path& report) {
    return fmt::format("{} {}", fs::last_write_time(report).time_since_epoch().count(),
                       fs::file_size(report));
}

// Made where it is not there yet, or its run was judged anew.
bool publish_report(const SiteRun& run, PublishedSite& published) {
    const std::string name = report_page_name(run.of_history.run.number);
    const RunDirectory directory = RunDirectory::open(run.of_history.run.directory);
    const std::string state = state_of(directory.path() / "report.json");
    if (!published.keep(name, state))
        published.put(name, page_of(directory, directory.report()), state);
    return true;
}

bool has_trials(const SiteRun& run) {
    return run.unread.empty() && fs::exists(fs::path(run.of_history.run.directory) / "plan.json");
}

// Beyond the newest, and of directories that are gone, what was made before stays.
void publish_reports(Site& site, std::uint64_t newest, PublishedSite& published) {
    for (SiteRun& run : site.runs)
        try {
            const bool is_new = has_trials(run) && newest > 0;
            newest -= is_new ? 1U : 0U;
            run.has_report = is_new ? publish_report(run, published)
                                    : published.keep(report_page_name(run.of_history.run.number));
        } catch (const LabError& error) {
            fmt::print(stderr, "cloister: no report page of run {}: {}\n", run.of_history.run.number,
                       error.what());
        }
}

} // namespace

int site_command(const SiteOptions& options) {
    expect_pages("site");
    HistoryFile history = HistoryFile::to_read(history_named(options.history));
    PublishedSite published(options.directory);
    Site site = read_site(history);
    publish_reports(site, options.reports, published);
    make_site_pages(site,
                    [&](const std::string& name, const std::string& text) { published.put(name, text); });
    const PublishedSite::Changes changes = published.finish();
    fmt::print("site {}\n{}, {} written, {} removed\n", (published.directory() / "index.html").string(),
               quantity(changes.pages, "page"), grouped(changes.written), grouped(changes.removed));
    return 0;
}

} // namespace cloister
