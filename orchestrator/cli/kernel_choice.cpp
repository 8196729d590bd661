// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/cli/kernel_choice.hpp"

#include "orchestrator/cli/add_option.hpp"
#include "orchestrator/cli/listed.hpp"
#include "orchestrator/kernel/kernel_reference.hpp"

namespace cloister {

void add_kernel_choice(CLI::App& command, KernelChoice& choice) {
    command
        .add_option(
            "kernels", choice.named,
            "bases, as 6.12 and 5.10, or with a flavour of their own, as 6.12+kasan; 6.12 unless given")
        ->option_text("KERNEL…");
    add(command, what_is_measured, "--flavours", choice.flavours, "LIST",
        "of each base: lockdep,kasan,kcsan,rt,plain unless given");
}

std::vector<std::string> kernels_of(const KernelChoice& choice) {
    std::vector<std::string> kernels;
    const std::vector<std::string> bases =
        choice.named.empty() ? std::vector<std::string>{"6.12"} : choice.named;
    const std::vector<std::string> flavours = listed(choice.flavours);
    for (const std::string& base : bases) {
        if (!parse_kernel_reference(base).flavour.empty() || parse_kernel_reference(base).is_image()) {
            kernels.push_back(base);
            continue;
        }
        for (const std::string& flavour : flavours)
            kernels.push_back(flavour == "plain" ? base : base + "+" + flavour);
    }
    return kernels;
}

} // namespace cloister
