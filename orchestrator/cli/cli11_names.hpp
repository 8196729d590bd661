// SPDX-License-Identifier: GPL-2.0-or-later
// CLI11's types, named: its header costs nine seconds wherever it is included (g++ -O2), and only those who
// add options need it. Runs on: host.
#pragma once

namespace CLI {
class App;
}
