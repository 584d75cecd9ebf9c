// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/record_mutation.h"

#include <iterator>

namespace chairside::testing {
namespace {

constexpr const char* kEventEdits[] = {
    "body=replace(body, '}', ' }')",
    "kind=kind||'x'",
    "mono_ms=mono_ms+1",
    "effective_ms=effective_ms-60000",
    "utc_ms=utc_ms+3600000",
    "offset_min=offset_min-60",
    "actor_id=actor_id||'2'",
    "actor_name='Somebody else'",
    "actor_role='prescriber'",
    "corrects=CASE WHEN corrects IS NULL THEN zeroblob(16) ELSE NULL END",
    "id=x'00112233445566778899aabbccddeeff'",
    "prev=x'00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff'",
    "hash=x'00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff'",
    "seq=seq+1000",
    "n=n+100000"};
constexpr const char* kReadingEdits[] = {"hr=coalesce(hr, 70)+1",
                                         "spo2=CASE WHEN spo2 IS NULL THEN 98 ELSE NULL END",
                                         "nibp_sys=coalesce(nibp_sys, 120)+20",
                                         "mono_ms=mono_ms+1000",
                                         "utc_ms=utc_ms+1",
                                         "offset_min=offset_min+30",
                                         "source=source+1",
                                         "flags=flags+1",
                                         "device_utc_ms=coalesce(device_utc_ms, 0)+5",
                                         "n=n+5000"};
constexpr const char* kRecordMutationOther[] = {
    "UPDATE patient SET family=family||'s' WHERE n=1",
    "UPDATE patient SET birth_date='1900-01-01' WHERE n=2",
    "UPDATE patient SET salt=x'00112233445566778899aabbccddeeff' WHERE n=3",
    "UPDATE patient SET folded='' WHERE n=1",
    "UPDATE patient SET allergies='penicillin' WHERE n=2",
    "DELETE FROM patient WHERE n=3",
    "UPDATE session SET patient=(SELECT patient FROM session WHERE ref=2) WHERE ref=1",
    "UPDATE session SET id=x'00112233445566778899aabbccddeeff' WHERE ref=2",
    "UPDATE session_summary SET status='open' WHERE ref=1",
    "UPDATE session_summary SET dose_mg=dose_mg*10 WHERE ref=2",
    "UPDATE session_summary SET demo=1-demo WHERE ref=3",
    "DELETE FROM session_summary WHERE ref=3",
    "UPDATE source SET origin='device' WHERE session=1",
    "DELETE FROM source WHERE session=2",
    "UPDATE chain_head SET readings=readings-1 WHERE session=1",
    "DELETE FROM chain_head WHERE session=2",
    "UPDATE file_head SET sessions=sessions+1",
    "UPDATE about SET value='' WHERE key='missing'",
    "UPDATE channel SET unit='kPa' WHERE key='nibp_sys'",
    "DROP TRIGGER event_keeps_d",
    "DROP INDEX event_closing",
    "CREATE TABLE extra(a)",
    "CREATE TRIGGER t AFTER INSERT ON event BEGIN DELETE FROM source; END",
    "INSERT INTO reserve(filler) VALUES(x'00')",
    "PRAGMA application_id=7",
    "PRAGMA user_version=9",
    "PRAGMA foreign_keys=0; DELETE FROM session WHERE ref=2"};

} // namespace

std::string mutationOfFacts(Random& random) {
    const auto number = [&](std::uint64_t n) { return std::to_string(1 + random.below(n)); };
    const std::string session = number(3), event = "session=" + session + " AND seq=" + number(12);
    const std::string reading = "session=" + session + " AND n=" + number(200);
    switch (random.below(9)) {
    case 0:
        return "UPDATE event SET " + std::string(kEventEdits[random.below(std::size(kEventEdits))]) +
               " WHERE " + event;
    case 1:
        return "UPDATE reading SET " + std::string(kReadingEdits[random.below(std::size(kReadingEdits))]) +
               " WHERE " + reading;
    case 2: return "DELETE FROM event WHERE " + event;
    case 3:
        return "DELETE FROM event WHERE session=" + session +
               " AND seq > (SELECT max(seq) FROM event WHERE session=" + session + ") - " + number(6);
    case 4: return "DELETE FROM reading WHERE " + reading;
    case 5:
        return "DELETE FROM reading WHERE session=" + session +
               " AND n > (SELECT max(n) FROM reading WHERE session=" + session + ") - " + number(60);
    case 6: { // two neighbours change places
        const auto seq = random.below(12) + 1;
        const auto at = [&](std::uint64_t n) {
            return "session=" + session + " AND seq=" + std::to_string(n);
        };
        return "UPDATE event SET seq=100000 WHERE " + at(seq) +
               "; UPDATE event SET seq=" + std::to_string(seq) + " WHERE " + at(seq + 1) +
               "; UPDATE event SET seq=" + std::to_string(seq + 1) + " WHERE " + at(100'000);
    }
    case 7:
        return "INSERT INTO event SELECT (SELECT max(n) FROM event)+1, session, (SELECT max(seq)+1 FROM "
               "event WHERE session=" +
               session +
               "), x'00112233445566778899aabbccddeeff', mono_ms, effective_ms, utc_ms, offset_min, actor_id, "
               "actor_name, "
               "actor_role, kind, body, corrects, "
               "hash, x'00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff' FROM event WHERE " +
               event;
    default:
        return "INSERT INTO reading SELECT session, (SELECT max(n)+1 FROM reading WHERE session=" + session +
               "), source, mono_ms, utc_ms, offset_min, device_utc_ms, flags, hr, pr, spo2, nibp_sys, "
               "nibp_dia, nibp_map, rr, "
               "etco2, temp, o2_flow FROM reading WHERE " +
               reading;
    }
}

std::string mutation(Random& random) {
    return random.below(10) == 9 ? kRecordMutationOther[random.below(std::size(kRecordMutationOther))]
                                 : mutationOfFacts(random);
}

} // namespace chairside::testing
