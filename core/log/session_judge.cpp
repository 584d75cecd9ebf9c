// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/log/session_judge.h"

#include "core/domain/stock.h"
#include "core/log/event_codec.h"
#include "core/log/summary_rows.h"

#include <algorithm>

namespace chairside {
namespace {

/// Kinds that may follow a signature; as the trigger event_after_signing.
bool mayFollowSigning(std::string_view kind) {
    static const std::set<std::string_view> kKinds{"session.signed",  "addendum.added",    "readings.sealed",
                                                   "session.resumed", "store.fault",       "source.lost",
                                                   "source.returned", "clock.stepped",     "alarm.cleared",
                                                   "account.written", "follow_up.planned", "self.tested"};
    return kKinds.contains(kind);
}

/// The content is genuine for another place nearby: rows changed places.
bool belongsElsewhere(EventRow event) {
    constexpr std::int64_t kNearby = 200;
    const auto here = event.seq;
    for (auto seq = std::max<std::int64_t>(1, here - kNearby); seq <= here + kNearby; ++seq) {
        event.seq = seq;
        if (hashOf(event) == event.hash) return true;
    }
    return false;
}

/// The clinic's own log stands among the sessions and begins in its own way.
std::string_view openingOf(const SessionStart& facts) {
    return facts.id == kClinicLog ? "clinic.opened" : "session.opened";
}

} // namespace

SessionJudge::SessionJudge(const SessionStart& facts, const KnownPatients& patients)
    : facts_(facts), patients_(patients), hash_(facts.firstPrev), digest_(facts.firstDigest),
      seq_(facts.firstSeq - 1), readings_(facts.firstReading - 1), sealedUpTo_(readings_) {
    if (!isFromItsBeginning()) {
        // Its opening, which names the patient, is in another file.
        for (const auto& [digest, patient] : patients)
            if (patient.id == facts.patient) patientsNamed_.insert(digest);
        return;
    }
    if (facts.firstReading != 1 || facts.firstPrev != genesis(facts.id, facts.patient) ||
        facts.firstDigest != readingGenesis(facts.id))
        damaged(Damage::edited, facts.firstSeq,
                "The beginning of the session was changed: its first row does not start the chain.");
}

void SessionJudge::damaged(Damage damage, std::int64_t seq, std::string sentence) {
    finding_ = Finding{damage, facts_.id, seq, std::move(sentence)};
}

void SessionJudge::take(const EventRow& event) {
    if (!fits(event)) return;
    hash_ = event.hash;
    seq_ = event.seq;
    fold(event);
}

bool SessionJudge::fits(const EventRow& event) {
    const std::string which = "Entry " + std::to_string(event.seq);
    if (event.seq != seq_ + 1) {
        damaged(Damage::deleted, seq_ + 1,
                "Entry " + std::to_string(seq_ + 1) + " is missing; the next one there is " +
                    std::to_string(event.seq) + ".");
    } else if (hashOf(event) != event.hash) {
        if (belongsElsewhere(event))
            damaged(Damage::reordered, event.seq,
                    which + " stands in another place than it was recorded at.");
        else
            damaged(Damage::edited, event.seq,
                    which + " (" + event.kind + ") was edited after it was recorded.");
    } else if (event.prev != hash_) {
        damaged(Damage::inserted, event.seq,
                which + " does not continue the entry before it: one was put in or replaced here.");
    } else if (closed_ && !mayFollowSigning(event.kind)) {
        damaged(Damage::inserted, event.seq, which + " was added after the session was closed.");
    } else if (event.seq == 1 && event.kind != openingOf(facts_)) {
        damaged(Damage::inserted, event.seq, "The session does not begin with its opening.");
    } else {
        return true;
    }
    return false;
}

void SessionJudge::fold(const EventRow& row) {
    if (row.kind == "session.signed" || row.kind == "session.cancelled") closed_ = true;
    auto event = fromRow(row);
    if (!event) { // of a later version, or never readable; counted by the writer in the same way
        summary_.events = row.seq;
        return;
    }
    if (auto* opened = std::get_if<SessionOpened>(&event->body)) {
        const auto digest = digestFromHex(identityIn(row.body).value_or(""));
        const auto known = digest ? patients_.find(*digest) : patients_.end();
        if (known == patients_.end())
            return damaged(Damage::deleted, row.seq,
                           "The row of the patient who was entered here is missing.");
        patientsNamed_.insert(*digest);
        if (row.seq == 1 && known->second.id != facts_.patient)
            return damaged(Damage::edited, row.seq, "The session names another patient than its opening.");
        opened->patient = known->second;
    }
    if (const auto* sealed = std::get_if<ReadingsSealed>(&event->body))
        seals_.emplace(sealed->count, std::pair(row.seq, sealed->digest));
    if (const auto* source = std::get_if<SourceAttached>(&event->body))
        sources_[source->info.id] = {source->info.name, std::string(originName(source->info.origin)),
                                     encodePeriods(source->info)};
    evolve(summary_, event.value());
}

void SessionJudge::endOfEntries() {
    if (goesOn()) compareSeal(); // a seal over no readings, or over those of an earlier file
}

void SessionJudge::take(std::int64_t number, const Reading& reading) {
    if (number != readings_ + 1)
        return damaged(Damage::deleted, readings_ + 1,
                       "Reading " + std::to_string(readings_ + 1) + " is missing.");
    digest_ = nextReadingDigest(digest_, reading);
    readings_ = number;
    compareSeal();
}

void SessionJudge::compareSeal() {
    const auto seal = seals_.find(readings_);
    if (seal == seals_.end()) return;
    const auto& [entry, digest] = seal->second;
    if (digest != toHex(digest_))
        return damaged(Damage::sealBroken, entry,
                       "The first " + std::to_string(readings_) + " readings are not those that entry " +
                           std::to_string(entry) + " sealed.");
    readingsSealed_ += readings_ - sealedUpTo_;
    sealedUpTo_ = readings_;
}

void SessionJudge::endOfReadings() {
    if (goesOn() && !seals_.empty() && seals_.rbegin()->first > readings_)
        damaged(Damage::truncated, readings_ + 1,
                "Only " + std::to_string(readings_) + " readings are there, but " +
                    std::to_string(seals_.rbegin()->first) + " were sealed.");
}

void SessionJudge::compareEnd(const std::optional<StoredHead>& stored) {
    if (!stored) {
        damaged(Damage::deleted, seq_, "The session's chain head is missing.");
    } else if (stored->seq != seq_) {
        damaged(stored->seq > seq_ ? Damage::truncated : Damage::inserted, seq_ + 1,
                "The session holds " + std::to_string(seq_) + " entries, but " + std::to_string(stored->seq) +
                    " were recorded.");
    } else if (stored->hash != hash_) {
        damaged(Damage::edited, seq_, "The last entry is not the one that was recorded.");
    } else if (stored->readings != readings_) {
        damaged(stored->readings > readings_ ? Damage::truncated : Damage::inserted, readings_ + 1,
                "The session holds " + std::to_string(readings_) + " readings, but " +
                    std::to_string(stored->readings) + " were recorded.");
    } else if (stored->digest != digest_) {
        damaged(Damage::edited, 0, "A reading was edited after it was recorded.");
    }
}

void SessionJudge::compareList(const std::optional<SessionSummary>& stored, const std::string& searchText,
                               const StoredSources& sources) {
    if (!isFromItsBeginning()) return; // a part cannot tell what the whole session's line says
    if (!stored) return damaged(Damage::listWrong, 0, "The session is missing in the session list.");
    if (!sameRow(*stored, summary_) || searchText != searchTextOf(summary_))
        return damaged(Damage::listWrong, 0, "The session list does not say what the session's entries say.");
    if (sources != sources_)
        damaged(Damage::listWrong, 0, "The list of sources does not say what the session's entries say.");
}

} // namespace chairside
