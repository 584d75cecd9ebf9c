// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interop/document_import.h"

#include "core/base/phrase.h"
#include "core/interop/located_json.h"
#include "core/interop/protocol_json.h"
#include "core/interop/questionnaire_json.h"
#include "core/interop/scoring_json.h"
#include "core/interop/text_pack.h"
#include "core/log/digest.h"

#include <algorithm>
#include <filesystem>
#include <set>

namespace chairside {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kScoringTail = ".scoring.json", kPackTail = ".text.json";

/// A name for a file that no id can turn into a path, a hidden file or another kind of document.
std::string safeName(const std::string& id) {
    std::string out;
    for (const char c : id) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                           c == '_' || c == '-';
        out += plain ? c : '_';
    }
    if (out == id && out.size() <= 60) return out;
    return out.substr(0, 40) + "-" + toHex(blake2b256(id)).substr(0, 8);
}

/// What a file says it is; throws JsonFault when it is none of the four.
DocumentKind kindOf(std::string_view text) {
    const JsonNode tree = parseLocatedJson(text);
    const JsonAt root(tree);
    if (root.has("resourceType")) {
        if (root.at("resourceType").text(80) == "Questionnaire") return DocumentKind::questionnaire;
        root.at("resourceType").fail(phrase("Of FHIR resources only a Questionnaire can be taken over."));
    }
    if (!root.has("format"))
        root.fail(phrase("This is no protocol, no FHIR Questionnaire, no scoring file and no text pack."));
    const std::string format = root.at("format").text(80);
    if (format == "chairside-protocol") return DocumentKind::protocol;
    if (format == "chairside-scoring") return DocumentKind::scoring;
    if (format == "chairside-text-pack") return DocumentKind::textPack;
    root.at("format").fail(phrase("This format is not known."));
}

/// Instrument and version that a scoring file is for.
PackTarget scoringTarget(std::string_view text) {
    const JsonNode tree = parseLocatedJson(text);
    const JsonAt root(tree);
    return {root.at("instrument").text(200), root.at("version").text(80)};
}

class Importer {
public:
    Importer(std::string name, const ClinicDocuments& documents, const std::string& clinicFolder)
        : name_(std::move(name)), documents_(documents), folder_(clinicFolder + "/instruments") {}

    Result<DocumentPreview> run(std::string bytes) {
        out_.bytes = std::move(bytes);
        try {
            out_.kind = kindOf(out_.bytes);
            switch (out_.kind) {
            case DocumentKind::protocol: return protocol();
            case DocumentKind::questionnaire: return questionnaire();
            case DocumentKind::scoring: return scoring();
            case DocumentKind::textPack: return textPack();
            }
        } catch (const JsonFault& fault) {
            return faultError(name_, fault);
        }
        return out_;
    }

private:
    const Instrument* instrument(const std::string& id) const {
        const auto it = std::find_if(documents_.instruments.begin(), documents_.instruments.end(),
                                     [&](const Instrument& one) { return one.id == id; });
        return it == documents_.instruments.end() ? nullptr : &*it;
    }
    std::string titleOf(const std::string& id) const {
        const auto* found = instrument(id);
        return found ? found->title : id;
    }

    Result<DocumentPreview> protocol() {
        const auto read = readProtocol(out_.bytes, name_);
        if (!read) return read.error();
        const Protocol& p = read.value();
        identify(p.title, p.id, std::to_string(p.version));
        out_.file = "protocols/" + p.id + "-v" + out_.version + ".json";
        const auto words = [&](const Protocol& one) {
            return describeProtocol(one, [&](const std::string& id) { return titleOf(id); });
        };
        out_.parts = words(p);
        const ListedProtocol* before = nullptr;
        for (const auto& listed : documents_.protocols) {
            if (listed.protocol.id != p.id) continue;
            if (listed.protocol.version == p.version)
                out_.refusal = listed.protocol.sha == p.sha
                                   ? phrase("This document is already there, as {1}.", listed.file)
                                   : phrase("Version {1} of \"{2}\" is already there with other content "
                                            "({3}). Give the changed document a higher version.",
                                            out_.version, p.id, listed.file);
            if (listed.inForce) before = &listed;
        }
        if (before && before->own && before->protocol.version > p.version)
            out_.remarks.push_back(phrase("The clinic's own version {1} is higher and stays in force.",
                                          std::to_string(before->protocol.version)));
        else if (before)
            out_.remarks.push_back(phrase(
                "It takes the place of version {1}{2} Sessions that ran keep the version they ran under.",
                std::to_string(before->protocol.version),
                (before->own ? phrase(", the clinic's own.") : phrase(", the shipped one."))));
        for (const auto& id : p.instruments)
            if (!instrument(id))
                out_.remarks.push_back(phrase("It names the instrument \"{1}\", which is not there: checks "
                                              "that ask for it can't be answered.",
                                              id));
        if (before && out_.refusal.empty()) addChanges(words(before->protocol));
        return out_;
    }

    /// Lines that are new and lines that are gone, so that nobody has to compare two documents by eye.
    void addChanges(const std::vector<DocumentPart>& before) {
        DocumentPart changes{phrase("What changes"), {}};
        const auto linesOf = [](const std::vector<DocumentPart>& parts, const std::string& title) {
            std::set<std::string> lines;
            for (const auto& part : parts)
                if (part.title == title) lines.insert(part.lines.begin(), part.lines.end());
            return lines;
        };
        std::vector<std::string> titles;
        const auto& now = out_.parts;
        for (const auto* parts : {&now, &before})
            for (const auto& part : *parts)
                if (part.title != "Document" &&
                    std::find(titles.begin(), titles.end(), part.title) == titles.end())
                    titles.push_back(part.title);
        for (const auto& title : titles) {
            const auto was = linesOf(before, title), is = linesOf(out_.parts, title);
            for (const auto& line : was)
                if (!is.contains(line)) changes.lines.push_back(phrase("{1}, until now: {2}", title, line));
            for (const auto& line : is)
                if (!was.contains(line)) changes.lines.push_back(phrase("{1}, new: {2}", title, line));
        }
        if (changes.lines.empty())
            changes.lines.push_back(
                phrase("Nothing that can be read here: only its version, sources or layout."));
        out_.parts.insert(out_.parts.begin(), std::move(changes));
    }

    Result<DocumentPreview> questionnaire() {
        const auto read = readQuestionnaire(out_.bytes, name_);
        if (!read) return read.error();
        identify(read->title, read->id, read->version);
        out_.file = "instruments/" + safeName(read->id) + ".json";
        out_.parts = describeInstrument(read.value());
        if (const auto* there = instrument(read->id)) {
            if (there->version == read->version)
                out_.refusal = there->document == out_.bytes
                                   ? phrase("This questionnaire is already there.")
                                   : phrase("Version {1} of \"{2}\" is already there with other content. "
                                            "Give the changed questionnaire a version of its own.",
                                            read->version, read->id);
            out_.remarks.push_back(
                phrase("It takes the place of version {1}{2} Answers already recorded keep their version.",
                       there->version,
                       (documents_.ownInstruments.contains(read->id)
                            ? phrase(", the clinic's own, which is put aside.")
                            : phrase(", the shipped one."))));
            if (!there->scoring.scales.empty())
                out_.remarks.push_back(
                    phrase("It has no score until a scoring file for version {1} is imported as well.",
                           read->version));
        }
        putAside(read->id, true);
        return out_;
    }

    Result<DocumentPreview> scoring() {
        const auto target = scoringTarget(out_.bytes);
        const auto* there = instrument(target.instrument);
        if (!there)
            return faultError(name_,
                              {0, "instrument",
                               phrase("There is no instrument \"{1}\". Import its questionnaire first.",
                                      target.instrument)});
        const auto plain = readQuestionnaire(there->document, name_);
        if (!plain) return plain.error();
        const auto read = readScoring(plain.value(), out_.bytes, name_);
        if (!read) return read.error();
        identify(there->title, there->id, there->version);
        out_.parts = describeInstrument(read.value());
        const std::string own = ownFile(there->id);
        if (own.empty()) {
            out_.refusal =
                there->scoringDocument == out_.bytes
                    ? phrase("This is the scoring that is shipped.")
                    : phrase(
                          "Version {1} of \"{2}\" is the shipped one, with its own scoring. Import the "
                          "questionnaire with a version of its own first, then the scoring for that version.",
                          there->version, there->id);
            return out_;
        }
        out_.file = "instruments/" + own.substr(0, own.size() - 5) + std::string(kScoringTail);
        if (there->scoringDocument == out_.bytes)
            out_.refusal = phrase("This scoring is already there.");
        else if (!there->scoringDocument.empty())
            out_.refusal = phrase("Version {1} of \"{2}\" already has another scoring. Give questionnaire "
                                  "and scoring a new version, so that scores of both can be told apart.",
                                  there->version, there->id);
        return out_;
    }

    Result<DocumentPreview> textPack() {
        const auto target = textPackTarget(out_.bytes, name_);
        if (!target) return target.error();
        const auto* there = instrument(target->instrument);
        if (!there)
            return faultError(
                name_, {0, "instrument", phrase("There is no instrument \"{1}\".", target->instrument)});
        auto skeleton = readQuestionnaire(there->document, name_);
        if (skeleton && !there->scoringDocument.empty())
            skeleton = readScoring(skeleton.value(), there->scoringDocument, name_);
        if (!skeleton) return skeleton.error();
        const auto read = applyTextPack(skeleton.value(), out_.bytes, name_);
        if (!read) return read.error();
        identify(there->title, there->id, there->version);
        out_.file = "instruments/" + safeName(there->id) + std::string(kPackTail);
        out_.parts = describeInstrument(read.value());
        if (there->textDocument == out_.bytes) {
            out_.refusal = phrase("This text pack is already there.");
        } else if (!there->textDocument.empty()) {
            out_.remarks.push_back(
                phrase("It takes the place of the wording in use, which is put aside. Answers already "
                       "recorded keep the hash of the wording they were given to."));
            putAside(there->id, false);
        }
        return out_;
    }

    void identify(const std::string& title, const std::string& id, const std::string& version) {
        out_.title = title;
        out_.id = id;
        out_.version = version;
    }

    std::vector<std::string> namesInFolder() const {
        std::vector<std::string> names;
        std::error_code failed;
        for (fs::directory_iterator at(folder_, failed), end; !failed && at != end; at.increment(failed))
            if (at->path().extension() == ".json") names.push_back(at->path().filename().string());
        std::sort(names.begin(), names.end());
        return names;
    }
    /// The clinic's questionnaire file with this id; empty when there is none.
    std::string ownFile(const std::string& id) const {
        for (const auto& name : namesInFolder()) {
            if (name.ends_with(kScoringTail) || name.ends_with(kPackTail)) continue;
            const auto text = readWholeFile(folder_ + "/" + name, kMaxQuestionnaireBytes);
            const auto read = text ? readQuestionnaire(text.value(), name) : text.error();
            if (read && read->id == id) return name;
        }
        return {};
    }
    /// Packs of the instrument, and with `whole` its questionnaire and scoring too.
    void putAside(const std::string& id, bool whole) {
        const std::string own = whole ? ownFile(id) : "";
        const auto names = namesInFolder();
        for (const auto& name : names) {
            const bool mine = !own.empty() && (name == own || name == own.substr(0, own.size() - 5) +
                                                                          std::string(kScoringTail));
            bool pack = false;
            if (name.ends_with(kPackTail)) {
                const auto text = readWholeFile(folder_ + "/" + name, kMaxQuestionnaireBytes);
                const auto target = text ? textPackTarget(text.value(), name) : text.error();
                pack = target && target->instrument == id;
            }
            if (mine || pack) out_.aside.push_back("instruments/" + name);
        }
    }

    const std::string name_;
    const ClinicDocuments& documents_;
    const std::string folder_;
    DocumentPreview out_;
};

} // namespace

std::string_view kindWords(DocumentKind kind) {
    switch (kind) {
    case DocumentKind::protocol: return toSay("protocol");
    case DocumentKind::questionnaire: return toSay("questionnaire");
    case DocumentKind::scoring: return toSay("scoring");
    case DocumentKind::textPack: return toSay("text pack");
    }
    return "";
}

Result<DocumentPreview> previewDocument(const std::string& file, const ClinicDocuments& documents,
                                        const std::string& clinicFolder) {
    auto text = readWholeFile(file, kMaxQuestionnaireBytes);
    if (!text) return text.error();
    return Importer(fs::path(file).filename().string(), documents, clinicFolder).run(std::move(text).value());
}

} // namespace chairside
