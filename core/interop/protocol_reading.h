// SPDX-License-Identifier: GPL-3.0-or-later
// How the sections of a protocol document read a word from a short list and keep keys apart. Templates
// private to core/interop/protocol_*.cpp: both throw JsonFault with file, line and field.
#pragma once

#include "core/base/phrase.h"
#include "core/base/text.h"
#include "core/interop/located_json.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace chairside::protocol_parts {

template <class Value>
struct Word {
    std::string_view word;
    Value value;
};

template <class Value, std::size_t N>
Value wordOf(const JsonAt& at, const std::array<Word<Value>, N>& words) {
    const std::string text = at.text(60);
    std::string known;
    for (const auto& w : words) {
        if (w.word == text) return w.value;
        known += (known.empty() ? "" : ", ") + std::string(w.word);
    }
    at.fail(phrase("\"{1}\" is not known here; possible are: {2}.", cleanText(text, 40), known));
}

/// Adds `value` unless another entry of the list has its id.
template <class Value, class Id>
void addUnique(std::vector<Value>& list, Value value, Id id, const JsonAt& at) {
    const bool twice =
        std::any_of(list.begin(), list.end(), [&](const Value& v) { return v.*id == value.*id; });
    if (twice) at.fail(phrase("\"{1}\" is used twice.", value.*id));
    list.push_back(std::move(value));
}

} // namespace chairside::protocol_parts
