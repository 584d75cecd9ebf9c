// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/chart/record_rows.h"

#include "core/base/number.h"
#include "core/base/phrase.h"
#include "core/chart/crosshair.h"
#include "core/domain/stored_words.h"

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

namespace chairside {
namespace {

constexpr std::array kMinuteChannels{Channel::hr,    Channel::pulseRate,   Channel::spo2,  Channel::rr,
                                     Channel::etco2, Channel::temperature, Channel::o2Flow};

struct Rows {
    const RecordModel& model;
    std::vector<RecordRow> rows;

    void entry(const Entry& e, RowKind kind, std::string what, std::string value) {
        rows.push_back({e.at, kind, std::move(what), std::move(value), e.by, model.stateOf(e.event),
                        e.event.isNull() ? std::nullopt : std::optional(e.event)});
    }
    void plain(MonoTime at, RowKind kind, std::string what, std::string value, std::string source = {}) {
        rows.push_back(
            {at, kind, std::move(what), std::move(value), std::move(source), EntryState::standing, {}});
    }
};

std::string withUnit(Channel channel, double value) {
    const auto& about = info(channel);
    return formatNumber(value, about.decimals) + " " + std::string(about.unit);
}

/// The last trusted sample in [from, to), if any.
std::optional<float> lastTrusted(const SampleSeries& series, MonoTime from, MonoTime to) {
    auto i = series.firstFrom(static_cast<double>(toMs(to)), series.size());
    while (i > 0 && series.time(i - 1) >= from) {
        if (!series.isHollow(i - 1)) return series.value(i - 1);
        --i;
    }
    return std::nullopt;
}

/// A number that no device measured on this patient says so beside the name.
std::string saidOf(const SourceInfo& source) {
    switch (source.origin) {
    case Origin::device: return source.name;
    case Origin::typed: return phrase("{1}, typed", source.name);
    case Origin::replayed: return phrase("{1}, replayed", source.name);
    case Origin::simulated: return phrase("{1}, simulated", source.name);
    case Origin::imported: return phrase("{1}, imported", source.name);
    }
    return source.name;
}

void addMinutes(Rows& out) {
    const auto& vitals = out.model.vitals();
    if (!vitals.firstAt() || vitals.tracks().empty()) return;
    const MonoTime anchor = out.model.anchor();
    const auto firstMinute = (*vitals.firstAt() - anchor) / Millis{60'000} - 1;
    const auto lastMinute = (*vitals.lastAt() - anchor) / Millis{60'000} + 1;
    for (auto minute = firstMinute; minute <= lastMinute; ++minute) {
        const MonoTime from = anchor + minute * Minutes{1};
        std::string value, source;
        for (const Channel channel : kMinuteChannels)
            for (const auto& track : vitals.tracks()) {
                if (track.channel != channel) continue;
                const auto last = lastTrusted(track.series, from, from + Minutes{1});
                if (!last) continue;
                const auto* by = vitals.source(track.source);
                value += (value.empty() ? "" : " · ") + phrase(info(channel).label) + " " +
                         withUnit(channel, static_cast<double>(*last));
                if (by && source.find(by->name) == std::string::npos)
                    source += (source.empty() ? "" : "; ") + saidOf(*by);
            }
        if (!value.empty())
            out.plain(from, RowKind::vitals, phrase("Vital signs"), std::move(value), std::move(source));
    }
}

void addPressures(Rows& out) {
    for (const auto& p : out.model.vitals().nibp()) {
        const auto* by = out.model.vitals().source(p.source);
        std::string value = nibpText(p) + " mmHg";
        if (p.implausible) value += phrase(", implausible");
        if (p.artefact) value += phrase(", artefact");
        out.entry(p, RowKind::pressure, phrase("NIBP"), std::move(value));
        out.rows.back().source = p.isTyped() ? phrase("typed by {1}", p.by)
                                 : by        ? saidOf(*by)
                                             : std::string{};
    }
    for (const auto& p : out.model.vitals().typed()) {
        std::string value = withUnit(p.channel, static_cast<double>(p.value));
        if (p.implausible) value += phrase(", implausible");
        if (p.artefact) value += phrase(", artefact");
        out.entry(p, RowKind::vitals, phrase("{1}, typed", phrase(info(p.channel).label)), std::move(value));
    }
}

void addEffects(Rows& out) {
    for (const auto& effect : out.model.effects()) {
        const std::string name = out.model.wordFor(effect.effect);
        out.entry(effect, RowKind::effect, phrase("{1} began", name),
                  phrase("severity {1}", std::to_string(effect.steps.front().severity)));
        for (std::size_t s = 1; s < effect.steps.size(); ++s)
            out.plain(effect.steps[s].from, RowKind::effect, phrase("{1} changed", name),
                      phrase("severity {1}", std::to_string(effect.steps[s].severity)));
        if (effect.end)
            out.plain(*effect.end, RowKind::effect, phrase("{1} ended", name),
                      formatDuration(*effect.end - effect.at));
    }
}

std::string dueText(DueState state) {
    switch (state) {
    case DueState::done: return phrase("done");
    case DueState::late: return phrase("done late");
    case DueState::due: return phrase("due now");
    case DueState::overdue: return phrase("overdue");
    case DueState::missed: return phrase("missed");
    case DueState::upcoming: return phrase("to come");
    }
    return {};
}

std::string priorityText(AlarmPriority priority) {
    switch (priority) {
    case AlarmPriority::low: return phrase("low priority");
    case AlarmPriority::medium: return phrase("medium priority");
    case AlarmPriority::high: return phrase("high priority");
    }
    return {};
}

void addAlarms(Rows& out) {
    for (const auto& alarm : out.model.alarms()) {
        std::string value = priorityText(alarm.priority);
        if (alarm.acknowledged)
            value += phrase(", acknowledged after {1}", formatDuration(*alarm.acknowledged - alarm.at));
        if (alarm.end) value += phrase(", ended after {1}", formatDuration(*alarm.end - alarm.at));
        out.entry(alarm, RowKind::alarm, storedWords(alarm.text), std::move(value));
    }
}

} // namespace

std::vector<RecordRow> recordRows(const RecordModel& model) {
    Rows out{model, {}};
    addMinutes(out);
    addPressures(out);
    for (const auto& score : model.scores())
        out.entry(score, RowKind::score, out.model.wordFor(score.instrument),
                  score.total ? scoreText(score) : phrase("incomplete"));
    for (const auto& given : model.medications())
        out.entry(given, RowKind::medication, given.label, given.detail);
    addEffects(out);
    for (const auto& action : model.pumpActions())
        out.entry(action, RowKind::infusion, action.label,
                  phrase("{1} mg given", formatNumber(model.pump().deliveredMg(action.at), 1)));
    for (const auto& due : model.dueMarks())
        out.plain(due.due, RowKind::check, due.title,
                  dueText(due.state) + (due.mandatory ? phrase(", required") : ""));
    for (const auto& event : model.events()) out.entry(event, RowKind::event, event.label, "");
    addAlarms(out);
    for (const auto& span : model.artefacts())
        out.entry(span, RowKind::artefact, phrase("Artefact: {1}", storedWords(span.reason)),
                  formatDuration(span.span.to - span.span.from));
    std::stable_sort(out.rows.begin(), out.rows.end(), [](const RecordRow& a, const RecordRow& b) {
        return std::tie(a.at, a.kind) < std::tie(b.at, b.kind);
    });
    return std::move(out.rows);
}

} // namespace chairside
