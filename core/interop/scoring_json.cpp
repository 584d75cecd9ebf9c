// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interop/scoring_json.h"

#include "core/base/phrase.h"
#include "core/base/text.h"
#include "core/interop/located_json.h"
#include "core/interop/questionnaire_urls.h"

#include <algorithm>
#include <set>

namespace chairside {
namespace {

constexpr std::size_t kMaxScoringBytes = 1u << 20;

class ScoringReader {
public:
    explicit ScoringReader(const Instrument& instrument) : instrument_(instrument) {
        for (const Item* item : allItems(instrument))
            if (takesAnswer(item->type)) items_.insert(item->linkId);
    }

    void read(const JsonAt& root, Instrument& out) {
        root.expectOnly({"format", "formatVersion", "instrument", "version", "licence", "scales", "bands",
                         "flags", "riseFromBaseline"});
        checkHeader(root);
        out.licence = readLicence(root.at("licence"));
        for (const JsonAt& at : root.list("scales")) out.scoring.scales.push_back(readScale(at));
        for (const JsonAt& at : root.list("bands")) {
            at.expectOnly({"id", "title", "when"});
            out.scoring.bands.push_back({newId(at, "bands"), title(at), readCriteria(at)});
        }
        for (const JsonAt& at : root.list("flags")) {
            at.expectOnly({"id", "title", "when", "alert"});
            out.scoring.flags.push_back(
                {newId(at, "flags"), title(at), readCriteria(at), at.boolean("alert", false)});
            if (out.scoring.flags.back().when.empty())
                at.fail(phrase("A flag needs at least one condition."));
        }
        if (root.has("riseFromBaseline")) out.scoring.riseFromBaseline = root.at("riseFromBaseline").number();
    }

private:
    void checkHeader(const JsonAt& root) const {
        if (root.at("format").text(80) != "chairside-scoring")
            root.at("format").fail(phrase("This is not a Chairside scoring file."));
        if (root.at("formatVersion").wholeNumber(0, 1'000'000) != 1)
            root.at("formatVersion")
                .fail(phrase(
                    "This version of the format is not known; a newer Chairside may have written it."));
        if (root.at("instrument").text(64) != instrument_.id)
            root.at("instrument").fail(phrase("The scoring is not for \"{1}\".", instrument_.id));
        if (root.at("version").text(80) != instrument_.version)
            root.at("version").fail(
                phrase("The scoring is not for version \"{1}\" of the questionnaire.", instrument_.version));
    }
    static LicenceClass readLicence(const JsonAt& at) {
        const std::string name = at.text(40);
        if (name == "public-text") return LicenceClass::publicText;
        if (name == "own-wording") return LicenceClass::ownWording;
        if (name == "skeleton") return LicenceClass::skeleton;
        if (name == "imported") return LicenceClass::imported;
        at.fail(phrase("The licence class is one of public-text, own-wording, skeleton, imported."));
    }
    static std::string title(const JsonAt& at) {
        const std::string text = at.text("title", kMaxNameChars);
        if (text.empty()) at.fail(phrase("\"title\" is missing."));
        return text;
    }
    std::string newId(const JsonAt& at, const std::string& kind) {
        const std::string id = at.at("id").text(64);
        if (id.empty()) at.at("id").fail(phrase("This must not be empty."));
        if (!ids_.insert(kind + ":" + id).second)
            at.at("id").fail(phrase("The id \"{1}\" is used twice.", id));
        return id;
    }
    std::string knownItem(const JsonAt& at) const {
        const std::string linkId = at.text(255);
        if (!items_.contains(linkId))
            at.fail(phrase("The questionnaire has no item \"{1}\" that takes an answer.", linkId));
        return linkId;
    }
    std::vector<std::string> knownItems(const std::vector<JsonAt>& list) const {
        std::vector<std::string> out;
        for (const JsonAt& at : list) out.push_back(knownItem(at));
        return out;
    }

    ScaleRule readScale(const JsonAt& at) {
        at.expectOnly({"id", "title", "loinc", "min", "max", "sum"});
        ScaleRule scale;
        scale.id = newId(at, "scales");
        scale.title = title(at);
        if (at.has("loinc")) scale.code = Coding{std::string(fhir::kLoinc), at.text("loinc", 20)};
        scale.min = at.at("min").number();
        scale.max = at.at("max").number();
        if (scale.min > scale.max) at.fail(phrase("The smallest score is above the largest."));
        std::set<std::string> used;
        for (const JsonAt& one : at.at("sum").elements()) {
            scale.terms.push_back(readTerm(one));
            for (const auto& linkId : scale.terms.back().items)
                if (!used.insert(linkId).second) one.fail(phrase("Item \"{1}\" would count twice.", linkId));
        }
        if (scale.terms.empty()) at.at("sum").fail(phrase("A scale needs at least one item."));
        return scale;
    }
    ScoreTerm readTerm(const JsonAt& at) const {
        if (at.node().kind == JsonNode::Kind::text) return {{knownItem(at)}, {}};
        at.expectOnly({"max", "needs"});
        ScoreTerm term;
        term.items = knownItems(at.at("max").elements());
        if (term.items.empty()) at.fail(phrase("A group of items must not be empty."));
        for (const JsonAt& set : at.list("needs")) {
            term.needs.push_back(knownItems(set.elements()));
            for (const auto& linkId : term.needs.back())
                if (std::find(term.items.begin(), term.items.end(), linkId) == term.items.end())
                    set.fail(phrase("Item \"{1}\" does not belong to this group.", linkId));
        }
        return term;
    }

    std::vector<Criterion> readCriteria(const JsonAt& at) const {
        std::vector<Criterion> out;
        for (const JsonAt& one : at.list("when")) out.push_back(readCriterion(one));
        return out;
    }
    Criterion readCriterion(const JsonAt& at) const {
        at.expectOnly({"scale", "from", "to", "count", "atLeast", "atMost"});
        Criterion criterion;
        if (at.has("scale") == at.has("count"))
            at.fail(phrase("A condition looks either at a scale or at a count of items."));
        if (at.has("scale")) {
            criterion.scale = at.at("scale").text(64);
            if (!ids_.contains("scales:" + criterion.scale))
                at.at("scale").fail(phrase("There is no scale \"{1}\".", criterion.scale));
            if (at.has("from")) criterion.from = at.at("from").number();
            if (at.has("to")) criterion.to = at.at("to").number();
            if (!criterion.from && !criterion.to)
                at.fail(phrase("A condition on a scale needs \"from\" or \"to\"."));
            return criterion;
        }
        for (const JsonAt& mark : at.list("count")) {
            mark.expectOnly({"items", "value"});
            for (const auto& linkId : knownItems(mark.at("items").elements()))
                criterion.count.push_back({linkId, mark.at("value").number()});
        }
        if (at.has("atLeast")) criterion.atLeast = at.at("atLeast").wholeNumber(0, 1'000);
        if (at.has("atMost")) criterion.atMost = at.at("atMost").wholeNumber(0, 1'000);
        return criterion;
    }

    const Instrument& instrument_;
    std::set<std::string> items_, ids_;
};

} // namespace

Result<Instrument> readScoring(Instrument instrument, std::string_view json, std::string_view fileName) {
    try {
        JsonLimits limits;
        limits.bytes = kMaxScoringBytes;
        const JsonNode root = parseLocatedJson(json, limits);
        const JsonAt at(root);
        Instrument scored = instrument;
        ScoringReader(instrument).read(at, scored);
        if (scored.licence == LicenceClass::skeleton && !scored.textHash.empty())
            at.at("licence").fail(
                phrase("A skeleton must not carry wording; licensed wording comes in a text pack."));
        scored.scoringDocument = std::string(json);
        return scored;
    } catch (const JsonFault& fault) {
        return faultError(fileName, fault);
    }
}

} // namespace chairside
