// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/live/live_presenter.h"

#include "core/base/number.h"
#include "core/base/phrase.h"
#include "core/base/text.h"
#include "core/domain/alarm/alarm_pause.h"
#include "ui/style/stored_text.h"
#include "ui/style/words.h"

#include <algorithm>
#include <cmath>

namespace chairside {

QString durationText(Millis d) {
    return text(formatDuration(d));
}
QString clockText(const LiveFacts& facts, MonoTime at) {
    const auto wall = shifted(facts.now, at - facts.now.mono).wall;
    return text(formatClock(wall)).left(5);
}

namespace {

Presence presenceOf(const std::optional<Shown>& shown) {
    if (!shown) return Presence::none;
    if (shown->implausible) return Presence::implausible;
    switch (shown->freshness) {
    case Freshness::live: return Presence::live;
    case Freshness::ageing: return Presence::ageing;
    case Freshness::gone: return Presence::gone;
    }
    return Presence::none;
}

/// "now" while a continuous value is on time, else its age; a value that is gone says since when.
QString ageText(const Shown& shown) {
    if (shown.freshness == Freshness::gone) return tr("none for %1").arg(durationText(shown.age));
    if (shown.freshness == Freshness::live && shown.age < 5s) return tr("now");
    return tr("%1 ago").arg(durationText(shown.age));
}

/// The limit a tile shows for one side: the innermost one that makes an alarm.
TileLimit sideLimit(const LiveFacts& facts, Channel channel, bool high, const TileSignal& signal) {
    TileLimit limit;
    double best = 0;
    for (const auto& rule : facts.alarms.limits().rules()) {
        if (rule.percentOfBaseline || rule.high != high || rule.level == LimitLevel::info) continue;
        if (channelOf(rule) != channel) continue;
        const bool crossedRule = signal.priority && signal.limit == rule.id;
        if (!limit.text.isEmpty() && !crossedRule &&
            (limit.crossed || (high ? rule.value >= best : rule.value <= best)))
            continue;
        best = rule.value;
        limit.text = text(formatNumber(rule.value, info(channel).decimals));
        limit.crossed = crossedRule;
    }
    return limit;
}

std::optional<TileAlarm> tileAlarm(const LiveFacts& facts, Channel channel) {
    const TileSignal signal = facts.alarms.visual(facts.now.mono).tiles[index(channel)];
    if (!signal.priority) return std::nullopt;
    bool acknowledged = true;
    for (const auto& alarm : facts.alarms.active(facts.now.mono))
        if (alarm.channel == channel && !alarm.acknowledged) acknowledged = false;
    const bool lit = *signal.priority == AlarmPriority::high     ? facts.highLit
                     : *signal.priority == AlarmPriority::medium ? facts.mediumLit
                                                                 : true;
    return TileAlarm{*signal.priority, acknowledged, lit};
}

void fillVital(const LiveFacts& facts, Channel channel, VitalTile::State& state) {
    const auto& channelInfo = info(channel);
    const auto shown = facts.view.board().at(channel, facts.now.mono);
    const TileSignal signal = facts.alarms.visual(facts.now.mono).tiles[index(channel)];
    state.unit = QString::fromUtf8(channelInfo.unit.data(), static_cast<qsizetype>(channelInfo.unit.size()));
    state.tone = toneOf(channel);
    state.presence = presenceOf(shown);
    state.upper = sideLimit(facts, channel, true, signal);
    state.lower = sideLimit(facts, channel, false, signal);
    state.alarm = tileAlarm(facts, channel);
    if (!shown) {
        state.age = tr("no reading yet");
        return;
    }
    state.value = text(formatNumber(shown->value, channelInfo.decimals));
    state.source = text(shown->sourceName);
    state.age = ageText(*shown);
    state.typed = shown->origin == Origin::typed;
    state.simulated = shown->origin == Origin::simulated;
    for (const auto& note : facts.alarms.notes(facts.now.mono))
        if (note.channel == channel) state.note = storedText(note.text);
}

/// Also as one of alternatives: "dissociation_check|cadss_23".
bool asksFor(const std::vector<std::string>& captures, const std::string& wanted) {
    return std::ranges::any_of(captures, [&](const std::string& capture) {
        const auto parts = splitOn(capture, '|');
        return std::ranges::find(parts, wanted) != parts.end();
    });
}

QString instrumentDue(const LiveFacts& facts, const std::string& capture) {
    for (const auto& check : facts.view.schedule().at(facts.now.mono)) {
        if (!asksFor(check.captures, capture) || check.state == CheckState::done ||
            check.state == CheckState::late || check.state == CheckState::missed)
            continue;
        if (check.isOpen())
            return facts.now.mono - check.due < 1s
                       ? tr("due now")
                       : tr("%1 overdue").arg(durationText(facts.now.mono - check.due));
        return tr("due in %1").arg(durationText(check.due - facts.now.mono));
    }
    return {};
}

bool isDue(const LiveFacts& facts, const std::string& capture) {
    for (const auto& check : facts.view.schedule().at(facts.now.mono))
        if (check.isOpen() && !check.offered && asksFor(check.open, capture)) return true;
    return false;
}

} // namespace

VitalTile::State presentVital(const LiveFacts& facts, Channel channel) {
    VitalTile::State state;
    state.label = text(phrase(info(channel).label));
    fillVital(facts, channel, state);
    return state;
}

VitalTile::State presentHeartRate(const LiveFacts& facts) {
    const auto ecg = facts.view.board().at(Channel::hr, facts.now.mono);
    const auto pulse = facts.view.board().at(Channel::pulseRate, facts.now.mono);
    const bool usePulse =
        pulse && pulse->freshness != Freshness::gone && (!ecg || ecg->freshness == Freshness::gone);
    auto state = presentVital(facts, usePulse ? Channel::pulseRate : Channel::hr);
    if (usePulse) state.spokenName = tr("Pulse rate from the oximeter");
    return state;
}

VitalTile::State presentScore(const LiveFacts& facts, const std::string& instrument, const QString& label,
                              const std::string& limitParam) {
    VitalTile::State state;
    state.label = label;
    state.tone = Tone::score;
    state.digits = 2;
    const auto* mark = facts.view.state().latestScore(instrument);
    if (!mark || !mark->total) {
        state.age = mark ? tr("incomplete") : tr("not asked yet");
        return state;
    }
    const auto age = facts.now.mono - mark->at;
    // A typed score keeps its age; after half an hour it is history, not a state. Source: reliability.md
    // §4.1.
    state.presence = age > 30min ? Presence::gone : age > 15min ? Presence::ageing : Presence::live;
    state.value = text(formatNumber(*mark->total, 0));
    state.typed = true;
    state.age =
        state.presence == Presence::live ? clockText(facts, mark->at) : tr("%1 ago").arg(durationText(age));
    for (const auto& rule : facts.alarms.limits().rules()) {
        if (rule.param != limitParam || rule.level != LimitLevel::caution) continue;
        auto& side = rule.high ? state.upper : state.lower;
        side.text = text((rule.high ? "<" : ">") + formatNumber(rule.value, 0));
        side.crossed = rule.high ? *mark->total >= rule.value : *mark->total <= rule.value;
    }
    return state;
}

/// "160/100" as the pair is read; a crossed one stands alone, the diastolic with its stroke: "/110".
static TileLimit pairLimit(const LiveFacts& facts, bool high) {
    const auto tiles = facts.alarms.visual(facts.now.mono).tiles;
    const auto systolic = sideLimit(facts, Channel::nibpSystolic, high, tiles[index(Channel::nibpSystolic)]);
    auto diastolic = sideLimit(facts, Channel::nibpDiastolic, high, tiles[index(Channel::nibpDiastolic)]);
    if (systolic.crossed || diastolic.text.isEmpty()) return systolic;
    diastolic.text.prepend(u'/');
    if (diastolic.crossed) return diastolic;
    return {systolic.text + diastolic.text, false};
}

NibpTile::State presentNibp(const LiveFacts& facts) {
    NibpTile::State state;
    const auto& board = facts.view.board();
    const auto sys = board.at(Channel::nibpSystolic, facts.now.mono);
    const auto dia = board.at(Channel::nibpDiastolic, facts.now.mono);
    const auto map = board.at(Channel::nibpMean, facts.now.mono);
    state.presence = presenceOf(sys);
    state.upper = pairLimit(facts, true);
    state.lower = pairLimit(facts, false);
    state.alarm = tileAlarm(facts, Channel::nibpSystolic);
    const auto diastolicAlarm = tileAlarm(facts, Channel::nibpDiastolic);
    if (diastolicAlarm && (!state.alarm || diastolicAlarm->priority > state.alarm->priority))
        state.alarm = diastolicAlarm;
    for (const auto& note : facts.alarms.notes(facts.now.mono))
        if (note.channel == Channel::nibpSystolic) state.problem = storedText(note.text);
    if (const auto due = instrumentDue(facts, "nibp"); !due.isEmpty()) state.next = due;
    if (!sys || !dia || sys->freshness == Freshness::gone) {
        if (sys) state.age = tr("none for %1").arg(durationText(sys->age));
        return state;
    }
    state.systolic = text(formatNumber(sys->value, 0));
    state.diastolic = text(formatNumber(dia->value, 0));
    if (map && map->at == sys->at) {
        state.mean = text(formatNumber(map->value, 0));
        state.meanDerived = map->derived;
    }
    state.time = clockText(facts, sys->at.mono);
    state.age = sys->freshness == Freshness::gone ? tr("none for %1").arg(durationText(sys->age))
                                                  : tr("%1 ago").arg(durationText(sys->age));
    state.source = text(sys->sourceName);
    state.typed = sys->origin == Origin::typed;
    state.simulated = sys->origin == Origin::simulated;
    if (const auto& baseline = facts.view.baseline(); baseline && (*baseline)[Channel::nibpSystolic]) {
        const double base = (*baseline)[Channel::nibpSystolic]->value;
        const double percent = std::round(100 * (sys->value - base) / base);
        state.change = (percent > 0 ? QStringLiteral("+") : QString()) + text(formatNumber(percent, 0)) +
                       QStringLiteral(" %");
    }
    return state;
}

/// What somebody has seen, or what is over or coming back, is steady.
static bool isLit(const LiveFacts& facts, const ActiveAlarm& alarm) {
    if (alarm.acknowledged || alarm.over || alarm.recovering) return true;
    switch (alarm.priority) {
    case AlarmPriority::low: return true;
    case AlarmPriority::medium: return facts.mediumLit;
    case AlarmPriority::high: return facts.highLit;
    }
    return true;
}

AlarmStrip::State presentAlarms(const LiveFacts& facts) {
    AlarmStrip::State state;
    std::optional<MonoTime> pausedUntil;
    const auto active = facts.alarms.active(facts.now.mono);
    for (const auto& alarm : active) {
        AlarmStrip::Alarm line;
        line.condition = text(alarm.condition);
        line.priority = alarm.priority;
        line.technical = alarm.kind == AlarmKind::technical;
        line.text = storedText(alarm.text);
        line.detail = durationText(facts.now.mono - alarm.since);
        if (alarm.awaitingRepeat)
            line.detail = tr("repeat the measurement") + QStringLiteral(" · ") + line.detail;
        if (alarm.over) line.detail = tr("over, not yet acknowledged");
        line.acknowledged = alarm.acknowledged;
        if (alarm.pausedUntil && *alarm.pausedUntil > facts.now.mono) {
            line.paused = durationText(*alarm.pausedUntil - facts.now.mono);
            pausedUntil = std::min(pausedUntil.value_or(*alarm.pausedUntil), *alarm.pausedUntil);
        }
        state.alarms.push_back(line);
    }
    // The end that comes first is shown, also while another alarm sounds; that one can be paused beside it.
    if (pausedUntil) state.soundPaused = durationText(*pausedUntil - facts.now.mono);
    if (!conditionsToPause(active, facts.alarms.sound(facts.now.mono)).empty())
        state.pauseOffer = durationText(kLongestPause);
    if (!active.empty()) state.lit = isLit(facts, active.front());
    state.quiet = facts.soundNote.isEmpty() ? tr("No alarm. The bedside monitor stays the primary alarm.")
                                            : facts.soundNote;
    if (const auto notes = facts.alarms.notes(facts.now.mono); !notes.empty()) {
        state.quiet = storedText(notes.front().text);
        if (!facts.soundNote.isEmpty()) state.quiet += u' ' + facts.soundNote;
    }
    return state;
}

static QString flowText(double flowLPerMin) {
    return text(formatNumber(flowLPerMin, 1)) + QStringLiteral(" L/min");
}

PresentCard::State presentEffects(const LiveFacts& facts) {
    PresentCard::State state;
    if (const auto oxygen = facts.view.oxygen().facts(); oxygen.running)
        state.oxygen =
            PresentCard::Oxygen{flowText(oxygen.running->flowLPerMin), text(oxygen.running->device),
                                clockText(facts, oxygen.since.value_or(oxygen.running->at))};
    for (const auto& effect : facts.view.state().effects)
        if (!effect.until)
            state.effects.push_back(
                {effect.id, facts.effectLabel ? facts.effectLabel(effect.effect) : text(effect.effect),
                 effect.severity, clockText(facts, effect.since)});
    return state;
}

EntryBar::State presentEntries(const LiveFacts& facts) {
    EntryBar::State state;
    const auto item = [&](EntryKind kind) -> EntryBar::Item& {
        return state[static_cast<std::size_t>(kind)];
    };
    const auto scored = [&](EntryKind kind, const std::string& instrument) {
        item(kind).subline = instrumentDue(facts, instrument);
        item(kind).due = isDue(facts, instrument);
        if (!item(kind).subline.isEmpty()) return;
        const auto* mark = facts.view.state().latestScore(instrument);
        item(kind).subline = mark ? tr("last at %1").arg(clockText(facts, mark->at)) : tr("none yet");
    };
    const auto sys = facts.view.board().at(Channel::nibpSystolic, facts.now.mono);
    const auto dia = facts.view.board().at(Channel::nibpDiastolic, facts.now.mono);
    auto& pressure = item(EntryKind::bloodPressure);
    pressure.due = isDue(facts, "nibp");
    pressure.subline = sys && dia && sys->freshness != Freshness::gone
                           ? tr("%1/%2, %3")
                                 .arg(text(formatNumber(sys->value, 0)), text(formatNumber(dia->value, 0)),
                                      clockText(facts, sys->at.mono))
                           : tr("none yet");
    scored(EntryKind::sedation, "moaas");
    scored(EntryKind::dissociation, "dissociation_check");
    const auto present = std::count_if(facts.view.state().effects.begin(), facts.view.state().effects.end(),
                                       [](const PresentEffect& e) { return !e.until; });
    item(EntryKind::sideEffect).subline = tr("%1 present").arg(present);
    item(EntryKind::sideEffect).due = isDue(facts, "side_effects");
    const auto given = std::ranges::count_if(facts.view.record().medications(),
                                             [](const auto& mark) { return mark.drugClass != kOxygenClass; });
    item(EntryKind::medication).subline = given == 0 ? tr("none given") : tr("%1 given").arg(given);
    const auto oxygen = facts.view.oxygen().facts();
    item(EntryKind::oxygen).subline = oxygen.running ? flowText(oxygen.running->flowLPerMin) : tr("room air");
    item(EntryKind::event).subline = QStringLiteral("1–9");
    if (isClosed(facts.view.state().phase))
        for (auto& entry : state) entry.whyNot = tr("The session is closed; only an addendum can be added.");
    return state;
}

} // namespace chairside
