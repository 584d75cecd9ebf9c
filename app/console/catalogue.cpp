// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/catalogue.h"

#include "core/base/phrase.h"
#include "core/interop/side_effects_json.h"

#include <algorithm>

namespace chairside {

Catalogue Catalogue::load(const QString& resources, const QString& clinicFolder) {
    Catalogue catalogue;
    catalogue.documents = loadDocuments(resources.toStdString(), clinicFolder.toStdString());
    catalogue.protocols = catalogue.documents.protocolsInForce();
    catalogue.instruments = catalogue.documents.instruments;
    for (const auto& problem : catalogue.documents.problems)
        catalogue.problems << QString::fromStdString(problem);
    auto effects =
        readSideEffectsFile((resources + QStringLiteral("/catalogues/side_effects.json")).toStdString());
    if (effects)
        catalogue.sideEffects = std::move(effects).value();
    else
        catalogue.problems << QString::fromStdString(effects.error().message);
    return catalogue;
}

const Protocol* Catalogue::protocol(const std::string& id) const {
    const auto it =
        std::find_if(protocols.begin(), protocols.end(), [&](const Protocol& p) { return p.id == id; });
    return it == protocols.end() ? nullptr : &*it;
}

const Instrument* Catalogue::instrument(const std::string& id) const {
    const auto it =
        std::find_if(instruments.begin(), instruments.end(), [&](const Instrument& i) { return i.id == id; });
    return it == instruments.end() ? nullptr : &*it;
}

std::string Catalogue::label(const std::string& key) const {
    if (const auto* found = instrument(key)) return found->title;
    if (key.find('/') != std::string::npos) return answerLabel(key);
    return effectLabel(key).toStdString();
}

/// "phq9/3" is a question, "phq9/3=LA6569-3" an answer to it.
std::string Catalogue::answerLabel(const std::string& key) const {
    const auto slash = key.find('/'), equals = key.find('=', slash);
    const auto* found = instrument(key.substr(0, slash));
    const auto* item =
        found ? findItem(*found,
                         key.substr(slash + 1, equals == std::string::npos ? equals : equals - slash - 1))
              : nullptr;
    if (!item) return key;
    if (equals == std::string::npos) {
        const auto name = item->prefix.empty() ? item->linkId : item->prefix;
        return item->label.empty() ? phrase("item {1}", name) : item->label;
    }
    const auto given = key.substr(equals + 1);
    if (item->type == ItemType::boolean) return given == "true" ? phrase("yes") : phrase("no");
    std::string words;
    for (const auto& answer : answersOf(*item, given)) {
        const auto* option = findOption(*item, answer);
        words += (words.empty() ? "" : ", ") + (option ? shownAnchor(*option) : answer);
    }
    return words;
}

QString Catalogue::effectLabel(const std::string& key) const {
    const auto it = std::find_if(sideEffects.begin(), sideEffects.end(),
                                 [&](const SideEffect& e) { return e.key == key; });
    return QString::fromStdString(it == sideEffects.end() ? key : it->label);
}

} // namespace chairside
