// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/chart/vitals_record.h"

#include <algorithm>
#include <utility>

namespace chairside {
namespace {

bool covers(const ArtefactSpan& span, Channel channel, MonoTime at) {
    const bool named = span.channels.empty() ||
                       std::find(span.channels.begin(), span.channels.end(), channel) != span.channels.end();
    return named && at >= span.span.from && at <= span.span.to;
}

bool anyCovers(const std::vector<ArtefactSpan>& spans, Channel channel, MonoTime at) {
    return std::any_of(spans.begin(), spans.end(), [&](const auto& s) { return covers(s, channel, at); });
}

std::optional<float> narrow(const std::optional<double>& value) {
    return value ? std::optional(static_cast<float>(*value)) : std::nullopt;
}

template <class Values>
NibpPoint pressurePoint(const Values& values, std::uint32_t flags) {
    NibpPoint point;
    point.systolic = narrow(values[index(Channel::nibpSystolic)]);
    point.diastolic = narrow(values[index(Channel::nibpDiastolic)]);
    point.mean = narrow(values[index(Channel::nibpMean)]);
    point.implausible = (point.systolic && (flags & flag::implausible(Channel::nibpSystolic))) ||
                        (point.diastolic && (flags & flag::implausible(Channel::nibpDiastolic)));
    point.meanDerived = flags & flag::derived(Channel::nibpMean);
    return point;
}

} // namespace

bool ChannelTrack::isSilent(const TimeSpan& span) const {
    const auto after = series.firstFrom(static_cast<double>(toMs(span.from)) + 1, series.size());
    return after >= series.size() || series.time(after) >= span.to;
}

void VitalsRecord::setSources(const std::vector<SourceInfo>& sources) {
    for (const auto& source : sources) addSource(source);
}

void VitalsRecord::addSource(const SourceInfo& source) {
    const auto known =
        std::find_if(sources_.begin(), sources_.end(), [&](const auto& s) { return s.id == source.id; });
    if (known == sources_.end())
        sources_.push_back(source);
    else
        *known = source;
    for (auto& t : tracks_)
        if (t.source == source.id && source.gives(t.channel))
            t.series.setPeriod(source.period[index(t.channel)]);
}

const SourceInfo* VitalsRecord::source(SourceId id) const {
    for (const auto& s : sources_)
        if (s.id == id) return &s;
    return nullptr;
}

bool VitalsRecord::has(Channel channel) const {
    if (isCuff(channel)) return !nibp_.empty();
    return std::any_of(tracks_.begin(), tracks_.end(),
                       [&](const auto& t) { return t.channel == channel && !t.series.empty(); }) ||
           std::any_of(typed_.begin(), typed_.end(), [&](const auto& p) { return p.channel == channel; });
}

ChannelTrack& VitalsRecord::track(Channel channel, SourceId source) {
    for (auto& t : tracks_)
        if (t.channel == channel && t.source == source) return t;
    const auto* known = this->source(source);
    const Millis period = known && known->gives(channel) ? known->period[index(channel)] : Millis{1000};
    tracks_.push_back({channel, source, SampleSeries(period), {}, false});
    return tracks_.back();
}

void VitalsRecord::seen(MonoTime at) {
    first_ = first_ ? std::min(*first_, at) : at;
    last_ = last_ ? std::max(*last_, at) : at;
}

void VitalsRecord::append(const Reading& reading) {
    const auto* from = source(reading.source);
    const MonoTime at = reading.at.mono;
    const bool sensorOff = reading.flags & flag::kSensorOff;
    seen(at);
    for (const auto& entry : allChannels()) {
        const Channel c = entry.channel;
        if (isCuff(c)) continue;
        const auto& value = reading[c];
        if (!value && !(from && from->gives(c))) continue;
        ChannelTrack& t = track(c, reading.source);
        if (!value) {
            // Not every message must carry a slow channel: a value is missing when one was due.
            const auto n = t.series.size();
            if (n > 0 && at - t.series.time(n - 1) >= t.series.period() * 9 / 10) t.series.noteMissing(at);
            t.sensorOff = t.sensorOff || sensorOff;
            continue;
        }
        const auto n = t.series.size();
        if (n > 0 && at - t.series.time(n - 1) >= kNamedSilence + 2 * t.series.period())
            t.silences.push_back({{t.series.time(n - 1), at}, t.sensorOff});
        t.sensorOff = false;
        const bool fromProbe = c == Channel::spo2 || c == Channel::pulseRate;
        const bool doubtful =
            reading.isImplausible(c) || (fromProbe && (sensorOff || (reading.flags & flag::kCuffInflating)));
        t.series.append(
            at, *value,
            static_cast<std::uint8_t>((doubtful ? quality::kImplausible : 0) |
                                      (reading.flags & flag::derived(c) ? quality::kDerived : 0)));
    }
    appendPressure(reading);
}

void VitalsRecord::appendPressure(const Reading& reading) {
    NibpPoint point = pressurePoint(reading.values, reading.flags);
    if (!point.systolic && !point.diastolic && !point.mean) return;
    const auto* from = source(reading.source);
    point.at = reading.at.mono;
    point.source = reading.source;
    point.origin = from ? from->origin : Origin::device;
    insert(std::move(point));
}

void VitalsRecord::appendTyped(const Event& event, const VitalsEntered& vitals) {
    NibpPoint point = pressurePoint(vitals.values, vitals.flags);
    seen(event.effective);
    const Entry entry{event.id, event.effective, event.actor.name};
    if (point.systolic || point.diastolic || point.mean) {
        static_cast<Entry&>(point) = entry;
        point.origin = Origin::typed;
        insert(std::move(point));
    }
    for (const auto& channel : allChannels()) {
        const auto& value = vitals.values[index(channel.channel)];
        if (isCuff(channel.channel) || !value) continue;
        TypedPoint typed;
        static_cast<Entry&>(typed) = entry;
        typed.channel = channel.channel;
        typed.value = static_cast<float>(*value);
        typed.implausible = vitals.flags & flag::implausible(channel.channel);
        typed_.push_back(std::move(typed));
    }
}

void VitalsRecord::insert(NibpPoint point) {
    const auto place = std::upper_bound(nibp_.begin(), nibp_.end(), point.at,
                                        [](MonoTime at, const NibpPoint& p) { return at < p.at; });
    nibp_.insert(place, std::move(point));
}

void VitalsRecord::setArtefacts(const std::vector<ArtefactSpan>& spans) {
    for (auto& t : tracks_) {
        std::vector<TimeSpan> here;
        for (const auto& span : spans)
            if (covers(span, t.channel, span.span.from)) here.push_back(span.span);
        t.series.setArtefacts(here);
    }
    for (auto& p : nibp_)
        p.artefact =
            anyCovers(spans, Channel::nibpSystolic, p.at) || anyCovers(spans, Channel::nibpDiastolic, p.at);
    for (auto& p : typed_) p.artefact = anyCovers(spans, p.channel, p.at);
}

} // namespace chairside
