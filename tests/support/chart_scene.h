// SPDX-License-Identifier: GPL-3.0-or-later
// Builds the session that the design pictures show (invented numbers): 10 minutes of baseline, an infusion of
// 35 mg over 40 minutes now at 23:41, a probe that was off, typed scores, effects, a drug, checks. Shared by
// the tests of core/chart and ui/chart and by the benchmark. Deterministic.
#pragma once

#include "core/chart/record_model.h"
#include "core/domain/reading.h"

#include <cmath>
#include <cstdint>
#include <string>
#include <utility>

namespace chairside::scene {

inline constexpr MonoTime kStart = monoFromMs(10 * 60'000); ///< of the infusion
inline constexpr MonoTime at(double minutes) {              ///< minutes after the start of the infusion
    return kStart + Millis{static_cast<std::int64_t>(minutes * 60'000)};
}

class Events {
public:
    Event make(double minutes, EventBody body, std::optional<Uuid> corrects = std::nullopt) {
        Event e;
        e.seq = ++seq_;
        e.id = ids_.next(e.seq);
        e.at.mono = e.effective = at(minutes);
        e.actor = {"jokafor", "J. Okafor RN", Role::nurse};
        e.corrects = corrects;
        e.body = std::move(body);
        return e;
    }

private:
    SeededUuids ids_{7};
    std::int64_t seq_ = 0;
};

inline SourceInfo monitor(SourceId id = 1) {
    SourceInfo source{id, "Masimo", Origin::device, {}};
    for (const Channel c : {Channel::hr, Channel::spo2, Channel::rr, Channel::etco2})
        source.period[index(c)] = 1s;
    for (const Channel c : {Channel::nibpSystolic, Channel::nibpDiastolic, Channel::nibpMean})
        source.period[index(c)] = 5min;
    return source;
}

inline double noise(std::int64_t i, std::uint64_t salt) {
    std::uint64_t z = static_cast<std::uint64_t>(i) * 0x9e3779b97f4a7c15ULL + salt * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 31)) * 0x94d049bb133111ebULL;
    return static_cast<double>(z >> 40) / static_cast<double>(1 << 24) - 0.5;
}

inline Reading vitalsAt(MonoTime t) {
    const double m = static_cast<double>((t - kStart).count()) / 60'000;
    const std::int64_t i = toMs(t) / 1000;
    Reading r;
    r.source = 1;
    r.at.mono = t;
    const bool probeOff = m > 11.2 && m < 12.4;
    r[Channel::hr] = std::round(74 + std::max(0.0, m) * 0.32 + 1.6 * std::sin(m * 1.9) + 2.4 * noise(i, 1));
    if (!probeOff)
        r[Channel::spo2] = std::round((97.8 - std::max(0.0, m) * 0.035 + 0.7 * noise(i, 2)) * 10) / 10;
    r[Channel::rr] = std::round((14.2 - std::max(0.0, m) * 0.03 + 1.2 * noise(i, 3)) * 10) / 10;
    if (m < 22.9) r[Channel::etco2] = std::round((37 - std::max(0.0, m) * 0.04 + noise(i, 4)) * 10) / 10;
    if (probeOff) r.flags |= flag::kSensorOff;
    return r;
}

inline Reading cuff(double minutes, double sys, double dia) {
    Reading r;
    r.source = 1;
    r.at.mono = at(minutes);
    r[Channel::nibpSystolic] = sys;
    r[Channel::nibpDiastolic] = dia;
    validate(r);
    return r;
}

inline DoseOrder order() {
    DoseOrder o;
    o.weightKg = o.dosingWeightKg = 70;
    o.mgPerKg = 0.5;
    o.doseMg = 35;
    o.bagMl = o.totalMl = 100;
    o.concentrationMgPerMl = 0.35;
    o.durationMin = 40;
    o.rateMlPerH = 150;
    return o;
}

inline std::vector<DueMark> dueMarks() {
    std::vector<DueMark> marks;
    for (const double m : {-8.0, -1.0, 5.0, 10.0, 15.0, 20.0})
        marks.push_back({at(m), "Blood pressure", DueState::done, false});
    marks.push_back({at(22.5), "Sedation (MOAA/S)", DueState::overdue, false});
    for (const double m : {26.9, 30.0, 35.0, 45.0})
        marks.push_back({at(m), "Blood pressure", DueState::upcoming, false});
    marks.push_back({at(40), "40-minute set", DueState::upcoming, true});
    return marks;
}

/// Everything up to `minutes` after the start of the infusion.
inline void fill(RecordModel& model, Events& events, double minutes = 23.68) {
    SessionOpened opened;
    opened.protocolTitle = "Ketamine IV 0.5 mg/kg over 40 min";
    model.append(events.make(-10, opened));
    model.append(events.make(-10, SourceAttached{monitor()}));
    model.setLimits({{"nibp_sys.caution_hi", Channel::nibpSystolic, LimitLevel::caution, true, 160, true},
                     {"spo2.caution_lo", Channel::spo2, LimitLevel::caution, false, 94, true}});
    for (MonoTime t = at(-9); t <= at(minutes); t += 1s) model.append(vitalsAt(t));
    const double cuffs[][3] = {{-8, 131, 78}, {-1, 134, 80}, {5, 138, 80},   {10, 146, 84},
                               {15, 153, 86}, {20, 160, 89}, {21.9, 166, 92}};
    for (const auto& c : cuffs)
        if (c[0] <= minutes) model.append(cuff(c[0], c[1], c[2]));
    const auto when = [&](double m, EventBody body) {
        if (m <= minutes) model.append(events.make(m, std::move(body)));
    };
    when(-9.5, ScreenCompleted{});
    when(-6, MedicationGiven{"ondansetron", "mg", "IV", "prophylaxis", "antiemetic", 4, "Dr M. Haas"});
    when(-3, DoseOrdered{order(), "", {}});
    when(-2, ScoreEntered{"cadss_6", "1", {}, 0.0, ""});
    when(-1.5, ScoreEntered{"moaas", "1", {}, 5.0, ""});
    when(0, InfusionStarted{150, "L1", "2027-01"});
    when(6, SideEffectBegan{"Detached from body", 2, "", ""});
    when(9, SideEffectBegan{"Time slowed", 1, "", ""});
    when(9, ScoreEntered{"cadss_6", "1", {}, 4.0, ""});
    when(10.5, ScoreEntered{"moaas", "1", {}, 5.0, ""});
    when(13.5, EventMarked{"Music changed"});
    when(17, SideEffectBegan{"Nausea", 1, "", ""});
    when(20, ScoreEntered{"cadss_6", "1", {}, 12.0, ""});
    when(22, AlarmRaised{"nibp_sys.caution_hi", AlarmPriority::medium, "NIBP systolic 166 > 160"});
    model.setDueMarks(dueMarks());
    std::vector<EarlierSession> earlier(6);
    for (std::size_t s = 0; s < earlier.size(); ++s)
        for (int m = 0; m <= 60; m += 5)
            earlier[s].values.push_back(
                {Minutes{m}, 118 + 3.2 * static_cast<double>(s) + 20 * std::sin(std::min(m, 40) / 26.0)});
    model.setHistory({historyBand(Channel::nibpSystolic, earlier)});
}

} // namespace chairside::scene
