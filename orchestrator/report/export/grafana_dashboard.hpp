// SPDX-License-Identifier: GPL-2.0-or-later
// A Grafana dashboard over the names of metrics.hpp, to be imported beside a Prometheus data source:
// verdicts, what drains caused, other interruptions by cause, drain calls, costs. Runs on: host. Pure.
// Source: Grafana 9 dashboard JSON model (schemaVersion 37).
#pragma once

#include <string>

namespace cloister {

std::string grafana_dashboard();

} // namespace cloister
