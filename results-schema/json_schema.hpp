// SPDX-License-Identifier: GPL-2.0-or-later
// The JSON schema (draft-07) of a document type, made from the same describe() that writes and reads it.
// Runs on: build (write_schemas.cpp). Units are in the field names, as "duration_ns".
#pragma once

#include "results-schema/json_document.hpp"

namespace cloister {

class JsonSchema {
  public:
    template <class T>
    void field(const char* name, const T&) {
        properties_[name] = of<T>();
        required_.push_back(name);
    }
    template <class T>
    void field(const char* name, const std::optional<T>&) {
        properties_[name] = of<T>();
    }

    template <class T>
    static Json of() {
        return of(static_cast<const T*>(nullptr));
    }
    // A whole document, which says what it is.
    template <class T>
    static Json of_document(const char* title) {
        Json body = of<T>();
        Json schema = Json::object();
        schema["$schema"] = "http://json-schema.org/draft-07/schema#";
        schema["title"] = title;
        schema["type"] = "object";
        schema["properties"]["schema"]["const"] = T::schema;
        schema["properties"].update(body["properties"]);
        schema["required"] = Json::array({"schema"});
        for (const Json& name : body["required"])
            schema["required"].push_back(name);
        schema["additionalProperties"] = false;
        return schema;
    }

  private:
    static Json type(const char* name) {
        Json schema = Json::object();
        schema["type"] = name;
        return schema;
    }
    static Json keyed(const Json& names, const Json& value) {
        Json schema = type("object");
        schema["propertyNames"] = names;
        schema["additionalProperties"] = value;
        return schema;
    }
    static Json pattern(const char* expression) {
        Json schema = type("string");
        schema["pattern"] = expression;
        return schema;
    }

    static Json of(const std::string*) { return type("string"); }
    static Json of(const CpuId*) { return type("integer"); }
    static Json of(const CpuSet*) { return pattern("^([0-9]+(-[0-9]+)?(,[0-9]+(-[0-9]+)?)*)?$"); }
    static Json of(const std::chrono::nanoseconds*) { return type("integer"); }
    template <class T>
    static Json of(const std::vector<T>*) {
        Json schema = type("array");
        schema["items"] = of<T>();
        return schema;
    }
    template <class T>
    static Json of(const std::map<std::string, T>*) {
        Json schema = type("object");
        schema["additionalProperties"] = of<T>();
        return schema;
    }
    template <class T>
    static Json of(const std::map<CpuId, T>*) {
        return keyed(pattern("^[0-9]+$"), of<T>());
    }
    template <class Enum, class T>
    requires std::is_enum_v<Enum>
    static Json of(const std::map<Enum, T>*) { return keyed(of<Enum>(), of<T>()); }
    template <class T>
    static Json of(const T*) {
        if constexpr (std::is_same_v<T, bool>) {
            return type("boolean");
        } else if constexpr (std::is_floating_point_v<T>) {
            return type("number");
        } else if constexpr (std::is_integral_v<T>) {
            Json schema = type("integer");
            if constexpr (std::is_unsigned_v<T>)
                schema["minimum"] = 0;
            return schema;
        } else if constexpr (std::is_enum_v<T>) {
            Json schema = Json::object();
            for (const auto& [value, name] : EnumNames<T>::table)
                schema["enum"].push_back(name);
            return schema;
        } else {
            JsonSchema fields;
            T value{};
            describe(fields, value);
            Json schema = type("object");
            schema["properties"] = std::move(fields.properties_);
            schema["required"] = std::move(fields.required_);
            schema["additionalProperties"] = false;
            return schema;
        }
    }

    Json properties_ = Json::object();
    Json required_ = Json::array();
};

} // namespace cloister
