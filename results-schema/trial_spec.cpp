// SPDX-License-Identifier: GPL-2.0-or-later
#include "results-schema/trial_spec.hpp"

#include "results-schema/document_form.hpp"

template struct cloister::DocumentForm<cloister::TrialSpec>;
