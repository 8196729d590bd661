// SPDX-License-Identifier: GPL-2.0-or-later
// A task's result or its exception as a value. "a || b" of Asio waits for the first that succeeds, so a
// failure would hide behind the other's end; caught(a) || b ends with a, whatever came of it. Runs on: host.
#pragma once

#include "orchestrator/base/asio.hpp"

#include <exception>
#include <optional>

namespace cloister {

template <class T>
struct Caught {
    std::exception_ptr failure;
    std::optional<T> value;

    T take() {
        if (failure)
            std::rethrow_exception(failure);
        return std::move(*value);
    }
};

template <>
struct Caught<void> {
    std::exception_ptr failure;

    void take() const {
        if (failure)
            std::rethrow_exception(failure);
    }
};

template <class T>
Task<Caught<T>> caught(Task<T> task) {
    Caught<T> result;
    try {
        if constexpr (std::is_void_v<T>)
            co_await std::move(task);
        else
            result.value.emplace(co_await std::move(task));
    } catch (...) {
        result.failure = std::current_exception();
    }
    co_return result;
}

} // namespace cloister
