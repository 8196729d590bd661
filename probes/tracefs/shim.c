// SPDX-License-Identifier: GPL-2.0-or-later
#include "probes/tracefs/shim.h"

#include <tracefs.h>

const char* cloister_tracing_dir(void) {
    return tracefs_tracing_dir();
}

struct tracefs_instance* cloister_instance_create(const char* name) {
    return tracefs_instance_create(name);
}

void cloister_instance_destroy(struct tracefs_instance* instance) {
    if (tracefs_instance_is_new(instance)) // the kernel's own was armed at boot and stays
        tracefs_instance_destroy(instance);
    tracefs_instance_free(instance);
}

const char* cloister_instance_name(struct tracefs_instance* instance) {
    return tracefs_instance_get_name(instance);
}

int cloister_instance_write(struct tracefs_instance* instance, const char* file, const char* text) {
    return tracefs_instance_file_write(instance, file, text);
}

char* cloister_instance_read(struct tracefs_instance* instance, const char* file) {
    return tracefs_instance_file_read(instance, file, NULL);
}

int cloister_instance_open(struct tracefs_instance* instance, const char* file, int flags) {
    return tracefs_instance_file_open(instance, file, flags);
}

int cloister_instance_on(struct tracefs_instance* instance) {
    return tracefs_trace_on(instance);
}

int cloister_instance_off(struct tracefs_instance* instance) {
    return tracefs_trace_off(instance);
}

int cloister_instance_buffer_kib(struct tracefs_instance* instance, unsigned long kib) {
    return tracefs_instance_set_buffer_size(instance, kib, -1);
}

int cloister_event_enable(struct tracefs_instance* instance, const char* system, const char* event) {
    // Not tracefs_event_enable(), which takes patterns and looks through all events for each.
    return tracefs_event_file_write(instance, system, event, "enable", "1") < 0 ? -1 : 0;
}

int cloister_event_write(struct tracefs_instance* instance, const char* system, const char* event,
                         const char* file, const char* text) {
    return tracefs_event_file_append(instance, system, event, file, text);
}

char* cloister_event_read(struct tracefs_instance* instance, const char* system, const char* event,
                          const char* file) {
    return tracefs_event_file_read(instance, system, event, file, NULL);
}

int cloister_kprobe(const char* system, const char* event, const char* address, const char* arguments) {
    return tracefs_kprobe_raw(system, event, address, arguments);
}

int cloister_remove_kprobe(const char* words) {
    return tracefs_instance_file_append(NULL, "kprobe_events", words) < 0 ? -1 : 0;
}

char* cloister_last_refusal(struct tracefs_instance* instance) {
    return tracefs_error_last(instance);
}
