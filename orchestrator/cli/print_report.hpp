// SPDX-License-Identifier: GPL-2.0-or-later
// Reports and documents on standard output, or into a file that is named ("-": standard output).
// Runs on: host. Colour on a terminal that wants it (NO_COLOR).
#pragma once

#include "orchestrator/report/verdict_lines.hpp"

namespace cloister {

Colour colour_of_output();
void print_report(const Report& report);
void print_text(const std::string& text, const std::string& file);

template <class Document>
void print_document(const Document& document, const std::string& file) {
    print_text(document_text(document), file);
}

} // namespace cloister
