// SPDX-License-Identifier: GPL-2.0-or-later
// A device of device-mapper (linux/dm-ioctl.h) whose tables come and go and are never in force: each brings
// pools of its own for what it would carry (dm_table_alloc_md_mempools(), drivers/md/dm-table.c). Runs on:
// guest, as root. Owns the device. Errors: std::system_error, "open /dev/mapper/control: REASON" on a kernel
// without CONFIG_BLK_DEV_DM.
#pragma once

#include "probes/kernelfs/open_file.hpp"

namespace cloister::workloads {

class DeviceTable {
  public:
    DeviceTable();
    DeviceTable(const DeviceTable&) = delete;
    DeviceTable& operator=(const DeviceTable&) = delete;
    ~DeviceTable();

    void load() const;
    void clear() const;

  private:
    OpenFile control_{"/dev/mapper/control", O_RDWR};
};

} // namespace cloister::workloads
