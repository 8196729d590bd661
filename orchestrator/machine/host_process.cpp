// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/machine/host_process.hpp"

#include "orchestrator/base/digest.hpp"

#include <charconv>
#include <fstream>
#include <iterator>

namespace cloister {
namespace {

namespace fs = std::filesystem;

std::string contents(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

// Of "CPU 2/TCG".
std::optional<std::size_t> vcpu_named(const std::string& name) {
    constexpr std::string_view prefix = "CPU ";
    std::size_t number = 0;
    if (!name.starts_with(prefix))
        return std::nullopt;
    const auto [rest, error] =
        std::from_chars(name.data() + prefix.size(), name.data() + name.size(), number);
    return error == std::errc() && *rest == '/' ? std::optional(number) : std::nullopt;
}

} // namespace

std::optional<std::string> program_of(pid_t process) {
    std::error_code ended;
    const fs::path file = fs::read_symlink("/proc/" + std::to_string(process) + "/exe", ended);
    return ended ? std::nullopt : std::optional<std::string>(file.string());
}

std::vector<std::string> words_of_process(pid_t process) {
    std::vector<std::string> words;
    const std::string text = contents("/proc/" + std::to_string(process) + "/cmdline");
    for (std::size_t at = 0; at < text.size(); at += words.back().size() + 1)
        words.emplace_back(text.c_str() + at);
    return words;
}

std::vector<pid_t> vcpu_threads_of(pid_t qemu, const fs::path& proc) {
    std::map<std::size_t, pid_t> threads;
    std::error_code ended;
    for (const auto& task : fs::directory_iterator(proc / std::to_string(qemu) / "task", ended))
        if (const std::optional<std::size_t> vcpu = vcpu_named(contents(task.path() / "comm")))
            threads[*vcpu] = std::stoi(task.path().filename());
    std::vector<pid_t> in_order;
    for (const auto& [vcpu, thread] : threads)
        in_order.push_back(thread);
    return in_order;
}

const std::string& ProgramDigests::of(const std::string& program) {
    std::string& digest = known_[program];
    if (digest.empty())
        digest = sha256_of_file(program);
    return digest;
}

} // namespace cloister
