// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/completeness.h"

#include <algorithm>
#include <numeric>

namespace chairside {
namespace {

/// A cuff is overdue a minute after its cycle. Source: reliability.md §4.1, "NIBP overdue at cycle + 60 s".
constexpr Millis kCuffGrace{60s};

using Spans = std::vector<TimeSpan>;

/// What one value after the other covers, and how many counted.
struct Cover {
    Spans spans;
    std::int64_t values = 0, doubted = 0;
    void add(MonoTime from, Millis length) { spans.push_back({from, from + length}); }
};

void coverSeries(const SampleSeries& series, Millis grace, const TimeSpan& watched, Cover& out) {
    for (std::size_t i = 0; i < series.size(); ++i) {
        const MonoTime at = series.time(i);
        const bool counts = at >= watched.from && at < watched.to;
        if (series.isHollow(i)) {
            if (counts) ++out.doubted;
            continue;
        }
        if (counts) ++out.values;
        const bool joined = grace == Millis{0} && i + 1 < series.size() && series.joins(i + 1);
        out.add(at, joined ? series.time(i + 1) - at : series.period() + grace);
    }
}

void coverTyped(const VitalsRecord& vitals, const RecordModel& record, Channel c, const TimeSpan& watched,
                Cover& out) {
    for (const auto& point : vitals.typed()) {
        if (point.channel != c || !record.isStanding(point)) continue;
        const bool counts = point.at >= watched.from && point.at < watched.to;
        if (counts) ++(point.isHollow() ? out.doubted : out.values);
        if (!point.isHollow()) out.add(point.at, ageLimits(c, Origin::typed, Millis{0}).gone);
    }
}

void coverCuff(const VitalsRecord& vitals, const RecordModel& record, const TimeSpan& watched, Cover& out) {
    for (const auto& point : vitals.nibp()) {
        if (point.isTyped() && !record.isStanding(point)) continue;
        const bool usable = !point.isHollow() && (point.isPair() || point.mean);
        if (point.at >= watched.from && point.at < watched.to) ++(usable ? out.values : out.doubted);
        if (!usable) continue;
        const auto* source = vitals.source(point.source);
        const bool periodic = !point.isTyped() && source && source->gives(Channel::nibpSystolic);
        out.add(point.at, periodic ? source->period[index(Channel::nibpSystolic)] + kCuffGrace
                                   : ageLimits(Channel::nibpSystolic, Origin::typed, Millis{0}).gone);
    }
}

/// Joins what overlaps, cut to `watched`.
Spans joined(Spans spans, const TimeSpan& watched) {
    std::ranges::sort(spans, {}, [](const TimeSpan& s) { return s.from; });
    Spans out;
    for (auto span : spans) {
        span.from = std::max(span.from, watched.from);
        span.to = std::min(span.to, watched.to);
        if (span.from >= span.to) continue;
        if (!out.empty() && span.from <= out.back().to)
            out.back().to = std::max(out.back().to, span.to);
        else
            out.push_back(span);
    }
    return out;
}

ChannelCompleteness judge(Channel c, Cover cover, const TimeSpan& watched) {
    ChannelCompleteness out;
    out.channel = c;
    out.label = isCuff(c) ? "NIBP" : std::string(info(c).label);
    out.expected = watched.to - watched.from;
    out.values = cover.values;
    out.doubted = cover.doubted;
    MonoTime free = watched.from;
    const auto gap = [&](MonoTime until) {
        if (until - free <= out.longestGap) return;
        out.longestGap = until - free;
        out.longestGapFrom = free;
    };
    for (const auto& span : joined(std::move(cover.spans), watched)) {
        gap(span.from);
        out.valid += span.to - span.from;
        free = span.to;
    }
    gap(watched.to);
    return out;
}

std::vector<ChannelCompleteness> channelsOf(const SessionView& view, const TimeSpan& watched) {
    const auto& record = view.record();
    const auto& vitals = record.vitals();
    std::vector<ChannelCompleteness> out;
    for (const auto& sensor : allChannels()) {
        const Channel c = sensor.channel;
        if (c == Channel::nibpDiastolic || c == Channel::nibpMean) continue;
        const bool promised =
            std::ranges::any_of(vitals.sources(), [c](const SourceInfo& s) { return s.gives(c); });
        if (!promised && !vitals.has(c)) continue;
        Cover cover;
        if (isCuff(c)) {
            coverCuff(vitals, record, watched, cover);
        } else {
            const Millis grace = c == Channel::temperature ? kCuffGrace : Millis{0};
            for (const auto& track : vitals.tracks())
                if (track.channel == c) coverSeries(track.series, grace, watched, cover);
            coverTyped(vitals, record, c, watched, cover);
        }
        out.push_back(judge(c, std::move(cover), watched));
    }
    return out;
}

std::vector<CheckCompleteness> checksOf(const SessionView& view, MonoTime until) {
    std::vector<CheckCompleteness> out;
    for (const auto& check : view.schedule().at(until)) {
        if (check.state == CheckState::upcoming) continue;
        auto it = std::ranges::find(out, check.rule, &CheckCompleteness::rule);
        if (it == out.end()) it = out.insert(out.end(), {check.rule, check.title, 0, 0, 0, 0, 0});
        switch (check.state) {
        case CheckState::done: ++it->onTime; break;
        case CheckState::late: ++it->late; break;
        case CheckState::missed: ++it->missed; break;
        case CheckState::due:
        case CheckState::overdue: ++it->open; break;
        case CheckState::upcoming: break;
        }
        const bool asksWhy = check.state == CheckState::late || check.state == CheckState::missed;
        if (asksWhy && !check.reason.empty()) ++it->explained;
    }
    return out;
}

std::vector<AlarmStretch> alarmsOf(const SessionView& view) {
    std::vector<AlarmStretch> out;
    const auto newest = [&](const std::string& condition) -> AlarmStretch* {
        const auto it = std::find_if(out.rbegin(), out.rend(),
                                     [&](const AlarmStretch& a) { return a.condition == condition; });
        return it == out.rend() ? nullptr : &*it;
    };
    for (const auto& event : view.events()) {
        if (const auto* raised = std::get_if<AlarmRaised>(&event.body)) {
            AlarmStretch* running = newest(raised->condition);
            if (!running || running->cleared) {
                out.push_back(
                    {raised->condition, raised->text, raised->priority, event.effective, {}, {}, {}});
            } else if (raised->priority > running->priority) {
                running->priority = raised->priority;
                running->text = raised->text;
            }
        } else if (const auto* cleared = std::get_if<AlarmCleared>(&event.body)) {
            AlarmStretch* running = newest(cleared->condition);
            if (running && !running->cleared) running->cleared = event.effective;
        } else if (const auto* noted = std::get_if<AlarmAcknowledged>(&event.body)) {
            // A latched emergency is acknowledged after its condition has ended.
            AlarmStretch* running = newest(noted->condition);
            if (!running || running->acknowledged) continue;
            running->acknowledged = event.effective;
            running->acknowledgedBy = event.actor.name;
        }
    }
    return out;
}

MonoTime endOfWatch(const SessionView& view, MonoTime until) {
    for (const auto& event : view.events())
        if (std::get_if<Discharged>(&event.body) || std::get_if<SessionCancelled>(&event.body))
            return std::min(until, event.effective);
    return until;
}

int sumOf(const std::vector<CheckCompleteness>& checks, int CheckCompleteness::*part) {
    return std::accumulate(checks.begin(), checks.end(), 0,
                           [part](int sum, const CheckCompleteness& c) { return sum + c.*part; });
}

} // namespace

std::optional<Millis> medianOf(std::vector<Millis> times) {
    if (times.empty()) return std::nullopt;
    const auto middle = times.begin() + static_cast<std::ptrdiff_t>((times.size() - 1) / 2);
    std::nth_element(times.begin(), middle, times.end());
    return *middle;
}

double ChannelCompleteness::share() const {
    return expected <= Millis{0} ? 0
                                 : static_cast<double>(valid.count()) / static_cast<double>(expected.count());
}

std::optional<Millis> AlarmStretch::timeToAcknowledge() const {
    return acknowledged ? std::optional(*acknowledged - raised) : std::nullopt;
}

int Completeness::onTime() const {
    return sumOf(checks, &CheckCompleteness::onTime);
}
int Completeness::late() const {
    return sumOf(checks, &CheckCompleteness::late);
}
int Completeness::missed() const {
    return sumOf(checks, &CheckCompleteness::missed);
}
int Completeness::acknowledged() const {
    return static_cast<int>(
        std::ranges::count_if(alarms, [](const AlarmStretch& a) { return a.acknowledged.has_value(); }));
}
std::optional<Millis> Completeness::medianTimeToAcknowledge() const {
    std::vector<Millis> waits;
    for (const auto& alarm : alarms)
        if (const auto wait = alarm.timeToAcknowledge()) waits.push_back(*wait);
    return medianOf(std::move(waits));
}

Completeness completenessOf(const SessionView& view, MonoTime until) {
    Completeness out;
    const MonoTime from = view.state().treatmentStart.value_or(view.state().openedAt.mono);
    out.watched = {from, std::max(from, endOfWatch(view, until))};
    out.channels = channelsOf(view, out.watched);
    out.checks = checksOf(view, until);
    out.alarms = alarmsOf(view);
    for (const auto& gap : view.record().gaps())
        for (const auto& part : joined({gap.span}, out.watched)) out.notRunning += part.to - part.from;
    return out;
}

MonoTime lastRecorded(const SessionView& view) {
    return view.record().lastAt();
}

} // namespace chairside
