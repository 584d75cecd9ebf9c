// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/report/report_sections.h"

#include "ui/chart/paint_record.h"
#include "ui/report/report_words.h"
#include "ui/style/origin_marks.h"

#include <algorithm>

namespace chairside {

using namespace report;

namespace {

QString statusWords(SessionStatus status) {
    switch (status) {
    case SessionStatus::open: return tr("open");
    case SessionStatus::discharged: return tr("discharged");
    case SessionStatus::signedOff: return tr("signed");
    case SessionStatus::cancelled: return tr("cancelled");
    }
    return {};
}

constexpr double kChartHeight = 360;

} // namespace

ReportSections::ReportSections(const SessionRecord& record, const SessionView& view,
                               const ReportOptions& options, ReportPages& pages)
    : record_(record), view_(view), options_(options), facts_(factsOf(view)),
      effects_(effectCourses(record.events)), pages_(pages) {}

QString ReportSections::at(MonoTime moment) const {
    return text(formatClock(shifted(view_.state().openedAt, moment - view_.state().openedAt.mono).wall));
}

QString ReportSections::elapsed(MonoTime moment) const {
    return facts_.start ? text(formatDuration(moment - *facts_.start)) : QString();
}

QString ReportSections::moment(const std::optional<Moment>& m, int decimals) const {
    return m ? tr("%1 at %2").arg(number(m->value, decimals), at(m->at)) : QString();
}
void ReportSections::title() {
    pages_.paragraph(options_.summary ? tr("Infusion session: summary") : tr("Infusion session: full record"),
                     15, true);
    const auto& s = record_.summary;
    pages_.paragraph(tr("%1, version %2 · %3")
                         .arg(text(s.protocolTitle))
                         .arg(s.protocolVersion)
                         .arg(statusWords(s.status)));
    for (const auto& sentence : record_.unread) pages_.paragraph(text(sentence), 8, true);
}

QString ReportSections::dose() const {
    const auto& order = view_.state().order;
    if (!order) return {};
    auto words = number(order->doseMg) + tr(" mg");
    if (order->mgPerKg > 0)
        words += tr(" = %1 mg/kg × %2 kg").arg(number(order->mgPerKg, 3), number(order->dosingWeightKg, 1));
    const char* basis = order->basis == DosingWeight::actual  ? QT_TRANSLATE_NOOP("Report", "actual")
                        : order->basis == DosingWeight::ideal ? QT_TRANSLATE_NOOP("Report", "ideal")
                                                              : QT_TRANSLATE_NOOP("Report", "adjusted");
    return words + tr(" (%1 body weight)").arg(tr(basis));
}

QString ReportSections::effects() const {
    QStringList out;
    for (const auto& e : effects_) {
        auto words = tr("%1 (%2) from %3%4")
                         .arg(text(label(e.effect)), gradeWords(e.worst), at(e.since),
                              e.until ? tr(" to ") + at(*e.until) : QString());
        if (!e.relatedness.empty()) words += tr(", caused by the treatment: %1").arg(stored(e.relatedness));
        if (!e.actions.empty()) words += tr(", action: %1").arg(actionWords(e));
        out << words;
    }
    return orNone(out.join(QStringLiteral("; ")));
}

QString ReportSections::medications() const {
    QStringList out;
    for (const auto& m : facts_.medications)
        out << tr("%1 %2 %3 at %4").arg(text(m.drug), number(m.dose, 3), text(m.unit), at(m.at));
    return orNone(out.join(QStringLiteral("; ")));
}

QString ReportSections::channelWords(const ChannelFacts& c, const QString& extreme) const {
    QStringList out;
    if (c.baseline) out << tr("baseline ") + moment(c.baseline);
    if (c.peak) out << extreme + u' ' + moment(c.peak);
    if (c.last) out << tr("last ") + moment(c.last);
    return orNone(out.join(QStringLiteral(", ")));
}

void ReportSections::figures() {
    pages_.heading(tr("Figures"));
    const auto& f = facts_;
    std::vector<std::pair<QString, QString>> rows{
        {tr("Allergies"), orNone(text(record_.summary.patient.allergies))},
        {tr("Indication, course"), orNone(text(f.indication + (f.course.empty() ? "" : ", " + f.course)) +
                                          (f.number > 0 ? tr(" session %1").arg(f.number) : QString()))},
        {tr("Dose ordered"), orNone(dose())},
        {tr("Dose given"), f.givenMg ? number(*f.givenMg) + tr(" mg") : tr("none")},
        {tr("Treatment"), f.start ? tr("%1 to %2, pauses: %3")
                                        .arg(at(*f.start), f.end ? at(*f.end) : QStringLiteral("–"))
                                        .arg(f.pauses)
                                  : tr("not begun")},
        {tr("Ended"), !f.end                  ? QStringLiteral("–")
                      : f.has(fact::kAborted) ? tr("stopped early: ") + stored(f.abortReason)
                                              : tr("as planned")},
        {tr("Systolic, mmHg"), channelWords(f.systolic, tr("peak"))},
        {tr("Diastolic, mmHg"), channelWords(f.diastolic, tr("peak"))},
        {tr("Heart rate, /min"), channelWords(f.heartRate, tr("peak"))},
        {tr("SpO₂, %"), channelWords(f.spo2, tr("lowest"))},
        {tr("Lowest sedation score (MOAA/S)"), orNone(moment(f.lowestSedation))},
        {tr("Peak dissociation"),
         f.dissociation ? text(label(f.dissociationScale)) + u' ' + moment(f.dissociation) : tr("not asked")},
        {tr("Side effects"), effects()},
        {tr("Medication"), medications()},
        {tr("Ready to leave"), f.readyAt
                                   ? at(*f.readyAt) + QStringLiteral(", ") +
                                         (f.start ? elapsed(*f.readyAt) : QString()) + tr(" after the start")
                                   : tr("not recorded")},
        {tr("Left"), f.leftAt ? at(*f.leftAt) : tr("not recorded")},
        {tr("Checks"),
         view_.protocol().checks.empty() // without them nobody can say what was due
             ? tr("not known, the protocol of this session can't be read")
             : tr("%1 on time, %2 late, %3 missed").arg(f.checksDone).arg(f.checksLate).arg(f.checksMissed)},
        {tr("Longest time without blood pressure"),
         f.longestPressureGap ? text(formatDuration(*f.longestPressureGap)) + tr(" during treatment")
                              : QStringLiteral("–")},
    };
    pages_.pairs(rows);
}

void ReportSections::chart(double reserved) {
    constexpr double kAround = 16;
    const double height =
        options_.summary ? std::min(kChartHeight, pages_.left() - reserved - kAround) : kChartHeight;
    if (height < 120) return;
    pages_.picture(height, [this](QPainter& p, const QRectF& box) {
        PaperRecord paper;
        paper.textHeight = 6.5;
        paper.watermark = originMarks(record_.summary, record_.sources).join(u' ');
        paper.clockBase = shifted(view_.state().openedAt, MonoTime{} - view_.state().openedAt.mono).wall;
        paintRecord(p, box, view_.record(), paper);
    });
}

void ReportSections::signatures() {
    pages_.heading(tr("Signatures and addenda"));
    bool any = false;
    for (const auto& event : record_.events) {
        const auto when = text(formatDate(event.at.wall)) + u' ' + text(formatClock(event.at.wall));
        if (const auto* s = std::get_if<Signed>(&event.body))
            pages_.paragraph(tr("Signed %1 by %2: %3").arg(when, text(s->name), stored(s->meaning)));
        else if (const auto* a = std::get_if<AddendumAdded>(&event.body))
            pages_.paragraph(tr("Addendum %1 by %2 (%3): %4")
                                 .arg(when, text(event.actor.name), text(a->reason), text(a->text)));
        else
            continue;
        any = true;
    }
    if (!any) pages_.paragraph(tr("Not signed."), 9, true);
}

/// The computer's clock, its offset from UTC, and every time somebody set it.
QString ReportSections::clockWords() const {
    auto words = tr("computer's clock, ") + text(formatIso(record_.summary.opened)) + tr(" at the opening");
    bool stepped = false;
    for (const auto& event : record_.events)
        if (const auto* step = std::get_if<ClockStepped>(&event.body)) {
            stepped = true;
            words += tr("; set by %1 s at %2")
                         .arg(number(static_cast<double>(step->by.count()) / 1'000, 1), at(event.effective));
        }
    return stepped ? words : words + tr("; not set during the session");
}

void ReportSections::provenance() {
    const auto& opened = view_.state().opened;
    pages_.heading(tr("Where this comes from"));
    QStringList sources;
    for (const auto& s : record_.sources) sources << text(s.name);
    pages_.pairs({{tr("Recorded with"), QStringLiteral("Chairside ") + text(opened.softwareVersion)},
                  {tr("Sources of numbers"), orNone(sources.join(QStringLiteral(", ")))},
                  {tr("Clock"), clockWords()},
                  {tr("Entries, readings"),
                   QStringLiteral("%1, %2").arg(record_.events.size()).arg(record_.readings.size())}});
    pages_.paragraph(tr("Session ") + text(record_.summary.session.toString()), 7);
    pages_.paragraph(tr("Protocol document ") + text(opened.protocolSha), 7);
    pages_.paragraph(tr("Digest of the record (chain head) ") + text(record_.chainHead), 7);
}
} // namespace chairside
