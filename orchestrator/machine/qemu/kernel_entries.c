// SPDX-License-Identifier: GPL-2.0-or-later
// A plugin of QEMU's TCG that counts, for each vCPU, the kernel instructions it executes, and where: how
// often a block was begun at an address, and how often from user space. By its symbols that tells every entry
// into the kernel, also of an interrupt that finds the CPU there. It asks nothing of the guest's kernel and
// changes nothing in it, so it is a second witness of what arrives on an isolated CPU, and of what probes
// cost there. At each edge of a window (workloads/marks.hpp) it writes what it has counted since the
// last (entry_log.hpp). Usage: -plugin FILE,out=LOG
//
// Blocks are counted, not instructions one by one: one that a fault cuts short counts whole, and so does each
// turn of a rep prefix. Runs on: host, inside QEMU. A vCPU's thread counts on numbers of its own; an edge
// takes those of all, of which the isolated ones are at rest and the others' about right.
#include "orchestrator/machine/qemu/plugin_api.h"

#include <pthread.h>

enum { most_vcpus = 64, buckets = 1 << 16 };

struct Vcpu {
    uint64_t instructions;
    bool is_there;
    bool in_user_space;
} __attribute__((aligned(64)));

// All kernel blocks that begin at one address, whatever was translated there and how often.
struct Place {
    uint64_t address;
    struct Place* next; // of its bucket
    uint64_t executed[most_vcpus];
    uint64_t from_user_space[most_vcpus];
};

struct Block {
    struct Place* place;
    size_t instructions;
};

static struct Vcpu vcpus[most_vcpus];
static struct Place* places[buckets];
static pthread_mutex_t translating = PTHREAD_MUTEX_INITIALIZER;
static bool window_is_open;
static FILE* out;

static struct Place* place_at(uint64_t address) {
    struct Place** at = &places[(address ^ (address >> 16)) % buckets];
    while (*at != NULL && (*at)->address != address)
        at = &(*at)->next;
    if (*at == NULL) {
        *at = allocate(sizeof **at);
        (*at)->address = address;
    }
    return *at;
}

static void kernel_block(unsigned vcpu, void* context) {
    const struct Block* block = context;
    struct Vcpu* on = &vcpus[vcpu % most_vcpus];
    on->is_there = true;
    on->instructions += block->instructions;
    ++block->place->executed[vcpu % most_vcpus];
    if (!on->in_user_space)
        return;
    on->in_user_space = false;
    ++block->place->from_user_space[vcpu % most_vcpus];
}

static void user_block(unsigned vcpu, void* context) {
    (void)context;
    vcpus[vcpu % most_vcpus].in_user_space = true;
}

// What came since the last edge; then nothing is left of it. What came before the first is not told.
static void tell_places(unsigned vcpu) {
    for (size_t bucket = 0; bucket < buckets; ++bucket)
        for (struct Place* place = places[bucket]; place != NULL; place = place->next) {
            if (window_is_open && place->executed[vcpu] != 0)
                fprintf(out, "%u %" PRIx64 " %" PRIu64 " %" PRIu64 "\n", vcpu, place->address,
                        place->from_user_space[vcpu], place->executed[vcpu]);
            place->from_user_space[vcpu] = place->executed[vcpu] = 0;
        }
}

static void edge(unsigned vcpu, void* context) {
    (void)vcpu;
    (void)context;
    pthread_mutex_lock(&translating);
    fprintf(out, "edge\n");
    for (unsigned i = 0; i < most_vcpus; ++i)
        if (vcpus[i].is_there) {
            fprintf(out, "%u %" PRIu64 "\n", i, vcpus[i].instructions);
            vcpus[i].instructions = 0;
            tell_places(i);
        }
    window_is_open = !window_is_open;
    fflush(out);
    pthread_mutex_unlock(&translating);
}

static void translated(qemu_plugin_id_t id, struct qemu_plugin_tb* block) {
    (void)id;
    const uint64_t address = qemu_plugin_tb_vaddr(block);
    const size_t instructions = qemu_plugin_tb_n_insns(block);
    if (in_kernel(address)) {
        struct Block* known = allocate(sizeof *known); // never freed: QEMU does not say when it forgets one
        pthread_mutex_lock(&translating);
        *known = (struct Block){place_at(address), instructions};
        pthread_mutex_unlock(&translating);
        qemu_plugin_register_vcpu_tb_exec_cb(block, kernel_block, QEMU_PLUGIN_CB_NO_REGS, known);
        return;
    }
    qemu_plugin_register_vcpu_tb_exec_cb(block, user_block, QEMU_PLUGIN_CB_NO_REGS, NULL);
    for (size_t i = 0; i < instructions; ++i) {
        struct qemu_plugin_insn* instruction = qemu_plugin_tb_get_insn(block, i);
        if (is_mark(instruction, 'I'))
            qemu_plugin_register_vcpu_insn_exec_cb(instruction, edge, QEMU_PLUGIN_CB_NO_REGS, NULL);
    }
}

int qemu_plugin_install(qemu_plugin_id_t id, const void* info, int words, char** word) {
    (void)info;
    out = open_log("kernel-entries", words, word);
    if (out == NULL)
        return 1;
    qemu_plugin_register_vcpu_tb_trans_cb(id, translated);
    return 0;
}
