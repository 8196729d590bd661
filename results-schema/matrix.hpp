// SPDX-License-Identifier: GPL-2.0-or-later
// Whether drains are done as they must be, on kernels of every flavour, isolated in every way, with the
// switch in every setting.
// Runs on: host; stored as matrix.json by `cloister matrix`.
#pragma once

#include "results-schema/report.hpp"

namespace cloister {

// How CPUs are kept free of others.
enum class Isolation {
    both,      // nohz_full= and isolcpus=
    nohz_full, // the tick stops, the scheduler balances
    isolcpus,  // the tick comes, the scheduler stays away
    partition, // of a cpuset, once the kernel is up: as isolcpus
    none
};

template <>
struct EnumNames<Isolation> {
    static constexpr std::array<std::pair<Isolation, std::string_view>, 5> table{{
        {Isolation::both, "both"},
        {Isolation::nohz_full, "nohz_full"},
        {Isolation::isolcpus, "isolcpus"},
        {Isolation::partition, "partition"},
        {Isolation::none, "none"},
    }};
};

// remote_drain= on the command line.
enum class DrainSetting { on, automatic, off };

template <>
struct EnumNames<DrainSetting> {
    static constexpr std::array<std::pair<DrainSetting, std::string_view>, 3> table{{
        {DrainSetting::on, "on"},
        {DrainSetting::automatic, "auto"},
        {DrainSetting::off, "off"},
    }};
};

enum class MatrixState {
    not_done,
    build_failed,
    not_offered,   // the kernel cannot isolate CPUs so; its cell does not count
    kernel_failed, // it does not boot, or panics or complains while it is measured
    measured
};

template <>
struct EnumNames<MatrixState> {
    static constexpr std::array<std::pair<MatrixState, std::string_view>, 5> table{{
        {MatrixState::not_done, "not_done"},
        {MatrixState::build_failed, "build_failed"},
        {MatrixState::not_offered, "not_offered"},
        {MatrixState::kernel_failed, "kernel_failed"},
        {MatrixState::measured, "measured"},
    }};
};

struct MatrixCell {
    std::string kernel;
    Isolation isolation = Isolation::both;
    DrainSetting setting = DrainSetting::on;
    std::string drains; // "local" or "remote"
    MatrixState state = MatrixState::not_done;
    Verdict verdict = Verdict::undecided;
    std::string reason;
    std::uint64_t armed = 0;
    std::uint64_t completed = 0;
    std::uint64_t work_items = 0;
    std::uint64_t ipis = 0;
    std::uint64_t switches = 0;
};

struct Matrix {
    static constexpr const char* schema = "cloister/matrix/1";

    std::vector<std::string> command_line;
    std::string machine;
    bool times_indicative = true;
    std::optional<std::string> not_measured;
    std::uint64_t drains = 0;
    Verdict verdict = Verdict::undecided;
    std::vector<MatrixCell> cells;
};

template <class Fields>
void describe(Fields& fields, MatrixCell& cell) {
    fields.field("kernel", cell.kernel,
                 "Its kernel, as 6.12+lockdep; its run directory is steps/KERNEL beside this document");
    fields.field("isolation", cell.isolation, "How CPUs were isolated there; its mode is ISOLATION-SETTING");
    fields.field("setting", cell.setting, "The switch on the command line, remote_drain=");
    fields.field("drains", cell.drains, "How drains must be done then: local (on queued work) or remote");
    fields.field("state", cell.state, "How far it came");
    fields.field(
        "verdict", cell.verdict,
        "upheld: drains were done so and only so, all of them, and the kernel complained of nothing");
    fields.field("reason", cell.reason, "One line: why");
    fields.field("armed", cell.armed, "Armed drains: pages proved off the LRU before a drain");
    fields.field("completed", cell.completed, "Of these, pages proved on the LRU after it");
    fields.field("work_items", cell.work_items, "Work items that drains caused on isolated CPUs");
    fields.field("ipis", cell.ipis, "IPIs, likewise");
    fields.field("switches", cell.switches, "Switches away from the subject, likewise");
}
template <class Fields>
void describe(Fields& fields, Matrix& matrix) {
    fields.field("command_line", matrix.command_line, "What the user typed, word by word");
    fields.field("machine", matrix.machine, "The line a reviewer pastes: machine, accelerator, CPUs");
    fields.field("times_indicative", matrix.times_indicative,
                 "False only when every guest ran under a KVM that works");
    fields.field("not_measured", matrix.not_measured,
                 "Only where it is so, as on the fake machine: why nothing here is a measurement");
    fields.field("drains", matrix.drains, "Armed drains that were wanted in each cell");
    fields.field("verdict", matrix.verdict, "The worst of the cells', and so the exit code");
    fields.field("cells", matrix.cells, "Every cell that was asked for, kernel by kernel");
}

} // namespace cloister
