// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/wire/cost_order.hpp"

#include "results-schema/document_form.hpp"

template struct cloister::DocumentForm<cloister::wire::CostOrder>;
