// SPDX-License-Identifier: GPL-2.0-or-later
// A build in a process of its own, beside the guests of the kernel before: what it makes is found in the
// cache by whoever asks for it later, and what fails there fails again then, and is told. Runs on: host; to
// be made while this process has one thread and holds no StopSignals. Errors: std::system_error.
#pragma once

#include <functional>
#include <sys/types.h>

namespace cloister {

class BuildAhead {
  public:
    explicit BuildAhead(const std::function<void()>& build);
    BuildAhead(const BuildAhead&) = delete;
    BuildAhead& operator=(const BuildAhead&) = delete;
    // Ends it as Ctrl-C would; so does our own end, however that comes.
    ~BuildAhead();

    // Until it is done, one way or the other.
    void wait();

  private:
    pid_t process_;
};

// A build may not take from guests what their deadlines count on.
bool host_has_room_beside(unsigned guest_cpus);

} // namespace cloister
