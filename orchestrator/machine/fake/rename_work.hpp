// SPDX-License-Identifier: GPL-2.0-or-later
// Makes one work item of a recorded trace another one's, in its raw ring-buffer pages: where a kernel does
// one drain too many, every counter sees it, and so must a fake guest's trace. Runs on: host. Pure.
#pragma once

#include <string>

namespace cloister::fake {

struct WorkNames {
    std::string from; // a function that ran as a work item on this CPU
    std::string to;   // another one that the trace knows
};

// The middle one of those that began, so that it lies within the window. format: of
// workqueue:workqueue_execute_start. Throws std::logic_error where the pages hold none.
void rename_one_work(std::string& raw_pages, const std::string& format, const std::string& kallsyms,
                     const WorkNames& names);

} // namespace cloister::fake
