// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/agent/own_program.hpp"

#include "orchestrator/agent/deadline.hpp"
#include "orchestrator/agent/file_systems.hpp"
#include "orchestrator/agent/last_words.hpp"
#include "orchestrator/agent/program_start.hpp"
#include "orchestrator/base/lab_error.hpp"
#include "probes/kernelfs/argv.hpp"
#include "probes/kernelfs/file.hpp"
#include "probes/kernelfs/open_file.hpp"
#include "probes/kernelfs/stat_words.hpp"

#include <array>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <sched.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>

namespace cloister::agent {
namespace {

namespace fs = std::filesystem;

constexpr std::chrono::seconds patience{10}; // with a signal that asks it to end

std::string output_path(const ProgramCall& call) {
    return "/tmp/" + output_file(call);
}

int start(const ProgramCall& call) {
    return start_program({.words = call.words,
                          .variables = {"PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
                                        "HOME=/tmp", "LANG=C.UTF-8", "TERM=dumb"},
                          .output = output_path(call),
                          .cpus = call.cpus});
}

bool stopped_as_asked(int status) {
    const auto by_request = [](int signal) { return signal == SIGINT || signal == SIGTERM; };
    constexpr int shell_signal = 128; // a shell's status of a command that a signal ended
    return WIFSIGNALED(status) ? by_request(WTERMSIG(status))
                               : by_request(WEXITSTATUS(status) - shell_signal);
}

// The session of a process: the fourth word behind its name (proc(5)).
int session_of(const std::string& stat) {
    const std::vector<std::string> words = stat_words(stat);
    constexpr std::size_t session = 3;
    return words.size() > session ? std::stoi(words[session]) : -1;
}

bool is_measuring_thread(const std::string& name) {
    return name.starts_with("osnoise/") || name.starts_with("timerlat/");
}

// What has ended meanwhile has no name any more.
std::optional<std::string> contents(const fs::path& file) {
    try {
        return read_knob(file);
    } catch (const std::system_error&) {
        return std::nullopt;
    }
}

void link(const char* target, const char* name) {
    [[maybe_unused]] const int there_already = ::symlink(target, name);
}

} // namespace

void make_room_for_programs() {
    mount_on("/dev/shm", "tmpfs");
    mount_on("/dev/pts", "devpts");
    link("/proc/self/fd", "/dev/fd");
    link("/proc/self/fd/0", "/dev/stdin");
    link("/proc/self/fd/1", "/dev/stdout");
    link("/proc/self/fd/2", "/dev/stderr");
    for (const char* directory : {"/run", "/var/tmp"})
        fs::create_directories(directory);
}

OwnProgram::OwnProgram(ProgramCall call) : call_(std::move(call)), pid_(start(call_)), session_(pid_) {}

OwnProgram::OwnProgram(OwnProgram&& other) noexcept
    : call_(std::move(other.call_)), pid_(std::exchange(other.pid_, -1)), session_(other.session_),
      status_(other.status_), asked_(other.asked_) {}

OwnProgram::~OwnProgram() {
    if (pid_ < 0)
        return;
    ::kill(-pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
}

bool OwnProgram::has_ended() {
    if (pid_ >= 0 && ::waitpid(pid_, &status_, WNOHANG) == pid_) {
        ::kill(-pid_, SIGKILL); // what it started goes with it
        pid_ = -1;
    }
    return pid_ < 0;
}

bool OwnProgram::ends_within(std::chrono::nanoseconds time) {
    for (const auto until = std::chrono::steady_clock::now() + time; std::chrono::steady_clock::now() < until;
         pause_briefly())
        if (has_ended())
            return true;
    return has_ended();
}

void OwnProgram::fail(const std::string& how) const {
    const std::string words = last_words(output_path(call_));
    throw LabError(Fault::lab, "measure",
                   call_.words.front() + (call_.cpu ? " on CPU " + std::to_string(call_.cpu->number) : "") +
                       " " + how + (words.empty() ? ", and said nothing" : "; its last words: " + words));
}

void OwnProgram::expect_success() const {
    if (asked_ && stopped_as_asked(status_))
        return;
    if (WIFSIGNALED(status_))
        fail("was ended by signal " + std::to_string(WTERMSIG(status_)) + " (" +
             ::strsignal(WTERMSIG(status_)) + ")");
    if (WEXITSTATUS(status_) != 0)
        fail("ended with status " + std::to_string(WEXITSTATUS(status_)));
}

void OwnProgram::check(bool may_be_done) {
    if (!has_ended())
        return;
    expect_success();
    if (!may_be_done)
        fail("ended before its window was over");
}

void OwnProgram::end() {
    if (call_.knows_its_end)
        ends_within(program_margin);
    for (const int signal : {SIGINT, SIGTERM}) {
        if (has_ended())
            break;
        asked_ = true;
        ::kill(-pid_, signal);
        ends_within(patience);
    }
    if (!has_ended()) {
        ::kill(-pid_, SIGKILL);
        ::waitpid(std::exchange(pid_, -1), &status_, 0);
        fail("did not end when it was asked to, by SIGINT and SIGTERM");
    }
    expect_success();
}

std::set<std::string> task_names(const std::vector<OwnProgram>& programs) {
    std::set<int> sessions;
    for (const OwnProgram& program : programs)
        sessions.insert(program.session());
    std::set<std::string> names;
    for (const auto& process : fs::directory_iterator("/proc")) {
        const std::optional<std::string> stat = contents(process.path() / "stat");
        if (!stat || process.path().filename().string().find_first_not_of("0123456789") != std::string::npos)
            continue;
        const std::string name = contents(process.path() / "comm").value_or("");
        if (is_measuring_thread(name))
            names.insert(name);
        if (!sessions.contains(session_of(*stat)))
            continue;
        std::error_code gone;
        for (const auto& task : fs::directory_iterator(process.path() / "task", gone))
            if (const std::string each = contents(task.path() / "comm").value_or(""); !each.empty())
                names.insert(each);
    }
    return names;
}

std::string kept_output(const std::string& file) {
    constexpr std::size_t from_beginning = 64UL << 10U;
    constexpr std::size_t from_end = 192UL << 10U;
    std::string text = fs::exists(file) ? read_file(file) : "";
    if (text.size() <= from_beginning + from_end)
        return text;
    const std::size_t left_out = text.size() - from_beginning - from_end;
    return text.substr(0, from_beginning) + "\n[cloister left out " + std::to_string(left_out) +
           " bytes here]\n" + text.substr(text.size() - from_end);
}

} // namespace cloister::agent
