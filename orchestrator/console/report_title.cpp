// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/console/report_title.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <sstream>

namespace cloister {
namespace {

constexpr std::string_view name_letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.";

// "folio_batch_move_lru" of "folio_batch_move_lru+0x12/0x340"; empty where the word is none of these.
std::string_view function_of(std::string_view word) {
    const std::size_t end = word.find_first_not_of(name_letters);
    const bool has_offset = end != std::string_view::npos && end != 0 && word.substr(end).starts_with("+0x");
    return has_offset ? word.substr(0, end) : std::string_view{};
}

// Every "function+0x1/0x2" becomes "function".
std::string without_offsets(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        const std::size_t plus = std::min(text.find("+0x"), text.size());
        out += text.substr(0, plus);
        text.remove_prefix(plus);
        if (!text.empty())
            text.remove_prefix(std::min(text.find_first_not_of("0123456789abcdefx/", 1), text.size()));
    }
    return out;
}

// What tells one guest from another begins here.
std::string_view without_particulars(std::string_view line) {
    for (const std::string_view begin : {" for address: ", ", address: ", ", probably for ", ": 0000 [#",
                                         " at addr ", " object: ", " (Tainted", " (Not tainted"})
        line = line.substr(0, line.find(begin));
    return line;
}

// Who prints reports, waits or takes locks on behalf of others: never to blame. Of a part that the compiler
// made of a function, as "bad_page.cold", the function counts.
bool is_bystander(std::string_view function) {
    constexpr auto exactly = std::to_array<std::string_view>(
        {// says so
         "dump_stack", "dump_stack_lvl", "show_stack", "bad_page", "free_page_is_bad_report",
         "rcu_dump_cpu_stacks",
         // checks
         "__might_sleep", "___might_sleep", "__might_resched", "__schedule_bug", "check_preemption_disabled",
         "debug_smp_processor_id", "lock_acquire", "__lock_acquire", "lock_release", "check_noncircular",
         "mark_lock", "mark_usage", "validate_chain", "register_lock_class",
         // waits
         "__schedule", "schedule", "schedule_timeout", "schedule_preempt_disabled", "io_schedule",
         "wait_for_completion", "__wait_for_common", "delay_tsc", "__const_udelay",
         // is called by everybody, or comes in between
         "rt_spin_lock", "_raw_spin_lock", "_raw_spin_lock_irq", "_raw_spin_lock_irqsave", "mutex_lock",
         "sysvec_apic_timer_interrupt", "asm_sysvec_apic_timer_interrupt"});
    constexpr std::array<std::string_view, 6> beginnings{"lockdep_", "kasan_", "__kasan_",
                                                         "kcsan_",   "print_", "__mutex_lock"};
    function = function.substr(0, function.find('.'));
    return std::find(exactly.begin(), exactly.end(), function) != exactly.end() ||
           std::any_of(beginnings.begin(), beginnings.end(),
                       [&](std::string_view beginning) { return function.starts_with(beginning); });
}

// Of "RIP: 0010:function+0x1/0x2", and of " function+0x1/0x2" in a call trace; "? function" is a leftover.
std::string_view function_on(std::string_view line) {
    constexpr std::string_view kernel_rip = "RIP: 0010:";
    if (line.starts_with(kernel_rip))
        return function_of(line.substr(kernel_rip.size()));
    if (!line.starts_with(' '))
        return {};
    line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
    return function_of(line);
}

std::string blamed(const std::vector<std::string>& lines, std::size_t from) {
    for (std::size_t line = from; line < lines.size(); ++line)
        if (const std::string_view function = function_on(lines[line]);
            !function.empty() && !is_bystander(function))
            return std::string(function);
    return {};
}

// "&mapping->i_private_lock" of "ffff… (&mapping->i_private_lock){+.+.}-{2:2}, at: function+0x1/0x2".
std::string lock_on(const std::string& line) {
    const std::size_t end = line.find("){");
    const std::size_t begin = end == std::string::npos ? end : line.rfind('(', end);
    return begin == std::string::npos ? std::string{} : line.substr(begin + 1, end - begin - 1);
}

// The lock that was wanted, or is at fault: the first that is named.
std::string lock_named(const std::vector<std::string>& lines, std::size_t from) {
    for (std::size_t line = from; line < lines.size(); ++line)
        if (std::string lock = lock_on(lines[line]); !lock.empty())
            return lock;
    return {};
}

// "WARNING: CPU: 1 PID: 7 at mm/mlock.c:228 mlock_drain_remote+0x1/0x2", and, since 6.18,
// "WARNING: mm/mlock.c:228 at mlock_drain_remote+0x1/0x2, CPU#1: name/7".
std::string warning_title(const std::string& line) {
    std::istringstream text(line);
    const std::vector<std::string> words(std::istream_iterator<std::string>(text), {});
    const auto at = std::find(words.begin(), words.end(), "at");
    if (at == words.end() || words.end() - at < 2 || at == words.begin())
        return without_offsets(line);
    const bool is_later_form = at - words.begin() == 2;
    const std::string& place = is_later_form ? *(at - 1) : *(at + 1);
    const std::string_view function = is_later_form          ? function_of(*(at + 1))
                                      : words.end() - at > 2 ? function_of(*(at + 2))
                                                             : std::string_view{};
    const std::string title = "WARNING at " + place;
    return function.empty() ? title : title + " in " + std::string(function);
}

// "kworker/u16:1" of "INFO: task kworker/u16:1:26 blocked for more than 122 seconds."
std::string hung_task(std::string_view line) {
    constexpr std::string_view head = "INFO: task ";
    line = line.substr(head.size(), line.find(" blocked ") - head.size());
    return "hung task " + std::string(line.substr(0, line.rfind(':')));
}

std::string title_of_line(const Complaint& complaint, const std::string& line) {
    if (complaint.kind == ReportKind::warning)
        return warning_title(line);
    if (complaint.kind == ReportKind::hung_task)
        return hung_task(line);
    std::string title = without_offsets(without_particulars(line));
    constexpr std::string_view head = "BUG: ";
    return title.starts_with(head) ? title.substr(head.size()) : title;
}

// Whose function left it so, as it is told beneath: "preempt=0x00000001 lock=0->0 RCU=0->0
// workfn=leak_in_work".
std::string function_told(const std::vector<std::string>& lines, std::size_t from) {
    for (std::size_t line = from; line < lines.size(); ++line)
        for (const std::string_view label : {"workfn=", "last function: "})
            if (const std::size_t found = lines[line].find(label); found != std::string::npos) {
                const std::string_view name = std::string_view(lines[line]).substr(found + label.size());
                return std::string(name.substr(0, name.find_first_not_of(name_letters)));
            }
    return {};
}

std::string function_to_blame(const Complaint& complaint, const std::vector<std::string>& lines,
                              std::size_t at) {
    const std::string told =
        complaint.kind == ReportKind::leaked_count ? function_told(lines, at) : std::string{};
    return told.empty() ? blamed(lines, at) : told;
}

} // namespace

std::string report_title(const Complaint& complaint, const std::vector<std::string>& lines, std::size_t at) {
    std::string title =
        complaint.title.empty() ? title_of_line(complaint, lines[at]) : std::string(complaint.title);
    if (complaint.kind == ReportKind::lockdep)
        if (const std::string lock = lock_named(lines, at); !lock.empty())
            title += " of " + lock;
    const bool tells_where = complaint.title.empty() && title.find(" in ") != std::string::npos;
    if (!tells_where && complaint.kind != ReportKind::panic)
        if (const std::string function = function_to_blame(complaint, lines, at); !function.empty())
            title += " in " + function;
    return title;
}

} // namespace cloister
