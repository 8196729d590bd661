// SPDX-License-Identifier: GPL-2.0-or-later
// What our plugins of QEMU's TCG share: the part of its interface that they use, the marks by which a guest
// tells them where it is, and their log. QEMU ships no header for plugins on Debian 12: the declarations are
// those of include/qemu/qemu-plugin.h of QEMU 7.2, API version 1. Runs on: host, inside QEMU.
#pragma once

#include <inttypes.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef uint64_t qemu_plugin_id_t;
typedef uint32_t qemu_plugin_meminfo_t;
struct qemu_plugin_tb;
struct qemu_plugin_insn;
enum qemu_plugin_cb_flags { QEMU_PLUGIN_CB_NO_REGS };
enum qemu_plugin_mem_rw { QEMU_PLUGIN_MEM_R = 1, QEMU_PLUGIN_MEM_W, QEMU_PLUGIN_MEM_RW };
typedef void (*Executed)(unsigned vcpu, void* context);
typedef void (*Accessed)(unsigned vcpu, qemu_plugin_meminfo_t info, uint64_t address, void* context);

void qemu_plugin_register_vcpu_tb_trans_cb(qemu_plugin_id_t id,
                                           void (*translated)(qemu_plugin_id_t, struct qemu_plugin_tb*));
void qemu_plugin_register_vcpu_tb_exec_cb(struct qemu_plugin_tb* block, Executed executed,
                                          enum qemu_plugin_cb_flags flags, void* context);
void qemu_plugin_register_vcpu_insn_exec_cb(struct qemu_plugin_insn* instruction, Executed executed,
                                            enum qemu_plugin_cb_flags flags, void* context);
void qemu_plugin_register_vcpu_mem_cb(struct qemu_plugin_insn* instruction, Accessed accessed,
                                      enum qemu_plugin_cb_flags flags, enum qemu_plugin_mem_rw which,
                                      void* context);
size_t qemu_plugin_tb_n_insns(const struct qemu_plugin_tb* block);
uint64_t qemu_plugin_tb_vaddr(const struct qemu_plugin_tb* block);
struct qemu_plugin_insn* qemu_plugin_tb_get_insn(const struct qemu_plugin_tb* block, size_t index);
const void* qemu_plugin_insn_data(const struct qemu_plugin_insn* instruction);
size_t qemu_plugin_insn_size(const struct qemu_plugin_insn* instruction);
uint64_t qemu_plugin_insn_vaddr(const struct qemu_plugin_insn* instruction);

__attribute__((visibility("default"))) int qemu_plugin_version = 1;
__attribute__((visibility("default"))) int qemu_plugin_install(qemu_plugin_id_t id, const void* info,
                                                               int words, char** word);

static inline void* allocate(size_t bytes) {
    void* memory = calloc(1, bytes);
    if (memory == NULL)
        abort(); // a count that misses something is none
    return memory;
}

// An address of the upper half (Documentation/arch/x86/x86_64/mm.rst).
static inline bool in_kernel(uint64_t address) {
    return address >> 63 != 0;
}

// nopl with "CLO" and this letter as its displacement (workloads/marks.hpp).
static inline bool is_mark(const struct qemu_plugin_insn* instruction, char last) {
    const unsigned char mark[] = {0x0f, 0x1f, 0x84, 0x00, 'C', 'L', 'O', (unsigned char)last};
    return qemu_plugin_insn_size(instruction) == sizeof mark &&
           memcmp(qemu_plugin_insn_data(instruction), mark, sizeof mark) == 0;
}

// The file that out=FILE names, to be written; NULL where it cannot, and then QEMU's own log says so.
static inline FILE* open_log(const char* plugin, int words, char** word) {
    FILE* log = NULL;
    for (int i = 0; i < words; ++i)
        if (strncmp(word[i], "out=", 4) == 0)
            log = fopen(word[i] + 4, "w");
    if (log == NULL)
        fprintf(stderr, "%s: its log (out=FILE) is not given or cannot be written\n", plugin);
    return log;
}
