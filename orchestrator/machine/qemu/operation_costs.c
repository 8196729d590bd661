// SPDX-License-Identifier: GPL-2.0-or-later
// A plugin of QEMU's TCG that counts what an operation costs in the kernel: instructions, those among them
// that lock the bus, branch, or are a static key's, reads and writes, and the cache lines that they touch. A
// guest that is run by the instruction count (-icount) repeats them bit by bit. The guest brackets each turn
// of an operation by the mark "CLOI", and tells by "CLOE" that the last turn was done (workloads/marks.hpp);
// the log is read by cost_log.hpp. Usage: -plugin FILE,out=LOG[,sites=FILE], the latter with an address a
// line
//
// Each turn of a rep prefix is an instruction, as it is for icount. Locked: with a lock prefix, or an
// exchange with memory, which needs none (Intel SDM, volume 3, 9.1.2.1). A branch is whatever can go on
// elsewhere: jumps, calls, returns. A cache line is 64 bytes of virtual address that data was read from or
// written to. Runs on: host, inside QEMU, whose one thread (thread=single) runs all vCPUs by turns.
#include "orchestrator/machine/qemu/plugin_api.h"

enum { most_vcpus = 8, place_buckets = 1 << 16, line_buckets = 1 << 16 };

// An address in the kernel that instructions were translated at.
struct Place {
    uint64_t address;
    struct Place* next;            // of its bucket
    uint64_t executed[most_vcpus]; // in turns of this operation
    bool key_site;
    bool locked;
    bool branch;
};

struct Vcpu {
    uint64_t instructions;
    uint64_t locked;
    uint64_t lines;
    uint64_t accesses;
    uint64_t branches;
    uint64_t key_sites;
    uint64_t touched[line_buckets]; // set of line numbers, open addressing; 0: free
};

static struct Place* places[place_buckets];
static struct Vcpu vcpus[most_vcpus];
static bool in_turn;
static FILE* out;

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

static void executed(unsigned by, void* context) {
    struct Place* place = context;
    struct Vcpu* vcpu = &vcpus[by % most_vcpus];
    if (!in_turn)
        return;
    ++vcpu->instructions;
    vcpu->locked += place->locked;
    vcpu->branches += place->branch;
    vcpu->key_sites += place->key_site;
    ++place->executed[by % most_vcpus];
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
    if (!in_turn)
        return;
    ++vcpus[vcpu % most_vcpus].accesses;
    touch(&vcpus[vcpu % most_vcpus], address >> line_shift);
}

// A turn begins, or has ended: then what each vCPU did in it is told.
static void turn(unsigned by, void* context) {
    (void)context;
    for (unsigned i = 0; in_turn && i < most_vcpus; ++i) {
        struct Vcpu* vcpu = &vcpus[i];
        if (vcpu->instructions != 0 || i == by)
            fprintf(out, "turn %u %" PRIu64 " %" PRIu64 " %" PRIu64 " %" PRIu64 " %" PRIu64 " %" PRIu64 "\n",
                    i, vcpu->instructions, vcpu->locked, vcpu->lines, vcpu->accesses, vcpu->branches,
                    vcpu->key_sites);
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

enum { lock_prefix = 0xf0 };

// Where the opcode begins: behind what was there before (Intel SDM, volume 2, 2.1.1 and 2.2.1), the lock
// prefix told.
static size_t opcode_at(const unsigned char* byte, size_t bytes, bool* lock) {
    size_t at = 0;
    for (; at < bytes; ++at) {
        const bool prefix =
            strchr("\x66\x67\xf2\xf3\x26\x2e\x36\x3e\x64\x65", byte[at]) != NULL && byte[at] != 0;
        *lock = *lock || byte[at] == lock_prefix;
        if (!prefix && byte[at] != lock_prefix && (byte[at] & 0xf0) != 0x40) // nor REX
            break;
    }
    return at;
}

static bool locks(const unsigned char* byte, size_t bytes) {
    bool lock = false;
    const size_t at = opcode_at(byte, bytes, &lock);
    enum { exchange = 0x86, of_registers = 3 };
    return lock || (at + 1 < bytes && (byte[at] & ~1U) == exchange && byte[at + 1] >> 6 != of_registers);
}

// Conditional jumps, loops, near returns, far ones and iret, near call and jump, and those through a register
// or memory (SDM, volume 2, appendix A).
static bool branches(const unsigned char* byte, size_t bytes) {
    bool lock = false;
    const size_t at = opcode_at(byte, bytes, &lock);
    if (at >= bytes)
        return false;
    const unsigned op = byte[at];
    const unsigned next = at + 1 < bytes ? byte[at + 1] : 0;
    if (op == 0x0f)
        return (next & 0xf0) == 0x80;
    if (op == 0xff)
        return ((next >> 3) & 7) >= 2 && ((next >> 3) & 7) <= 5;
    return (op & 0xf0) == 0x70 || (op & 0xfc) == 0xe0 || op == 0xc2 || op == 0xc3 || op == 0xca ||
           op == 0xcb || op == 0xcf || op == 0xe8 || op == 0xe9 || op == 0xeb;
}

// Text is patched while the kernel runs: what is there now counts.
static struct Place* place_of(const struct qemu_plugin_insn* instruction, uint64_t address) {
    struct Place* place = place_at(address);
    place->locked = locks(qemu_plugin_insn_data(instruction), qemu_plugin_insn_size(instruction));
    place->branch = branches(qemu_plugin_insn_data(instruction), qemu_plugin_insn_size(instruction));
    return place;
}

static void translated(qemu_plugin_id_t id, struct qemu_plugin_tb* block) {
    (void)id;
    for (size_t i = 0; i < qemu_plugin_tb_n_insns(block); ++i) {
        struct qemu_plugin_insn* instruction = qemu_plugin_tb_get_insn(block, i);
        const uint64_t address = qemu_plugin_insn_vaddr(instruction);
        if (in_kernel(address)) {
            qemu_plugin_register_vcpu_insn_exec_cb(instruction, executed, QEMU_PLUGIN_CB_NO_REGS,
                                                   place_of(instruction, address));
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

// False where the file cannot be read.
static bool read_key_sites(const char* file) {
    FILE* in = fopen(file, "r");
    if (in == NULL)
        return false;
    for (uint64_t address = 0; fscanf(in, "%" SCNx64, &address) == 1;)
        place_at(address)->key_site = true;
    fclose(in);
    return true;
}

int qemu_plugin_install(qemu_plugin_id_t id, const void* info, int words, char** word) {
    (void)info;
    out = open_log("operation-costs", words, word);
    if (out == NULL)
        return 1;
    for (int i = 0; i < words; ++i)
        if (strncmp(word[i], "sites=", 6) == 0 && !read_key_sites(word[i] + 6)) {
            fprintf(stderr, "operation-costs: %s cannot be read\n", word[i]);
            return 1;
        }
    qemu_plugin_register_vcpu_tb_trans_cb(id, translated);
    return 0;
}
