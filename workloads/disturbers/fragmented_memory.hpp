// SPDX-License-Identifier: GPL-2.0-or-later
// Memory in which most pages are free and no huge page can be had: one in 256 is kept where it is, by mlock()
// and vm.compact_unevictable_allowed=0, so that compaction cannot help either. Runs on: guest, as root. What
// is kept, 4 MB of a GB, and the knobs, as long as this lives.
#pragma once

#include "probes/kernelfs/file.hpp"
#include "workloads/region.hpp"

#include <memory>
#include <vector>

namespace cloister::workloads {

class FragmentedMemory {
  public:
    FragmentedMemory();
    FragmentedMemory(const FragmentedMemory&) = delete;
    FragmentedMemory& operator=(const FragmentedMemory&) = delete;

    // Asks for a huge page. false: there was none, and whoever compacts was told (with defrag=defer,
    // mm/huge_memory.c); the one that there was after all is kept.
    bool has_huge_page();

  private:
    void fill_and_thin_out();

    // Or kcompactd begins by itself, on what cannot be mended, and is busy with it for a minute.
    SavedKnob only_when_asked_{"/proc/sys/vm/compaction_proactiveness", "0"};
    SavedKnob locked_pages_stay_{"/proc/sys/vm/compact_unevictable_allowed", "0"};
    std::vector<std::unique_ptr<Region>> kept_;
};

} // namespace cloister::workloads
