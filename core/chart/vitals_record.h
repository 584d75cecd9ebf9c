// SPDX-License-Identifier: GPL-3.0-or-later
// The measured part of a record: one series per channel and source, and pressures as points. Filled from
// readings and typed vitals in any order. Owned by RecordModel, main thread only. It never joins two sources
// into one line.
#pragma once

#include "core/chart/record_entries.h"
#include "core/chart/sample_series.h"
#include "core/domain/reading.h"

#include <deque>
#include <optional>
#include <string>
#include <vector>

namespace chairside {

/// A stretch without a reading, long enough to be named on the chart.
struct SilentSpan {
    TimeSpan span;
    bool sensorOff = false; ///< the source said so
};

struct ChannelTrack {
    Channel channel = Channel::hr;
    SourceId source = 0;
    SampleSeries series;
    std::vector<SilentSpan>
        silences; ///< see kNamedSilence; check with isSilent(): a late sample may fill one
    bool sensorOff = false;
    bool isSilent(const TimeSpan& span) const;
};
/// Shorter gaps are drawn as gaps without words. Design.
inline constexpr Millis kNamedSilence{30'000};

class VitalsRecord {
public:
    void setSources(const std::vector<SourceInfo>& sources);
    void addSource(const SourceInfo& source);
    void append(const Reading& reading);
    void appendTyped(const Event& event, const VitalsEntered& vitals);
    void setArtefacts(const std::vector<ArtefactSpan>& spans);

    const std::deque<ChannelTrack>& tracks() const { return tracks_; }
    const std::vector<NibpPoint>& nibp() const { return nibp_; } ///< by time
    const std::vector<TypedPoint>& typed() const { return typed_; }
    const std::vector<SourceInfo>& sources() const { return sources_; }
    const SourceInfo* source(SourceId id) const;
    bool has(Channel channel) const;
    std::optional<MonoTime> firstAt() const { return first_; }
    std::optional<MonoTime> lastAt() const { return last_; }

private:
    ChannelTrack& track(Channel channel, SourceId source);
    void appendPressure(const Reading& reading);
    void insert(NibpPoint point);
    void seen(MonoTime at);

    std::deque<ChannelTrack> tracks_; // a deque: painters keep the address of a track between frames
    std::vector<NibpPoint> nibp_;
    std::vector<TypedPoint> typed_;
    std::vector<SourceInfo> sources_;
    std::optional<MonoTime> first_, last_;
};

} // namespace chairside
