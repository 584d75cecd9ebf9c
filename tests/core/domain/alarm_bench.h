// SPDX-License-Identifier: GPL-3.0-or-later
// A small bench for alarm tests: the default thresholds of clinical.md §1.5 as rules, one monitor, and an
// engine driven by seconds. Test support only.
#pragma once

#include "core/domain/alarm/alarm_engine.h"

#include <string>
#include <vector>

namespace chairside::test {

inline LimitRule rule(std::string id, std::string param, LimitLevel level, bool high, double value,
                      Millis delay = 0s) {
    LimitRule r;
    r.id = std::move(id);
    r.param = std::move(param);
    r.level = level;
    r.high = high;
    r.value = value;
    r.delay = delay;
    return r;
}

/// clinical.md §1.5, in_session.
inline Protocol defaultProtocol() {
    using L = LimitLevel;
    Protocol p;
    p.quietRoom = false;
    const auto add = [&](LimitRule r) { p.limits.push_back(std::move(r)); };
    const auto bp = [&](std::string id, std::string param, L level, bool high, double value) {
        auto r = rule(std::move(id), std::move(param), level, high, value);
        if (level == L::action) r.confirmWithin = 5min;
        add(r);
    };
    bp("nibp_sys.caution_hi", "nibp_sys", L::caution, true, 160);
    bp("nibp_sys.action_hi", "nibp_sys", L::action, true, 180);
    bp("nibp_sys.emergency_hi", "nibp_sys", L::emergency, true, 200);
    bp("nibp_sys.caution_lo", "nibp_sys", L::caution, false, 100);
    bp("nibp_sys.action_lo", "nibp_sys", L::action, false, 90);
    bp("nibp_dia.caution_hi", "nibp_dia", L::caution, true, 100);
    bp("nibp_dia.action_hi", "nibp_dia", L::action, true, 110);
    bp("nibp_dia.emergency_hi", "nibp_dia", L::emergency, true, 120);
    for (const auto& [name, level, value] : {std::tuple{"nibp_rel.caution_pct", L::caution, 20.0},
                                             std::tuple{"nibp_rel.action_pct", L::action, 30.0}}) {
        auto r = rule(name, "nibp_rel", level, true, value);
        r.percentOfBaseline = true;
        if (level == L::action) r.confirmWithin = 5min;
        add(r);
    }
    add(rule("hr.action_lo", "hr", L::action, false, 40, 15s));
    add(rule("hr.caution_lo", "hr", L::caution, false, 50, 15s));
    add(rule("hr.caution_hi", "hr", L::caution, true, 120, 15s));
    add(rule("hr.sustained_hi", "hr", L::action, true, 120, 5min));
    add(rule("hr.action_hi", "hr", L::action, true, 140, 15s));
    add(rule("spo2.caution_lo", "spo2", L::caution, false, 94, 10s));
    add(rule("spo2.action_lo", "spo2", L::action, false, 90, 10s));
    add(rule("spo2.emergency_lo", "spo2", L::emergency, false, 80));
    add(rule("rr.action_lo", "rr", L::action, false, 8, 30s));
    add(rule("rr.emergency_lo", "rr", L::emergency, false, 6, 30s));
    add(rule("rr.caution_hi", "rr", L::caution, true, 24, 30s));
    add(rule("rr.action_hi", "rr", L::action, true, 30, 30s));
    auto apnoea = rule("rr.apnoea", "rr", L::emergency, false, 0, 20s);
    apnoea.inclusive = true;
    add(apnoea);
    add(rule("etco2.caution_lo", "etco2", L::caution, false, 28, 15s));
    add(rule("etco2.caution_hi", "etco2", L::caution, true, 50, 15s));
    add(rule("etco2.action_hi", "etco2", L::action, true, 60, 15s));
    add(rule("temp.caution_hi", "temp", L::caution, true, 38.0));
    add(rule("temp.caution_lo", "temp", L::caution, false, 35.5));
    for (const auto& [name, level, value] :
         {std::tuple{"moaas.caution", L::caution, 3.0}, std::tuple{"moaas.action", L::action, 2.0},
          std::tuple{"moaas.emergency", L::emergency, 1.0}}) {
        auto r = rule(name, "moaas", level, false, value);
        r.inclusive = true;
        add(r);
    }
    add(rule("cadss.info", "cadss_total", L::info, true, 4));
    return p;
}

inline SourceInfo monitor(SourceId id = 1, Origin origin = Origin::device) {
    SourceInfo info;
    info.id = id;
    info.name = "Monitor " + std::to_string(id);
    info.origin = origin;
    for (const Channel c : {Channel::hr, Channel::spo2, Channel::pulseRate, Channel::rr})
        info.period[index(c)] = 1s;
    for (const Channel c : {Channel::nibpSystolic, Channel::nibpDiastolic, Channel::nibpMean})
        info.period[index(c)] = 5min;
    return info;
}

constexpr MonoTime second(std::int64_t s) {
    return monoFromMs(s * 1000);
}

/// The engine with a monitor of normal values once a second; a test changes what it is about.
class Bench {
public:
    AlarmEngine engine;
    SourceInfo source = monitor();
    Reading normal;                   ///< sent each second
    std::vector<AlarmChange> changes; ///< everything since the last clearChanges()
    std::int64_t now = 0;             ///< seconds

    explicit Bench(const Protocol& protocol = defaultProtocol()) : engine(protocol) {
        normal.source = 1;
        normal[Channel::hr] = 72;
        normal[Channel::spo2] = 98;
        normal[Channel::rr] = 14;
        apply(SourceAttached{source});
    }
    void tick() {
        for (auto& change : engine.tick(second(now))) changes.push_back(std::move(change));
    }
    void send(Reading reading) {
        reading.at.mono = second(now);
        validate(reading);
        engine.apply(reading, source, second(now));
    }
    /// `seconds` of the normal reading, one a second, a tick after each.
    void run(std::int64_t seconds) {
        for (std::int64_t i = 0; i < seconds; ++i) {
            ++now;
            Reading one = normal;
            if (one[Channel::hr] == 72) one[Channel::hr] = 72 + now % 2; // nobody's heart stands still
            send(one);
            tick();
        }
    }
    void silence(std::int64_t seconds) {
        for (std::int64_t i = 0; i < seconds; ++i) {
            ++now;
            tick();
        }
    }
    void cuff(double systolic, double diastolic) {
        Reading r;
        r.source = 1;
        r[Channel::nibpSystolic] = systolic;
        r[Channel::nibpDiastolic] = diastolic;
        send(r);
        tick();
    }
    Uuid apply(EventBody body, std::optional<Uuid> corrects = {}) {
        Event e;
        e.id.bytes[15] = ++lastId_;
        e.at.mono = e.effective = second(now);
        e.corrects = corrects;
        e.body = std::move(body);
        engine.apply(e);
        return e.id;
    }
    Uuid score(std::string instrument, double total, std::optional<Uuid> corrects = {}) {
        const auto id = apply(ScoreEntered{std::move(instrument), "1", {}, total, {}}, corrects);
        tick();
        return id;
    }
    /// "+spo2.lo medium", "^spo2.lo high", "-spo2.lo", since the last call.
    std::vector<std::string> news() {
        std::vector<std::string> out;
        for (const auto& c : changes) {
            static constexpr std::array<const char*, 3> kWords{" low", " medium", " high"};
            const char* word = kWords[static_cast<std::size_t>(c.priority)];
            switch (c.what) {
            case AlarmChange::What::raised: out.push_back("+" + c.condition + word); break;
            case AlarmChange::What::escalated: out.push_back("^" + c.condition + word); break;
            case AlarmChange::What::cleared: out.push_back("-" + c.condition); break;
            }
        }
        changes.clear();
        return out;
    }
    std::vector<ActiveAlarm> active() const { return engine.active(second(now)); }
    std::optional<ActiveAlarm> active(const std::string& condition) const {
        for (auto& alarm : active())
            if (alarm.condition == condition) return alarm;
        return std::nullopt;
    }
    std::optional<SoundOrder> sound() const { return engine.sound(second(now)); }

private:
    std::uint8_t lastId_ = 0;
};

using News = std::vector<std::string>;

} // namespace chairside::test
