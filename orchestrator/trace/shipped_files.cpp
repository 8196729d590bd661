// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/trace/shipped_files.hpp"

#include "orchestrator/base/lab_error.hpp"

#include <cstdint>
#include <cstring>
#include <iterator>
#include <map>

namespace cloister {
namespace {

[[noreturn]] void refuse(const std::string& what) {
    throw LabError(Fault::lab, "store", "trace: " + what + ": this trace.dat was not written by Cloister");
}

// Numbers are little-endian, as everything here is x86-64.
class Reader {
  public:
    explicit Reader(std::string_view bytes) : all_(bytes) {}

    std::string_view take(std::size_t size) {
        std::string_view taken = at(position_, size);
        position_ += size;
        return taken;
    }
    std::string_view at(std::size_t offset, std::size_t size) const {
        if (offset > all_.size() || size > all_.size() - offset)
            refuse("it ends too early");
        return all_.substr(offset, size);
    }
    template <class Number>
    Number number() {
        Number value{};
        std::memcpy(&value, take(sizeof value).data(), sizeof value);
        return value;
    }
    template <class Size>
    std::string sized() {
        return std::string(take(number<Size>()));
    }
    std::string text() {
        const std::size_t end = all_.find('\0', position_);
        if (end == std::string_view::npos)
            refuse("a text has no end");
        std::string found(take(end - position_));
        ++position_;
        return found;
    }
    void expect(std::string_view bytes) {
        if (take(bytes.size()) != bytes)
            refuse("'" + std::string(bytes) + "' is not where it belongs");
    }

  private:
    std::string_view all_;
    std::size_t position_ = 0;
};

// "name: ipi_send_cpu" is a format's first line, and its directory's name.
std::string event_name(const std::string& format) {
    constexpr std::string_view key = "name: ";
    const std::size_t end = format.find('\n');
    if (!format.starts_with(key) || end == std::string::npos)
        refuse("a format has no name");
    return format.substr(key.size(), end - key.size());
}

void take_formats(Reader& in, const std::string& system, std::vector<ShippedFile>& files) {
    for (auto left = in.number<std::uint32_t>(); left > 0; --left) {
        std::string format = in.sized<std::uint64_t>();
        const std::string path = "tracing/events/" + system + "/" + event_name(format) + "/format";
        files.push_back({path, std::move(format)});
    }
}

std::vector<ShippedFile> take_events(Reader& in) {
    std::vector<ShippedFile> files;
    for (const std::string header : {"header_page", "header_event"}) {
        in.expect(header + '\0');
        files.push_back({"tracing/events/" + header, in.sized<std::uint64_t>()});
    }
    take_formats(in, "ftrace", files);
    for (auto left = in.number<std::uint32_t>(); left > 0; --left) {
        const std::string system = in.text();
        take_formats(in, system, files);
    }
    return files;
}

void take_options(Reader& in) {
    in.expect(std::string("options  ") + '\0');
    while (in.number<std::uint16_t>() != 0)
        in.sized<std::uint32_t>();
}

std::vector<RingBuffer> take_ring_buffers(Reader& in, std::uint32_t cpus) {
    in.expect(std::string("flyrecord") + '\0');
    std::vector<RingBuffer> buffers;
    for (std::uint32_t cpu = 0; cpu < cpus; ++cpu) {
        const auto offset = in.number<std::uint64_t>();
        const auto size = in.number<std::uint64_t>();
        in.at(offset, size); // it is all there
        buffers.push_back({offset, size});
    }
    return buffers;
}

struct Parts {
    std::vector<ShippedFile> files; // but for the pages
    std::vector<RingBuffer> ring_buffers;
};

Parts parts_of(Reader& in) {
    in.expect("\x17\x08\x44tracing");
    in.expect(std::string("6\0\0\x08", 4)); // version, little endian, 8 bytes in a long
    in.number<std::uint32_t>();             // of a page
    std::vector<ShippedFile> files = take_events(in);
    ShippedFile symbols{"kallsyms", in.sized<std::uint32_t>()};
    files.push_back({"tracing/printk_formats", in.sized<std::uint32_t>()});
    files.push_back({"tracing/saved_cmdlines", in.sized<std::uint64_t>()});
    files.insert(files.begin(), std::move(symbols));
    const auto cpus = in.number<std::uint32_t>();
    take_options(in);
    return {std::move(files), take_ring_buffers(in, cpus)};
}

} // namespace

std::vector<RingBuffer> ring_buffers(std::string_view trace_dat) {
    Reader in(trace_dat);
    return parts_of(in).ring_buffers;
}

std::vector<ShippedFile> shipped_files(std::string_view trace_dat) {
    Reader in(trace_dat);
    Parts parts = parts_of(in);
    std::vector<ShippedFile> files;
    for (const RingBuffer& each : parts.ring_buffers)
        files.push_back(
            {"cpu" + std::to_string(files.size()) + ".raw", std::string(in.at(each.offset, each.size))});
    files.insert(files.end(), std::make_move_iterator(parts.files.begin()),
                 std::make_move_iterator(parts.files.end()));
    return files;
}

} // namespace cloister
