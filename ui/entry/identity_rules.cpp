// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/entry/identity_rules.h"

#include "core/base/number.h"
#include "core/base/text.h"
#include "ui/style/words.h"

#include <QDate>
#include <QLocale>
#include <QRegularExpression>

namespace chairside {
namespace {

constexpr double kLightestKg = 20, kHeaviestKg = 400, kShortestCm = 80,
                 kTallestCm = 250; // design: adults, and typing errors
constexpr int kOldestYears = 130;

QString rangeProblem(const QString& typed, double least, double most, const QString& sentence) {
    const auto parsed = parseNumber(typed.toStdString());
    if (parsed.issue) return QString::fromStdString(parsed.issue->sentence);
    if (!parsed.value || *parsed.value < least || *parsed.value > most) return sentence;
    return {};
}

} // namespace

std::optional<QString> isoBirthDate(const QString& typed) {
    const QString text = typed.simplified();
    static const QRegularExpression kIso(QStringLiteral("^(\\d{4})-(\\d{1,2})-(\\d{1,2})$"));
    static const QRegularExpression kDots(QStringLiteral("^(\\d{1,2})\\.\\s?(\\d{1,2})\\.\\s?(\\d{4})$"));
    QDate date;
    if (const auto iso = kIso.match(text); iso.hasMatch())
        date = QDate(iso.captured(1).toInt(), iso.captured(2).toInt(), iso.captured(3).toInt());
    else if (const auto dots = kDots.match(text); dots.hasMatch())
        date = QDate(dots.captured(3).toInt(), dots.captured(2).toInt(), dots.captured(1).toInt());
    else
        date = QLocale::c().toDate(text, QStringLiteral("d MMM yyyy"));
    if (!date.isValid()) return std::nullopt;
    return date.toString(Qt::ISODate);
}

QString birthDateProblem(const QString& typed, const QString& todayIso) {
    if (typed.trimmed().isEmpty()) return tr("The birth date is needed: year-month-day.");
    const auto iso = isoBirthDate(typed);
    if (!iso) return tr("Write the birth date as year-month-day, for example 1986-03-14.");
    const QDate birth = QDate::fromString(*iso, Qt::ISODate),
                today = QDate::fromString(todayIso, Qt::ISODate);
    if (!today.isValid()) return {};
    if (birth > today) return tr("This birth date is in the future.");
    if (birth.addYears(kOldestYears) < today) return tr("This birth date is more than 130 years ago.");
    return {};
}

QString nameProblem(const QString& typed, const QString& what) {
    if (typed.trimmed().isEmpty()) return tr("%1 is needed.").arg(what);
    if (static_cast<std::size_t>(typed.size()) > kMaxNameChars)
        return tr("%1 can have at most 200 characters.").arg(what);
    if (cleanName(typed.toStdString()) != typed.toStdString())
        return tr("%1 contains invisible control characters. Please type it again.").arg(what);
    return {};
}

QString weightProblem(const QString& typed) {
    if (typed.trimmed().isEmpty()) return tr("Weigh the patient today; the dose depends on it.");
    return rangeProblem(typed, kLightestKg, kHeaviestKg,
                        tr("The weight must be between 20 and 400 kg. Pounds are not accepted."));
}

QString heightProblem(const QString& typed) {
    if (typed.trimmed().isEmpty()) return {};
    return rangeProblem(typed, kShortestCm, kTallestCm, tr("The height must be between 80 and 250 cm."));
}

} // namespace chairside
