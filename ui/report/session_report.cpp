// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/report/session_report.h"

#include "core/base/number.h"
#include "core/live/completeness.h"
#include "core/live/session_facts.h"
#include "ui/chart/paint_record.h"
#include "ui/report/report_pages.h"

#include <QPdfWriter>
#include <QSaveFile>
#include <QTextLayout>

#include <algorithm>

namespace chairside {
namespace {

constexpr int kDotsPerInch = 1200;
constexpr double kMargin = 40, kHeader = 34, kFooter = 26, kChartHeight = 360;
constexpr Millis kGridAge{60'000}; ///< a number in the vitals grid is at most this old

QString text(const std::string& s) {
    return QString::fromStdString(s);
}
QString number(double value, int decimals = 2) {
    return text(formatNumber(value, decimals));
}
QString orNone(const QString& words) {
    return words.isEmpty() ? QStringLiteral("none recorded") : words;
}

class Writer {
public:
    Writer(const SessionRecord& record, const SessionView& view, const ReportOptions& options, QSizeF page)
        : record_(record), view_(view), options_(options), facts_(factsOf(view)),
          pages_(QRectF(kMargin, kMargin + kHeader, page.width() - 2 * kMargin,
                        page.height() - 2 * kMargin - kHeader - kFooter)),
          page_(page) {}

    ReportDone compose() {
        title();
        figures();
        chart();
        if (!options_.summary) {
            grid();
            completeness();
            entries();
            ledger();
        }
        signatures();
        provenance();
        done_.pages = pages_.count();
        return done_;
    }

    void paint(QPdfWriter& writer) const {
        QPainter painter(&writer);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.scale(kDotsPerInch / 72.0, kDotsPerInch / 72.0);
        for (int i = 0; i < pages_.count(); ++i) {
            if (i > 0) writer.newPage();
            frame(painter, i);
            pages_.paint(painter, i);
        }
    }

private:
    QString at(MonoTime moment) const {
        return text(formatClock(shifted(view_.state().openedAt, moment - view_.state().openedAt.mono).wall));
    }
    QString elapsed(MonoTime moment) const {
        return facts_.start ? text(formatDuration(moment - *facts_.start)) : QString();
    }
    QString moment(const std::optional<Moment>& m, int decimals = 0) const {
        return m ? QStringLiteral("%1 at %2").arg(number(m->value, decimals), at(m->at)) : QString();
    }
    std::string label(const std::string& key) const { return options_.label ? options_.label(key) : key; }

    void line(QPainter& p, const QString& words, double size, bool bold, const QRectF& box,
              Qt::Alignment how) const {
        QTextLayout layout(words, ReportPages::font(size, bold));
        layout.beginLayout();
        auto row = layout.createLine();
        layout.endLayout();
        if (!row.isValid()) return;
        const double width = row.naturalTextWidth();
        p.setPen(Qt::black);
        layout.draw(&p, {how & Qt::AlignRight ? box.right() - width : box.left(), box.top()});
    }

    void frame(QPainter& p, int page) const {
        const auto& s = record_.summary;
        const auto& who = s.patient;
        const QRectF top(kMargin, kMargin, page_.width() - 2 * kMargin, kHeader);
        const auto name = text(who.familyName).toUpper() +
                          (who.givenName.empty() ? QString() : QStringLiteral(", ") + text(who.givenName));
        line(p, name, 12, true, top, Qt::AlignLeft);
        line(p, QStringLiteral("born %1 · MRN %2").arg(text(who.birthDate), orNone(text(who.mrn))), 8, false,
             top.translated(0, 16), Qt::AlignLeft);
        line(p,
             QStringLiteral("Session of %1, %2").arg(text(formatDate(s.opened)), text(formatClock(s.opened))),
             9, true, top, Qt::AlignRight);
        QStringList marks;
        if (s.demo) marks << QStringLiteral("DEMO");
        if (s.simulated) marks << QStringLiteral("SIMULATED NUMBERS");
        if (!s.drill.empty()) marks << QStringLiteral("DRILL");
        line(p, marks.join(QStringLiteral(" · ")), 8, true, top.translated(0, 16), Qt::AlignRight);
        p.setPen(QPen(Qt::black, 0.8));
        p.drawLine(QPointF(top.left(), top.bottom() - 5), QPointF(top.right(), top.bottom() - 5));
        const QRectF foot(kMargin, page_.height() - kMargin - 10, page_.width() - 2 * kMargin, 12);
        line(p,
             QStringLiteral("%1 · printed %2 · record %3")
                 .arg(options_.printedBy, options_.printedAt, text(record_.chainHead).left(16)),
             7, false, foot, Qt::AlignLeft);
        line(p, QStringLiteral("Page %1 of %2").arg(page + 1).arg(pages_.count()), 8, true, foot,
             Qt::AlignRight);
    }

    void title() {
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

    QString dose() const {
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

    QString effects() const {
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
    QString medications() const {
        QStringList out;
        for (const auto& m : facts_.medications)
            out << QStringLiteral("%1 %2 %3 at %4")
                       .arg(text(m.drug), number(m.dose, 3), text(m.unit), at(m.at));
        return orNone(out.join(QStringLiteral("; ")));
    }
    QString channelWords(const ChannelFacts& c, const QString& extreme) const {
        QStringList out;
        if (c.baseline) out << QStringLiteral("baseline ") + moment(c.baseline);
        if (c.peak) out << extreme + u' ' + moment(c.peak);
        if (c.last) out << QStringLiteral("last ") + moment(c.last);
        return orNone(out.join(QStringLiteral(", ")));
    }

    void figures() {
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
            {QStringLiteral("Treatment"),
             f.start ? QStringLiteral("%1 to %2, pauses: %3")
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

    void chart() {
        const double height = options_.summary ? std::min(kChartHeight, pages_.left() - 150) : kChartHeight;
        if (height < 120) return;
        pages_.picture(height, [this](QPainter& p, const QRectF& box) {
            PaperRecord paper;
            paper.textHeight = 6.5;
            paper.clockBase = shifted(view_.state().openedAt, MonoTime{} - view_.state().openedAt.mono).wall;
            paintRecord(p, box, view_.record(), paper);
        });
    }

    /// One row each five minutes and at each cuff pressure: the newest value of the last minute, else
    /// nothing.
    void grid() {
        pages_.heading(QStringLiteral("Vital signs over time"));
        const auto& model = view_.record();
        std::vector<ReportPages::Row> rows;
        std::vector<MonoTime> times;
        for (auto t = model.firstAt(); t <= model.lastAt(); t += Minutes{5}) times.push_back(t);
        for (const auto& p : model.vitals().nibp()) times.push_back(p.at);
        std::sort(times.begin(), times.end());
        times.erase(std::unique(times.begin(), times.end()), times.end());
        for (const auto t : times) {
            ReportPages::Row row;
            QString pressure, source;
            for (const auto& p : model.vitals().nibp()) {
                if (p.at != t) continue;
                pressure = (p.systolic ? number(double(*p.systolic), 0) : QStringLiteral("–")) + u'/' +
                           (p.diastolic ? number(double(*p.diastolic), 0) : QStringLiteral("–"));
                source = p.isTyped() ? QStringLiteral("typed, ") + text(p.by) : QStringLiteral("device");
                if (p.isHollow()) source += QStringLiteral(", doubtful");
                row.struck = !model.isStanding(p);
            }
            row.cells << at(t) << elapsed(t) << pressure;
            bool any = !pressure.isEmpty();
            for (const auto c : {Channel::hr, Channel::spo2, Channel::rr, Channel::etco2}) {
                row.cells << newest(c, t);
                any = any || !row.cells.back().isEmpty();
            }
            row.cells << source;
            if (any) rows.push_back(std::move(row));
        }
        pages_.table({QStringLiteral("Time"), QStringLiteral("Elapsed"), QStringLiteral("NIBP mmHg"),
                      QStringLiteral("HR /min"), QStringLiteral("SpO₂ %"), QStringLiteral("RR /min"),
                      QStringLiteral("EtCO₂ mmHg"), QStringLiteral("Pressure from")},
                     {0.12, 0.11, 0.13, 0.11, 0.1, 0.11, 0.13, 0.19}, rows);
    }

    QString newest(Channel c, MonoTime t) const {
        std::optional<Moment> found;
        const auto offer = [&](MonoTime when, double value) {
            if (when <= t && t - when <= kGridAge && (!found || when >= found->at))
                found = Moment{value, when};
        };
        for (const auto& track : view_.record().vitals().tracks()) {
            if (track.channel != c) continue;
            auto i = track.series.firstFrom(static_cast<double>(toMs(t)) + 1);
            while (i > 0 && t - track.series.time(i - 1) <= kGridAge) {
                --i;
                if (track.series.isHollow(i)) continue;
                offer(track.series.time(i), static_cast<double>(track.series.value(i)));
                break;
            }
        }
        for (const auto& typed : view_.record().vitals().typed())
            if (typed.channel == c && !typed.isHollow() && view_.record().isStanding(typed))
                offer(typed.at, static_cast<double>(typed.value));
        return found ? number(found->value, info(c).decimals) : QString();
    }

    void entries() {
        pages_.heading(QStringLiteral("Every entry, in the order recorded"));
        std::vector<ReportPages::Row> rows;
        for (const auto& event : record_.events) {
            const auto state = view_.record().stateOf(event.id);
            auto words = text(describe(event, options_.label));
            if (event.corrects && !std::holds_alternative<EntryWithdrawn>(event.body))
                words = QStringLiteral("Correction: ") + words;
            if (state == EntryState::corrected) words += QStringLiteral(" (corrected later)");
            if (state == EntryState::withdrawn) words += QStringLiteral(" (withdrawn)");
            const bool late = event.at.mono - event.effective >= Millis{60'000};
            ReportPages::Row row;
            row.struck = state != EntryState::standing;
            row.cells << QString::number(event.seq) << at(event.effective) << elapsed(event.effective)
                      << (late ? QStringLiteral("late, ") + text(formatClock(event.at.wall))
                               : text(formatClock(event.at.wall)))
                      << words << text(event.actor.name);
            rows.push_back(std::move(row));
        }
        done_.entries = static_cast<std::int64_t>(rows.size());
        pages_.table({QStringLiteral("No."), QStringLiteral("Happened"), QStringLiteral("Elapsed"),
                      QStringLiteral("Entered"), QStringLiteral("What"), QStringLiteral("Who")},
                     {0.06, 0.11, 0.11, 0.14, 0.41, 0.17}, rows);
    }

    void completeness() {
        const auto until = lastRecorded(view_);
        pages_.heading(QStringLiteral("How complete the record is"));
        std::vector<ReportPages::Row> rows;
        for (const auto& c : completenessOf(view_, until).channels)
            rows.push_back({{text(c.label), number(100 * c.share(), 1) + QStringLiteral(" %"),
                             text(formatDuration(c.longestGap)), QString::number(c.values),
                             QString::number(c.doubted)}});
        pages_.table({QStringLiteral("Measured"), QStringLiteral("Time with a valid value"),
                      QStringLiteral("Longest gap"), QStringLiteral("Values"), QStringLiteral("Doubtful")},
                     {0.28, 0.24, 0.18, 0.15, 0.15}, rows);
    }

    void ledger() {
        const auto& ledger = view_.state().ledger;
        const auto draws = ledger.draws();
        if (draws.empty()) return;
        pages_.heading(QStringLiteral("Controlled drug"));
        std::vector<ReportPages::Row> rows;
        for (const auto& d : draws)
            rows.push_back(
                {{at(d.at), text(d.vial), text(d.lot), text(d.expiry),
                  number(d.takenMg) + QStringLiteral(" mg"), number(d.drawnMg) + QStringLiteral(" mg")}});
        pages_.table({QStringLiteral("Drawn"), QStringLiteral("Vial"), QStringLiteral("Lot"),
                      QStringLiteral("Expiry"), QStringLiteral("Opened"), QStringLiteral("Used")},
                     {0.14, 0.3, 0.16, 0.14, 0.13, 0.13}, rows);
        const auto balance = ledger.balance(facts_.givenMg.value_or(0));
        pages_.paragraph(QStringLiteral("Taken %1 mg, given %2 mg, wasted %3 mg. %4")
                             .arg(number(balance.takenMg), number(balance.givenMg), number(balance.wastedMg),
                                  text(balance.sentence)));
    }

    void signatures() {
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

    void provenance() {
        const auto& opened = view_.state().opened;
        pages_.heading(QStringLiteral("Where this comes from"));
        QStringList sources;
        for (const auto& s : record_.sources) sources << text(s.name);
        pages_.pairs(
            {{QStringLiteral("Recorded with"), QStringLiteral("Chairside ") + text(opened.softwareVersion)},
             {QStringLiteral("Sources of numbers"), orNone(sources.join(QStringLiteral(", ")))},
             {QStringLiteral("Clock"),
              text(formatIso(record_.summary.opened)) + QStringLiteral(" at the opening, computer's clock")},
             {QStringLiteral("Entries, readings"),
              QStringLiteral("%1, %2").arg(record_.events.size()).arg(record_.readings.size())}});
        pages_.paragraph(QStringLiteral("Session ") + text(record_.summary.session.toString()), 7);
        pages_.paragraph(QStringLiteral("Protocol document ") + text(opened.protocolSha), 7);
        pages_.paragraph(QStringLiteral("Digest of the record (chain head) ") + text(record_.chainHead), 7);
    }

    const SessionRecord& record_;
    const SessionView& view_;
    const ReportOptions& options_;
    SessionFacts facts_;
    ReportPages pages_;
    QSizeF page_;
    ReportDone done_;
};

} // namespace

Result<ReportDone> writeReport(const SessionRecord& record, const SessionView& view,
                               const ReportOptions& options, const QString& file) {
    QSaveFile target(file); // appears under its name only when it is whole
    const auto failed = [&](const QString& why) {
        return Error{("The report could not be written to " + file + ": " + why + ". Choose another place.")
                         .toStdString()};
    };
    if (!target.open(QIODevice::WriteOnly)) return failed(target.errorString());
    ReportDone done;
    {
        QPdfWriter writer(&target);
        writer.setResolution(kDotsPerInch);
        const QPageSize size(options.paper == Paper::a4 ? QPageSize::A4 : QPageSize::Letter);
        writer.setPageSize(size);
        writer.setPageMargins(QMarginsF());
        writer.setTitle(QStringLiteral("Infusion session record"));
        writer.setCreator(options.printedBy);
        Writer report(record, view, options, size.size(QPageSize::Point));
        done = report.compose();
        report.paint(writer);
    }
    if (!target.commit()) return failed(target.errorString());
    return done;
}

} // namespace chairside
