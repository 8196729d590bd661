/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The few calls of libtracecmd that we need, for C++: trace-cmd.h includes tracefs.h, and that (1.6.4) does
 * not compile as C++. event-parse.h does, so records and formats are read from C++ directly. Runs on: host.
 * Errors: NULL or a negative number.
 */
#ifndef CLOISTER_TRACECMD_SHIM_H
#define CLOISTER_TRACECMD_SHIM_H

#include <event-parse.h>

#ifdef __cplusplus
extern "C" {
#endif

struct tracecmd_input;

/*
 * Without plugins: they only pretty-print, and a host may have any. Without data, which we read ourselves
 * (cpu_pages.hpp): libtracecmd 3.1.6 maps the first pages of each CPU, and tracecmd_close() leaves them
 * mapped.
 */
struct tracecmd_input* cloister_trace_open(const char* file);
struct tep_handle* cloister_trace_formats(struct tracecmd_input* input);
void cloister_trace_close(struct tracecmd_input* input);

#ifdef __cplusplus
}
#endif

#endif
