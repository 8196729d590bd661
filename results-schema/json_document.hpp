// SPDX-License-Identifier: GPL-2.0-or-later
// How our types become JSON and come back: each type has one describe() that names its fields and says in a
// sentence what each means. That one function serves writing, strict reading and the schema
// (json_schema.hpp), so that the three cannot drift apart. For whoever has JSON in hand: a page's data, a
// part of a document; others include document.hpp alone. Runs on: both. Errors: SchemaError, as of
// parse_document().
#pragma once

#include "results-schema/document.hpp"

#include <nlohmann/json.hpp>

#include <type_traits>

namespace cloister {

// Fields of a type, for every use: template <class Fields> void describe(Fields& fields, T& value) calls
// fields.field(name, value, description). Only the schema looks at the description; a message that is
// exchanged and never stored needs none.
class JsonWriter {
  public:
    template <class T>
    void field(const char* name, const T& value, const char* = "") {
        object_[name] = to_json(value);
    }
    template <class T>
    void field(const char* name, const std::optional<T>& value, const char* = "") {
        if (value)
            object_[name] = to_json(*value);
    }

    template <class T>
    static Json to_json(const T& value) {
        if constexpr (std::is_same_v<T, bool> || std::is_arithmetic_v<T>)
            return Json(value);
        else if constexpr (std::is_enum_v<T>)
            return Json(name_of(value));
        else {
            JsonWriter writer;
            // describe() only reads through a writer; one signature serves both directions.
            describe(writer, const_cast<T&>(value));
            return std::move(writer.object_);
        }
    }
    static Json to_json(const std::string& value) { return Json(value); }
    static Json to_json(const Json& value) { return value; }
    static Json to_json(const CpuId& cpu) { return Json(cpu.number); }
    static Json to_json(const CpuSet& cpus) { return Json(cpus.list()); }
    static Json to_json(const std::chrono::nanoseconds& time) { return Json(time.count()); }
    template <class T>
    static Json to_json(const std::vector<T>& values) {
        Json array = Json::array();
        for (const T& value : values)
            array.push_back(to_json(value));
        return array;
    }
    template <class T>
    static Json to_json(const std::map<CpuId, T>& values) {
        Json object = Json::object();
        for (const auto& [cpu, value] : values)
            object[std::to_string(cpu.number)] = to_json(value);
        return object;
    }
    template <class T>
    static Json to_json(const std::map<std::string, T>& values) {
        Json object = Json::object();
        for (const auto& [key, value] : values)
            object[key] = to_json(value);
        return object;
    }
    template <class Enum, class T>
    requires std::is_enum_v<Enum>
    static Json to_json(const std::map<Enum, T>& values) {
        Json object = Json::object();
        for (const auto& [key, value] : values)
            object[name_of(key)] = to_json(value);
        return object;
    }

  private:
    Json object_ = Json::object();
};

class JsonReader {
  public:
    JsonReader(const Json& object, std::string path);

    template <class T>
    void field(const char* name, T& value, const char* = "") {
        const Json* found = take(name);
        if (found == nullptr)
            throw SchemaError(path_ + "/" + name, "is missing");
        from_json(*found, path_ + "/" + name, value);
    }
    template <class T>
    void field(const char* name, std::optional<T>& value, const char* = "") {
        value.reset();
        if (const Json* found = take(name); found != nullptr)
            from_json(*found, path_ + "/" + name, value.emplace());
    }
    // Throws for a field that nobody asked for.
    void finish() const;

    template <class T>
    static void from_json(const Json& json, const std::string& path, T& value) {
        if constexpr (std::is_same_v<T, bool>) {
            value = boolean(json, path);
        } else if constexpr (std::is_floating_point_v<T>) {
            value = static_cast<T>(real(json, path));
        } else if constexpr (std::is_integral_v<T>) {
            expect(json.is_number_integer(), path, "expected a whole number");
            // A number beyond 2^63 is kept apart, without a sign.
            const bool fits = json.is_number_unsigned() ? std::in_range<T>(json.get<std::uint64_t>())
                                                        : std::in_range<T>(json.get<std::int64_t>());
            if (!fits)
                throw SchemaError(path, "the number " + json.dump() + " does not fit");
            value = json.get<T>();
        } else if constexpr (std::is_enum_v<T>) {
            value = enumerator<T>(text(json, path), path);
        } else {
            JsonReader reader(json, path);
            describe(reader, value);
            reader.finish();
        }
    }
    static void from_json(const Json& json, const std::string& path, std::string& value);
    static void from_json(const Json& json, const std::string& path, Json& value);
    static void from_json(const Json& json, const std::string& path, CpuId& cpu);
    static void from_json(const Json& json, const std::string& path, CpuSet& cpus);
    static void from_json(const Json& json, const std::string& path, std::chrono::nanoseconds& time);
    template <class T>
    static void from_json(const Json& json, const std::string& path, std::vector<T>& values) {
        expect(json.is_array(), path, "expected an array");
        values.clear();
        std::size_t index = 0;
        for (const Json& element : json)
            from_json(element, path + "/" + std::to_string(index++), values.emplace_back());
    }
    template <class T>
    static void from_json(const Json& json, const std::string& path, std::map<CpuId, T>& values) {
        expect(json.is_object(), path, "expected an object with CPU numbers as keys");
        values.clear();
        for (const auto& [key, element] : json.items())
            from_json(element, path + "/" + key, values[cpu_key(key, path)]);
    }
    template <class T>
    static void from_json(const Json& json, const std::string& path, std::map<std::string, T>& values) {
        expect(json.is_object(), path, "expected an object");
        values.clear();
        for (const auto& [key, element] : json.items())
            from_json(element, path + "/" + key, values[key]);
    }
    template <class Enum, class T>
    requires std::is_enum_v<Enum>
    static void from_json(const Json& json, const std::string& path, std::map<Enum, T>& values) {
        expect(json.is_object(), path, "expected an object");
        values.clear();
        for (const auto& [key, element] : json.items())
            from_json(element, path + "/" + key, values[enumerator<Enum>(key, path)]);
    }

  private:
    const Json* take(const char* name);
    static void expect(bool holds, const std::string& path, const char* what);
    static bool boolean(const Json& json, const std::string& path);
    static double real(const Json& json, const std::string& path);
    static std::int64_t integer(const Json& json, const std::string& path);
    static std::string text(const Json& json, const std::string& path);
    static CpuSet parse_cpus(const std::string& list, const std::string& path);
    static CpuId cpu_key(const std::string& key, const std::string& path);
    template <class Enum>
    static Enum enumerator(const std::string& name, const std::string& path) {
        if (const std::optional<Enum> value = value_named<Enum>(name))
            return *value;
        throw SchemaError(path, "unknown name '" + name + "'");
    }

    const Json& object_;
    std::string path_;
    std::vector<std::string> taken_;
};

Json parse_json(std::string_view text);
void check_schema(const Json& document, const char* expected);

// A document carries "schema": "cloister/<what>/<version>" (T::schema) as its first field.
template <class T>
Json write_document(const T& document) {
    return DocumentForm<T>::write(document);
}
template <class T>
T read_document(const Json& json) {
    return DocumentForm<T>::read(json);
}

} // namespace cloister
