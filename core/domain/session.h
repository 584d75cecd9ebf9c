// SPDX-License-Identifier: GPL-3.0-or-later
// The state machine of a session and its two verbs: decide(state, command, now) → events | refusal |
// question, and evolve(state, event) → state. Pure: no clock, file, thread or SQL. Owned by the engine on the
// main thread; the same evolve() folds the log after a crash and in the history. States and guards:
// clinical.md §4.1.
#pragma once

#include "core/domain/command.h"
#include "core/domain/discharge_gate.h"
#include "core/domain/infusion.h"
#include "core/domain/ledger.h"
#include "core/domain/oxygen.h"
#include "core/domain/protocol.h"

#include <map>
#include <set>
#include <string_view>
#include <unordered_map>

namespace chairside {

enum class Phase : std::uint8_t {
    scheduled,   ///< nothing has happened yet
    checkedIn,   ///< patient identified, session open
    screened,    ///< screen answered, no hold, dose not ordered yet
    held,        ///< at least one hold is unresolved
    cleared,     ///< no hold, dose ordered
    timeoutDone, ///< two people checked patient, drug, dose, pump and line
    running,     ///< infusion runs, or a spray was given and more are planned
    paused,
    recovery,       ///< treatment completed or aborted
    dischargeReady, ///< the gate was met, or overridden with a reason
    discharged,
    signedOff, ///< nurse signed; only co-signature and addenda from here
    cancelled, ///< ended before any treatment
};
inline constexpr std::size_t kPhaseCount = 13;

Stage stageOf(Phase phase);
std::string_view phaseWords(Phase phase); ///< "while the infusion is running"
bool isClosed(Phase phase);               ///< signed or cancelled: nothing but addenda

struct Hold {
    std::string code, detail;
    bool settled = false; ///< overridden by a prescriber, or resolved by a repeat
};
struct PresentEffect {
    Uuid id;
    std::string effect;
    int severity = 1;
    MonoTime since;
    std::optional<MonoTime> until;
};
/// What became of an entry: its kind, and whether a later one replaced or withdrew it.
struct EntryFate {
    std::size_t kind = 0; ///< index into EventBody
    bool correctable = false;
    std::optional<Uuid> supersededBy;
};
struct ScoreTotal {
    MonoTime at;
    std::optional<double> total;
    Uuid event;
};

struct SessionState {
    Uuid session;
    Phase phase = Phase::scheduled;
    SessionOpened opened;
    Instant openedAt;
    std::int64_t lastSeq = 0;
    MonoTime lastAt;

    std::map<std::string, std::string> confirmed; ///< "list/item" → answer
    std::vector<Hold> holds;
    std::optional<DoseOrder> order;
    PumpLog pump;
    SprayLog sprays;
    Ledger ledger;
    std::optional<MonoTime> treatmentStart, treatmentEnd;
    bool aborted = false;
    std::string abortReason;

    std::vector<PresentEffect> effects;                    ///< in order of onset, ended ones stay
    std::map<std::string, std::vector<ScoreTotal>> scores; ///< by instrument, neither corrected nor withdrawn
    std::unordered_map<Uuid, EntryFate> entries;
    std::vector<std::pair<Role, Actor>> signatures;
    std::set<Uuid> openFollowUps;               ///< planned here and not closed yet
    std::optional<MonoTime> baselineOverridden; ///< when a prescriber let an old baseline stand
    bool dischargeOverridden = false;
    std::string dischargeOverrideReason;

    bool hasSigned(Role role) const;
    bool hasOpenHold() const;
    double givenMg(MonoTime now) const; ///< by pump record or sprays
    std::string confirmedValue(const std::string& list, const std::string& item) const;
    const ScoreTotal* latestScore(const std::string& instrument) const; ///< newest by effective time, or null
};

/// The newest trusted measurements at the moment of a decision (device or typed), for holds and the gate.
struct Measured {
    double value = 0;
    MonoTime at;
};
struct VitalsFacts {
    std::array<std::optional<Measured>, kChannelCount> latest;
    std::optional<Measured> baselineSystolic, baselineDiastolic;
    OxygenFacts oxygen;
    const std::optional<Measured>& operator[](Channel c) const { return latest[index(c)]; }
};

/// Everything a decision may look at beside the state.
struct DecisionContext {
    const Protocol& protocol;
    const VitalsFacts& vitals;
    UuidSource& ids;
};

/// Answers a command. Events carry seq numbers after state.lastSeq and are not yet applied.
Decision decide(const SessionState& state, const Command& command, Instant now,
                const DecisionContext& context);
/// Folds one event; total: every event of a verified log applies.
void evolve(SessionState& state, const Event& event);

/// The gate's facts as the session knows them at `now`.
GateFacts gateFacts(const SessionState& state, const VitalsFacts& vitals);
/// Age in whole years on the local date of `at`; empty when the birth date does not parse.
std::optional<int> ageYears(const std::string& birthDate, WallTime at);
/// True for kinds that people enter and may correct or withdraw.
bool isCorrectable(const EventBody& body);

} // namespace chairside
