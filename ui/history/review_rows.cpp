// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/history/review_rows.h"

#include "core/base/number.h"
#include "core/live/completeness.h"
#include "ui/style/role_word.h"
#include "ui/style/words.h"

#include <algorithm>

namespace chairside {
namespace {

QString oneLine(const std::string& words) {
    return text(words).replace(u'\n', u' ');
}
QString twoPlaceMg(double amount) {
    return text(formatNumber(amount, 2)) + tr(" mg");
}
QString length(Millis span) {
    return text(formatDuration(span));
}

class RowMaker {
public:
    explicit RowMaker(const SessionView& view) : view_(view) {}

    QString clock(MonoTime at) const {
        const auto& opened = view_.state().openedAt;
        return text(formatClock(shifted(opened, at - opened.mono).wall));
    }
    bool struck(const Uuid& event) const {
        const auto fate = view_.state().entries.find(event);
        return fate != view_.state().entries.end() && fate->second.supersededBy.has_value();
    }
    void entry(const Event& event, QStringList cells, bool heading = false) {
        cells.prepend(clock(event.effective));
        rows.push_back({event.effective, event.id, std::move(cells), struck(event.id), heading});
    }
    void sum(QStringList cells) {
        cells.prepend(QString());
        rows.push_back({std::nullopt, {}, std::move(cells), false, true});
    }
    std::vector<ReviewRow> rows;

private:
    const SessionView& view_;
};

QString priorityWords(AlarmPriority priority) {
    switch (priority) {
    case AlarmPriority::low: return tr("low");
    case AlarmPriority::medium: return tr("medium");
    case AlarmPriority::high: return tr("high");
    }
    return {};
}

} // namespace

ReviewTable answerRows(const SessionView& view, const ReviewWords& words) {
    RowMaker rows(view);
    for (const auto& event : view.events()) {
        if (const auto* score = std::get_if<ScoreEntered>(&event.body)) {
            const auto title = words.label ? words.label(score->instrument) : score->instrument;
            rows.entry(
                event,
                {text(title),
                 score->total ? tr("total %1").arg(text(formatNumber(*score->total, 2))) : tr("no total"),
                 text(event.actor.name)},
                true);
            for (const auto& [item, answer] : score->answers)
                rows.entry(event,
                           {words.question ? words.question(score->instrument, item) : text(item),
                            words.answer ? words.answer(score->instrument, item, answer) : text(answer),
                            QString()});
        } else if (const auto* confirmed = std::get_if<ItemConfirmed>(&event.body)) {
            rows.entry(event, {oneLine(describe(event, words.label)).section(QStringLiteral(": "), 0, 0),
                               text(confirmed->value), text(event.actor.name)});
        }
    }
    return {{tr("Time"), tr("Question"), tr("Answer"), tr("Who")}, std::move(rows.rows), 1};
}

ReviewTable doseRows(const SessionView& view, const ReviewWords& words) {
    RowMaker rows(view);
    const auto& state = view.state();
    for (const auto& event : view.events()) {
        const bool pump = std::holds_alternative<InfusionStarted>(event.body) ||
                          std::holds_alternative<InfusionPaused>(event.body) ||
                          std::holds_alternative<InfusionResumed>(event.body) ||
                          std::holds_alternative<RateChanged>(event.body) ||
                          std::holds_alternative<InfusionStopped>(event.body) ||
                          std::holds_alternative<DoseOrdered>(event.body);
        if (pump || groupOf(event.body) == EventGroup::drug)
            rows.entry(event, {oneLine(describe(event, words.label)), text(event.actor.name)});
    }
    if (state.order) rows.sum({tr("Ordered: %1").arg(twoPlaceMg(state.order->doseMg)), {}});
    const auto until = state.treatmentEnd.value_or(state.lastAt);
    if (state.treatmentStart)
        rows.sum({state.treatmentEnd
                      ? tr("Given over %1: %2")
                            .arg(length(until - *state.treatmentStart), twoPlaceMg(state.givenMg(until)))
                      : tr("Given until the end of the record: %1").arg(twoPlaceMg(state.givenMg(until))),
                  {}});
    const auto balance = state.ledger.balance(state.givenMg(until));
    if (balance.takenMg > 0) {
        rows.sum({tr("Ledger: %1 taken, %2 given, %3 wasted, difference %4")
                      .arg(twoPlaceMg(balance.takenMg), twoPlaceMg(balance.givenMg),
                           twoPlaceMg(balance.wastedMg), twoPlaceMg(balance.differenceMg)),
                  {}});
        rows.sum({text(balance.sentence), {}});
    }
    return {{tr("Time"), tr("Drug and pump"), tr("Who")}, std::move(rows.rows), 1};
}

ReviewTable alarmRows(const SessionView& view) {
    RowMaker rows(view);
    for (const auto& alarm : completenessOf(view, lastRecorded(view)).alarms) {
        const auto& spans = view.record().alarms();
        const auto same = std::find_if(spans.begin(), spans.end(), [&](const AlarmSpan& s) {
            return s.condition == alarm.condition && s.at == alarm.raised;
        });
        const auto waited = alarm.timeToAcknowledge();
        rows.rows.push_back({alarm.raised,
                             same == spans.end() ? Uuid{} : same->event,
                             {rows.clock(alarm.raised), oneLine(alarm.text), priorityWords(alarm.priority),
                              waited ? tr("after %1 by %2").arg(length(*waited), text(alarm.acknowledgedBy))
                                     : tr("not acknowledged"),
                              alarm.cleared ? length(*alarm.cleared - alarm.raised) : tr("until the end")},
                             false,
                             false});
    }
    return {{tr("Raised"), tr("Alarm"), tr("Priority"), tr("Acknowledged"), tr("Lasted")},
            std::move(rows.rows),
            1};
}

ReviewTable completeRows(const SessionView& view) {
    RowMaker rows(view);
    const auto complete = completenessOf(view, lastRecorded(view));
    for (const auto& row : completenessRows(complete, view.state().openedAt))
        rows.rows.push_back(
            {std::nullopt, {}, {text(row.what), text(row.figure), text(row.detail)}, false, row.poor});
    return {{tr("What"), tr("Recorded"), tr("Gaps and delays")}, std::move(rows.rows), 2};
}

ReviewTable signatureRows(const SessionView& view) {
    RowMaker rows(view);
    for (const auto& event : view.events()) {
        if (const auto* mark = std::get_if<Signed>(&event.body))
            rows.entry(event, {tr("Signed as %1: %2").arg(roleWord(mark->role), oneLine(mark->meaning)),
                               QString(), text(mark->name)});
        if (const auto* added = std::get_if<AddendumAdded>(&event.body))
            rows.entry(event, {oneLine(added->text), oneLine(added->reason), text(event.actor.name)});
    }
    for (auto& row : rows.rows) {
        const auto at = view.state().openedAt;
        row.cells.front().prepend(text(formatDate(shifted(at, *row.at - at.mono).wall)) +
                                  QStringLiteral(" "));
    }
    return {{tr("When"), tr("Signature or addendum"), tr("Reason"), tr("Who")}, std::move(rows.rows), 1};
}

} // namespace chairside
