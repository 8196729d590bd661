// SPDX-License-Identifier: GPL-2.0-or-later
// Memory in which most pages are free and no huge page can be had, as one in 256 is kept. Runs on: guest, as
// root. What is kept, 4 MB of a GB, and the knobs, as long as this lives.
#pragma once

#include "probes/kernelfs/file.hpp"
#include "workloads/region.hpp"

#include <memory>
#include <vector>

namespace cloister::workloads {

enum class KeptPages {
    locked, // by mlock() and vm.compact_unevictable_allowed=0: compaction cannot help either
    movable // whoever asks for a huge page makes one
};

class FragmentedMemory {
  public:
    explicit FragmentedMemory(KeptPages kept);
    FragmentedMemory(const FragmentedMemory&) = delete;
    FragmentedMemory& operator=(const FragmentedMemory&) = delete;

    // Asks for a huge page. false: there was none, and whoever compacts was told (with defrag=defer,
    // mm/huge_memory.c); the one that there was after all is kept.
    bool has_huge_page();
    void give_huge_pages_back() { huge_.clear(); }

  private:
    void fill(KeptPages kept);
    void thin_out(KeptPages kept) const;

    // Or kcompactd begins by itself, on what cannot be mended, and is busy with it for a minute.
    SavedKnob only_when_asked_{"/proc/sys/vm/compaction_proactiveness", "0"};
    SavedKnob locked_pages_stay_{"/proc/sys/vm/compact_unevictable_allowed", "0"};
    std::vector<std::unique_ptr<Region>> chunks_;
    std::vector<std::unique_ptr<Region>> huge_;
};

} // namespace cloister::workloads
