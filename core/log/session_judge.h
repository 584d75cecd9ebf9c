// SPDX-License-Identifier: GPL-3.0-or-later
// Judges the rows of one session: does each entry continue the one before, is each reading among those that
// were sealed, does the end match what the writer kept beside it. Pure: it is handed rows in order and knows
// no file, so that what counts as damage can be tested without one (core/log/verify reads the rows). It stops
// at the first damage of the session: what follows a broken chain proves nothing.
#pragma once

#include "core/log/rows.h"
#include "core/log/summary.h"
#include "core/log/verify.h"

#include <map>
#include <optional>
#include <set>
#include <string>

namespace chairside {

/// The session's own row: who, and where its chain starts in this file.
struct SessionStart {
    std::int64_t ref = 0;
    Uuid id, patient;
    std::int64_t firstSeq = 1, firstReading = 1;
    Digest firstPrev{}, firstDigest{};
};
/// What the writer kept of the end with every commit.
struct StoredHead {
    std::int64_t seq = 0, readings = 0;
    Digest hash{}, digest{};
};
struct StoredSource {
    std::string name, origin, periods;
    bool operator==(const StoredSource&) const = default;
};
using StoredSources = std::map<std::int64_t, StoredSource>;
using KnownPatients = std::map<Digest, Patient>; ///< by identity digest

class SessionJudge {
public:
    SessionJudge(const SessionStart& facts, const KnownPatients& patients);

    /// Entries by seq, then readings by number, each until goesOn() is false; then the rest, in this order.
    void take(const EventRow& event);
    void endOfEntries();
    void take(std::int64_t number, const Reading& reading);
    void endOfReadings();
    void compareEnd(const std::optional<StoredHead>& stored);
    void compareList(const std::optional<SessionSummary>& stored, const std::string& searchText,
                     const StoredSources& sources);

    bool goesOn() const { return !finding_; }
    const std::optional<Finding>& finding() const { return finding_; } ///< the first damage
    /// The chain starts here at its beginning; else this file holds a later part of the session only.
    bool isFromItsBeginning() const { return facts_.firstSeq == 1; }
    const Digest& chainHead() const { return hash_; }
    std::int64_t readingsSealed() const { return readingsSealed_; }
    const std::set<Digest>& patientsNamed() const { return patientsNamed_; }

private:
    void damaged(Damage damage, std::int64_t seq, std::string sentence);
    bool fits(const EventRow& event);
    void fold(const EventRow& row);
    void compareSeal();

    const SessionStart& facts_;
    const KnownPatients& patients_;
    std::optional<Finding> finding_;
    Digest hash_, digest_;
    std::int64_t seq_, readings_, readingsSealed_ = 0, sealedUpTo_;
    bool closed_ = false;
    SessionSummary summary_;
    StoredSources sources_;
    std::map<std::int64_t, std::pair<std::int64_t, std::string>> seals_; ///< count -> seal's entry, digest
    std::set<Digest> patientsNamed_;
};

} // namespace chairside
