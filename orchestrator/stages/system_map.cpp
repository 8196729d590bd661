// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/stages/system_map.hpp"

#include "orchestrator/store/run_directory.hpp"
#include "probes/linked_symbols.hpp"

namespace cloister {

SystemMap read_system_map(const KernelImage& kernel) {
    SystemMap symbols;
    if (kernel.symbols.empty())
        return symbols;
    symbols.all = read_text_file(kernel.symbols);
    symbols.for_probes = symbols_for_probes(symbols.all);
    return symbols;
}

} // namespace cloister
