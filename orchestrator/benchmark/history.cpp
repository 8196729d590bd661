// SPDX-License-Identifier: GPL-2.0-or-later
// How long the trend of a cell takes in a history of 1,000,000 trials, beside the plain SQL that adds its
// numbers up, which it cannot beat.
//   trend-of-a-million [TRIALS]
// Runs on: host. Processor time. The history is drawn, and put in by the same code as real runs; the file is
// gone afterwards. Exit 1: the trend takes longer than the bound.
#include "orchestrator/base/quantity.hpp"
#include "orchestrator/base/temporary_directory.hpp"
#include "orchestrator/benchmark/drawn_history.hpp"
#include "orchestrator/history/read_tracks.hpp"
#include "orchestrator/history/trend.hpp"

#include <SQLiteCpp/Statement.h>
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <ctime>

namespace cloister {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds bound{100}; // the issue's
constexpr int timed = 21;

const Cell cell{"6.12", "mode-50", "spin-refill+drop_caches"};

void fill(HistoryFile& history, std::uint64_t trials) {
    std::mt19937_64 random(20261126);
    for (std::uint64_t night = 0; night < trials / drawn_cells / drawn_repetitions; ++night)
        add_night(history, night, random);
}

// Of the processor, so that a busy host matters little: median of several, each with a file that is opened
// anew.
template <class Work>
double milliseconds(Work work) {
    std::vector<double> all;
    for (int i = 0; i < timed; ++i) {
        const std::clock_t begin = std::clock();
        work();
        all.push_back(1e3 * static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC);
    }
    std::nth_element(all.begin(), all.begin() + timed / 2, all.end());
    return all[timed / 2];
}

// The numbers of the cell, run by run, and nothing else.
std::uint64_t plain_sum(const std::filesystem::path& file) {
    HistoryFile history = HistoryFile::to_read(file);
    return history.with("read", [](SQLite::Database& database) {
        SQLite::Statement statement(database, R"sql(
SELECT quantity, run, SUM(number), SUM(first_over), SUM(second_over) FROM counted
WHERE track = (SELECT id FROM track WHERE kernel = ? AND mode = ? AND workload = ?) GROUP BY quantity, run)sql");
        statement.bind(1, cell.kernel);
        statement.bind(2, cell.mode);
        statement.bind(3, cell.workload);
        std::uint64_t sum = 0;
        while (statement.executeStep())
            sum += static_cast<std::uint64_t>(statement.getColumn(2).getInt64());
        return sum;
    });
}

Trend trend(const std::filesystem::path& file) {
    HistoryFile history = HistoryFile::to_read(file);
    return trend_of(file.string(), read_tracks(history, {cell.kernel, cell.mode, cell.workload, ""}), {});
}

int measure(std::uint64_t trials) {
    const TemporaryDirectory directory;
    const std::filesystem::path file = directory.path() / "history.db";
    const Clock::time_point begin = Clock::now();
    {
        HistoryFile history = HistoryFile::to_write(file);
        fill(history, trials);
    }
    fmt::print("{} in {} MB, put in within {:.0f} s\n", quantity(trials, "trial"),
               std::filesystem::file_size(file) / 1'000'000,
               std::chrono::duration<double>(Clock::now() - begin).count());
    const Trend told = trend(file);
    std::size_t changes = 0;
    for (const TrendQuantity& quantity : told.tracks.at(0).quantities)
        changes += quantity.changes.size();
    fmt::print("of the cell: {}, {}, {}, {}\n", quantity(told.tracks.at(0).runs, "run"),
               quantity(told.tracks.at(0).trials, "trial"),
               quantity(told.tracks.at(0).quantities.size(), "quantity", "quantities"),
               quantity(changes, "change"));
    const double plain = milliseconds([&] { plain_sum(file); });
    const double rows = milliseconds([&] {
        HistoryFile history = HistoryFile::to_read(file);
        read_tracks(history, {cell.kernel, cell.mode, cell.workload, ""});
    });
    const double whole = milliseconds([&] { trend(file); });
    fmt::print("plain SQL {:.1f} ms, its rows {:.1f} ms, the trend {:.1f} ms: {:.2f} times the plain SQL\n",
               plain, rows, whole, whole / plain);
    const bool fast = whole <= static_cast<double>(bound.count());
    fmt::print("bound {} ms: {}\n", bound.count(), fast ? "kept" : "not kept");
    return fast ? 0 : 1;
}

} // namespace
} // namespace cloister

int main(int count, char** words) {
    constexpr std::uint64_t many = 1'000'000;
    try {
        return cloister::measure(count > 1 ? std::stoull(words[1]) : many);
    } catch (const std::exception& error) {
        fmt::print(stderr, "trend-of-a-million: {}\n", error.what());
        return 69;
    }
}
