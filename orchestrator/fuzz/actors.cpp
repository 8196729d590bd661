// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/fuzz/actors.hpp"

#include <algorithm>

namespace cloister {
namespace {

using Words = std::vector<std::string>;

// Of stress-ng, those that press on memory and on the scheduler and need no more than a small root in memory.
// cpu-online is ours (cpu-hotplug); what asks for a swap device or a disk has none.
const std::vector<Words>& stressors() {
    static const std::vector<Words> all{
        {"--vm", "1", "--vm-bytes", "64M"},
        {"--mmap", "1", "--mmap-bytes", "32M"},
        {"--mremap", "1", "--mremap-bytes", "16M"},
        {"--madvise", "1"},
        {"--mlock", "1"},
        {"--memfd", "1", "--memfd-bytes", "32M"},
        {"--brk", "1"},
        {"--mincore", "1"},
        {"--fault", "1"},
        {"--fork", "2"},
        {"--vfork", "1"},
        {"--clone", "1"},
        {"--pthread", "1"},
        {"--affinity", "2"},
        {"--sleep", "1"},
        {"--schedpolicy", "1"},
        {"--shm", "1", "--shm-bytes", "8M"},
        {"--dev-shm", "1"},
        {"--tmpfs", "1"},
        {"--readahead", "1", "--readahead-bytes", "16M"},
        {"--sendfile", "1"},
        {"--splice", "1"},
        {"--vm-splice", "1"},
        {"--remap", "1"},
        {"--munmap", "1"},
        {"--numa", "1"},
    };
    return all;
}

Words drawn_stressors(Draws& draws) {
    Words words;
    for (const Words& each : draws.some_of(stressors(), draws.between(1, 3)))
        words.insert(words.end(), each.begin(), each.end());
    return words;
}

Words drawn_calls(Draws& draws) {
    const std::string children = std::to_string(draws.between(1, 3));
    switch (draws.below(3)) {
    case 0:
        return {"-C", children, "-g", "vm"};
    case 1:
        return {"-C", children, "-g", "vfs"};
    default:
        return {"-C", children};
    }
}

// A number that every program reads: trinity's is an int, and jq's a double.
constexpr std::uint64_t seeds = 1'000'000'000;

void append(Words& words, const Words& more) {
    words.insert(words.end(), more.begin(), more.end());
}

} // namespace

const std::vector<std::string>& draining_actors() {
    static const std::vector<std::string> all{
        "drop_caches", "compact_memory", "blkflsbuf",     "fadvise", "madv-collapse",
        "memfd-seal",  "memory-reclaim", "move_pages",    "mbind",   "khugepaged",
        "ksm",         "longterm-pin",   "memory-offline"};
    return all;
}

const std::vector<std::string>& changing_actors() {
    static const std::vector<std::string> all{"cpu-hotplug", "cpusets"};
    return all;
}

FuzzActor drawn_actor(const std::string& name, Draws& draws) {
    FuzzActor actor;
    actor.name = name;
    actor.seed = draws.below(seeds);
    if (name == stress_ng_actor)
        actor.arguments = drawn_stressors(draws);
    if (name == trinity_actor)
        actor.arguments = drawn_calls(draws);
    return actor;
}

std::string program_of(const std::string& actor) {
    return actor == stress_ng_actor || actor == trinity_actor ? "/usr/bin/" + actor : "";
}

Words words_of(const FuzzActor& actor, const CpuSet& isolated, const std::string& rounds) {
    if (actor.name == stress_ng_actor) {
        // For longer than any case; what the OOM killer ends, it begins anew by itself.
        Words words{program_of(actor.name), "--seed", std::to_string(actor.seed)};
        append(words, {"--temp-path", "/tmp", "--timeout", "1d"});
        append(words, actor.arguments);
        return words;
    }
    if (actor.name == trinity_actor) {
        // Trinity 1.9 dies of the options that it sets on its own sockets (do_setsockopt()).
        Words words{program_of(actor.name), "-q", "-l", "off", "--disable-fds=sockets"};
        append(words, {"-s", std::to_string(actor.seed)});
        append(words, actor.arguments);
        return words;
    }
    return {"/workloads", "churn", actor.name, std::to_string(actor.seed), isolated.list(), rounds};
}

// As for the disturbers of these names.
Words parameters_for(const std::vector<FuzzActor>& actors) {
    const bool moves_memory = std::any_of(actors.begin(), actors.end(), [](const FuzzActor& each) {
        return each.name == "memory-offline" || each.name == "longterm-pin";
    });
    return moves_memory ? Words{"movablecore=256M", "nokaslr"} : Words{};
}

} // namespace cloister
