// SPDX-License-Identifier: GPL-2.0-or-later
#include "workloads/disturbers/device_table.hpp"

#include <array>
#include <cstddef>
#include <cstring>
#include <linux/dm-ioctl.h>
#include <sys/ioctl.h>

namespace cloister::workloads {
namespace {

constexpr const char* device = "cloister";

// One target, which needs no other device: "error", for eight sectors. Commands that take none ignore it.
struct Request {
    dm_ioctl head{};
    dm_target_spec target{};
    std::array<char, 8> parameters{};
};

int ask(int control, unsigned long command) {
    Request request;
    request.head.version[0] = DM_VERSION_MAJOR;
    request.head.data_size = sizeof request;
    request.head.data_start = offsetof(Request, target);
    request.head.target_count = 1;
    std::strcpy(&request.head.name[0], device);
    request.target.length = 8;
    std::strcpy(&request.target.target_type[0], "error");
    return ::ioctl(control, command, &request);
}

} // namespace

DeviceTable::DeviceTable() {
    check_errno(ask(control_.number(), DM_DEV_CREATE), "DM_DEV_CREATE");
}

DeviceTable::~DeviceTable() {
    ask(control_.number(), DM_DEV_REMOVE); // or not: the guest ends
}

void DeviceTable::load() const {
    check_errno(ask(control_.number(), DM_TABLE_LOAD), "DM_TABLE_LOAD");
}

void DeviceTable::clear() const {
    check_errno(ask(control_.number(), DM_TABLE_CLEAR), "DM_TABLE_CLEAR");
}

} // namespace cloister::workloads
