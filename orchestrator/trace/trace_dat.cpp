// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/trace/trace_dat.hpp"

#include "orchestrator/base/lab_error.hpp"
#include "orchestrator/trace/symbols.hpp"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <vector>

namespace cloister {
namespace {

namespace fs = std::filesystem;

std::string contents(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    if (!in)
        throw LabError(Fault::lab, "store",
                       "trace: cannot read " + file.string() + ": " + std::strerror(errno) +
                           "; the agent did not ship it");
    return {std::istreambuf_iterator<char>(in), {}};
}

std::string contents_if_there(const fs::path& file) {
    return fs::exists(file) ? contents(file) : std::string();
}

// Numbers are little-endian: host and guest are x86-64.
template <class Number>
void put(std::string& out, Number number) {
    out.append(reinterpret_cast<const char*>(&number), sizeof number);
}

template <class Size>
void put_sized(std::string& out, const std::string& bytes) {
    put(out, static_cast<Size>(bytes.size()));
    out += bytes;
}

void put_text(std::string& out, const std::string& text) {
    out += text;
    out += '\0';
}

using Formats = std::vector<std::string>;

// system → its event formats; sorted by name, so that equal blobs make equal files.
std::map<std::string, Formats> event_formats(const fs::path& events) {
    std::map<std::string, std::string> files;
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(events))
        if (entry.path().filename() == "format")
            files[fs::relative(entry.path(), events).string()] = contents(entry.path());
    std::map<std::string, Formats> systems;
    for (const auto& [path, format] : files)
        systems[fs::path(path).begin()->string()].push_back(format);
    return systems;
}

void put_formats(std::string& out, const Formats& formats) {
    put(out, static_cast<std::uint32_t>(formats.size()));
    for (const std::string& format : formats)
        put_sized<std::uint64_t>(out, format);
}

void put_events(std::string& out, const fs::path& events) {
    put_text(out, "header_page");
    put_sized<std::uint64_t>(out, contents(events / "header_page"));
    put_text(out, "header_event");
    put_sized<std::uint64_t>(out, contents(events / "header_event"));
    std::map<std::string, Formats> systems = event_formats(events);
    put_formats(out, systems["ftrace"]);
    systems.erase("ftrace");
    put(out, static_cast<std::uint32_t>(systems.size()));
    for (const auto& [system, formats] : systems) {
        put_text(out, system);
        put_formats(out, formats);
    }
}

// Option 4 is TRACECMD_OPTION_TRACECLOCK: the name of the clock follows the table of ring buffers.
// libtracecmd 1.3 reads the option as a text with an end, also where it has no bytes, and so what lies behind
// them (tracecmd_parse_trace_clock()): one without an end ended us in one reading of hundreds. An empty text
// it is: a name is copied there, and the copy is never freed.
void put_options(std::string& out) {
    constexpr std::uint16_t trace_clock = 4;
    constexpr std::uint16_t done = 0;
    put_text(out, "options  ");
    put(out, trace_clock);
    put_sized<std::uint32_t>(out, std::string(1, '\0'));
    put(out, done);
}

std::vector<std::string> raw_pages_by_cpu(const fs::path& blobs) {
    std::vector<std::string> pages;
    while (fs::exists(blobs / ("cpu" + std::to_string(pages.size()) + ".raw")))
        pages.push_back(contents(blobs / ("cpu" + std::to_string(pages.size()) + ".raw")));
    if (pages.empty())
        throw LabError(Fault::lab, "store",
                       "trace: no cpu0.raw in " + blobs.string() + "; the agent shipped no ring buffer");
    return pages;
}

std::size_t whole_pages(std::size_t bytes) {
    return (bytes + page_bytes - 1) / page_bytes * page_bytes;
}

// A table of {offset, size} by CPU, the clock, then the pages themselves, each CPU's on a page boundary.
void put_ring_buffers(std::string& out, const std::vector<std::string>& pages) {
    put_text(out, "flyrecord");
    const std::string clock = "[mono]"; // as in the file trace_clock
    const std::size_t numbers = (2 * pages.size() + 1) * sizeof(std::uint64_t);
    std::size_t offset = whole_pages(out.size() + numbers + clock.size());
    for (const std::string& each : pages) {
        put(out, static_cast<std::uint64_t>(offset));
        put(out, static_cast<std::uint64_t>(each.size()));
        offset += whole_pages(each.size());
    }
    put_sized<std::uint64_t>(out, clock);
    for (const std::string& each : pages) {
        out.resize(whole_pages(out.size()));
        out += each;
    }
}

} // namespace

void write_trace_dat(const fs::path& blobs, const fs::path& trace_dat) {
    const std::vector<std::string> pages = raw_pages_by_cpu(blobs);
    std::string out = "\x17\x08\x44tracing";
    put_text(out, "6");
    out += '\0'; // little endian
    out += static_cast<char>(sizeof(std::uint64_t));
    put(out, static_cast<std::uint32_t>(page_bytes));
    put_events(out, blobs / "tracing/events");
    put_sized<std::uint32_t>(out, symbols_that_occur(contents(blobs / "kallsyms"), pages));
    put_sized<std::uint32_t>(out, contents_if_there(blobs / "tracing/printk_formats"));
    put_sized<std::uint64_t>(out, contents_if_there(blobs / "tracing/saved_cmdlines"));
    put(out, static_cast<std::uint32_t>(pages.size()));
    put_options(out);
    put_ring_buffers(out, pages);

    std::ofstream file(trace_dat, std::ios::binary | std::ios::trunc);
    file.write(out.data(), static_cast<std::streamsize>(out.size()));
    file.close();
    if (!file) {
        const std::string why = std::strerror(errno);
        std::error_code nothing_to_say;
        fs::remove(trace_dat, nothing_to_say); // half a trace is none
        throw LabError(Fault::lab, "store",
                       "cannot write " + trace_dat.string() + ": " + why +
                           "; free some space or choose another place with -o");
    }
}

} // namespace cloister
