// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/chart/earlier_course.h"

#include <algorithm>

namespace chairside {
namespace {

constexpr Millis kBefore = Minutes{10};

EarlierSession pressures(const RecordModel& model, MonoTime start) {
    EarlierSession out;
    for (const auto& point : model.vitals().nibp())
        if (point.systolic && !point.isHollow() && model.isStanding(point) && point.at >= start - kBefore)
            out.values.push_back({point.at - start, static_cast<double>(*point.systolic)});
    return out;
}

EarlierSession minutes(const RecordModel& model, Channel channel, MonoTime start) {
    EarlierSession out;
    // An oximeter's pulse stands in for the heart rate where there was no other.
    const bool byPulse = channel == Channel::hr && !model.vitals().has(Channel::hr);
    for (const auto& track : model.vitals().tracks()) {
        if (track.channel != (byPulse ? Channel::pulseRate : channel)) continue;
        const auto& series = track.series;
        for (std::size_t i = 0; i < series.size(); ++i) {
            const Millis since = series.time(i) - start;
            if (series.isHollow(i) || since < -kBefore) continue;
            const Millis minute = since - (since % Minutes{1} + Minutes{1}) % Minutes{1};
            const EarlierSession::Value value{minute, static_cast<double>(series.value(i))};
            if (!out.values.empty() && out.values.back().sinceStart == minute)
                out.values.back() = value;
            else
                out.values.push_back(value);
        }
    }
    return out;
}

} // namespace

bool EarlierCourse::empty() const {
    return std::all_of(channels.begin(), channels.end(), [](const auto& c) { return c.values.empty(); });
}

EarlierCourse earlierCourse(const RecordModel& model) {
    EarlierCourse out;
    const auto start = model.treatmentStart();
    if (!start) return out;
    for (std::size_t i = 0; i < kBandChannels.size(); ++i)
        out.channels[i] = kBandChannels[i] == Channel::nibpSystolic
                              ? pressures(model, *start)
                              : minutes(model, kBandChannels[i], *start);
    return out;
}

std::vector<HistoryBand> historyBands(const std::vector<EarlierCourse>& courses) {
    std::vector<HistoryBand> bands;
    for (std::size_t i = 0; i < kBandChannels.size(); ++i) {
        std::vector<EarlierSession> sessions;
        for (const auto& course : courses)
            if (!course.channels[i].values.empty()) sessions.push_back(course.channels[i]);
        auto band = historyBand(kBandChannels[i], sessions);
        if (!band.points.empty()) bands.push_back(std::move(band));
    }
    return bands;
}

} // namespace chairside
