// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/compare_ports.h"

#include "app/console/catalogue.h"
#include "app/console/session_controller.h"
#include "core/base/phrase.h"

namespace chairside {
namespace {

constexpr int kMostSessions = 500; ///< of one patient, in the list beside the comparison

} // namespace

ComparePage::Ports comparePorts(SessionController& controller, const Catalogue& catalogue) {
    ComparePage::Ports ports;
    ports.sessionsOf = [&controller](const Uuid& patient) -> Result<std::vector<SessionSummary>> {
        if (!controller.history()) return Error{phrase("The record can't be read.")};
        SessionFilter filter;
        filter.patient = patient;
        return controller.history()->sessions(filter, kMostSessions);
    };
    ports.session = [&controller](const Uuid& id) -> Result<SessionRecord> {
        if (!controller.history()) return Error{phrase("The record can't be read.")};
        return controller.history()->session(id);
    };
    ports.label = [&catalogue](const std::string& key) { return catalogue.label(key); };
    ports.greatestTotal = [&catalogue](const std::string& id) -> std::optional<double> {
        const auto* instrument = catalogue.instrument(id);
        const auto* scale = instrument ? findScale(*instrument, kTotalScale) : nullptr;
        return scale ? std::optional(scale->max) : std::nullopt;
    };
    return ports;
}

ReviewWords reviewWords(const Catalogue& catalogue) {
    const auto itemOf = [&catalogue](const std::string& id, const std::string& link) {
        const auto* instrument = catalogue.instrument(id);
        return std::pair(instrument, instrument ? findItem(*instrument, link) : nullptr);
    };
    ReviewWords words;
    words.label = [&catalogue](const std::string& key) { return catalogue.label(key); };
    words.question = [itemOf](const std::string& id, const std::string& link) {
        const auto [instrument, item] = itemOf(id, link);
        return QString::fromStdString(item ? shownText(*instrument, *item) : link);
    };
    words.answer = [itemOf](const std::string& id, const std::string& link, const std::string& stored) {
        const auto [instrument, item] = itemOf(id, link);
        QStringList lines;
        for (const auto& line : item ? answersOf(*item, stored) : std::vector<std::string>{stored}) {
            const auto* option = item ? findOption(*item, line) : nullptr;
            lines << QString::fromStdString(option ? shownAnchor(*option) : line);
        }
        return lines.join(QStringLiteral(", "));
    };
    return words;
}

} // namespace chairside
