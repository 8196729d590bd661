// SPDX-License-Identifier: GPL-2.0-or-later
// Faults pages in, one by one, and gives the kernel an advice on all of them once there are so many: to take
// them back, or to swap them out. Runs on: guest. Owns its region. Errors: std::system_error.
#pragma once

#include "workloads/disturbers/pressure.hpp"
#include "workloads/region.hpp"

namespace cloister::workloads {

class AnonymousPressure : public Pressure {
  public:
    // name: of the advice, for errors.
    AnonymousPressure(std::size_t pages, int advice, const char* name)
        : region_(pages * page_bytes, "pressure"), advice_(advice), name_(name) {
        region_.never_huge();
    }

    void take_page() override {
        if (next_ == region_.bytes()) {
            region_.advise(advice_, name_);
            next_ = 0;
        }
        region_.touch(next_);
        next_ += page_bytes;
    }

  private:
    Region region_;
    int advice_;
    const char* name_;
    std::size_t next_ = 0;
};

} // namespace cloister::workloads
