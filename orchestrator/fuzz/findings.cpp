// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/fuzz/findings.hpp"

#include "orchestrator/fuzz/guest_plan.hpp"

#include <algorithm>

namespace cloister {
namespace {

void tell_actors(FuzzGuest& guest, const wire::FuzzDone& done) {
    for (const wire::ActorTale& each : done.actors) {
        if (each.rounds > 0)
            guest.rounds[each.name] = each.rounds;
        if (each.words)
            guest.idle.push_back(each.name + ": " + *each.words);
    }
}

void add_finding(Fuzz& fuzz, const KernelReport& first, std::uint64_t number, const std::string& replay) {
    const auto known = std::find_if(fuzz.findings.begin(), fuzz.findings.end(),
                                    [&](const FuzzFinding& each) { return each.title == first.title; });
    if (known != fuzz.findings.end())
        known->guests.push_back(number);
    else
        fuzz.findings.push_back({first.title, {number}, first.text, replay});
}

} // namespace

FuzzGuest guest_of(const FuzzCase& drawn, std::uint64_t number, const std::string& what) {
    FuzzGuest guest;
    guest.what = what;
    guest.number = number;
    guest.kernel = drawn.kernel;
    guest.mode = mode_of(drawn);
    for (const FuzzActor& actor : drawn.actors)
        guest.actors.push_back(actor.name);
    return guest;
}

void add_guest(Fuzz& fuzz, FuzzGuest guest, const FuzzEnd& end, const std::string& replay) {
    const FuzzConclusion conclusion = conclude_guest(end);
    guest.outcome = conclusion.outcome;
    guest.reason = conclusion.reason;
    for (const KernelReport& each : conclusion.found)
        guest.titles.push_back(each.title);
    if (end.done)
        tell_actors(guest, *end.done);
    if (!conclusion.found.empty())
        add_finding(fuzz, conclusion.found.front(), guest.number, replay);
    fuzz.guests.push_back(std::move(guest));
    std::stable_sort(fuzz.guests.begin(), fuzz.guests.end(),
                     [](const FuzzGuest& one, const FuzzGuest& other) { return one.number < other.number; });
}

bool shows(const FuzzGuest& guest, const std::string& title) {
    return std::find(guest.titles.begin(), guest.titles.end(), title) != guest.titles.end();
}

int exit_code(const Fuzz& fuzz) {
    const bool again = std::any_of(fuzz.guests.begin(), fuzz.guests.end(), [&](const FuzzGuest& each) {
        return fuzz.target ? shows(each, *fuzz.target) : each.outcome == FuzzOutcome::found;
    });
    if (again)
        return 1;
    const bool all_tell = std::none_of(fuzz.guests.begin(), fuzz.guests.end(), [](const FuzzGuest& each) {
        return each.outcome == FuzzOutcome::invalid;
    });
    return all_tell && !fuzz.guests.empty() ? 0 : 2;
}

} // namespace cloister
