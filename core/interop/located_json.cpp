// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interop/located_json.h"

#include "core/base/phrase.h"
#include "core/base/text.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace chairside {
namespace {

/// Feeds the parser and counts lines. A line break counts once the character after it is read, so that a
/// number, which the parser leaves only by looking one character ahead, keeps its own line.
class LineCounter {
public:
    using iterator_category = std::input_iterator_tag;
    using value_type = char;
    using difference_type = std::ptrdiff_t;
    using pointer = const char*;
    using reference = const char&;

    LineCounter(const char* at, int* line) : at_(at), line_(line) {}
    reference operator*() const { return *at_; }
    LineCounter& operator++() {
        if (pending_) ++*line_;
        pending_ = *at_ == '\n';
        ++at_;
        return *this;
    }
    bool operator==(const LineCounter& other) const { return at_ == other.at_; }
    bool operator!=(const LineCounter& other) const { return at_ != other.at_; }

private:
    const char* at_;
    int* line_;
    bool pending_ = false;
};

/// Builds the tree. Open nodes stay where they are: a parent grows only after its child is closed.
class TreeBuilder final : public nlohmann::json_sax<nlohmann::json> {
public:
    TreeBuilder(const int& line, const JsonLimits& limits, std::size_t size)
        : line_(line), limits_(limits), size_(size) {}

    bool null() override { return leaf(JsonNode::Kind::null) != nullptr; }
    bool boolean(bool value) override { return leaf(JsonNode::Kind::boolean)->flag = value, true; }
    bool number_integer(number_integer_t value) override {
        return whole(static_cast<double>(value), std::to_string(value));
    }
    bool number_unsigned(number_unsigned_t value) override {
        return whole(static_cast<double>(value), std::to_string(value));
    }
    bool number_float(number_float_t value, const string_t& written) override {
        JsonNode* node = leaf(JsonNode::Kind::number);
        node->number = value;
        node->text = written;
        return true;
    }
    bool string(string_t& value) override {
        return leaf(JsonNode::Kind::text)->text = std::move(value), true;
    }
    bool binary(binary_t&) override { return false; }
    bool start_object(std::size_t) override { return open(JsonNode::Kind::object); }
    bool start_array(std::size_t) override { return open(JsonNode::Kind::array); }
    bool end_object() override { return open_.pop_back(), true; }
    bool end_array() override { return open_.pop_back(), true; }
    bool key(string_t& value) override {
        if (open_.back()->members.size() >= limits_.members)
            throw fault(phrase("The object has too many names."));
        if (open_.back()->find(value))
            throw fault(phrase("The name \"{1}\" is given twice.", cleanText(value, 60)));
        key_ = std::move(value);
        return true;
    }
    bool parse_error(std::size_t position, const std::string&, const nlohmann::detail::exception&) override {
        throw fault(position > size_ ? phrase("The file ends too early; it seems to be cut off.")
                                     : phrase("This is not valid JSON text."));
    }
    JsonNode take() { return std::move(root_); }

private:
    JsonFault fault(std::string why) const { return {line_, {}, std::move(why)}; }
    bool whole(double value, std::string written) {
        JsonNode* node = leaf(JsonNode::Kind::number);
        node->whole = true;
        node->number = value;
        node->text = std::move(written);
        return true;
    }
    JsonNode* leaf(JsonNode::Kind kind) {
        if (++count_ > limits_.nodes) throw fault(phrase("The file has too many parts."));
        JsonNode* node = &root_;
        if (!open_.empty() && open_.back()->kind == JsonNode::Kind::array)
            node = &open_.back()->elements.emplace_back();
        else if (!open_.empty())
            node = &open_.back()->members.emplace_back(std::move(key_), JsonNode{}).second;
        node->kind = kind;
        node->line = line_;
        return node;
    }
    bool open(JsonNode::Kind kind) {
        if (open_.size() >= limits_.depth) throw fault(phrase("The file is nested too deeply."));
        open_.push_back(leaf(kind));
        return true;
    }

    const int& line_;
    JsonLimits limits_;
    std::size_t size_;
    std::size_t count_ = 0;
    JsonNode root_;
    std::string key_;
    std::vector<JsonNode*> open_;
};

std::string_view kindName(JsonNode::Kind kind) {
    switch (kind) {
    case JsonNode::Kind::null: return toSay("nothing");
    case JsonNode::Kind::boolean: return toSay("true or false");
    case JsonNode::Kind::number: return toSay("a number");
    case JsonNode::Kind::text: return toSay("text");
    case JsonNode::Kind::array: return toSay("a list");
    case JsonNode::Kind::object: return toSay("an object");
    }
    return {};
}

void expect(const JsonAt& at, JsonNode::Kind kind) {
    if (at.node().kind == kind) return;
    at.fail(phrase("Here {1} is expected, but there is {2}.", phrase(kindName(kind)),
                   phrase(kindName(at.node().kind))));
}

} // namespace

const JsonNode* JsonNode::find(std::string_view key) const {
    const auto at =
        std::find_if(members.begin(), members.end(), [&](const auto& member) { return member.first == key; });
    return at == members.end() ? nullptr : &at->second;
}

JsonNode parseLocatedJson(std::string_view text, const JsonLimits& limits) {
    if (text.size() > limits.bytes)
        throw JsonFault{
            0, {}, phrase("The file is larger than {1} KiB.", std::to_string(limits.bytes >> 10))};
    if (text.find_first_not_of(" \t\r\n") == std::string_view::npos)
        throw JsonFault{1, {}, phrase("The file is empty.")};
    int line = 1;
    TreeBuilder builder(line, limits, text.size());
    nlohmann::json::sax_parse(LineCounter(text.data(), &line), LineCounter(text.data() + text.size(), &line),
                              &builder);
    return builder.take();
}

Error faultError(std::string_view fileName, const JsonFault& fault) {
    std::string where(fileName);
    if (fault.line > 0) where += phrase(", line {1}", std::to_string(fault.line));
    if (!fault.field.empty()) where += ", " + fault.field;
    return {phrase("{1}: {2} Nothing was taken over from this file.", where, fault.why)};
}

bool JsonAt::has(std::string_view key) const {
    expect(*this, JsonNode::Kind::object);
    return node_->find(key) != nullptr;
}

JsonAt JsonAt::at(std::string_view key) const {
    expect(*this, JsonNode::Kind::object);
    const std::string name = cleanText(key, 80);
    if (const JsonNode* child = node_->find(key))
        return JsonAt(*child, path_.empty() ? name : path_ + "." + name);
    fail(phrase("\"{1}\" is missing.", name));
}

std::vector<JsonAt> JsonAt::list(std::string_view key) const {
    return has(key) ? at(key).elements() : std::vector<JsonAt>{};
}

std::vector<JsonAt> JsonAt::elements() const {
    expect(*this, JsonNode::Kind::array);
    std::vector<JsonAt> out;
    for (std::size_t i = 0; i < node_->elements.size(); ++i)
        out.emplace_back(node_->elements[i], path_ + "[" + std::to_string(i) + "]");
    return out;
}

std::vector<std::pair<std::string, JsonAt>> JsonAt::members() const {
    expect(*this, JsonNode::Kind::object);
    std::vector<std::pair<std::string, JsonAt>> out;
    for (const auto& [key, child] : node_->members) out.emplace_back(key, at(key));
    return out;
}

void JsonAt::expectOnly(std::initializer_list<std::string_view> keys) const {
    for (const auto& [key, child] : members())
        if (std::find(keys.begin(), keys.end(), key) == keys.end())
            child.fail(phrase("This name is not known here."));
}

std::string JsonAt::text(std::size_t maxChars, bool multiline) const {
    expect(*this, JsonNode::Kind::text);
    const std::size_t mostBytes = 4 * maxChars + 64; // a character has at most four bytes
    const std::string clean = cleanText(node_->text, maxChars, multiline);
    if (node_->text.size() > mostBytes || clean != cleanText(node_->text, maxChars + 1, multiline))
        fail(phrase("The text is longer than {1} characters.", std::to_string(maxChars)));
    return clean;
}

std::string JsonAt::text(std::string_view key, std::size_t maxChars, bool multiline) const {
    return has(key) ? at(key).text(maxChars, multiline) : std::string{};
}

bool JsonAt::boolean() const {
    expect(*this, JsonNode::Kind::boolean);
    return node_->flag;
}

bool JsonAt::boolean(std::string_view key, bool absent) const {
    return has(key) ? at(key).boolean() : absent;
}

double JsonAt::number() const {
    expect(*this, JsonNode::Kind::number);
    if (!std::isfinite(node_->number) || std::abs(node_->number) > 1e9)
        fail(phrase("The number is out of range."));
    return node_->number;
}

int JsonAt::wholeNumber(int least, int most) const {
    const double value = number();
    if (!node_->whole || value < least || value > most)
        fail(phrase("Here a whole number from {1} to {2} is expected.", std::to_string(least),
                    std::to_string(most)));
    return static_cast<int>(value);
}

Result<std::string> readWholeFile(const std::string& path, std::size_t maxBytes) {
    const std::filesystem::path file(path);
    const std::string name = file.filename().string();
    std::error_code failed;
    if (!std::filesystem::is_regular_file(file, failed))
        return Error{phrase("{1}: This is not a file that can be read.", name)};
    std::ifstream in(file, std::ios::binary);
    // As much as it holds and one byte more, so that a file that grows meanwhile is not taken for whole. Room
    // for the largest file allowed, thirty times over, was a tenth of the console's start.
    const auto size = std::filesystem::file_size(file, failed);
    std::string text(failed ? maxBytes + 1 : std::min<std::uintmax_t>(size, maxBytes) + 1, '\0');
    in.read(text.data(), static_cast<std::streamsize>(text.size()));
    if (in.bad() || (!in && !in.eof()))
        return Error{phrase("{1}: The file could not be read. Nothing was taken over from it.", name)};
    const auto got = static_cast<std::size_t>(in.gcount());
    if (got == text.size() && got <= maxBytes)
        return Error{phrase("{1}: The file could not be read. Nothing was taken over from it.", name)};
    text.resize(got);
    if (text.size() > maxBytes)
        return faultError(
            name, {0, {}, phrase("The file is larger than {1} KiB.", std::to_string(maxBytes >> 10))});
    return text;
}

} // namespace chairside
