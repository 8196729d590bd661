// SPDX-License-Identifier: GPL-2.0-or-later
#define _GNU_SOURCE
#include <sched.h>

#include <trace-cmd.h>

#include "orchestrator/trace/tracecmd_shim.h"

struct tracecmd_input* cloister_trace_open(const char* file) {
    return tracecmd_open_head(file, TRACECMD_FL_LOAD_NO_PLUGINS);
}

struct tep_handle* cloister_trace_formats(struct tracecmd_input* input) {
    return tracecmd_get_tep(input);
}

void cloister_trace_close(struct tracecmd_input* input) {
    tracecmd_close(input);
}
