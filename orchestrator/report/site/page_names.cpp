// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/report/site/page_names.hpp"

#include <fmt/format.h>
#include <zlib.h>

#include <cctype>
#include <vector>

namespace cloister {
namespace {

// Within what a browser, a shell and any file system take as it is.
std::string readable(const std::string& name) {
    constexpr std::size_t enough = 80;
    std::string safe;
    for (const char each : name.substr(0, enough)) {
        const bool is_plain =
            std::isalnum(static_cast<unsigned char>(each)) != 0 || each == '.' || each == '_';
        if (is_plain)
            safe += each;
        else if (!safe.empty() && safe.back() != '-')
            safe += '-';
    }
    return safe;
}

std::string page_name(const char* directory, const std::string& shown, const std::string& whole) {
    const std::vector<unsigned char> bytes(whole.begin(), whole.end());
    return fmt::format("{}/{}-{:08x}.html", directory, readable(shown),
                       crc32(0, bytes.data(), static_cast<uInt>(bytes.size())));
}

} // namespace

std::string cell_page_name(const Cell& cell) {
    const std::string name = cell.kernel + "," + cell.mode + "," + cell.workload;
    return page_name("cells", name, name);
}

std::string claim_page_name(const std::string& id) {
    return page_name("claims", id, id);
}

std::string run_page_name(std::uint64_t number) {
    return fmt::format("runs/{}.html", number);
}

std::string report_page_name(std::uint64_t number) {
    return fmt::format("runs/{}-report.html", number);
}

std::string series_page_name(const std::string& directory) {
    return page_name("series", directory.substr(directory.rfind('/') + 1), directory);
}

} // namespace cloister
