// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/trace/record_fields.hpp"

namespace cloister {
namespace {

std::string_view part(std::string_view record, std::size_t offset, std::size_t size) {
    return offset > record.size() ? std::string_view() : record.substr(offset, size);
}

} // namespace

Field::Field(const tep_event& format, const char* name) {
    const tep_format_field* found = tep_find_any_field(const_cast<tep_event*>(&format), name);
    if (found == nullptr)
        return;
    offset_ = found->offset;
    size_ = static_cast<unsigned>(found->size);
    dynamic_ = (found->flags & TEP_FIELD_IS_DYNAMIC) != 0;
    relative_ = (found->flags & TEP_FIELD_IS_RELATIVE) != 0;
}

std::string_view Field::rest(std::string_view record) const {
    return there() ? part(record, static_cast<std::size_t>(offset_), record.size()) : std::string_view();
}

// Of a dynamic one its place has where it is, and above 16 bits how long (include/trace/stages).
std::string_view Field::bytes(std::string_view record) const {
    if (!there())
        return {};
    if (!dynamic_)
        return size_ == 0 ? rest(record) : part(record, static_cast<std::size_t>(offset_), size_);
    const std::uint64_t place = number(record);
    const std::size_t from = relative_ ? static_cast<std::size_t>(offset_) + size_ : 0;
    return part(record, from + (place & 0xffff), place >> 16U);
}

std::string_view Field::text(std::string_view record) const {
    const std::string_view found = bytes(record);
    return found.substr(0, found.find('\0'));
}

CpuSet Field::cpu_mask(std::string_view record) const {
    const std::string_view mask = bytes(record);
    CpuSet cpus;
    for (std::uint32_t bit = 0; bit < mask.size() * 8; ++bit)
        if (static_cast<unsigned char>(mask[bit / 8]) >> bit % 8 & 1)
            cpus.insert(CpuId{bit});
    return cpus;
}

} // namespace cloister
