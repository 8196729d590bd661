// SPDX-License-Identifier: GPL-2.0-or-later
// A plugin of QEMU's TCG that counts what an operation costs in the kernel: instructions, those among them
// that lock the bus, and the cache lines that they touch. A guest that is run by the instruction count
// (-icount) repeats them bit by bit. The guest brackets each turn of an operation by the mark "CLOI", and
// tells by "CLOE" that the last turn was done (workloads/operations/marks.hpp); the log is read by
// cost_log.hpp. Usage: -plugin FILE,out=LOG
//
// In the kernel means an address of the upper half (Documentation/arch/x86/x86_64/mm.rst). Each turn of a rep
// prefix is an instruction, as it is for icount. Locked: with a lock prefix, or an exchange with memory,
// which needs none (Intel SDM, volume 3, 9.1.2.1). A cache line is 64 bytes of virtual address that data was
// read from or written to. QEMU ships no header for plugins on Debian 12: the declarations are those of
// include/qemu/qemu-plugin.h of QEMU 7.2, API version 1. Runs on: host, inside QEMU, whose one thread
// (thread=single) runs all vCPUs by turns.
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
void qemu_plugin_register_vcpu_insn_exec_cb(struct qemu_plugin_insn* instruction, Executed executed,
                                            enum qemu_plugin_cb_flags flags, void* context);
void qemu_plugin_register_vcpu_mem_cb(struct qemu_plugin_insn* instruction, Accessed accessed,
                                      enum qemu_plugin_cb_flags flags, enum qemu_plugin_mem_rw which,
                                      void* context);
size_t qemu_plugin_tb_n_insns(const struct qemu_plugin_tb* block);
struct qemu_plugin_insn* qemu_plugin_tb_get_insn(const struct qemu_plugin_tb* block, size_t index);
const void* qemu_plugin_insn_data(const struct qemu_plugin_insn* instruction);
size_t qemu_plugin_insn_size(const struct qemu_plugin_insn* instruction);
uint64_t qemu_plugin_insn_vaddr(const struct qemu_plugin_insn* instruction);

__attribute__((visibility("default"))) int qemu_plugin_version = 1;
__attribute__((visibility("default"))) int qemu_plugin_install(qemu_plugin_id_t id, const void* info,
                                                               int words, char** word);

enum { most_vcpus = 8, place_buckets = 1 << 16, line_buckets = 1 << 16 };

// An address in the kernel that instructions were translated at.
struct Place {
    uint64_t address;
    struct Place* next;            // of its bucket
    uint64_t executed[most_vcpus]; // in turns of this operation
};

struct Vcpu {
    uint64_t instructions;
    uint64_t locked;
    uint64_t lines;
    uint64_t touched[line_buckets]; // set of line numbers, open addressing; 0: free
};

static struct Place* places[place_buckets];
static struct Vcpu vcpus[most_vcpus];
static bool in_turn;
static FILE* out;

static void* allocate(size_t bytes) {
    void* memory = calloc(1, bytes);
    if (memory == NULL)
        abort(); // a count that misses an instruction is none
    return memory;
}

static struct Place* place_at(uint64_t address) {
    struct Place** at = &places[(address ^ (address >> 16)) % place_buckets];
    while (*at != NULL && (*at)->address != address)
        at = &(*at)->next;
    if (*at == NULL) {
        *at = allocate(sizeof **at);
        (*at)->address = address;
    }
    return *at;
}

static void executed(unsigned vcpu, void* context) {
    struct Place* place = context;
    if (!in_turn)
        return;
    ++vcpus[vcpu % most_vcpus].instructions;
    ++place->executed[vcpu % most_vcpus];
}

static void executed_locked(unsigned vcpu, void* context) {
    executed(vcpu, context);
    if (in_turn)
        ++vcpus[vcpu % most_vcpus].locked;
}

static void touch(struct Vcpu* vcpu, uint64_t line) {
    if (vcpu->lines > line_buckets / 2)
        abort(); // an operation that touches 2 MiB is none that we measure
    uint64_t at = (line * UINT64_C(0x9e3779b97f4a7c15)) >> 48;
    while (vcpu->touched[at] != 0 && vcpu->touched[at] != line)
        at = (at + 1) % line_buckets;
    if (vcpu->touched[at] == 0) {
        vcpu->touched[at] = line;
        ++vcpu->lines;
    }
}

static void accessed(unsigned vcpu, qemu_plugin_meminfo_t info, uint64_t address, void* context) {
    (void)info;
    (void)context;
    enum { line_shift = 6 };
    if (in_turn)
        touch(&vcpus[vcpu % most_vcpus], address >> line_shift);
}

// A turn begins, or has ended: then what each vCPU did in it is told.
static void turn(unsigned by, void* context) {
    (void)context;
    for (unsigned i = 0; in_turn && i < most_vcpus; ++i) {
        struct Vcpu* vcpu = &vcpus[i];
        if (vcpu->instructions != 0 || i == by)
            fprintf(out, "turn %u %" PRIu64 " %" PRIu64 " %" PRIu64 "\n", i, vcpu->instructions, vcpu->locked,
                    vcpu->lines);
        memset(vcpu, 0, sizeof *vcpu);
    }
    in_turn = !in_turn;
}

static void end_of_operation(unsigned by, void* context) {
    (void)by;
    (void)context;
    for (size_t bucket = 0; bucket < place_buckets; ++bucket)
        for (struct Place* place = places[bucket]; place != NULL; place = place->next)
            for (unsigned i = 0; i < most_vcpus; ++i) {
                if (place->executed[i] != 0)
                    fprintf(out, "place %u %" PRIx64 " %" PRIu64 "\n", i, place->address, place->executed[i]);
                place->executed[i] = 0;
            }
    fprintf(out, "end\n");
    fflush(out);
}

static bool locks(const unsigned char* byte, size_t bytes) {
    size_t at = 0;
    for (; at < bytes; ++at) {
        if (byte[at] == 0xf0)
            return true;
        const bool prefix =
            strchr("\x66\x67\xf2\xf3\x26\x2e\x36\x3e\x64\x65", byte[at]) != NULL && byte[at] != 0;
        if (!prefix && (byte[at] & 0xf0) != 0x40) // nor REX
            break;
    }
    enum { exchange = 0x86, of_registers = 3 };
    return at + 1 < bytes && (byte[at] & ~1U) == exchange && byte[at + 1] >> 6 != of_registers;
}

static bool is_mark(const struct qemu_plugin_insn* instruction, char last) {
    const unsigned char mark[] = {0x0f, 0x1f, 0x84, 0x00, 'C', 'L', 'O', (unsigned char)last};
    return qemu_plugin_insn_size(instruction) == sizeof mark &&
           memcmp(qemu_plugin_insn_data(instruction), mark, sizeof mark) == 0;
}

static void translated(qemu_plugin_id_t id, struct qemu_plugin_tb* block) {
    (void)id;
    for (size_t i = 0; i < qemu_plugin_tb_n_insns(block); ++i) {
        struct qemu_plugin_insn* instruction = qemu_plugin_tb_get_insn(block, i);
        const uint64_t address = qemu_plugin_insn_vaddr(instruction);
        if (address >> 63 != 0) {
            const bool lock = locks(qemu_plugin_insn_data(instruction), qemu_plugin_insn_size(instruction));
            qemu_plugin_register_vcpu_insn_exec_cb(instruction, lock ? executed_locked : executed,
                                                   QEMU_PLUGIN_CB_NO_REGS, place_at(address));
            qemu_plugin_register_vcpu_mem_cb(instruction, accessed, QEMU_PLUGIN_CB_NO_REGS,
                                             QEMU_PLUGIN_MEM_RW, NULL);
        } else if (is_mark(instruction, 'I')) {
            qemu_plugin_register_vcpu_insn_exec_cb(instruction, turn, QEMU_PLUGIN_CB_NO_REGS, NULL);
        } else if (is_mark(instruction, 'E')) {
            qemu_plugin_register_vcpu_insn_exec_cb(instruction, end_of_operation, QEMU_PLUGIN_CB_NO_REGS,
                                                   NULL);
        }
    }
}

int qemu_plugin_install(qemu_plugin_id_t id, const void* info, int words, char** word) {
    (void)info;
    for (int i = 0; i < words; ++i)
        if (strncmp(word[i], "out=", 4) == 0)
            out = fopen(word[i] + 4, "w");
    if (out == NULL) {
        fprintf(stderr, "operation-costs: its log (out=FILE) is not given or cannot be written\n");
        return 1;
    }
    qemu_plugin_register_vcpu_tb_trans_cb(id, translated);
    return 0;
}
