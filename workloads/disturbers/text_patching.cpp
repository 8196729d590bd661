// SPDX-License-Identifier: GPL-2.0-or-later
#include "workloads/disturbers/text_patching.hpp"

#include "probes/kernelfs/open_file.hpp"
#include "workloads/disturbers/arming.hpp"
#include "workloads/disturbers/function_calls.hpp"

#include <sys/stat.h>

namespace cloister::workloads {
namespace {

const std::string instance = "/sys/kernel/tracing/instances/patching";

OpenFile switch_of_the_event() {
    if (::mkdir(instance.c_str(), 0755) < 0 && errno != EEXIST)
        check_errno(-1, "mkdir", instance);
    return {instance + "/events/oom/oom_score_adj_update/enable", O_WRONLY};
}

class TextPatching : public Provocation {
  public:
    explicit TextPatching(const CpuSet& cpus) : cpu_(cpus.begin()->number) {}

    void provoke() override {
        const std::uint64_t before = read_calls().at(cpu_);
        on_ = !on_;
        const char digit = on_ ? '1' : '0';
        check_errno(::pwrite(enable_.number(), &digit, 1, 0), "write", enable_.path());
        steps_ = read_calls().at(cpu_) - before;
    }
    std::uint64_t times() override { return steps_; }

  private:
    std::size_t cpu_;
    OpenFile enable_ = switch_of_the_event();
    bool on_ = false;
    std::uint64_t steps_ = 0;
};

} // namespace

std::unique_ptr<Provocation> text_patching(const Handshake& handshake) {
    return std::make_unique<TextPatching>(subjects_cpus(handshake));
}

} // namespace cloister::workloads
