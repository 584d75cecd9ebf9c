// SPDX-License-Identifier: GPL-3.0-or-later
// The tables of a printed session: measurements over time, every entry, completeness, controlled drug.
#include "core/live/completeness.h"
#include "core/log/event_codec.h"
#include "ui/report/report_sections.h"
#include "ui/report/report_words.h"
#include "ui/style/role_word.h"

#include <algorithm>
#include <unordered_map>

namespace chairside {

using namespace report;

namespace {

constexpr Millis kGridAge{60'000}; ///< a number in the vitals grid is at most this old

QString typedMark() {
    return QStringLiteral(" t");
}

} // namespace

/// One row each five minutes and at each cuff pressure: the newest value of the last minute, else
/// nothing.
void ReportSections::grid() {
    pages_.heading(tr("Vital signs over time"));
    const auto& model = view_.record();
    std::vector<ReportPages::Row> rows;
    std::vector<MonoTime> times;
    for (auto t = model.firstAt(); t <= model.lastAt(); t += Minutes{5}) times.push_back(t);
    for (const auto& p : model.vitals().nibp()) times.push_back(p.at);
    if (const auto scores = view_.state().scores.find("moaas"); scores != view_.state().scores.end())
        for (const auto& score : scores->second) times.push_back(score.at);
    std::sort(times.begin(), times.end());
    times.erase(std::unique(times.begin(), times.end()), times.end());
    for (const auto t : times) {
        ReportPages::Row row;
        QString pressure, source;
        for (const auto& p : model.vitals().nibp()) {
            if (p.at != t) continue;
            pressure = (p.systolic ? number(double(*p.systolic), 0) : QStringLiteral("–")) + u'/' +
                       (p.diastolic ? number(double(*p.diastolic), 0) : QStringLiteral("–"));
            const auto* by = model.vitals().source(p.source);
            source = p.isTyped() ? tr("typed, ") + text(p.by) : by ? originWords(by->origin) : QString();
            if (p.isHollow()) source += tr(", doubtful");
            row.struck = !model.isStanding(p);
        }
        row.cells << at(t) << elapsed(t) << pressure;
        bool any = !pressure.isEmpty();
        for (const auto c : {Channel::hr, Channel::spo2, Channel::rr, Channel::etco2}) {
            row.cells << newest(c, t);
            any = any || !row.cells.back().isEmpty();
        }
        row.cells << sedation(t);
        any = any || !row.cells.back().isEmpty();
        row.cells << source;
        if (any) rows.push_back(std::move(row));
    }
    pages_.table({tr("Time"), tr("Elapsed"), tr("NIBP mmHg"), tr("HR /min"), tr("SpO₂ %"), tr("RR /min"),
                  tr("EtCO₂ mmHg"), tr("MOAA/S"), tr("Pressure from")},
                 {0.11, 0.1, 0.13, 0.1, 0.09, 0.1, 0.11, 0.09, 0.17}, rows);
    const auto marked = [](const ReportPages::Row& row) {
        return std::any_of(row.cells.begin() + 3, row.cells.begin() + 7, // HR to EtCO₂

                           [](const QString& cell) { return cell.endsWith(typedMark()); });
    };
    if (std::any_of(rows.begin(), rows.end(), marked))
        pages_.paragraph(
            QStringLiteral("A value marked t was typed by a person; all others of HR, SpO₂, RR and "
                           "EtCO₂ come from the monitors named in this report."));
}

/// Level of consciousness.
QString ReportSections::sedation(MonoTime t) const {
    const auto scores = view_.state().scores.find("moaas");
    if (scores == view_.state().scores.end()) return {};
    for (const auto& score : scores->second)
        if (score.at <= t && t - score.at <= kGridAge && score.total) return number(*score.total, 0);
    return {};
}

QString ReportSections::newest(Channel c, MonoTime t) const {
    struct Newest {
        double value;
        MonoTime at;
        bool typed;
    };
    std::optional<Newest> found;
    const auto offer = [&](MonoTime when, double value, bool typed = false) {
        if (when <= t && t - when <= kGridAge && (!found || when >= found->at))
            found = Newest{value, when, typed};
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
            offer(typed.at, static_cast<double>(typed.value), true);
    if (!found) return {};
    return number(found->value, info(c).decimals) + (found->typed ? typedMark() : QString());
}

void ReportSections::entries() {
    pages_.heading(tr("Every entry, in the order recorded"));
    std::vector<ReportPages::Row> rows;
    std::unordered_map<Uuid, std::int64_t> numbers;
    for (const auto& event : record_.events) {
        numbers[event.id] = event.seq;
        const auto state = view_.record().stateOf(event.id);
        auto words = text(describe(event, options_.label));
        if (event.corrects) {
            const auto of = numbers.find(*event.corrects);
            const auto which = of == numbers.end() ? QString() : tr(" of no. %1").arg(of->second);
            words = (std::holds_alternative<EntryWithdrawn>(event.body) ? tr("Withdrawal%1: ")
                                                                        : tr("Correction%1: "))
                        .arg(which) +
                    words;
        }
        if (state == EntryState::corrected) words += tr(" (corrected later)");
        if (state == EntryState::withdrawn) words += tr(" (withdrawn)");
        const bool late = event.at.mono - event.effective >= Millis{60'000};
        ReportPages::Row row;
        row.struck = state != EntryState::standing;
        row.cells << QString::number(event.seq) << at(event.effective) << elapsed(event.effective)
                  << (late ? tr("late, ") + text(formatClock(event.at.wall))
                           : text(formatClock(event.at.wall)))
                  << words
                  << (event.actor.role == Role::system
                          ? tr("noticed by the program")
                          : text(event.actor.name) + QStringLiteral(", ") + roleWord(event.actor.role));
        rows.push_back(std::move(row));
    }
    entries_ = static_cast<std::int64_t>(rows.size());
    pages_.table({tr("No."), tr("Happened"), tr("Elapsed"), tr("Entered"), tr("What"), tr("Who")},
                 {0.06, 0.11, 0.11, 0.14, 0.41, 0.17}, rows);
}

void ReportSections::completeness() {
    const auto until = lastRecorded(view_);
    pages_.heading(tr("How complete the record is"));
    std::vector<ReportPages::Row> rows;
    for (const auto& c : completenessOf(view_, until).channels)
        rows.push_back(
            {{text(phrase(c.label)), number(100 * c.share(), 1) + QStringLiteral(" %"),
              text(formatDuration(c.longestGap)), QString::number(c.values), QString::number(c.doubted)}});
    pages_.table(
        {tr("Measured"), tr("Time with a valid value"), tr("Longest gap"), tr("Values"), tr("Doubtful")},
        {0.28, 0.24, 0.18, 0.15, 0.15}, rows);
}

void ReportSections::ledger() {
    const auto& ledger = view_.state().ledger;
    const auto draws = ledger.draws();
    if (draws.empty()) return;
    pages_.heading(tr("Controlled drug"));
    std::vector<ReportPages::Row> rows;
    for (const auto& d : draws)
        rows.push_back({{at(d.at), text(d.vial), text(d.lot), text(d.expiry),
                         d.fromOpenVial ? tr("open vial") : number(d.takenMg) + tr(" mg"),
                         number(d.drawnMg) + tr(" mg")}});
    pages_.table({tr("Drawn"), tr("Vial"), tr("Lot"), tr("Expiry"), tr("Opened"), tr("Used")},
                 {0.14, 0.3, 0.16, 0.14, 0.13, 0.13}, rows);
    const auto balance = ledger.balance(facts_.givenMg.value_or(0));
    pages_.paragraph(tr("Taken %1 mg, given %2 mg, wasted %3 mg. %4")
                         .arg(number(balance.takenMg), number(balance.givenMg), number(balance.wastedMg),
                              text(balance.sentence)));
}
} // namespace chairside
