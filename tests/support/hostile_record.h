// SPDX-License-Identifier: GPL-3.0-or-later
// One session that every export must survive: names and notes full of separators, formulas and line breaks, a
// note of 5,000 characters, two sources, gaps, an impossible value, a withdrawn entry, a questionnaire.
#pragma once

#include "core/log/history.h"
#include "support/session_maker.h"

#include <string>

namespace chairside::testing {

inline constexpr const char* kHostileFamily = "=HYPERLINK(\"http://x\",\"y\")";
inline constexpr const char* kHostileGiven = "O|Ne^il & ~\\ \"S\u00f6n\",\nJr";

inline SessionRecord hostileRecord() {
    const auto made = makeSession({.seed = 31, .readingPeriod = Millis{2'000}, .length = Minutes{3}});
    SessionRecord record;
    for (const auto& event : made.events) evolve(record.summary, event);
    record.summary.session = made.session;
    record.summary.patient = made.patient;
    record.summary.patient.familyName = kHostileFamily;
    record.summary.patient.givenName = kHostileGiven;
    record.events = made.events;
    record.readings = made.readings;
    SourceInfo monitor{1, "Monitor |^&~\\ \"one\"", Origin::device, {}},
        second{2, "=second", Origin::device, {}};
    monitor.period[index(Channel::hr)] = Millis{2'000};
    monitor.wholeMessages = true;
    second.period[index(Channel::spo2)] = Millis{2'000};
    record.sources = {monitor, second};
    for (std::size_t i = 0; i < record.readings.size(); i += 7) record.readings[i][Channel::hr].reset();
    record.readings[3][Channel::hr] = 900;
    for (auto& reading : record.readings) validate(reading);
    for (int i = 0; i < 20; ++i) {
        Reading other;
        other.source = 2;
        other.at = record.readings[static_cast<std::size_t>(2 * i)].at;
        other[Channel::spo2] = 97;
        record.readings.push_back(other);
    }
    SeededUuids ids(4'711);
    const auto add = [&](EventBody body, std::optional<Uuid> corrects = std::nullopt) {
        Event event = record.events.back();
        event.id = ids.next(1);
        event.seq += 1;
        event.corrects = corrects;
        event.body = std::move(body);
        record.events.push_back(event);
        return event.id;
    };
    add(NoteWritten{"=1+1|^&~\\\r\n\"quoted\", \u202Eturned\t" + std::string(5'000, 'n'), std::nullopt});
    add(NoteWritten{"-2+3 @SUM(A1)", std::nullopt});
    const auto wrong =
        add(MedicationGiven{"ondansetron|^&~", "mg", "IV", "=cmd", "antiemetic", 4, "Dr \"X\""});
    add(EntryWithdrawn{"wrong, \"patient\"\n|"}, wrong);
    return record;
}

} // namespace chairside::testing
