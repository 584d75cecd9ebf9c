// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/open_answers.h"

namespace chairside {
namespace {

constexpr std::string_view kPrefix = "answers/"; ///< stored; never changes

} // namespace

std::string answerList(std::string_view instrument) {
    return std::string(kPrefix).append(instrument);
}

std::optional<std::string> instrumentOfList(std::string_view list) {
    if (!list.starts_with(kPrefix)) return std::nullopt;
    return std::string(list.substr(kPrefix.size()));
}

OpenAnswers openAnswers(const std::vector<Event>& events, std::string_view instrument, MonoTime notBefore) {
    const auto list = answerList(instrument);
    OpenAnswers open;
    for (const auto& event : events) {
        if (const auto* score = std::get_if<ScoreEntered>(&event.body)) {
            // A correction replaces an older score; it does not close what was begun since.
            if (score->instrument == instrument && !event.corrects) open = {};
            continue;
        }
        const auto* item = std::get_if<ItemConfirmed>(&event.body);
        if (!item || item->list != list || event.at.mono < notBefore) continue;
        if (!open.since) open.since = event.at;
        if (item->value.empty())
            open.answers.erase(item->item);
        else
            open.answers[item->item] = item->value;
    }
    if (open.answers.empty()) open.since.reset();
    return open;
}

} // namespace chairside
