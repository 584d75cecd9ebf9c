// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interop/text_pack.h"

#include "core/base/phrase.h"
#include "core/base/text.h"
#include "core/interop/located_json.h"
#include "core/interop/questionnaire_json.h"

#include <map>
#include <set>

namespace chairside {
namespace {

constexpr std::size_t kMaxPackBytes = 1u << 20;

using Anchors = std::map<std::string, AnswerOption>; ///< code -> wording and button label

std::string wording(const JsonAt& at) {
    const std::string text = at.text(kMaxLabelChars, true);
    if (text.empty()) at.fail(phrase("The wording is missing."));
    return text;
}

std::string required(const JsonAt& at, std::string_view key, std::size_t maxChars) {
    const std::string text = at.at(key).text(maxChars, true);
    if (text.empty()) at.at(key).fail(phrase("This must not be empty."));
    return text;
}

void checkFormat(const JsonAt& root) {
    if (root.at("format").text(80) != "chairside-text-pack")
        root.at("format").fail(phrase("This is not a Chairside text pack."));
    if (root.at("formatVersion").wholeNumber(0, 1'000'000) != 1)
        root.at("formatVersion")
            .fail(phrase("This version of the format is not known; a newer Chairside may have written it."));
}

/// Who allowed it, when, to whom: shown with the instrument and kept with the session.
std::string readSource(const JsonAt& at) {
    at.expectOnly({"grantedBy", "grantedOn", "grantedTo", "statement"});
    return phrase("{1} Granted by {2} on {3} to {4}.", required(at, "statement", kMaxLabelChars),
                  required(at, "grantedBy", kMaxNameChars), required(at, "grantedOn", 20),
                  required(at, "grantedTo", kMaxNameChars));
}

Anchors readAnchors(const JsonAt& at) {
    Anchors out;
    for (const auto& [code, entry] : at.members()) {
        AnswerOption anchor;
        if (entry.node().kind == JsonNode::Kind::object) {
            entry.expectOnly({"text", "button"});
            anchor.display = wording(entry.at("text"));
            anchor.label = entry.text("button", kMaxButtonChars);
        } else {
            anchor.display = wording(entry);
        }
        out.emplace(code, anchor);
    }
    return out;
}

/// Puts the pack's texts on the items and crosses them off; what is left over belongs to another instrument.
class PackFiller {
public:
    explicit PackFiller(const JsonAt& root) : root_(root), texts_(root.at("items")) {
        for (const auto& [linkId, at] : texts_.members()) leftTexts_.insert(linkId);
        if (!root.has("options")) return;
        for (const auto& [linkId, at] : root.at("options").members()) {
            anchors_.emplace(linkId, readAnchors(at));
            if (linkId != kEveryItem) leftOptions_.insert(linkId);
        }
    }
    void fill(std::vector<Item>& items) {
        for (Item& item : items) {
            if (!leftTexts_.erase(item.linkId))
                texts_.fail(phrase("The wording of item \"{1}\" is missing.", item.linkId));
            item.text = wording(texts_.at(item.linkId));
            fillOptions(item);
            fill(item.items);
        }
    }
    void checkNothingLeft() const {
        if (!leftTexts_.empty())
            texts_.at(*leftTexts_.begin())
                .fail(phrase("The instrument has no item \"{1}\".", *leftTexts_.begin()));
        if (!leftOptions_.empty())
            root_.at("options")
                .at(*leftOptions_.begin())
                .fail(phrase("The instrument has no choice item \"{1}\".", *leftOptions_.begin()));
    }

private:
    static constexpr std::string_view kEveryItem = "*";

    void fillOptions(Item& item) {
        if (item.type != ItemType::choice) return;
        const bool own = anchors_.contains(item.linkId);
        const std::string key = own ? item.linkId : std::string(kEveryItem);
        leftOptions_.erase(item.linkId);
        const auto at = anchors_.find(key);
        if (at == anchors_.end())
            root_.fail(phrase("The options of item \"{1}\" have no wording.", item.linkId));
        const JsonAt place = root_.at("options").at(key);
        for (const auto& [code, anchor] : at->second)
            if (!findOption(item, code))
                place.at(code).fail(phrase("Item \"{1}\" has no option \"{2}\".", item.linkId, code));
        for (AnswerOption& option : item.options) {
            const auto anchor = at->second.find(option.code);
            if (anchor == at->second.end())
                place.fail(
                    phrase("Option \"{1}\" of item \"{2}\" has no wording.", option.code, item.linkId));
            option.display = anchor->second.display;
            option.label = anchor->second.label;
        }
    }

    JsonAt root_, texts_;
    std::map<std::string, Anchors> anchors_;
    std::set<std::string> leftTexts_, leftOptions_;
};

Instrument fill(const Instrument& skeleton, const JsonAt& root) {
    root.expectOnly({"format", "formatVersion", "instrument", "version", "language", "source", "notice",
                     "items", "options"});
    checkFormat(root);
    if (root.at("instrument").text(64) != skeleton.id)
        root.at("instrument").fail(phrase("The text pack is not for \"{1}\".", skeleton.id));
    if (root.at("version").text(80) != skeleton.version)
        root.at("version").fail(
            phrase("The text pack is not for version \"{1}\" of the instrument.", skeleton.version));
    if (skeleton.licence != LicenceClass::skeleton)
        root.fail(
            phrase("\"{1}\" has its own wording; a text pack completes only a skeleton.", skeleton.title));
    Instrument out = skeleton;
    out.textSource = readSource(root.at("source"));
    out.notice = required(root, "notice", kMaxLabelChars);
    PackFiller filler(root);
    filler.fill(out.items);
    filler.checkNothingLeft();
    out.licence = LicenceClass::licensedText;
    out.textHash = hashOfText(out);
    return out;
}

JsonNode parsePack(std::string_view json) {
    JsonLimits limits;
    limits.bytes = kMaxPackBytes;
    return parseLocatedJson(json, limits);
}

} // namespace

Result<Instrument> applyTextPack(const Instrument& skeleton, std::string_view json,
                                 std::string_view fileName) {
    try {
        const JsonNode root = parsePack(json);
        Instrument out = fill(skeleton, JsonAt(root));
        out.textDocument = std::string(json);
        return out;
    } catch (const JsonFault& fault) {
        return faultError(fileName, fault);
    }
}

Result<PackTarget> textPackTarget(std::string_view json, std::string_view fileName) {
    try {
        const JsonNode root = parsePack(json);
        const JsonAt at(root);
        checkFormat(at);
        return PackTarget{at.at("instrument").text(64), at.at("version").text(80)};
    } catch (const JsonFault& fault) {
        return faultError(fileName, fault);
    }
}

} // namespace chairside
