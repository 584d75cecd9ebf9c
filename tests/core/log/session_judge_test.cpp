// SPDX-License-Identifier: GPL-3.0-or-later
// What counts as damage, without a file.
#include "core/log/session_judge.h"

#include "core/log/event_codec.h"
#include "support/catch.h"
#include "support/session_maker.h"

using namespace chairside;
using namespace chairside::testing;

namespace {

/// The rows of a made session as a writer would have stored them.
struct Rows {
    SessionStart facts;
    KnownPatients patients;
    std::vector<EventRow> entries;
    std::vector<Reading> readings;
    StoredHead head;
};

Rows rowsOf(const MadeSession& made) {
    Rows rows;
    rows.facts = {1,
                  made.session,
                  made.patient.id,
                  1,
                  1,
                  genesis(made.session, made.patient.id),
                  readingGenesis(made.session)};
    PatientRow patient;
    patient.patient = made.patient;
    patient.digest = digestOf(patient);
    rows.patients.emplace(patient.digest, made.patient);
    Digest prev = rows.facts.firstPrev;
    for (const auto& event : made.events) {
        const auto* opened = std::get_if<SessionOpened>(&event.body);
        auto body = opened ? encodeOpenedWithout(*opened, toHex(patient.digest)) : encodeBody(event.body);
        rows.entries.push_back(toRow(event, std::move(body), prev));
        prev = rows.entries.back().hash;
    }
    Digest digest = rows.facts.firstDigest;
    for (const auto& reading : made.readings) {
        rows.readings.push_back(storable(reading));
        digest = nextReadingDigest(digest, rows.readings.back());
    }
    rows.head = {static_cast<std::int64_t>(rows.entries.size()),
                 static_cast<std::int64_t>(rows.readings.size()), prev, digest};
    return rows;
}

std::optional<Finding> judged(const Rows& rows) {
    SessionJudge judge(rows.facts, rows.patients);
    for (std::size_t i = 0; judge.goesOn() && i < rows.entries.size(); ++i) judge.take(rows.entries[i]);
    judge.endOfEntries();
    auto number = rows.facts.firstReading;
    for (std::size_t i = 0; judge.goesOn() && i < rows.readings.size(); ++i)
        judge.take(number++, rows.readings[i]);
    judge.endOfReadings();
    if (judge.goesOn()) judge.compareEnd(rows.head);
    return judge.finding();
}

} // namespace

TEST_CASE("a session as it was stored has nothing wrong with it", "[log][H-10]") {
    CHECK_FALSE(judged(rowsOf(makeSession({}))));
}

TEST_CASE("the first damage of a session is found and named, and nothing after it is judged", "[log][H-10]") {
    const auto sound = rowsOf(makeSession({}));
    const auto found = [&](auto change) {
        auto rows = sound;
        change(rows);
        const auto finding = judged(rows);
        REQUIRE(finding);
        CHECK(finding->session == sound.facts.id);
        CHECK_FALSE(finding->sentence.empty());
        return std::pair(finding->damage, finding->seq);
    };
    using Place = std::pair<Damage, std::int64_t>;
    CHECK(found([](Rows& r) { r.entries[4].actorName += "x"; }) == Place{Damage::edited, 5});
    CHECK(found([](Rows& r) {
              r.entries[4].actorName += "x";
              r.entries[2].utcMs += 1;
          }) == Place{Damage::edited, 3});
    CHECK(found([](Rows& r) { r.entries.erase(r.entries.begin() + 4); }) == Place{Damage::deleted, 5});
    CHECK(found([](Rows& r) { r.entries.pop_back(); }).first == Damage::truncated);
    CHECK(found([](Rows& r) {
              std::swap(r.entries[4].seq, r.entries[5].seq), std::swap(r.entries[4], r.entries[5]);
          }) == Place{Damage::reordered, 5});
    CHECK(found([](Rows& r) { // somebody who can compute the hash, but not of all that follows
              r.entries[4].body = "{}";
              r.entries[4].hash = hashOf(r.entries[4]);
          }) == Place{Damage::inserted, 6});
    CHECK(found([](Rows& r) { r.readings.pop_back(); }).first == Damage::truncated);
    CHECK(found([](Rows& r) { r.readings[3][Channel::hr] = 61; }).first == Damage::edited);
    CHECK(found([](Rows& r) { r.head.digest = {}; }).first == Damage::edited);
    CHECK(found([](Rows& r) { r.patients.clear(); }) == Place{Damage::deleted, 1});
    CHECK(found([](Rows& r) { r.facts.firstPrev[0] ^= 1; }) == Place{Damage::edited, 1});
}

TEST_CASE("an entry after the signature that is no addendum counts as put in", "[log][H-10]") {
    auto rows = rowsOf(makeSession({}));
    EventRow late = rows.entries.back();
    late.seq += 1;
    late.kind = "note.written";
    late.prev = rows.entries.back().hash;
    late.hash = hashOf(late);
    rows.entries.push_back(late);
    const auto finding = judged(rows);
    REQUIRE(finding);
    CHECK(finding->damage == Damage::inserted);
    CHECK(finding->seq == late.seq);
}

TEST_CASE("a later part of a session is judged from where it begins", "[log][H-10]") {
    auto rows = rowsOf(makeSession({}));
    rows.facts.firstSeq = 4;
    rows.facts.firstPrev = rows.entries[2].hash;
    rows.entries.erase(rows.entries.begin(), rows.entries.begin() + 3);
    CHECK_FALSE(judged(rows));
    CHECK_FALSE(SessionJudge(rows.facts, rows.patients).isFromItsBeginning());
    rows.facts.firstPrev[3] ^= 1;
    REQUIRE(judged(rows));
    CHECK(judged(rows)->damage == Damage::inserted);
}
