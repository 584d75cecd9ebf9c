// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/clinic_series.h"

#include "app/console/session_controller.h"
#include "core/base/number.h"
#include "core/interop/recorded_view.h"
#include "core/live/course_of_treatment.h"
#include "ui/course/course_words.h"
#include "ui/history/session_list_model.h"
#include "ui/style/words.h"

namespace chairside {
namespace {

QString shown(double value, int decimals) {
    return QString::fromStdString(formatNumber(value, decimals));
}

constexpr int kLookBack = 50; ///< sessions; cancelled and untreated ones are passed over

void addPressure(const SessionFacts& facts, QStringList& lines) {
    if (!facts.systolic.peak || !facts.diastolic.peak) return;
    QString line = tr("Highest blood pressure %1/%2 mmHg")
                       .arg(shown(facts.systolic.peak->value, 0), shown(facts.diastolic.peak->value, 0));
    if (const auto rise = facts.systolic.rise())
        line += tr(", systolic %1 over baseline").arg(shown(*rise, 0));
    lines << line;
}

void addDissociation(const SessionFacts& facts, QStringList& lines) {
    if (!facts.dissociation) return;
    QString line = tr("Dissociation at most %1 (%2)")
                       .arg(shown(facts.dissociation->value, 0), shortScaleName(facts.dissociationScale));
    if (facts.dissociated && facts.dissociated->count() > 0)
        line += tr(", over after %1").arg(QString::fromStdString(formatDuration(*facts.dissociated)));
    lines << line;
}

void addEffects(const SessionFacts& facts, const LabelOf& label, QStringList& lines) {
    static const char* const kSeverity[] = {QT_TRANSLATE_NOOP("ClinicSeries", "mild"),
                                            QT_TRANSLATE_NOOP("ClinicSeries", "moderate"),
                                            QT_TRANSLATE_NOOP("ClinicSeries", "severe")};
    QStringList effects;
    for (const auto& [effect, severity] : worstEffects(facts))
        effects << QStringLiteral("%1 (%2)").arg(QString::fromStdString(label(effect)),
                                                 tr(kSeverity[std::clamp(severity, 1, 3) - 1]));
    if (!effects.isEmpty()) lines << tr("Side effects: %1").arg(effects.join(QStringLiteral(", ")));
}

} // namespace

LastSession lastSessionOf(SessionController& controller, const Uuid& patient) {
    LastSession last;
    const auto now = controller.now().wall;
    last.proposal = proposeSeries({}, now);
    auto* history = controller.history();
    if (!history || patient.isNull()) return last;
    SessionFilter filter;
    filter.patient = patient;
    const auto sessions = history->sessions(filter, kLookBack);
    if (!sessions) return last;
    std::vector<CourseSession> stories;
    for (const auto& summary : sessions.value()) {
        if (!summary.treatmentStart || summary.status == SessionStatus::cancelled) continue;
        const auto record = last.facts ? history->story(summary.session) : history->session(summary.session);
        if (!record) break;
        if (!last.facts) last.facts = RecordedViews{}.facts(record.value());
        stories.push_back(courseSession(record->events));
        if (stories.back().course) break; // the number counts on from here
    }
    last.proposal = proposeSeries(stories, now);
    return last;
}

void noteLastSession(SessionController& controller, const LastSession& last) {
    const auto note = [&](const char* item, const std::string& value) {
        Command command;
        command.actor = systemActor();
        command.ask = ItemConfirmed{"check_in", item, value};
        controller.submit(std::move(command));
    };
    const auto& proposal = last.proposal;
    if (proposal.lastWeightKg.value_or(0) > 0) note(kLastWeightItem, formatPlain(*proposal.lastWeightKg, 3));
    if (proposal.lastOrder && proposal.lastOrder->mgPerKg > 0)
        note(kLastMgPerKgItem, formatPlain(proposal.lastOrder->mgPerKg, 3));
    // Zero days is an answer: treated earlier today.
    if (proposal.daysSince) note(kDaysSinceDoseItem, std::to_string(std::max(0, *proposal.daysSince)));
}

QStringList lastSessionLines(const LastSession& last, const LabelOf& label) {
    const auto& proposal = last.proposal;
    QStringList lines;
    if (!proposal.lastTreated) return lines;
    const int days = std::max(0, proposal.daysSince.value_or(0));
    lines << tr("%1, %2").arg(longDate(*proposal.lastTreated), days == 0   ? tr("today")
                                                               : days == 1 ? tr("yesterday")
                                                                           : tr("%1 days ago").arg(days));
    QString dose = tr("%1 mg given").arg(shown(proposal.lastGivenMg, 1));
    if (proposal.lastOrder && proposal.lastOrder->mgPerKg > 0)
        dose += tr(", ordered %1 mg/kg").arg(shown(proposal.lastOrder->mgPerKg, 2));
    if (proposal.lastWeightKg) dose += tr(" at %1 kg").arg(shown(*proposal.lastWeightKg, 1));
    lines << dose;
    if (last.facts) {
        addPressure(*last.facts, lines);
        addDissociation(*last.facts, lines);
        addEffects(*last.facts, label, lines);
    }
    // Effects stand above with their own words; holds, medicines and an early end are left.
    for (const auto& finding : proposal.findings)
        if (finding.rfind("Side effect ", 0) != 0) lines << QString::fromStdString(finding);
    return lines;
}

} // namespace chairside
