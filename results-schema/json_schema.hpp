// SPDX-License-Identifier: GPL-2.0-or-later
// The JSON schema (draft-07) of a document type, made from the same describe() that writes and reads it. It
// stands alone: the types of a document are its "definitions", by their C++ names.
// Runs on: build (documents_test.cpp). Units are in the field names, as "duration_ns", or in the
// descriptions.
#pragma once

#include "results-schema/json_document.hpp"

#include <cxxabi.h>

#include <cstdlib>
#include <memory>
#include <typeinfo>

namespace cloister {

// The fields of one type; the types of these fields go to the definitions of the whole document.
class JsonSchema {
  public:
    template <class T>
    void field(const char* name, const T&, const char* description = "") {
        properties_[name] = described(description, of<T>());
        required_.push_back(name);
    }
    template <class T>
    void field(const char* name, const std::optional<T>&, const char* description = "") {
        properties_[name] = described(description, of<T>());
    }

    // A whole document, which says what it is.
    template <class T>
    static Json of_document(const char* title) {
        Json definitions = Json::object();
        JsonSchema fields(definitions);
        fields.properties_["schema"] = described("What this document is, and its version", Json::object());
        fields.properties_["schema"]["const"] = T::schema;
        fields.required_.push_back("schema");
        T value{};
        describe(fields, value);
        Json schema = Json::object();
        schema["$schema"] = "http://json-schema.org/draft-07/schema#";
        schema["title"] = title;
        schema.update(fields.object());
        if (!definitions.empty())
            schema["definitions"] = std::move(definitions);
        return schema;
    }

  private:
    explicit JsonSchema(Json& definitions) : definitions_(definitions) {}

    Json object() {
        Json schema = type("object");
        schema["properties"] = std::move(properties_);
        schema["required"] = std::move(required_);
        schema["additionalProperties"] = false;
        return schema;
    }

    // Draft-07 ignores what stands beside a $ref, hence allOf.
    static Json described(const char* description, Json schema) {
        if (*description == '\0')
            return schema;
        Json with = Json::object();
        with["description"] = description;
        if (schema.contains("$ref"))
            with["allOf"] = Json::array({std::move(schema)});
        else
            with.update(schema);
        return with;
    }
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

    // The type's name without its namespace.
    template <class T>
    static std::string type_name() {
        int status = 0;
        const std::unique_ptr<char, decltype(&std::free)> whole(
            abi::__cxa_demangle(typeid(T).name(), nullptr, nullptr, &status), &std::free);
        const std::string name = whole.get();
        return name.substr(name.rfind(':') + 1);
    }
    // The first use of a type defines it; its place is taken before its own fields define theirs.
    template <class T>
    Json defined() {
        const std::string name = type_name<T>();
        if (!definitions_.contains(name)) {
            definitions_[name] = nullptr;
            JsonSchema fields(definitions_);
            T value{};
            describe(fields, value);
            definitions_[name] = fields.object();
        }
        Json schema = Json::object();
        schema["$ref"] = "#/definitions/" + name;
        return schema;
    }

    template <class T>
    Json of() {
        return of(static_cast<const T*>(nullptr));
    }
    Json of(const std::string*) { return type("string"); }
    Json of(const CpuId*) { return of<std::uint32_t>(); }
    Json of(const CpuSet*) { return pattern("^([0-9]+(-[0-9]+)?(,[0-9]+(-[0-9]+)?)*)?$"); }
    Json of(const std::chrono::nanoseconds*) { return type("integer"); }
    template <class T>
    Json of(const std::vector<T>*) {
        Json schema = type("array");
        schema["items"] = of<T>();
        return schema;
    }
    template <class T>
    Json of(const std::map<std::string, T>*) {
        Json schema = type("object");
        schema["additionalProperties"] = of<T>();
        return schema;
    }
    template <class T>
    Json of(const std::map<CpuId, T>*) {
        return keyed(pattern("^[0-9]+$"), of<T>());
    }
    template <class Enum, class T>
    requires std::is_enum_v<Enum> Json of(const std::map<Enum, T>*) { return keyed(of<Enum>(), of<T>()); }
    template <class T>
    Json of(const T*) {
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
            return defined<T>();
        }
    }

    Json& definitions_;
    Json properties_ = Json::object();
    Json required_ = Json::array();
};

} // namespace cloister
