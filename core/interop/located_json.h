// SPDX-License-Identifier: GPL-3.0-or-later
// JSON as a tree that remembers its lines, for documents that people write and must be told where they erred:
// questionnaires, scoring, text packs. Bounded in size, depth and count; a key given twice is refused. Pure,
// any thread. JsonFault is thrown and caught inside core/interop only; readFile() and friends return Results.
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace chairside {

struct JsonNode {
    enum class Kind : std::uint8_t { null, boolean, number, text, array, object };
    Kind kind = Kind::null;
    int line = 1;
    bool flag = false;
    bool whole = false; ///< a number without fraction or exponent
    double number = 0;
    std::string text; ///< of a text as it is; of a number as written
    std::vector<JsonNode> elements;
    std::vector<std::pair<std::string, JsonNode>> members;

    const JsonNode* find(std::string_view key) const;
};

/// What is wrong and where. `why` is a complete sentence.
struct JsonFault {
    int line = 0;
    std::string field; ///< "item[2].linkId", empty for the whole file
    std::string why;
};

struct JsonLimits {
    std::size_t bytes = 4u << 20;
    std::size_t depth = 48;
    std::size_t nodes = 200'000;
    std::size_t members = 1'000; ///< names in one object
};

/// Throws JsonFault.
JsonNode parseLocatedJson(std::string_view text, const JsonLimits& limits = {});
/// "phq9.json, line 12, item[2].linkId: 'a' is used twice. Nothing was taken over from this file."
Error faultError(std::string_view fileName, const JsonFault& fault);

/// A place in the tree together with the way to it, so that every refusal can name the field.
class JsonAt {
public:
    explicit JsonAt(const JsonNode& node, std::string path = {}) : node_(&node), path_(std::move(path)) {}

    const JsonNode& node() const { return *node_; }
    const std::string& path() const { return path_; }
    [[noreturn]] void fail(std::string why) const { throw JsonFault{node_->line, path_, std::move(why)}; }

    /// All of these throw JsonFault when the kind is not the expected one.
    bool has(std::string_view key) const;
    JsonAt at(std::string_view key) const;                ///< must be there
    std::vector<JsonAt> list(std::string_view key) const; ///< absent = empty
    std::vector<JsonAt> elements() const;
    std::vector<std::pair<std::string, JsonAt>> members() const;
    void expectOnly(std::initializer_list<std::string_view> keys) const; ///< an unknown key is refused

    /// Plain text, cleaned of controls and broken UTF-8; longer than `maxChars` code points is refused, not
    /// cut.
    std::string text(std::size_t maxChars, bool multiline = false) const;
    std::string text(std::string_view key, std::size_t maxChars,
                     bool multiline = false) const; ///< absent = ""
    bool boolean() const;
    bool boolean(std::string_view key, bool absent) const;
    double number() const;
    int wholeNumber(int least, int most) const;

private:
    const JsonNode* node_;
    std::string path_;
};

/// A regular file of at most `maxBytes`, whole.
Result<std::string> readWholeFile(const std::string& path, std::size_t maxBytes);

} // namespace chairside
