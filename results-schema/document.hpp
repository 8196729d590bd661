// SPDX-License-Identifier: GPL-2.0-or-later
// What the types of this folder have in common. A document is a type with a name ("schema") that is stored or
// exchanged as JSON; its describe() names its fields once, for writing, reading and the schema. Here is what
// whoever holds, stores or sends one needs, without the JSON library: to compile that, and every field of
// every type, wherever a record passes by cost more than half of a build. Runs on: both.
// Errors: parse_document() throws SchemaError naming the path of the first field that is missing, unknown or
// of the wrong type ("/spec/cpus: expected a number").
#pragma once

#include "probes/kernelfs/cpu_set.hpp"
#include "results-schema/enum_names.hpp"

#include <nlohmann/json_fwd.hpp>

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cloister {

using Json = nlohmann::ordered_json;

struct SchemaError : std::runtime_error {
    SchemaError(const std::string& path, const std::string& what)
        : std::runtime_error((path.empty() ? "/" : path) + ": " + what) {}
};

// Compiled once for each document, in the source file of its type (document_form.hpp).
template <class T>
struct DocumentForm {
    static Json write(const T& document);
    static T read(const Json& json);
    static std::string text(const T& document, int indent);
    static T parse(std::string_view text);
};

// As it is stored and printed: indented by two, with a newline at its end.
template <class T>
std::string document_text(const T& document) {
    return DocumentForm<T>::text(document, 2) + "\n";
}
// As it is sent, digested and compared.
template <class T>
std::string document_line(const T& document) {
    return DocumentForm<T>::text(document, -1);
}
template <class T>
T parse_document(std::string_view text) {
    return DocumentForm<T>::parse(text);
}

} // namespace cloister
