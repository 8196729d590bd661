// SPDX-License-Identifier: GPL-2.0-or-later
// A history, and the directories of its runs as far as they are there → what a site's pages are made from.
// Runs on: host. Errors: as HistoryFile; a directory that says nothing is told on its run's page.
#pragma once

#include "orchestrator/history/history_file.hpp"
#include "orchestrator/report/site/site.hpp"

namespace cloister {

// Where two runs name one directory, it is the later one's. Claims are the history's; those of a run that was
// added before it kept any are its directory's. Reports are not asked for: has_report is false.
Site read_site(HistoryFile& history);

} // namespace cloister
