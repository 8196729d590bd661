// SPDX-License-Identifier: GPL-2.0-or-later
// One process of a user's program (results-schema/own_program.hpp), in a session of its own with what it
// starts itself, its output in a file. Runs on: guest. Owns the session: a destructor kills what still runs.
// Errors: LabError naming the program, with its last words.
#pragma once

#include "results-schema/own_program.hpp"

#include <set>
#include <string>

namespace cloister::agent {

// What programs expect of a system beyond what a trial needs: shared memory, terminals, a writable /run.
void make_room_for_programs();

class OwnProgram {
  public:
    explicit OwnProgram(ProgramCall call);
    OwnProgram(OwnProgram&& other) noexcept;
    OwnProgram& operator=(OwnProgram&&) = delete;
    ~OwnProgram();

    const ProgramCall& call() const { return call_; }
    int session() const { return session_; }
    // Throws when it has ended. A disturber may have done its work: then only a failure counts.
    void check(bool may_be_done);
    // Its window is over. One that knows its own end is let come to it; else it is asked by SIGINT, on which
    // many print their results, then by SIGTERM, and killed in the end. Throws where it failed.
    void end();

  private:
    bool has_ended();
    bool ends_within(std::chrono::nanoseconds time);
    void expect_success() const;
    [[noreturn]] void fail(const std::string& how) const;

    ProgramCall call_;
    int pid_ = -1; // -1: moved from, or gone
    int session_ = -1;
    int status_ = 0;
    bool asked_ = false; // to end
};

// Names of all tasks of these programs, by their sessions, and of the threads by which rtla measures in the
// kernel's stead (osnoise/2, timerlat/2).
std::set<std::string> task_names(const std::vector<OwnProgram>& programs);

// Output of a program as it is kept: where it is long, its beginning and its end.
std::string kept_output(const std::string& file);

} // namespace cloister::agent
