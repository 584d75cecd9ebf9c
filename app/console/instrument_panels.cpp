// SPDX-License-Identifier: GPL-3.0-or-later
// LiveActions: questionnaires and scales, from the list of them or from what is due.
#include "app/console/live_actions.h"
#include "app/console/panel_serving.h"
#include "app/console/score_sheets.h"
#include "core/base/number.h"
#include "core/domain/open_answers.h"
#include "core/domain/scoring.h"
#include "ui/entry/instrument_list_panel.h"
#include "ui/entry/instrument_panel.h"
#include "ui/entry/score_panel.h"
#include "ui/style/words.h"

#include <algorithm>

namespace chairside {
void LiveActions::openInstrument(const std::string& id) {
    if (id == "dissociation_check") return openDissociation();
    if (id == "side_effects") return openSideEffects();
    const auto* instrument = catalogue_.instrument(id);
    if (!instrument) {
        Q_EMIT refused(tr("There is no instrument \"%1\" in the catalogue.").arg(QString::fromStdString(id)));
        return;
    }
    const auto* last = view().state().latestScore(id);
    const auto hint = last && last->total ? tr("last %1, %2 ago")
                                                .arg(text(formatNumber(*last->total, 0)),
                                                     durationText(controller_.now().mono - last->at))
                                          : QString();
    if (const auto sheet = scoreSheet(*instrument); sheet && fitsOneTouch(*sheet)) {
        auto* panel = serve(new ScorePanel(*sheet));
        if (!hint.isEmpty()) panel->setHint(hint);
        return;
    }
    auto open = openAnswers(view().events(), id);
    // A version that was replaced since may not know an answer; what does not fit is asked again.
    std::erase_if(open.answers, [&](const auto& given) {
        const auto* item = findItem(*instrument, given.first);
        return !item || answerIssue(*item, given.second).has_value();
    });
    InstrumentPanel::Content content{*instrument, std::move(open.answers), {}, hint};
    if (open.since) content.since = text(formatClock(open.since->wall)).left(5);
    serve(new InstrumentPanel(std::move(content)));
}

QString LiveActions::stateOf(const Instrument& instrument) const {
    const auto open = openAnswers(view().events(), instrument.id);
    if (!open.answers.empty()) {
        const auto asked = askedItems(instrument, open.answers);
        const auto all = std::ranges::count_if(allItems(instrument), [&](const Item* item) {
            return takesAnswer(item->type) && asked.contains(item->linkId);
        });
        return tr("%1 of %2 answered").arg(open.answers.size()).arg(all);
    }
    if (const auto* last = view().state().latestScore(instrument.id))
        return (last->total ? tr("last %1").arg(text(formatNumber(*last->total, 0))) : tr("without score")) +
               tr(", %1 ago").arg(durationText(controller_.now().mono - last->at));
    return instrument.licence == LicenceClass::skeleton ? tr("numbers only, use your copy") : tr("not yet");
}

void LiveActions::openInstruments() {
    const auto& wanted = view().protocol().instruments;
    const auto checks = view().schedule().at(controller_.viewNow().mono);
    const auto isDue = [&](const std::string& id) {
        return std::ranges::any_of(checks, [&](const DueCheck& check) {
            return check.isOpen() && std::ranges::any_of(check.open, [&](const std::string& capture) {
                       return capture == id || capture.starts_with(id + "|");
                   });
        });
    };
    std::vector<InstrumentListPanel::Choice> choices;
    const auto add = [&](const Instrument& instrument) {
        const bool due = isDue(instrument.id);
        const auto title = QString::fromStdString(instrument.title);
        choices.push_back({instrument.id, title, due ? tr("due") : stateOf(instrument), due});
    };
    for (const auto& id : wanted)
        if (const auto* instrument = catalogue_.instrument(id)) add(*instrument);
    for (const auto& instrument : catalogue_.instruments)
        if (std::ranges::find(wanted, instrument.id) == wanted.end()) add(instrument);
    auto* panel = serve(new InstrumentListPanel(choices));
    connect(panel, &InstrumentListPanel::instrumentChosen, this,
            [this](const std::string& id) { later([this, id] { openInstrument(id); }); });
}

} // namespace chairside
