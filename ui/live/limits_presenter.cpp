// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/live/limits_presenter.h"

#include "core/base/number.h"
#include "core/base/phrase.h"
#include "ui/style/words.h"

#include <algorithm>

namespace chairside {
namespace {

int decimalsOf(const LimitRule& rule) {
    const auto channel = channelOf(rule);
    return rule.percentOfBaseline || !channel ? 0 : info(*channel).decimals;
}

QString numberOf(const LimitRule& rule, double value) {
    return QString::fromStdString(formatNumber(value, decimalsOf(rule)));
}

QString rowTitle(const LimitRule& rule, Channel channel) {
    const auto label = QString::fromStdString(phrase(info(channel).label));
    if (rule.percentOfBaseline) return tr("%1 above baseline").arg(label);
    return (rule.high ? tr("%1 high") : tr("%1 low")).arg(label);
}

LimitCell cellOf(const AlarmEngine& alarms, const LimitRule& rule) {
    LimitCell cell;
    cell.id = rule.id;
    cell.level = rule.level;
    cell.number = rule.value;
    cell.value = (rule.percentOfBaseline ? QStringLiteral("+") : QString()) + numberOf(rule, rule.value);
    const auto preset = alarms.limits().preset(rule.id);
    cell.changed = preset && *preset != rule.value;
    if (cell.changed)
        cell.detail = tr("protocol %1").arg(numberOf(rule, *preset));
    else if (rule.delay >= 60s)
        cell.detail = tr("%1 min").arg(std::chrono::duration_cast<Minutes>(rule.delay).count());
    else if (rule.delay > Millis{0})
        cell.detail = tr("%1 s").arg(std::chrono::duration_cast<Seconds>(rule.delay).count());
    cell.spoken = QString::fromStdString(limitName(rule)) + u' ' + cell.value;
    return cell;
}

/// How often the cuff measures is no limit, but belongs to one: from it a missing pressure is told.
std::optional<LimitRow> cuffRow(const AlarmEngine& alarms) {
    const auto interval = alarms.cuffInterval();
    if (!interval) return std::nullopt;
    const double minutes = std::chrono::duration<double, std::ratio<60>>(*interval).count();
    LimitCell cell;
    cell.id = kCuffIntervalLimit;
    cell.setting = true;
    cell.number = minutes;
    cell.value = tr("every %1 min").arg(QString::fromStdString(formatNumber(minutes, 1)));
    cell.changed = alarms.limits().cuffInterval().has_value();
    cell.detail = cell.changed ? tr("as told") : tr("by the source");
    cell.spoken = tr("Cuff interval, %1").arg(cell.value);
    return LimitRow{Channel::nibpSystolic, true, tr("Cuff interval"), tr("min"), {cell}};
}

std::optional<LimitOffer> cuffOffer(const AlarmEngine& alarms) {
    const auto now = alarms.cuffInterval(), seen = alarms.proposedCuffInterval();
    if (!now || !seen) return std::nullopt;
    const auto minutes = [](Millis m) { return std::chrono::duration<double, std::ratio<60>>(m).count(); };
    LimitOffer offer;
    offer.change = {std::string(kCuffIntervalLimit), minutes(*now), minutes(*seen),
                    "as the last measurements came"};
    offer.title = tr("Cuff interval: %1 → %2 min")
                      .arg(QString::fromStdString(formatNumber(minutes(*now), 1)),
                           QString::fromStdString(formatNumber(minutes(*seen), 0)));
    offer.because = tr("the last three measurements came so; the alarm for a missing pressure follows it");
    if (const auto refused = refuseChange(alarms.limits(), offer.change))
        offer.refused = QString::fromStdString(refused->sentence);
    return offer;
}

} // namespace

LimitsState presentLimits(const AlarmEngine& alarms, const Baseline& baseline, const QString& baselineFrom) {
    LimitsState state;
    for (const auto& rule : alarms.limits().rules()) {
        const auto channel = channelOf(rule);
        if (!channel || rule.level == LimitLevel::info) continue;
        const auto title = rowTitle(rule, *channel);
        auto row = std::ranges::find(state.rows, title, &LimitRow::title);
        if (row == state.rows.end()) {
            const QString unit = rule.percentOfBaseline ? QStringLiteral("%") : text(info(*channel).unit);
            state.rows.push_back({*channel, rule.high, title, unit, {}});
            row = std::prev(state.rows.end());
        }
        row->cells.push_back(cellOf(alarms, rule));
    }
    if (auto cuff = cuffRow(alarms)) state.rows.push_back(std::move(*cuff));
    for (auto& row : state.rows) std::ranges::stable_sort(row.cells, {}, &LimitCell::level);
    std::ranges::stable_sort(state.rows, {}, [](const LimitRow& r) { return index(r.channel); });
    if (auto offer = cuffOffer(alarms)) state.offers.push_back(std::move(*offer));
    for (auto& proposal : proposeLimits(alarms.limits(), baseline)) {
        const auto* rule = alarms.limits().find(proposal.change.limit);
        if (!rule) continue;
        LimitOffer offer;
        offer.title = tr("%1: %2 → %3 %4")
                          .arg(rowTitle(*rule, proposal.channel), numberOf(*rule, rule->value),
                               numberOf(*rule, *proposal.change.to), text(info(proposal.channel).unit));
        offer.because =
            tr("baseline %1 %2").arg(numberOf(*rule, proposal.baseline), text(info(proposal.channel).unit));
        if (proposal.refused) offer.refused = QString::fromStdString(proposal.refused->sentence);
        offer.change = std::move(proposal.change);
        state.offers.push_back(std::move(offer));
    }
    state.offersNote = baselineFrom.isEmpty()
                           ? tr("No baseline yet: measure the patient before treatment, then limits are "
                                "proposed here.")
                       : state.offers.empty()
                           ? tr("Nothing to propose: the limits already fit %1.").arg(baselineFrom)
                           : tr("From %1. Each one takes effect only when you confirm it.").arg(baselineFrom);
    return state;
}

} // namespace chairside
