// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/coverage/line_counts.hpp"

#include "results-schema/json_document.hpp"

#include <algorithm>
#include <filesystem>

namespace cloister {
namespace {

// "./include/linux/swap.h" is include/linux/swap.h.
std::string path_of(const Json& file) {
    return std::filesystem::path(file.at("file").get<std::string>()).lexically_normal().string();
}

void add(LineCount& sum, const LineCount& count) {
    sum.runs += count.runs;
    // Another object may have expanded it more often.
    sum.branches.resize(std::max(sum.branches.size(), count.branches.size()));
    for (std::size_t i = 0; i < count.branches.size(); ++i)
        sum.branches[i] += count.branches[i];
}

LineCount count_of(const Json& line) {
    LineCount count{line.at("count").get<std::uint64_t>(), {}};
    for (const Json& branch : line.at("branches"))
        count.branches.push_back(branch.at("count").get<std::uint64_t>());
    return count;
}

std::string range(std::uint32_t first, std::uint32_t last) {
    return first == last ? std::to_string(first) : std::to_string(first) + "-" + std::to_string(last);
}

std::string never_run(const FileCounts& counts) {
    std::string words;
    std::uint32_t first = 0;
    std::uint32_t last = 0;
    const auto tell = [&] {
        if (first != 0)
            words += (words.empty() ? "" : ", ") + range(first, last);
        first = 0;
    };
    for (const auto& [line, count] : counts) {
        if (count.runs != 0) {
            tell();
            continue;
        }
        first = first == 0 ? line : first;
        last = line;
    }
    tell();
    return words;
}

} // namespace

LineCounts line_counts(const std::string& document, const TouchedLines& touched) {
    LineCounts counts;
    try {
        const Json object = Json::parse(document);
        for (const Json& file : object.at("files")) {
            const auto wanted = touched.find(path_of(file));
            if (wanted == touched.end())
                continue;
            for (const Json& line : file.at("lines"))
                if (const auto number = line.at("line_number").get<std::uint32_t>();
                    wanted->second.contains(number))
                    add(counts[wanted->first][number], count_of(line));
        }
    } catch (const Json::exception& error) {
        throw SchemaError("", std::string("gcov's words are not understood: ") + error.what());
    }
    return counts;
}

void add(LineCounts& sum, const LineCounts& counts) {
    for (const auto& [file, lines] : counts)
        for (const auto& [number, count] : lines)
            add(sum[file][number], count);
}

CoverageSum sum_of(const FileCounts& counts) {
    CoverageSum sum;
    for (const auto& [number, count] : counts) {
        ++sum.lines;
        sum.run += count.runs == 0 ? 0 : 1;
        sum.branches += count.branches.size();
        sum.taken += static_cast<std::uint64_t>(std::count_if(count.branches.begin(), count.branches.end(),
                                                              [](std::uint64_t runs) { return runs != 0; }));
    }
    return sum;
}

CoverageSum sum_of(const LineCounts& counts) {
    CoverageSum sum;
    for (const auto& [file, lines] : counts) {
        const CoverageSum of_file = sum_of(lines);
        sum.lines += of_file.lines;
        sum.run += of_file.run;
        sum.branches += of_file.branches;
        sum.taken += of_file.taken;
    }
    return sum;
}

std::string never_run(const LineCounts& counts) {
    std::string words;
    for (const auto& [file, lines] : counts)
        if (const std::string numbers = never_run(lines); !numbers.empty())
            words += (words.empty() ? "" : "; ") + file + ":" + numbers;
    return words;
}

} // namespace cloister
