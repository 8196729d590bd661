// SPDX-License-Identifier: GPL-2.0-or-later
// Opens a trace.dat with libkshark, as KernelShark does: every entry is loaded, and both of our markers are
// found by the text that KernelShark would show.
// Usage: opens-in-kernelshark TRACE.DAT; exit 1 and one line when it does not. Runs on: host, as a test.
#include <libkshark.h>

#include <stdio.h>
#include <stdlib.h>

static const char* const markers[] = {"cloister: window open", "cloister: window close"};
enum { marker_count = sizeof markers / sizeof *markers };

static int entries_with(struct kshark_entry** entries, ssize_t count, const char* text) {
    int found = 0;

    for (ssize_t i = 0; i < count; ++i) {
        char* info = kshark_get_info(entries[i]);

        if (info && strstr(info, text))
            ++found;
        free(info);
    }
    return found;
}

int main(int argc, char** argv) {
    struct kshark_context* context = NULL;
    struct kshark_entry** entries = NULL;
    ssize_t count;
    int stream;

    if (argc != 2 || !kshark_instance(&context))
        return 64;
    stream = kshark_open(context, argv[1]);
    if (stream < 0) {
        fprintf(stderr, "libkshark does not open %s: %d\n", argv[1], stream);
        return 1;
    }
    count = kshark_load_entries(context, stream, &entries);
    printf("%zd entries, %d CPUs\n", count, context->stream[stream]->n_cpus);
    for (int i = 0; i < marker_count; ++i)
        if (entries_with(entries, count, markers[i]) != 1) {
            fprintf(stderr, "libkshark does not show one '%s' in %s\n", markers[i], argv[1]);
            return 1;
        }
    return 0;
}
