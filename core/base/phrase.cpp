// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/phrase.h"

#include <array>
#include <atomic>
#include <optional>

namespace chairside {
namespace {

std::atomic<const PhraseLookup*> lookup{nullptr}; // written once at start; a language belongs to the process
thread_local int english = 0;

const PhraseLookup* current() {
    return english > 0 ? nullptr : lookup.load(std::memory_order_acquire);
}

using Values = std::array<std::string_view, 9>;

bool isPlace(std::string_view text) {
    return text.size() >= 3 && text[0] == '{' && text[1] >= '1' && text[1] <= '9' && text[2] == '}';
}

/// The values with which `pattern` gives `text`; each reaches to the next words of the pattern, the last to
/// the end.
std::optional<Values> recognised(std::string_view text, std::string_view pattern) {
    Values values;
    while (!pattern.empty()) {
        if (!isPlace(pattern)) {
            if (text.empty() || text.front() != pattern.front()) return std::nullopt;
            text.remove_prefix(1);
            pattern.remove_prefix(1);
            continue;
        }
        auto& value = values[static_cast<std::size_t>(pattern[1] - '1')];
        pattern.remove_prefix(3);
        const auto words = pattern.substr(0, pattern.find('{'));
        const auto end = words.empty()                    ? text.size()
                         : words.size() == pattern.size() ? text.rfind(words)
                                                          : text.find(words);
        if (end == std::string_view::npos || end == 0) return std::nullopt;
        value = text.substr(0, end);
        text.remove_prefix(end);
    }
    return text.empty() ? std::optional(values) : std::nullopt;
}

} // namespace

void usePhrases(const PhraseLookup* installed) {
    lookup.store(installed, std::memory_order_release);
}

InEnglish::InEnglish() {
    ++english;
}
InEnglish::~InEnglish() {
    --english;
}

std::string filled(std::string_view pattern, std::initializer_list<std::string_view> values) {
    std::string out;
    while (!pattern.empty()) {
        const auto which = isPlace(pattern) ? static_cast<std::size_t>(pattern[1] - '1') : values.size();
        if (which < values.size()) {
            out += values.begin()[which];
            pattern.remove_prefix(3);
        } else {
            out += pattern.front();
            pattern.remove_prefix(1);
        }
    }
    return out;
}

std::string phrase(std::string_view words) {
    const auto* installed = current();
    return installed ? (*installed)(words) : std::string(words);
}

std::string restated(std::string_view stored, std::span<const std::string_view> patterns) {
    if (!current() || stored.empty()) return std::string(stored);
    for (const auto pattern : patterns) {
        const auto values = recognised(stored, pattern);
        if (!values) continue;
        std::array<std::string, 9> said;
        for (std::size_t i = 0; i < said.size(); ++i) said[i] = restated((*values)[i], patterns);
        return phrase(pattern, said[0], said[1], said[2], said[3], said[4], said[5], said[6], said[7],
                      said[8]);
    }
    for (const std::string_view mark : {", ", ": "}) {
        const auto at = stored.rfind(mark);
        if (at != std::string_view::npos)
            return restated(stored.substr(0, at), patterns) + std::string(mark) +
                   restated(stored.substr(at + mark.size()), patterns);
    }
    return std::string(stored);
}

} // namespace chairside
