// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/wire/messages.hpp"

#include "results-schema/document_form.hpp"

template struct cloister::DocumentForm<cloister::wire::Hello>;
template struct cloister::DocumentForm<cloister::wire::Symbols>;
template struct cloister::DocumentForm<cloister::wire::Verified>;
template struct cloister::DocumentForm<cloister::wire::Progress>;
template struct cloister::DocumentForm<cloister::wire::AskTime>;
template struct cloister::DocumentForm<cloister::wire::HostTime>;
template struct cloister::DocumentForm<cloister::wire::BlobHead>;
template struct cloister::DocumentForm<cloister::wire::Finished>;
template struct cloister::DocumentForm<cloister::wire::Refused>;
template struct cloister::DocumentForm<cloister::wire::PowerOff>;
