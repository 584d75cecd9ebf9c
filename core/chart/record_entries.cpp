// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/chart/record_entries.h"

#include <algorithm>
#include <cmath>

namespace chairside {

std::vector<LimitSetting> limitsOf(const Protocol& protocol) {
    std::vector<LimitSetting> out;
    for (const auto& rule : protocol.limits) {
        const auto channel = channelFromKey(rule.param);
        if (!channel || rule.percentOfBaseline || rule.aboveBaseline) continue;
        const bool calmDefault =
            rule.level == LimitLevel::caution &&
            ((*channel == Channel::nibpSystolic && rule.high) || (*channel == Channel::spo2 && !rule.high));
        out.push_back({rule.id, *channel, rule.level, rule.high, rule.value, calmDefault});
    }
    return out;
}

namespace {

constexpr Millis kCarries = Minutes{10}; // design: two cuff intervals of the default schedule

std::optional<double> valueAt(const EarlierSession& session, Millis at) {
    std::optional<EarlierSession::Value> best;
    for (const auto& v : session.values)
        if (v.sinceStart <= at && at - v.sinceStart <= kCarries &&
            (!best || v.sinceStart >= best->sinceStart))
            best = v;
    return best ? std::optional(best->value) : std::nullopt;
}

double percentile(const std::vector<double>& sorted, double part) {
    const double place = part * static_cast<double>(sorted.size() - 1);
    const auto below = static_cast<std::size_t>(place);
    const auto above = std::min(below + 1, sorted.size() - 1);
    return sorted[below] + (place - static_cast<double>(below)) * (sorted[above] - sorted[below]);
}

} // namespace

HistoryBand historyBand(Channel channel, const std::vector<EarlierSession>& sessions, Millis step) {
    HistoryBand band{channel, static_cast<int>(sessions.size()), {}};
    Millis first = Millis::max(), last = Millis::min();
    for (const auto& session : sessions)
        for (const auto& v : session.values) {
            first = std::min(first, v.sinceStart);
            last = std::max(last, v.sinceStart);
        }
    if (first > last || step <= Millis{0}) return band;
    const auto begin = std::floor(static_cast<double>(first.count()) / static_cast<double>(step.count()));
    for (Millis at = static_cast<std::int64_t>(begin) * step; at <= last + step; at += step) {
        std::vector<double> here;
        for (const auto& session : sessions)
            if (const auto v = valueAt(session, at)) here.push_back(*v);
        if (here.size() < 2) continue;
        std::sort(here.begin(), here.end());
        band.points.push_back(
            {at, static_cast<float>(percentile(here, 0.1)), static_cast<float>(percentile(here, 0.9))});
    }
    return band;
}

} // namespace chairside
