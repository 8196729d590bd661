// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/agent/serve_or_refuse.hpp"

#include "orchestrator/agent/guest_facts.hpp"
#include "orchestrator/base/lab_error.hpp"

namespace cloister::agent {

void serve_or_refuse(Port& port, const TrialSpec& spec, const std::function<void(GuestFacts& facts)>& serve) {
    GuestFacts facts = read_guest_facts();
    const auto refuse = [&](const std::string& stage, const std::string& what) {
        port.say(wire::Refused{stage, what, facts}, spec.deadlines.harvest);
    };
    try {
        facts.drain_mode = read_drain_mode(spec.mode.read_back);
        serve(facts);
    } catch (const LabError& error) {
        refuse(error.stage(), error.what());
    } catch (const std::exception& error) {
        refuse("arm", error.what());
    }
}

void expect_asked_for(const TrialSpec& spec, const GuestFacts& facts) {
    if (const auto why = contradiction(spec, facts))
        throw LabError(Fault::lab, "verify", *why);
}

} // namespace cloister::agent
