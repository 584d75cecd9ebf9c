// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/compare_figures.h"

#include "core/base/number.h"
#include "ui/style/words.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>

namespace chairside {
namespace {

using Kind = ComparedRow::Kind;

class Table {
public:
    explicit Table(const std::vector<const SessionFacts*>& sessions) : sessions_(sessions) {}

    void numbers(const QString& title, const QString& unit, int decimals,
                 const std::function<std::optional<double>(const SessionFacts&)>& of,
                 const std::function<QString(const SessionFacts&)>& scale = {}, bool detail = false) {
        ComparedRow row{title, unit, Kind::number, decimals, detail, {}};
        for (const auto* facts : sessions_) {
            ComparedValue value;
            value.number = of(*facts);
            if (value.number) value.text = text(formatNumber(*value.number, decimals));
            if (scale) value.scale = scale(*facts);
            row.values.push_back(std::move(value));
        }
        keep(std::move(row));
    }
    void durations(const QString& title, const std::function<std::optional<Millis>(const SessionFacts&)>& of,
                   bool detail = false) {
        ComparedRow row{title, tr("min:s"), Kind::duration, 0, detail, {}};
        for (const auto* facts : sessions_) {
            ComparedValue value;
            if (const auto length = of(*facts)) {
                value.text = text(formatDuration(*length));
                value.number = static_cast<double>(length->count());
            }
            row.values.push_back(std::move(value));
        }
        keep(std::move(row));
    }
    void words(const QString& title, const std::function<QString(const SessionFacts&)>& of) {
        ComparedRow row{title, {}, Kind::words, 0, false, {}};
        for (const auto* facts : sessions_) row.values.push_back({of(*facts), {}, {}});
        keep(std::move(row));
    }
    /// The extreme of a channel, how far it is from where the session began, and when.
    void peak(const QString& title, const QString& unit, const ChannelFacts SessionFacts::*channel,
              const QString& rise) {
        numbers(title, unit, 0, [=](const SessionFacts& f) {
            const auto& peak = (f.*channel).peak;
            return peak ? std::optional(peak->value) : std::nullopt;
        });
        if (!rise.isEmpty())
            numbers(
                rise, unit, 0, [=](const SessionFacts& f) { return (f.*channel).rise(); }, {}, true);
        durations(
            tr("at, after the start"), [=](const SessionFacts& f) { return f.sinceStart((f.*channel).peak); },
            true);
    }
    std::vector<ComparedRow> rows;

private:
    void keep(ComparedRow row) {
        if (std::ranges::any_of(row.values, [](const auto& v) { return !v.text.isEmpty(); }))
            rows.push_back(std::move(row));
    }
    const std::vector<const SessionFacts*>& sessions_;
};

QString effectWords(const SessionFacts& facts, const LabelOf& label) {
    std::map<std::string, int> worst;
    for (const auto& effect : facts.effects)
        worst[effect.effect] = std::max(worst[effect.effect], effect.worst);
    QStringList parts;
    for (const auto& [effect, severity] : worst)
        parts << text(label ? label(effect) : effect) + QStringLiteral(" ") + QString::number(severity);
    return parts.isEmpty() ? tr("none recorded") : parts.join(QStringLiteral(", "));
}

QString medicineWords(const SessionFacts& facts) {
    QStringList parts;
    for (const auto& given : facts.medications)
        parts << text(given.drug + " " + formatNumber(given.dose, 2) + " " + given.unit);
    return parts.isEmpty() ? tr("none recorded") : parts.join(QStringLiteral(", "));
}

QString endWords(const SessionFacts& facts) {
    if (!facts.has(fact::kTreated)) return tr("not treated");
    if (!facts.has(fact::kAborted)) return facts.end ? tr("complete") : tr("not ended");
    return facts.abortReason.empty() ? tr("stopped early")
                                     : tr("stopped early: %1").arg(text(facts.abortReason));
}

void treatment(Table& table) {
    table.numbers(tr("Dose given"), tr("mg"), 2, [](const auto& f) { return f.givenMg; });
    table.numbers(tr("Dose by weight"), tr("mg/kg"), 2, [](const auto& f) { return f.mgPerKg; });
    table.durations(tr("Length of treatment"), [](const auto& f) { return f.treated(); });
    table.words(tr("Ended"), endWords);
}

void dissociation(Table& table, const LabelOf& label) {
    const auto scale = [&](const SessionFacts& f) {
        return text(label && !f.dissociationScale.empty() ? label(f.dissociationScale) : f.dissociationScale);
    };
    table.numbers(
        tr("Peak dissociation"), {}, 0,
        [](const auto& f) { return f.dissociation ? std::optional(f.dissociation->value) : std::nullopt; },
        scale);
    table.durations(
        tr("at, after the start"), [](const auto& f) { return f.sinceStart(f.dissociation); }, true);
    table.durations(tr("Dissociation above %1 for").arg(kDissociatedAbove),
                    [](const auto& f) { return f.dissociated; });
}

} // namespace

std::vector<ComparedRow> compareFigures(const std::vector<const SessionFacts*>& sessions,
                                        const LabelOf& label) {
    Table table(sessions);
    treatment(table);
    table.peak(tr("Peak systolic"), tr("mmHg"), &SessionFacts::systolic, tr("above the baseline"));
    table.peak(tr("Peak diastolic"), tr("mmHg"), &SessionFacts::diastolic, tr("above the baseline"));
    table.peak(tr("Peak heart rate"), tr("/min"), &SessionFacts::heartRate, {});
    table.peak(tr("Lowest SpO₂"), tr("%"), &SessionFacts::spo2, {});
    dissociation(table, label);
    table.words(tr("Side effects, worst"), [&](const auto& f) { return effectWords(f, label); });
    table.words(tr("Other medicines"), medicineWords);
    table.durations(tr("Ready to leave, after the start"), [](const auto& f) { return f.readyAfter(); });
    table.durations(tr("Longest time without BP"), [](const auto& f) { return f.longestPressureGap; });
    table.numbers(tr("Alarms"), {}, 0, [](const auto& f) { return std::optional<double>(f.alarms); });
    return std::move(table.rows);
}

QString differenceText(const ComparedRow& row, std::size_t of, std::size_t from) {
    if (of == from || of >= row.values.size() || from >= row.values.size()) return {};
    const auto &one = row.values[of], &other = row.values[from];
    if (row.kind == Kind::words || !one.number || !other.number || one.scale != other.scale) return {};
    const double difference = *one.number - *other.number;
    if (row.kind == Kind::duration) {
        const Millis length{static_cast<std::int64_t>(difference)};
        const auto words = text(formatDuration(length));
        return length >= Seconds{1} ? QStringLiteral("+") + words : words;
    }
    const double unit = std::pow(10.0, -row.decimals);
    if (std::abs(difference) < unit / 2) return QStringLiteral("0");
    const auto words = text(formatNumber(difference, row.decimals));
    return difference > 0 ? QStringLiteral("+") + words : words;
}

} // namespace chairside
