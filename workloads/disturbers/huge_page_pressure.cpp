// SPDX-License-Identifier: GPL-2.0-or-later
#include "workloads/disturbers/fragmented_memory.hpp"
#include "workloads/disturbers/pressure.hpp"

namespace cloister::workloads {
namespace {

class HugePagePressure : public Pressure {
  public:
    void take_page() override {
        if (memory_.has_huge_page())
            return;
        memory_.give_huge_pages_back();
        memory_.has_huge_page();
    }

  private:
    FragmentedMemory memory_{KeptPages::movable};
};

} // namespace

std::unique_ptr<Pressure> huge_page_pressure() {
    return std::make_unique<HugePagePressure>();
}

} // namespace cloister::workloads
