// SPDX-License-Identifier: GPL-2.0-or-later
#include "probes/tracefs/buffer_losses.hpp"

#include <stdexcept>
#include <string>

namespace cloister {
namespace {

std::uint64_t number_of(std::string_view stats, const std::string& name) {
    const std::string label = "\n" + name + ": ";
    const std::size_t at = ("\n" + std::string(stats)).find(label);
    if (at == std::string::npos)
        throw std::runtime_error("tracing: per_cpu stats do not tell '" + name + "'");
    return std::stoull(std::string(stats.substr(at + label.size() - 1)));
}

} // namespace

BufferLosses parse_buffer_losses(std::string_view stats) {
    return {number_of(stats, "overrun"), number_of(stats, "commit overrun"),
            number_of(stats, "dropped events")};
}

std::uint64_t parse_buffer_events(std::string_view stats) {
    return number_of(stats, "entries") + parse_buffer_losses(stats).total();
}

} // namespace cloister
