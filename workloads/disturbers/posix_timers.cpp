// SPDX-License-Identifier: GPL-2.0-or-later
#include "workloads/disturbers/posix_timers.hpp"

#include "probes/kernelfs/check_errno.hpp"
#include "probes/kernelfs/file.hpp"
#include "workloads/clock.hpp"
#include "workloads/disturbers/arming.hpp"
#include "workloads/disturbers/function_calls.hpp"

#include <csignal>
#include <ctime>
#include <stdexcept>
#include <vector>

namespace cloister::workloads {
namespace {

constexpr std::uint64_t longest_tick_ns = 10'000'000'000;

// What the kernel tells of a CPU's tick in /proc/timer_list.
struct Tick {
    std::uint64_t interrupts = 0;
    bool stopped = false;
};

// "cpu: 2", then lines such as "  .nr_events      : 17".
std::vector<Tick> read_ticks(std::uint32_t cpus) {
    std::vector<Tick> ticks(cpus);
    std::size_t cpu = 0;
    for (const std::string& line : lines_of(read_file("/proc/timer_list"))) {
        const std::vector<std::string> words = words_of(line);
        if (words.size() == 2 && words[0] == "cpu:")
            cpu = std::stoul(words[1]);
        if (words.size() < 3 || cpu >= cpus)
            continue;
        if (words[0] == ".nr_events")
            ticks[cpu].interrupts = std::stoull(words[2]);
        if (words[0] == ".tick_stopped")
            ticks[cpu].stopped = words[2] == "1";
    }
    return ticks;
}

// The tick finds the timer gone and may stop again; before it has, to set a timer sends nothing.
class PosixTimers : public Provocation {
  public:
    explicit PosixTimers(const Handshake& handshake)
        : cpus_(handshake.cpus), isolated_(subjects_cpus(handshake)) {
        for (const CpuId cpu : isolated_)
            timers_.push_back(make_timer(handshake.subjects[cpu.number].pid.load()));
        leave_one_if_it_starts_all_ticks();
    }
    PosixTimers(const PosixTimers&) = delete;
    PosixTimers& operator=(const PosixTimers&) = delete;
    ~PosixTimers() override {
        for (const timer_t timer : timers_)
            ::timer_delete(timer);
    }

    void provoke() override { start_ticks(timers_.size(), isolated_); }

  private:
    static timer_t make_timer(int pid) {
        clockid_t clock{};
        if (const int error = ::clock_getcpuclockid(pid, &clock))
            throw std::system_error(error, std::generic_category(), "clock_getcpuclockid");
        sigevent event{};
        event.sigev_notify = SIGEV_SIGNAL;
        event.sigev_signo = SIGALRM;
        timer_t timer{};
        check_errno(::timer_create(clock, &event, &timer), "timer_create");
        return timer;
    }
    static void set(timer_t timer, time_t seconds) {
        itimerspec time{};
        time.it_value.tv_sec = seconds;
        check_errno(::timer_settime(timer, 0, &time, nullptr), "timer_settime");
    }
    // By the first so many timers, on these CPUs.
    void start_ticks(std::size_t timers, const CpuSet& cpus) const {
        const std::vector<Tick> before = read_ticks(cpus_);
        for (std::size_t i = 0; i < timers; ++i) {
            set(timers_[i], time_t{1} << 30U); // never
            set(timers_[i], 0);
        }
        const std::uint64_t since = now_ns();
        while (!stopped_again(before, cpus)) {
            // Before 5.15 or so a timer that is cancelled still counts as the next to expire.
            if (now_ns() - since > longest_tick_ns)
                throw std::system_error(EOPNOTSUPP, std::generic_category(),
                                        "a timer that is cancelled leaves the tick on");
            const timespec moment{0, 2'000'000};
            ::nanosleep(&moment, nullptr);
        }
    }
    // As kernels did that do not look where the program runs (tick_nohz_full_kick_all()). One call may come
    // from elsewhere, hardly one in each of three rounds.
    void leave_one_if_it_starts_all_ticks() {
        if (timers_.size() < 2)
            return;
        for (int round = 0; round < 3; ++round) {
            const std::vector<std::uint64_t> before = read_calls();
            start_ticks(1, CpuSet{*isolated_.begin()});
            const std::vector<std::uint64_t> after = read_calls();
            for (const CpuId cpu : isolated_)
                if (after.at(cpu.number) == before.at(cpu.number))
                    return;
        }
        while (timers_.size() > 1) {
            ::timer_delete(timers_.back());
            timers_.pop_back();
        }
    }
    bool stopped_again(const std::vector<Tick>& before, const CpuSet& cpus) const {
        const std::vector<Tick> now = read_ticks(cpus_);
        for (const CpuId cpu : cpus)
            if (now[cpu.number].interrupts == before[cpu.number].interrupts || !now[cpu.number].stopped)
                return false;
        return true;
    }

    std::uint32_t cpus_;
    CpuSet isolated_;
    std::vector<timer_t> timers_;
};

} // namespace

std::unique_ptr<Provocation> posix_timers(const Handshake& handshake) {
    return std::make_unique<PosixTimers>(handshake);
}

} // namespace cloister::workloads
