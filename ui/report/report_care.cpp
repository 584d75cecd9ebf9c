// SPDX-License-Identifier: GPL-3.0-or-later
// The sections of a printed session that say what was done for the patient: what was known and agreed before,
// what was given, what followed from it, with which monitors, and how the patient left.
#include "core/domain/event_words.h"
#include "ui/report/report_sections.h"
#include "ui/report/report_words.h"

#include <algorithm>

namespace chairside {

using namespace report;

namespace {

constexpr Minutes kResponse{15}; ///< how long after an intervention its response is looked for

using CareRows = std::vector<ReportPages::Row>;

QString answerWords(const ItemConfirmed& item) {
    if (!item.value.empty()) return text(item.value);
    return item.list == "screen" ? tr("answer taken back") : tr("confirmed");
}

} // namespace

bool ReportSections::stands(const Event& event) const {
    return view_.record().stateOf(event.id) == EntryState::standing;
}

QString ReportSections::itemTitle(const ItemConfirmed& item) const {
    for (const auto* list : {&view_.protocol().screen, &view_.protocol().timeout})
        for (const auto& known : *list)
            if (known.key == item.item && !known.title.empty()) return text(known.title);
    auto words = text(label(item.item));
    words.replace(u'_', u' ');
    return words.left(1).toUpper() + words.mid(1);
}

CareRows ReportSections::confirmed(std::initializer_list<std::string_view> lists) const {
    CareRows rows;
    for (const auto& event : record_.events) {
        const auto* item = std::get_if<ItemConfirmed>(&event.body);
        if (!item || std::find(lists.begin(), lists.end(), item->list) == lists.end()) continue;
        rows.push_back({{at(event.effective), itemTitle(*item), answerWords(*item), text(event.actor.name)},
                        !stands(event)});
    }
    return rows;
}

/// History, consent, risk and benefit, identity, last meal: whatever the clinic's screen asks.
void ReportSections::before() {
    pages_.heading(tr("Before treatment"));
    auto rows = confirmed({"check_in", "screen", "timeout"});
    for (const auto& event : record_.events) {
        QString what, answer;
        if (const auto* held = std::get_if<HoldPlaced>(&event.body))
            what = tr("Hold"), answer = stored(held->detail);
        else if (const auto* over = std::get_if<HoldOverridden>(&event.body))
            what = tr("Hold overridden"), answer = text(over->reason);
        else if (const auto* resolved = std::get_if<HoldResolved>(&event.body))
            what = tr("Hold resolved"), answer = stored(resolved->detail);
        else if (const auto* two = std::get_if<TimeoutConfirmed>(&event.body))
            what = tr("Two-person time-out"), answer = tr("with ") + text(two->second.name);
        else
            continue;
        rows.push_back({{at(event.effective), what, answer, text(event.actor.name)}, !stands(event)});
    }
    for (const auto& score : facts_.scores)
        if (score.beforeTreatment)
            rows.push_back({{at(score.at), text(label(score.instrument)) + tr(", baseline"),
                             score.total ? number(*score.total, 0) : tr("incomplete, no score"), QString()},
                            false});
    if (rows.empty()) return pages_.paragraph(tr("No check and no baseline scale is recorded."));
    pages_.table({tr("Time"), tr("Asked or checked"), tr("Answer"), tr("By")}, {0.12, 0.4, 0.3, 0.18}, rows);
}

/// Drug, dose, route, time, by whom; every change of rate with its reason.
void ReportSections::given() {
    const auto& dosing = view_.protocol().dosing;
    const auto drug = dosing.drug.empty() ? tr("infusion") : text(dosing.drug);
    CareRows rows;
    for (const auto& event : record_.events) {
        QString what, dose, route, why;
        const auto rate = [&](double rateMlPerH) { return number(rateMlPerH, 1) + tr(" mL/h"); };
        if (const auto* e = std::get_if<MedicationGiven>(&event.body)) {
            what = text(e->drug);
            dose = number(e->dose, 3) + u' ' + text(e->unit);
            route = text(e->route);
            why = stored(e->reason) +
                  (e->orderedBy.empty() ? QString() : tr(", ordered by ") + text(e->orderedBy));
        } else if (const auto oxygen = oxygenIn(event)) {
            what = oxygen->flowLPerMin > 0 ? tr("oxygen") : tr("oxygen ended");
            dose = oxygen->flowLPerMin > 0 ? number(oxygen->flowLPerMin) + tr(" L/min") : tr("room air");
            route = oxygen->device.empty() ? QStringLiteral("–") : text(oxygen->device);
        } else if (const auto* spray = std::get_if<SprayGiven>(&event.body)) {
            what = drug + tr(", device %1").arg(spray->device);
            dose = number(spray->mg) + tr(" mg");
            route = tr("intranasal");
        } else if (const auto* started = std::get_if<InfusionStarted>(&event.body)) {
            what = drug + tr(" started"), dose = rate(started->rateMlPerH);
            why = started->lot.empty() ? QString() : tr("lot ") + text(started->lot);
        } else if (const auto* changed = std::get_if<RateChanged>(&event.body)) {
            what = drug + tr(", rate changed"), dose = rate(changed->rateMlPerH);
            why = stored(changed->reason);
        } else if (const auto* paused = std::get_if<InfusionPaused>(&event.body)) {
            what = drug + tr(" paused"), dose = rate(0), why = stored(paused->reason);
        } else if (const auto* resumed = std::get_if<InfusionResumed>(&event.body)) {
            what = drug + tr(" resumed"), dose = rate(resumed->rateMlPerH);
        } else if (const auto* stopped = std::get_if<InfusionStopped>(&event.body)) {
            what = drug + (stopped->completed ? tr(" completed") : tr(" stopped early"));
            dose = number(view_.state().pump.deliveredMg(event.effective)) + tr(" mg in all");
            why = stored(stopped->reasonCode) + text(stopped->note.empty() ? "" : " " + stopped->note);
            if (!stopped->completed)
                why += stopped->prescriberTold.empty()
                           ? tr("; no prescriber told at that moment")
                           : tr("; prescriber told: ") + text(stopped->prescriberTold);
        } else {
            continue;
        }
        if (route.isEmpty()) route = tr("intravenous");
        rows.push_back(
            {{at(event.effective), elapsed(event.effective), what, dose, route, why, text(event.actor.name)},
             !stands(event)});
    }
    pages_.heading(tr("Given"));
    if (rows.empty()) return pages_.paragraph(tr("Nothing was given."));
    pages_.table(
        {tr("Time"), tr("Elapsed"), tr("Drug"), tr("Dose or rate"), tr("Route"), tr("Reason"), tr("By")},
        {0.1, 0.1, 0.21, 0.14, 0.12, 0.18, 0.15}, rows);
}

QString ReportSections::stateAround(MonoTime from, MonoTime to, bool last) const {
    QStringList out;
    const auto& model = view_.record();
    QString pressure;
    for (const auto& p : model.vitals().nibp()) {
        if (p.at < from || p.at > to || !p.systolic || !p.diastolic || p.isHollow() || !model.isStanding(p))
            continue;
        if (!pressure.isEmpty() && !last) break;
        pressure = number(double(*p.systolic), 0) + u'/' + number(double(*p.diastolic), 0) + tr(" at ") +
                   at(p.at).left(5);
    }
    if (!pressure.isEmpty()) out << pressure;
    for (const auto c : {Channel::hr, Channel::spo2})
        if (const auto value = newest(c, to); !value.isEmpty())
            out << text(phrase(info(c).label)) + u' ' + value;
    return out.isEmpty() ? tr("nothing measured") : out.join(QStringLiteral(", "));
}

QString ReportSections::actionWords(const EffectCourse& course) const {
    QStringList out;
    for (const auto& action : course.actions) out << stored(action);
    return out.join(QStringLiteral(", "));
}

/// Each with onset and end, the worst it became, whether the treatment caused it and what was done.
void ReportSections::sideEffects() {
    pages_.heading(tr("Side effects"));
    if (effects_.empty()) return pages_.paragraph(tr("No side effect is recorded."));
    CareRows rows;
    for (const auto& e : effects_)
        rows.push_back(
            {{at(e.since), e.until ? at(*e.until) : tr("not ended"), text(label(e.effect)),
              gradeWords(e.worst), e.relatedness.empty() ? tr("not judged") : stored(e.relatedness),
              e.actions.empty() ? tr("none recorded") : actionWords(e), text(e.chartedBy)},
             false});
    pages_.table({tr("From"), tr("To"), tr("Side effect"), tr("At worst"), tr("Caused by the treatment"),
                  tr("Action"), tr("By")},
                 {0.11, 0.11, 0.2, 0.11, 0.15, 0.17, 0.15}, rows);
}

/// What was done about a state, and how the patient was before and after it.
void ReportSections::responses() {
    CareRows rows;
    for (const auto& event : record_.events) {
        const auto* stopped = std::get_if<InfusionStopped>(&event.body);
        const bool acted = std::holds_alternative<MedicationGiven>(event.body) ||
                           std::holds_alternative<InfusionPaused>(event.body) || oxygenIn(event) ||
                           std::holds_alternative<RateChanged>(event.body) ||
                           (stopped && !stopped->completed);
        if (!acted || !stands(event)) continue;
        const auto when = event.effective;
        QStringList after{stateAround(when + Millis{1}, when + kResponse, false)};
        for (const auto& effect : facts_.effects)
            if (effect.until && *effect.until > when && *effect.until <= when + kResponse)
                after << text(label(effect.effect)) + tr(" over at ") + at(*effect.until).left(5);
        rows.push_back({{at(when), text(describe(event, options_.label)),
                         stateAround(when - kResponse, when, true), after.join(QStringLiteral("; "))},
                        false});
    }
    if (rows.empty()) return;
    pages_.heading(tr("Interventions and response within %1 minutes").arg(kResponse.count()));
    pages_.table({tr("Time"), tr("Intervention"), tr("Before"), tr("After")}, {0.11, 0.31, 0.26, 0.32}, rows);
}

void ReportSections::monitors() {
    pages_.heading(tr("Monitors used"));
    CareRows rows;
    for (const auto& source : record_.sources) {
        QStringList channels;
        for (const auto& c : allChannels())
            if (source.gives(c.channel)) channels << text(phrase(c.label));
        rows.push_back(
            {{text(source.name), originWords(source.origin), channels.join(QStringLiteral(", "))}, false});
    }
    if (rows.empty()) return pages_.paragraph(tr("No monitor was connected; all numbers were typed."));
    pages_.table({tr("Source"), tr("Kind"), tr("Measured")}, {0.34, 0.2, 0.46}, rows);
}

/// Recovery, condition at discharge, escort, instructions, follow-up.
void ReportSections::leaving() {
    pages_.heading(tr("Recovery and leaving"));
    auto rows = confirmed({"discharge"});
    for (const auto& event : record_.events) {
        QString what, answer;
        if (const auto* ready = std::get_if<DischargeReady>(&event.body)) {
            what = tr("Ready to leave");
            answer = ready->overrideReason.empty() ? tr("all criteria met")
                                                   : tr("by override: ") + text(ready->overrideReason);
        } else if (const auto* left = std::get_if<Discharged>(&event.body)) {
            what = tr("Left");
            answer = tr("escort: ") + orNone(text(left->escort)) +
                     (left->note.empty() ? QString() : QStringLiteral("; ") + text(left->note));
        } else if (const auto* planned = std::get_if<FollowUpPlanned>(&event.body)) {
            what = tr("Follow-up"), answer = text(planned->date + " " + planned->text);
        } else if (const auto* account = std::get_if<AccountWritten>(&event.body)) {
            what = tr("Patient's account"), answer = text(account->text);
        } else {
            const auto* score = std::get_if<ScoreEntered>(&event.body);
            const bool recovery = score && (score->instrument == "aldrete" || score->instrument == "padss");
            if (!recovery) continue;
            what = text(label(score->instrument));
            answer = score->total ? number(*score->total, 0) : tr("incomplete, no score");
        }
        rows.push_back({{at(event.effective), what, answer, text(event.actor.name)}, !stands(event)});
    }
    if (const auto& end = view_.state().treatmentEnd)
        rows.push_back({{at(view_.record().lastAt()), tr("Last vital signs of the recovery"),
                         stateAround(*end, view_.record().lastAt(), true), QString()},
                        false});
    if (rows.empty()) return pages_.paragraph(tr("Nothing is recorded about leaving."));
    pages_.table({tr("Time"), tr("What"), tr("Finding"), tr("By")}, {0.11, 0.29, 0.42, 0.18}, rows);
}

} // namespace chairside
