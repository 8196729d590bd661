// SPDX-License-Identifier: GPL-2.0-or-later
#include "results-schema/json_document.hpp"

#include <algorithm>

namespace cloister {

JsonReader::JsonReader(const Json& object, std::string path) : object_(object), path_(std::move(path)) {
    expect(object_.is_object(), path_, "expected an object");
}

const Json* JsonReader::take(const char* name) {
    const auto found = object_.find(name);
    if (found == object_.end())
        return nullptr;
    taken_.emplace_back(name);
    return &*found;
}

void JsonReader::finish() const {
    for (const auto& [key, value] : object_.items())
        if (std::find(taken_.begin(), taken_.end(), key) == taken_.end())
            throw SchemaError(path_ + "/" + key, "is not a field that this version knows");
}

void JsonReader::expect(bool holds, const std::string& path, const char* what) {
    if (!holds)
        throw SchemaError(path, what);
}

bool JsonReader::boolean(const Json& json, const std::string& path) {
    expect(json.is_boolean(), path, "expected true or false");
    return json.get<bool>();
}

double JsonReader::real(const Json& json, const std::string& path) {
    expect(json.is_number(), path, "expected a number");
    return json.get<double>();
}

std::int64_t JsonReader::integer(const Json& json, const std::string& path) {
    expect(json.is_number_integer(), path, "expected a whole number");
    return json.get<std::int64_t>();
}

std::string JsonReader::text(const Json& json, const std::string& path) {
    expect(json.is_string(), path, "expected a text");
    return json.get<std::string>();
}

CpuId JsonReader::cpu_key(const std::string& key, const std::string& path) {
    const CpuSet cpus = parse_cpus(key, path);
    expect(cpus.size() == 1, path, "expected one CPU number as a key");
    return *cpus.begin();
}

CpuSet JsonReader::parse_cpus(const std::string& list, const std::string& path) {
    try {
        return CpuSet::parse(list);
    } catch (const std::invalid_argument& error) {
        throw SchemaError(path, error.what());
    }
}

void JsonReader::from_json(const Json& json, const std::string& path, std::string& value) {
    value = text(json, path);
}

void JsonReader::from_json(const Json& json, const std::string&, Json& value) {
    value = json;
}

void JsonReader::from_json(const Json& json, const std::string& path, CpuId& cpu) {
    from_json(json, path, cpu.number);
}

void JsonReader::from_json(const Json& json, const std::string& path, CpuSet& cpus) {
    cpus = parse_cpus(text(json, path), path);
}

void JsonReader::from_json(const Json& json, const std::string& path, std::chrono::nanoseconds& time) {
    time = std::chrono::nanoseconds(integer(json, path));
}

Json parse_json(std::string_view text) {
    try {
        return Json::parse(text);
    } catch (const Json::parse_error& error) {
        throw SchemaError("", "not JSON: byte " + std::to_string(error.byte));
    }
}

void check_schema(const Json& document, const char* expected) {
    if (!document.is_object() || !document.contains("schema") || !document.at("schema").is_string())
        throw SchemaError("/schema", std::string("is missing; expected ") + expected);
    const std::string found = document.at("schema").get<std::string>();
    if (found != expected)
        throw SchemaError("/schema", "is " + found + "; this version reads " + expected);
}

} // namespace cloister
