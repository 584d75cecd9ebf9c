// SPDX-License-Identifier: GPL-3.0-or-later
// Result<T>: a value, or an Error that says in one sentence what happened, what is safe, what to do.
// For the world failing (files, devices, foreign input). A domain "no" is a Refusal (core/domain/session.h);
// a programmer's mistake aborts.
#pragma once

#include <cstdlib>
#include <string>
#include <utility>
#include <variant>

namespace chairside {

struct Error {
    std::string message; ///< plain text for people, complete sentence
};

template <class T>
class [[nodiscard]] Result {
public:
    Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
    Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}

    explicit operator bool() const { return state_.index() == 0; }
    T& value() & { return get<0>(state_); }
    const T& value() const& { return get<0>(state_); }
    T&& value() && { return std::move(get<0>(state_)); }
    T* operator->() { return &value(); }
    const T* operator->() const { return &value(); }
    const Error& error() const { return get<1>(state_); }

private:
    template <std::size_t I, class V>
    static decltype(auto) get(V& state) {
        auto* part = std::get_if<I>(&state);
        if (!part) std::abort(); // asked for a value without looking whether there is one
        return (*part);
    }
    std::variant<T, Error> state_;
};

struct Done {};
using Status = Result<Done>;

} // namespace chairside
