// SPDX-License-Identifier: GPL-2.0-or-later
// What DocumentForm<T> does (document.hpp). Only the source file of a document's type includes this, and says
// template struct cloister::DocumentForm<cloister::Plan>; where that is forgotten, the linker tells.
// Runs on: both.
#pragma once

#include "results-schema/json_document.hpp"

namespace cloister {

template <class T>
Json DocumentForm<T>::write(const T& document) {
    Json json = Json::object();
    json["schema"] = T::schema;
    json.update(JsonWriter::to_json(document));
    return json;
}

template <class T>
T DocumentForm<T>::read(const Json& json) {
    check_schema(json, T::schema);
    Json body = json;
    body.erase("schema");
    T document;
    JsonReader::from_json(body, "", document);
    return document;
}

template <class T>
std::string DocumentForm<T>::text(const T& document, int indent) {
    return write(document).dump(indent);
}

template <class T>
T DocumentForm<T>::parse(std::string_view text) {
    return read(parse_json(text));
}

} // namespace cloister
