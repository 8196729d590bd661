// SPDX-License-Identifier: GPL-2.0-or-later
#include "results-schema/nightly.hpp"

#include "results-schema/document_form.hpp"

template struct cloister::DocumentForm<cloister::NightCell>;
template struct cloister::DocumentForm<cloister::Nightly>;
