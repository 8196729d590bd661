// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/wire/fuzz_order.hpp"

#include "results-schema/document_form.hpp"

template struct cloister::DocumentForm<cloister::wire::FuzzOrder>;
template struct cloister::DocumentForm<cloister::wire::FuzzDone>;
