// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/figures/figures_words.h"

#include "core/base/number.h"
#include "ui/course/course_words.h"
#include "ui/history/session_list_model.h"
#include "ui/style/number_label.h"
#include "ui/style/words.h"

#include <cmath>

namespace chairside {
namespace {

QString count(std::int64_t n) {
    return QString::fromStdString(formatCount(n));
}

QString figureNumber(double value, int decimals) {
    return QString::fromStdString(formatNumber(value, decimals));
}

QString minutesWords(double minutes) {
    const auto whole = static_cast<int>(std::lround(minutes));
    return whole < 60 ? tr("%1 min").arg(whole) : tr("%1 h %2 min").arg(whole / 60).arg(whole % 60);
}

QString ofWords(const ClinicFigure& figure) {
    if (figure.of == "patients") return tr("patients");
    if (figure.of == "checks") return tr("checks");
    return figure.of == "weeks" ? tr("weeks") : tr("sessions");
}

struct Words {
    const char *key, *title, *behind;
};
constexpr Words kWords[] = {
    {figure::kTreated, QT_TRANSLATE_NOOP("FiguresWords", "Treated sessions"),
     QT_TRANSLATE_NOOP("FiguresWords", "All treated sessions")},
    {figure::kPerWeek, QT_TRANSLATE_NOOP("FiguresWords", "Sessions a week"),
     QT_TRANSLATE_NOOP("FiguresWords", "All treated sessions")},
    {figure::kCompleted, QT_TRANSLATE_NOOP("FiguresWords", "Completed"),
     QT_TRANSLATE_NOOP("FiguresWords", "Completed")},
    {figure::kAbortReason, QT_TRANSLATE_NOOP("FiguresWords", "Stopped early"),
     QT_TRANSLATE_NOOP("FiguresWords", "Stopped early")},
    {figure::kActionPressure, QT_TRANSLATE_NOOP("FiguresWords", "Action-level BP"),
     QT_TRANSLATE_NOOP("FiguresWords", "A pressure at action level")},
    {figure::kSevereDissociation, QT_TRANSLATE_NOOP("FiguresWords", "Severe dissociation"),
     QT_TRANSLATE_NOOP("FiguresWords", "Severe dissociation")},
    {figure::kRescue, QT_TRANSLATE_NOOP("FiguresWords", "Medicines needed"),
     QT_TRANSLATE_NOOP("FiguresWords", "A medicine was given")},
    {figure::kEffect, QT_TRANSLATE_NOOP("FiguresWords", "Side effect"),
     QT_TRANSLATE_NOOP("FiguresWords", "Side effect")},
    {figure::kSevereEffect, QT_TRANSLATE_NOOP("FiguresWords", "Severe side effect"),
     QT_TRANSLATE_NOOP("FiguresWords", "Severe side effect")},
    {figure::kResponse, QT_TRANSLATE_NOOP("FiguresWords", "Response"),
     QT_TRANSLATE_NOOP("FiguresWords", "Last session of those who responded")},
    {figure::kRemission, QT_TRANSLATE_NOOP("FiguresWords", "Remission"),
     QT_TRANSLATE_NOOP("FiguresWords", "Last session of those in remission")},
    {figure::kReady, QT_TRANSLATE_NOOP("FiguresWords", "Fit to leave"),
     QT_TRANSLATE_NOOP("FiguresWords", "Time until fit to leave, longest first")},
    {figure::kLeft, QT_TRANSLATE_NOOP("FiguresWords", "Left"),
     QT_TRANSLATE_NOOP("FiguresWords", "Time until leaving, longest first")},
    {figure::kPressureGap, QT_TRANSLATE_NOOP("FiguresWords", "BP gaps from 10 min"),
     QT_TRANSLATE_NOOP("FiguresWords", "Ten minutes or more without a blood pressure")},
    {figure::kOnTime, QT_TRANSLATE_NOOP("FiguresWords", "Checks on time"),
     QT_TRANSLATE_NOOP("FiguresWords", "A check was late or missed")},
    {figure::kMissed, QT_TRANSLATE_NOOP("FiguresWords", "Checks missed"),
     QT_TRANSLATE_NOOP("FiguresWords", "A check was missed")},
    {figure::kUnsigned, QT_TRANSLATE_NOOP("FiguresWords", "Not signed"),
     QT_TRANSLATE_NOOP("FiguresWords", "Discharged, not signed")},
};

const Words* wordsOf(const std::string& key) {
    for (const auto& words : kWords)
        if (key == words.key) return &words;
    return nullptr;
}

QString aboutWords(const ClinicFigure& figure, const LabelOf& label) {
    if (figure.key == figure::kAbortReason)
        return figure.about.empty() ? tr("no reason given") : QString::fromStdString(figure.about);
    if (figure.key == figure::kResponse || figure.key == figure::kRemission)
        return shortScaleName(figure.about);
    return figure.about.empty() ? QString() : QString::fromStdString(label(figure.about));
}

QString dayWords(std::int32_t day) {
    return longDate({static_cast<std::int64_t>(day) * 86'400'000, 0});
}

} // namespace

QString figureValue(const ClinicFigure& figure) {
    if (!figure.value) return noReading();
    switch (figure.unit) {
    case FigureUnit::percent: return tr("%1 %").arg(figureNumber(*figure.value, 1));
    case FigureUnit::count: return count(static_cast<std::int64_t>(std::llround(*figure.value)));
    case FigureUnit::minutes: return minutesWords(*figure.value);
    case FigureUnit::perWeek: return figureNumber(*figure.value, 1);
    }
    return {};
}

QString figureBasis(const ClinicFigure& figure) {
    if (figure.of == "checks") return tr("of %1 checks").arg(count(figure.n));
    if (figure.unit == FigureUnit::percent)
        return tr("%1 of %2 %3").arg(count(figure.counted), count(figure.n), ofWords(figure));
    if (figure.unit == FigureUnit::minutes && figure.lowerQuartile)
        return tr("n = %1, half %2–%3 min") // what may be cut in a narrow card is never the n
            .arg(count(figure.n), figureNumber(*figure.lowerQuartile, 0),
                 figureNumber(*figure.upperQuartile, 0));
    return tr("n = %1 %2").arg(count(figure.n), ofWords(figure));
}

QString figureTitle(const ClinicFigure& figure, const LabelOf& label) {
    const auto* words = wordsOf(figure.key);
    const auto title = words ? tr(words->title) : QString::fromStdString(figure.key);
    const auto about = aboutWords(figure, label);
    return about.isEmpty() ? title : title + QStringLiteral(": ") + about;
}

QString behindTitle(const ClinicFigure& figure, const LabelOf& label) {
    const auto* words = wordsOf(figure.key);
    const auto title = words ? tr(words->behind) : QString::fromStdString(figure.key);
    const auto about = aboutWords(figure, label);
    return about.isEmpty() ? title : title + QStringLiteral(": ") + about;
}

FigureTile::State presentTile(const ClinicFigure& figure, const LabelOf& label) {
    return {figureTitle(figure, label), figureValue(figure), figureBasis(figure), {}};
}

FigureRows::Row presentRow(const ClinicFigure& figure, const LabelOf& label) {
    FigureRows::Row row;
    const auto about = aboutWords(figure, label);
    row.name = about.isEmpty() || figure.key == figure::kResponse || figure.key == figure::kRemission
                   ? figureTitle(figure, label)
                   : about;
    row.value = figureValue(figure);
    row.detail = figureBasis(figure);
    row.shortDetail = figure.unit == FigureUnit::percent && figure.of != "checks"
                          ? tr("%1 of %2").arg(count(figure.counted), count(figure.n))
                          : tr("n = %1").arg(count(figure.n));
    if (figure.unit == FigureUnit::percent && figure.value) row.fraction = *figure.value / 100;
    return row;
}

QString spanWords(const ClinicFigures& figures) {
    QString words = figures.sessions == 1 ? tr("1 treated session")
                                          : tr("%1 treated sessions").arg(count(figures.sessions));
    if (figures.firstDay)
        words += QStringLiteral(", ") + dayWords(*figures.firstDay) +
                 (*figures.firstDay == *figures.lastDay ? QString()
                                                        : QStringLiteral(" – ") + dayWords(*figures.lastDay));
    if (figures.untreated > 0) words += tr("; %1 without treatment left out").arg(count(figures.untreated));
    return words;
}

} // namespace chairside
