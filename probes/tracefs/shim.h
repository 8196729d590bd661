/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The few calls of libtracefs that we need, for C++: tracefs.h (1.6.4) does not compile as C++.
 * Runs on: guest. Errors: NULL or a negative number, with errno where the kernel said why.
 */
#ifndef CLOISTER_TRACEFS_SHIM_H
#define CLOISTER_TRACEFS_SHIM_H

#ifdef __cplusplus
extern "C" {
#endif

struct tracefs_instance;

/* Mounts tracefs if need be; the directory belongs to the library. */
const char* cloister_tracing_dir(void);
struct tracefs_instance* cloister_instance_create(const char* name);
void cloister_instance_destroy(struct tracefs_instance* instance);
const char* cloister_instance_name(struct tracefs_instance* instance);
int cloister_instance_write(struct tracefs_instance* instance, const char* file, const char* text);
/* The caller frees it. */
char* cloister_instance_read(struct tracefs_instance* instance, const char* file);
int cloister_instance_open(struct tracefs_instance* instance, const char* file, int flags);
int cloister_instance_on(struct tracefs_instance* instance);
int cloister_instance_off(struct tracefs_instance* instance);
int cloister_instance_buffer_kib(struct tracefs_instance* instance, unsigned long kib);
int cloister_event_enable(struct tracefs_instance* instance, const char* system, const char* event);
int cloister_event_write(struct tracefs_instance* instance, const char* system, const char* event,
                         const char* file, const char* text);
/* The caller frees it. */
char* cloister_event_read(struct tracefs_instance* instance, const char* system, const char* event,
                          const char* file);
/* May be called again with another address: one event then has two places. */
int cloister_kprobe(const char* system, const char* event, const char* address, const char* arguments);
/* words: "-:SYSTEM/EVENT", as kprobe_events takes them. */
int cloister_remove_kprobe(const char* words);
/* What the kernel says about the last text it refused; the caller frees it. */
char* cloister_last_refusal(struct tracefs_instance* instance);

#ifdef __cplusplus
}
#endif

#endif
