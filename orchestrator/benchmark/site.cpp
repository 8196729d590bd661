// SPDX-License-Identifier: GPL-2.0-or-later
// How long the site of a history of 1,000,000 trials takes, from nothing and after one more night, beside the
// plain SQL that adds up the same rows, which it cannot beat.
//   site-of-a-million [TRIALS [HISTORY]]
// Runs on: host. By the clock, as whoever waits for it. HISTORY is filled unless it is there, and kept; a
// night is added to it. No run's directory is there, so there are no report pages. Exit 1: longer than the
// bound.
#include "orchestrator/base/quantity.hpp"
#include "orchestrator/base/temporary_directory.hpp"
#include "orchestrator/benchmark/drawn_history.hpp"
#include "orchestrator/history/history_file.hpp"
#include "orchestrator/report/site/published_site.hpp"
#include "orchestrator/report/site/read_site.hpp"
#include "orchestrator/report/site/site_pages.hpp"

#include <SQLiteCpp/Statement.h>
#include <fmt/format.h>

#include <chrono>

namespace cloister {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

constexpr double bound = 60; // seconds, the issue's

template <class Work>
double seconds(Work work) {
    const Clock::time_point begin = Clock::now();
    work();
    return std::chrono::duration<double>(Clock::now() - begin).count();
}

void fill(const fs::path& file, std::uint64_t trials) {
    std::mt19937_64 random(20261126);
    HistoryFile history = HistoryFile::to_write(file);
    for (std::uint64_t night = 0; night < trials / drawn_cells / drawn_repetitions; ++night)
        add_night(history, night, random);
}

// The numbers of all cells, run by run, and nothing else.
std::uint64_t plain_sum(const fs::path& file) {
    HistoryFile history = HistoryFile::to_read(file);
    return history.with("read", [](SQLite::Database& database) {
        SQLite::Statement statement(database, R"sql(
SELECT track, quantity, run, SUM(number), SUM(first_over), SUM(second_over) FROM counted
GROUP BY track, quantity, run)sql");
        std::uint64_t rows = 0;
        while (statement.executeStep())
            ++rows;
        return rows;
    });
}

PublishedSite::Changes publish(const fs::path& file, const fs::path& directory) {
    HistoryFile history = HistoryFile::to_read(file);
    PublishedSite published(directory);
    make_site_pages(read_site(history),
                    [&](const std::string& name, const std::string& text) { published.put(name, text); });
    return published.finish();
}

std::string told(const char* what, const PublishedSite::Changes& changes, double took) {
    return fmt::format("{:<18}{:6.2f} s   {}, {} written\n", what, took, quantity(changes.pages, "page"),
                       grouped(changes.written));
}

int measure(std::uint64_t trials, const fs::path& kept) {
    const TemporaryDirectory temporary;
    const fs::path file = kept.empty() ? temporary.path() / "history.db" : kept;
    const fs::path site = temporary.path() / "site";
    if (!fs::exists(file))
        fill(file, trials);
    std::uint64_t rows = 0;
    const double plain = seconds([&] { rows = plain_sum(file); });
    fmt::print("{:<18}{:6.2f} s   {}\n", "plain SQL", plain, quantity(rows, "sum"));
    PublishedSite::Changes changes;
    const double whole = seconds([&] { changes = publish(file, site); });
    fmt::print("{}", told("the whole site", changes, whole));
    const double again = seconds([&] { changes = publish(file, site); });
    fmt::print("{}", told("nothing new", changes, again));
    {
        std::mt19937_64 random(static_cast<std::uint64_t>(Clock::now().time_since_epoch().count()));
        HistoryFile history = HistoryFile::to_write(file);
        add_night(history, trials / drawn_cells / drawn_repetitions, random);
    }
    const double night = seconds([&] { changes = publish(file, site); });
    fmt::print("{}", told("one more night", changes, night));
    fmt::print("{:.1f} times the plain SQL; bound {:.0f} s: {}\n", whole / plain, bound,
               whole <= bound ? "kept" : "not kept");
    return whole <= bound ? 0 : 1;
}

} // namespace
} // namespace cloister

int main(int count, char** words) {
    constexpr std::uint64_t many = 1'000'000;
    try {
        return cloister::measure(count > 1 ? std::stoull(words[1]) : many, count > 2 ? words[2] : "");
    } catch (const std::exception& error) {
        fmt::print(stderr, "site-of-a-million: {}\n", error.what());
        return 69;
    }
}
