// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/session_maker.h"

#include <algorithm>
#include <cmath>
#include <random>

namespace chairside::testing {
namespace {

class Maker {
public:
    explicit Maker(const MakeSettings& settings)
        : settings_(settings), ids_(settings.seed), random_(settings.seed * 7919 + 1) {
        made_.session = ids_.next(settings.openedUtcMs);
        made_.patient = somebody();
    }

    MadeSession make() {
        open();
        infuse();
        finish();
        addReadings();
        return std::move(made_);
    }

private:
    std::uint64_t pick(std::uint64_t n) { return random_() % n; }

    Patient somebody() {
        static constexpr const char* kFamily[] = {"Rivera", "Müller-Çelik", "O'Brien",
                                                  "Nguyễn", "Søndergaard",  "علي"};
        static constexpr const char* kGiven[] = {"Ana", "Jörg", "Chloé", "Minh", "Łucja", "Noor"};
        Patient p;
        p.id = ids_.next(settings_.openedUtcMs);
        p.familyName = kFamily[pick(6)];
        p.givenName = kGiven[pick(6)];
        p.birthDate = "19" + std::to_string(50 + pick(50)) + "-03-14";
        p.mrn = std::to_string(100'000 + pick(900'000));
        p.sex = pick(2) ? Sex::female : Sex::male;
        p.allergies = "none known";
        return p;
    }

    Instant at(Millis later) const { return shifted({MonoTime{}, {settings_.openedUtcMs, 60}}, later); }

    void add(Millis later, EventBody body) {
        Event event;
        event.id = ids_.next(settings_.openedUtcMs + later.count());
        event.session = made_.session;
        event.seq = static_cast<std::int64_t>(made_.events.size()) + 1;
        event.at = at(later);
        event.effective = event.at.mono;
        event.actor = {"jokafor", "J. Okafor RN", Role::nurse};
        event.body = std::move(body);
        made_.events.push_back(std::move(event));
    }

    void open() {
        SessionOpened opened;
        opened.patient = made_.patient;
        opened.protocolId = "ketamine-iv-40";
        opened.protocolTitle = "Ketamine 0.5 mg/kg over 40 min";
        opened.protocolVersion = 3;
        opened.protocolText = "{\"id\":\"ketamine-iv-40\"}";
        opened.softwareVersion = "0.1.0";
        opened.station = "chair-1";
        opened.simulated = true;
        add(0s, opened);
        SourceInfo source{1, "Simulated monitor", Origin::simulated, {}};
        source.period[index(Channel::hr)] = source.period[index(Channel::spo2)] = 1s;
        source.period[index(Channel::nibpSystolic)] = source.period[index(Channel::nibpDiastolic)] = 5min;
        add(1s, SourceAttached{source});
        add(30s, ItemConfirmed{"screen", "fasted", "yes"});
        add(31s, ScreenCompleted{});
        DoseOrdered ordered;
        ordered.order.weightKg = 70;
        ordered.order.doseMg = 35;
        ordered.order.rateMlPerH = 150;
        add(60s, ordered);
        add(61s, SessionCleared{});
    }

    void infuse() {
        add(120s, InfusionStarted{150, "LOT7", "2027-01"});
        const Millis end = 120s + settings_.length;
        for (Millis t = 180s; t < end; t += 60s + Seconds{pick(60)}) {
            if (pick(3) == 0)
                add(t, NoteWritten{"resting quietly, eyes closed", std::nullopt});
            else if (pick(2))
                add(t, ScoreEntered{"moaas", "1", {{"score", "5"}}, 5.0, ""});
            else
                add(t, SideEffectBegan{"nausea", static_cast<int>(1 + pick(3)), "possible", "none"});
        }
        add(end, InfusionStopped{true, "completed", ""});
    }

    void finish() {
        const Millis end = 120s + settings_.length;
        add(end + 30min, DischargeReady{""});
        add(end + 31min, Discharged{"sister", "walked out steadily"});
        if (settings_.sign) add(end + 32min, Signed{Role::nurse, "J. Okafor RN", "I recorded this session"});
    }

    void addReadings() {
        const Millis end = 120s + settings_.length;
        for (Millis t = 2s; t < end; t += settings_.readingPeriod) {
            Reading reading;
            reading.source = 1;
            reading.at = at(t);
            // A monitor with a clock of its own, two hours wrong; some messages come without it.
            if (pick(3) != 0) reading.deviceUtcMs = reading.at.wall.utcMs - 7'200'000;
            const double minutes = static_cast<double>(t.count()) / 60'000.0;
            if (pick(50) == 0) {
                reading.flags = flag::kSensorOff; // nothing came: every channel stays missing
            } else {
                reading[Channel::hr] = std::round(72 + 8 * std::sin(minutes));
                reading[Channel::spo2] = 95 + static_cast<double>(pick(5));
            }
            if (t.count() % 300'000 == 0) {
                reading[Channel::nibpSystolic] = 118 + static_cast<double>(pick(20));
                reading[Channel::nibpDiastolic] = 70 + static_cast<double>(pick(10));
            }
            made_.readings.push_back(reading);
        }
        for (const auto& event : made_.events) made_.items.push_back({made_.session, event});
        for (const auto& reading : made_.readings) made_.items.push_back({made_.session, reading});
        const auto timeOf = [](const LogItem& item) {
            return std::visit([](const auto& what) { return what.at.mono; }, item.what);
        };
        std::stable_sort(made_.items.begin(), made_.items.end(),
                         [&](const LogItem& a, const LogItem& b) { return timeOf(a) < timeOf(b); });
    }

    MakeSettings settings_;
    SeededUuids ids_;
    std::mt19937_64 random_;
    MadeSession made_;
};

} // namespace

MadeSession makeSession(const MakeSettings& settings) {
    return Maker(settings).make();
}

} // namespace chairside::testing
