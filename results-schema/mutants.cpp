// SPDX-License-Identifier: GPL-2.0-or-later
#include "results-schema/mutants.hpp"

#include "results-schema/document_form.hpp"

template struct cloister::DocumentForm<cloister::Mutants>;
