// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/trace/cpu_pages.hpp"

#include "orchestrator/base/lab_error.hpp"
#include "orchestrator/trace/trace_dat.hpp"

#include <algorithm>

extern "C" {
#include <kbuffer.h>
}

namespace cloister {
namespace {

constexpr std::size_t at_once = 16 * page_bytes;

} // namespace

CpuPages::CpuPages(const std::filesystem::path& file, std::uint64_t offset, std::uint64_t bytes)
    : file_(file), in_(file, std::ios::binary), left_(bytes), pages_(at_once),
      page_(kbuffer_alloc(KBUFFER_LSIZE_8, KBUFFER_ENDIAN_LITTLE), kbuffer_free) {
    in_.seekg(static_cast<std::streamoff>(offset));
}

bool CpuPages::turn_page() {
    if (next_ == read_) {
        read_ = static_cast<std::size_t>(std::min<std::uint64_t>(at_once, left_));
        if (read_ > 0 && !in_.read(pages_.data(), static_cast<std::streamsize>(read_)))
            throw LabError(Fault::lab, "judge", "trace: cannot read " + file_.string() + "; is it whole?");
        left_ -= read_;
        next_ = 0;
    }
    if (next_ == read_)
        return false;
    kbuffer* const page = page_.get();
    broken_ = read_ - next_ < page_bytes || kbuffer_load_subbuffer(page, pages_.data() + next_) != 0 ||
              kbuffer_start_of_data(page) + kbuffer_subbuffer_size(page) > static_cast<int>(page_bytes);
    next_ += page_bytes;
    return !broken_;
}

std::optional<RawRecord> CpuPages::next() {
    if (on_page_)
        kbuffer_next_event(page_.get(), nullptr);
    unsigned long long at = 0;
    const void* bytes = on_page_ ? kbuffer_read_event(page_.get(), &at) : nullptr;
    while (bytes == nullptr) {
        on_page_ = turn_page();
        if (!on_page_)
            return std::nullopt;
        bytes = kbuffer_read_event(page_.get(), &at);
    }
    return RawRecord{
        std::chrono::nanoseconds(at),
        {static_cast<const char*>(bytes), static_cast<std::size_t>(kbuffer_event_size(page_.get()))},
        kbuffer_missed_events(page_.get())};
}

} // namespace cloister
