// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/trace/record_fields.hpp"

#include <cstring>

namespace cloister {

std::string_view RecordFields::raw(const char* field) const {
    const tep_format_field* found = tep_find_field(format_, field);
    if (found != nullptr && found->size == 0) // "char buf[]" of a marker: to the end of the record
        return {static_cast<const char*>(record_->data) + found->offset,
                static_cast<std::size_t>(record_->size - found->offset)};
    int length = 0;
    const void* bytes = tep_get_field_raw(nullptr, format_, field, record_, &length, 0);
    if (bytes == nullptr || length < 0)
        return {};
    return {static_cast<const char*>(bytes), static_cast<std::size_t>(length)};
}

std::uint64_t RecordFields::number(const char* field) const {
    unsigned long long value = 0;
    return tep_get_field_val(nullptr, format_, field, record_, &value, 0) == 0 ? value : 0;
}

std::string RecordFields::text(const char* field) const {
    const std::string_view bytes = raw(field);
    return std::string(bytes.substr(0, bytes.find('\0')));
}

std::string RecordFields::symbol(std::uint64_t address) const {
    const char* found = address == 0 ? nullptr : tep_find_function(formats_, address);
    const std::string_view name = found == nullptr ? "" : found;
    return std::string(name.substr(0, name.find('.')));
}

std::string RecordFields::function(const char* field) const {
    return symbol(number(field));
}

CpuSet RecordFields::cpu_mask(const char* field) const {
    const std::string_view bytes = raw(field);
    CpuSet cpus;
    for (std::uint32_t bit = 0; bit < bytes.size() * 8; ++bit)
        if (static_cast<unsigned char>(bytes[bit / 8]) >> bit % 8 & 1)
            cpus.insert(CpuId{bit});
    return cpus;
}

std::vector<std::string> RecordFields::stack() const {
    std::vector<std::string> functions;
    const tep_format_field* callers = tep_find_field(format_, "caller");
    if (callers == nullptr)
        return functions;
    // The format says caller[8], or caller[]; the record holds as many as there were, ended by -1 or padded
    // with 0.
    const char* bytes = static_cast<const char*>(record_->data);
    for (int at = callers->offset; at + 8 <= record_->size; at += 8) {
        std::uint64_t address = 0;
        std::memcpy(&address, bytes + at, sizeof address);
        if (address == 0 || address == ~std::uint64_t{0})
            break;
        functions.push_back(symbol(address));
    }
    return functions;
}

} // namespace cloister
