// SPDX-License-Identifier: GPL-2.0-or-later
// The pages of a site, each as one file that fetches nothing; they lead to each other by relative links, so
// that a site opens from a server and from a disk alike. The same site makes the same pages, byte by byte.
// Runs on: host. Pure.
#pragma once

#include "orchestrator/report/site/site.hpp"

#include <functional>

namespace cloister {

// name: from the site's root.
using TakePage = std::function<void(const std::string& name, const std::string& text)>;

// One after the other: no more than one is in memory.
void make_site_pages(const Site& site, const TakePage& take);

} // namespace cloister
