// SPDX-License-Identifier: GPL-3.0-or-later
// Rows exactly as they lie in the file, and the canonical bytes that are hashed. Shared by writing, reading,
// merging and verifying, so that all four mean the same. Pure except for reading columns of a Statement.
// docs/file-format.md describes the byte layouts; they never change within a schema version.
#pragma once

#include "core/domain/event.h"
#include "core/log/database.h"
#include "core/log/digest.h"

#include <optional>
#include <string>

namespace chairside {

struct EventRow {
    Uuid session, id;
    std::int64_t seq = 0, monoMs = 0, effectiveMs = 0, utcMs = 0, offsetMin = 0;
    std::string actorId, actorName, actorRole, kind, body;
    std::optional<Uuid> corrects;
    Digest prev{}, hash{};
};

/// What the identity digest covers; `salt` keeps the digest from telling a guessed name once the row is
/// erased.
struct PatientRow {
    Patient patient;
    std::array<std::uint8_t, 16> salt{};
    Digest digest{};
};

Digest genesis(const Uuid& session, const Uuid& patient); ///< `prev` of a session's first event
Digest hashOf(const EventRow& row);                       ///< over row.prev and every other column
Digest readingGenesis(const Uuid& session);               ///< digest of no readings
Digest nextReadingDigest(const Digest& before, const Reading& reading);
Digest digestOf(const PatientRow& row);
/// The file's own chain over its sessions in the order they were opened; it starts at all zeros.
Digest nextFileChain(const Digest& before, const Uuid& session);

EventRow toRow(const Event& event, std::string body, const Digest& prev);
Result<Event> fromRow(const EventRow& row); ///< the identity in a session.opened is only its id

/// The reading as the file can hold it: no infinity, no number beyond the column bounds, no minus zero.
Reading storable(Reading reading);

inline constexpr std::string_view kEventColumns =
    "e.seq, e.id, e.mono_ms, e.effective_ms, e.utc_ms, e.offset_min, e.actor_id, e.actor_name, e.actor_role, "
    "e.kind, e.body, e.corrects, e.prev, e.hash";
EventRow readEventRow(const Statement& row, const Uuid& session);
/// "n, source, mono_ms, …, hr, …, flags"
std::string readingColumns();
Reading readReadingRow(const Statement& row); ///< columns as readingColumns(); column 0 is n
inline constexpr std::string_view kPatientColumns =
    "p.id, p.family, p.given, p.birth_date, p.mrn, p.sex, p.allergies, p.salt, p.digest";
PatientRow readPatientRow(const Statement& row, int firstColumn);

Uuid uuidFrom(const std::string& blob);     ///< null when it is not 16 bytes
Digest digestFrom(const std::string& blob); ///< zero when it is not 32 bytes

} // namespace chairside
