// SPDX-License-Identifier: GPL-2.0-or-later
#include "workloads/disturbers/memory_block.hpp"

#include "probes/kernelfs/file.hpp"

#include <filesystem>
#include <set>
#include <string_view>

namespace cloister::workloads {
namespace {

const std::string blocks = "/sys/devices/system/memory";
constexpr const char* online = "online_movable";
constexpr const char* offline = "offline";

bool write_state(int file, std::string_view state) {
    return ::pwrite(file, state.data(), state.size(), 0) >= 0;
}

// One that has a hole, as firmware leaves at the end of memory, is movable and does not go.
std::string taken_offline() {
    const OpenFile kept(blocks, O_RDONLY | O_DIRECTORY); // or the kernel's reason
    std::set<std::string> movable;
    for (const auto& each : std::filesystem::directory_iterator(blocks))
        if (read_knob(each.path().string() + "/valid_zones").value_or("").starts_with("Movable"))
            movable.insert(each.path().string() + "/state");
    for (const std::string& each : movable)
        if (write_state(OpenFile(each, O_WRONLY).number(), offline))
            return each;
    throw std::system_error(EOPNOTSUPP, std::generic_category(), "no block of " + blocks + " goes offline");
}

} // namespace

MovableBlock::MovableBlock() : state_(taken_offline(), O_WRONLY) {}

MovableBlock::~MovableBlock() {
    if (!online_)
        write_state(state_.number(), online); // or not: the guest ends
}

void MovableBlock::go_online() {
    if (!online_)
        go(online);
    online_ = true;
}

void MovableBlock::go_offline() {
    if (online_)
        go(offline);
    online_ = false;
}

void MovableBlock::go(const char* state) const {
    if (!write_state(state_.number(), state))
        check_errno(-1, state, state_.path());
}

} // namespace cloister::workloads
