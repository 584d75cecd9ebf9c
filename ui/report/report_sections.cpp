// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/report/report_sections.h"

#include "ui/chart/paint_record.h"
#include "ui/report/report_words.h"

#include <algorithm>

namespace chairside {

using namespace report;

namespace {

constexpr double kChartHeight = 360;

} // namespace

ReportSections::ReportSections(const SessionRecord& record, const SessionView& view,
                               const ReportOptions& options, ReportPages& pages)
    : record_(record), view_(view), options_(options), facts_(factsOf(view)), pages_(pages) {}

QString ReportSections::at(MonoTime moment) const {
    return text(formatClock(shifted(view_.state().openedAt, moment - view_.state().openedAt.mono).wall));
}

QString ReportSections::elapsed(MonoTime moment) const {
    return facts_.start ? text(formatDuration(moment - *facts_.start)) : QString();
}

QString ReportSections::moment(const std::optional<Moment>& m, int decimals) const {
    return m ? QStringLiteral("%1 at %2").arg(number(m->value, decimals), at(m->at)) : QString();
}
void ReportSections::title() {
    pages_.paragraph(options_.summary ? QStringLiteral("Infusion session: summary")
                                      : QStringLiteral("Infusion session: full record"),
                     15, true);
    const auto& s = record_.summary;
    pages_.paragraph(QStringLiteral("%1, version %2 · %3")
                         .arg(text(s.protocolTitle))
                         .arg(s.protocolVersion)
                         .arg(text(std::string(statusName(s.status)))));
    for (const auto& sentence : record_.unread) pages_.paragraph(text(sentence), 8, true);
}

QString ReportSections::dose() const {
    const auto& order = view_.state().order;
    if (!order) return {};
    auto words = number(order->doseMg) + QStringLiteral(" mg");
    if (order->mgPerKg > 0)
        words += QStringLiteral(" = %1 mg/kg × %2 kg")
                     .arg(number(order->mgPerKg, 3), number(order->dosingWeightKg, 1));
    const char* basis = order->basis == DosingWeight::actual  ? "actual"
                        : order->basis == DosingWeight::ideal ? "ideal"
                                                              : "adjusted";
    return words + QStringLiteral(" (%1 body weight)").arg(QLatin1String(basis));
}

QString ReportSections::effects() const {
    QStringList out;
    for (const auto& e : facts_.effects)
        out << QStringLiteral("%1 (%2) from %3%4")
                   .arg(text(label(e.effect)),
                        e.worst >= 3   ? QStringLiteral("severe")
                        : e.worst == 2 ? QStringLiteral("moderate")
                                       : QStringLiteral("mild"),
                        at(e.since), e.until ? QStringLiteral(" to ") + at(*e.until) : QString());
    return orNone(out.join(QStringLiteral("; ")));
}

QString ReportSections::medications() const {
    QStringList out;
    for (const auto& m : facts_.medications)
        out << QStringLiteral("%1 %2 %3 at %4").arg(text(m.drug), number(m.dose, 3), text(m.unit), at(m.at));
    return orNone(out.join(QStringLiteral("; ")));
}

QString ReportSections::channelWords(const ChannelFacts& c, const QString& extreme) const {
    QStringList out;
    if (c.baseline) out << QStringLiteral("baseline ") + moment(c.baseline);
    if (c.peak) out << extreme + u' ' + moment(c.peak);
    if (c.last) out << QStringLiteral("last ") + moment(c.last);
    return orNone(out.join(QStringLiteral(", ")));
}

void ReportSections::figures() {
    pages_.heading(QStringLiteral("Figures"));
    const auto& f = facts_;
    std::vector<std::pair<QString, QString>> rows{
        {QStringLiteral("Allergies"), orNone(text(record_.summary.patient.allergies))},
        {QStringLiteral("Indication, course"),
         orNone(text(f.indication + (f.course.empty() ? "" : ", " + f.course)) +
                (f.number > 0 ? QStringLiteral(" session %1").arg(f.number) : QString()))},
        {QStringLiteral("Dose ordered"), orNone(dose())},
        {QStringLiteral("Dose given"),
         f.givenMg ? number(*f.givenMg) + QStringLiteral(" mg") : QStringLiteral("none")},
        {QStringLiteral("Treatment"), f.start
                                          ? QStringLiteral("%1 to %2, pauses: %3")
                                                .arg(at(*f.start), f.end ? at(*f.end) : QStringLiteral("–"))
                                                .arg(f.pauses)
                                          : QStringLiteral("not begun")},
        {QStringLiteral("Ended"), !f.end ? QStringLiteral("–")
                                  : f.has(fact::kAborted)
                                      ? QStringLiteral("stopped early: ") + text(f.abortReason)
                                      : QStringLiteral("as planned")},
        {QStringLiteral("Systolic, mmHg"), channelWords(f.systolic, QStringLiteral("peak"))},
        {QStringLiteral("Diastolic, mmHg"), channelWords(f.diastolic, QStringLiteral("peak"))},
        {QStringLiteral("Heart rate, /min"), channelWords(f.heartRate, QStringLiteral("peak"))},
        {QStringLiteral("SpO₂, %"), channelWords(f.spo2, QStringLiteral("lowest"))},
        {QStringLiteral("Lowest sedation score (MOAA/S)"), orNone(moment(f.lowestSedation))},
        {QStringLiteral("Peak dissociation"),
         f.dissociation ? text(label(f.dissociationScale)) + u' ' + moment(f.dissociation)
                        : QStringLiteral("not asked")},
        {QStringLiteral("Side effects"), effects()},
        {QStringLiteral("Medication"), medications()},
        {QStringLiteral("Ready to leave"), f.readyAt ? at(*f.readyAt) + QStringLiteral(", ") +
                                                           (f.start ? elapsed(*f.readyAt) : QString()) +
                                                           QStringLiteral(" after the start")
                                                     : QStringLiteral("not recorded")},
        {QStringLiteral("Left"), f.leftAt ? at(*f.leftAt) : QStringLiteral("not recorded")},
        {QStringLiteral("Checks"), QStringLiteral("%1 on time, %2 late, %3 missed")
                                       .arg(f.checksDone)
                                       .arg(f.checksLate)
                                       .arg(f.checksMissed)},
        {QStringLiteral("Longest time without blood pressure"),
         f.longestPressureGap
             ? text(formatDuration(*f.longestPressureGap)) + QStringLiteral(" during treatment")
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
        paper.clockBase = shifted(view_.state().openedAt, MonoTime{} - view_.state().openedAt.mono).wall;
        paintRecord(p, box, view_.record(), paper);
    });
}

void ReportSections::signatures() {
    pages_.heading(QStringLiteral("Signatures and addenda"));
    bool any = false;
    for (const auto& event : record_.events) {
        const auto when = text(formatDate(event.at.wall)) + u' ' + text(formatClock(event.at.wall));
        if (const auto* s = std::get_if<Signed>(&event.body))
            pages_.paragraph(
                QStringLiteral("Signed %1 by %2: %3").arg(when, text(s->name), text(s->meaning)));
        else if (const auto* a = std::get_if<AddendumAdded>(&event.body))
            pages_.paragraph(QStringLiteral("Addendum %1 by %2 (%3): %4")
                                 .arg(when, text(event.actor.name), text(a->reason), text(a->text)));
        else
            continue;
        any = true;
    }
    if (!any) pages_.paragraph(QStringLiteral("Not signed."), 9, true);
}

/// The computer's clock, its offset from UTC, and every time somebody set it.
QString ReportSections::clockWords() const {
    auto words = QStringLiteral("computer's clock, ") + text(formatIso(record_.summary.opened)) +
                 QStringLiteral(" at the opening");
    bool stepped = false;
    for (const auto& event : record_.events)
        if (const auto* step = std::get_if<ClockStepped>(&event.body)) {
            stepped = true;
            words += QStringLiteral("; set by %1 s at %2")
                         .arg(number(static_cast<double>(step->by.count()) / 1'000, 1), at(event.effective));
        }
    return stepped ? words : words + QStringLiteral("; not set during the session");
}

void ReportSections::provenance() {
    const auto& opened = view_.state().opened;
    pages_.heading(QStringLiteral("Where this comes from"));
    QStringList sources;
    for (const auto& s : record_.sources) sources << text(s.name);
    pages_.pairs(
        {{QStringLiteral("Recorded with"), QStringLiteral("Chairside ") + text(opened.softwareVersion)},
         {QStringLiteral("Sources of numbers"), orNone(sources.join(QStringLiteral(", ")))},
         {QStringLiteral("Clock"), clockWords()},
         {QStringLiteral("Entries, readings"),
          QStringLiteral("%1, %2").arg(record_.events.size()).arg(record_.readings.size())}});
    pages_.paragraph(QStringLiteral("Session ") + text(record_.summary.session.toString()), 7);
    pages_.paragraph(QStringLiteral("Protocol document ") + text(opened.protocolSha), 7);
    pages_.paragraph(QStringLiteral("Digest of the record (chain head) ") + text(record_.chainHead), 7);
}
} // namespace chairside
