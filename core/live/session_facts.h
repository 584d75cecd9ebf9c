// SPDX-License-Identifier: GPL-3.0-or-later
// The figures of one session, as comparison, course of treatment and clinic page show them: dose, peaks, side
// effects, rescue medication, checks, flags. A pure fold over a SessionView; the same events and readings
// give the same figures. Missing stays missing: a figure nobody measured has no value and is never zero. Any
// thread, no clock, no SQL; core/log/figures_index keeps the results.
#pragma once

#include "core/base/time.h"
#include "core/base/uuid.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace chairside {

class SessionView;

/// Raised whenever a figure changes its meaning: figures kept from an older version are computed again.
inline constexpr int kFactsVersion = 4;

/// A value and when it was measured (session time).
struct Moment {
    double value = 0;
    MonoTime at;
    bool operator==(const Moment&) const = default;
};

/// What one channel did: the last value before treatment, the extreme from there until the end, the last one.
struct ChannelFacts {
    std::optional<Moment> baseline, peak, last;
    /// Peak minus baseline; empty unless both were measured.
    std::optional<double> rise() const {
        return baseline && peak ? std::optional(peak->value - baseline->value) : std::nullopt;
    }
    bool operator==(const ChannelFacts&) const = default;
};

struct EffectFact {
    std::string effect;
    int worst = 1; ///< 1 mild, 2 moderate, 3 severe
    MonoTime since;
    std::optional<MonoTime> until;
    bool operator==(const EffectFact&) const = default;
};

struct MedicationFact {
    std::string drug, unit, drugClass;
    double dose = 0;
    MonoTime at;
    bool operator==(const MedicationFact&) const = default;
};

/// A questionnaire's total (mood, pain); no value = answered incompletely.
struct ScoreFact {
    std::string instrument;
    std::optional<double> total;
    MonoTime at;
    bool beforeTreatment = true;
    bool suicidality = false; ///< item 9 of the PHQ-9 was answered above "not at all"
    bool operator==(const ScoreFact&) const = default;
};

/// A follow-up that nobody has closed.
struct FollowUpFact {
    Uuid id;
    std::string date; ///< ISO
    bool operator==(const FollowUpFact&) const = default;
};

/// The pressure's rise over baseline within one stretch of treatment time.
struct RiseStep {
    std::int16_t minute = 0; ///< middle of the stretch, after the start of treatment
    float systolic = 0, diastolic = 0;
    bool operator==(const RiseStep&) const = default;
};
inline constexpr Minutes kRiseStep{5};
inline constexpr Minutes kRiseSpan{120};

namespace fact {
inline constexpr std::uint32_t kAborted = 1u << 0;        ///< treatment was stopped before its end
inline constexpr std::uint32_t kActionPressure = 1u << 1; ///< a pressure crossed an action or emergency limit
inline constexpr std::uint32_t kSevereDissociation = 1u << 2;
inline constexpr std::uint32_t kUnsigned = 1u << 3;    ///< discharged, nobody signed
inline constexpr std::uint32_t kIncomplete = 1u << 4;  ///< a mandatory check was missed and nobody said why
inline constexpr std::uint32_t kPressureGap = 1u << 5; ///< ten minutes of treatment without a blood pressure
inline constexpr std::uint32_t kCancelled = 1u << 6;
inline constexpr std::uint32_t kOpen = 1u << 7; ///< not discharged yet
inline constexpr std::uint32_t kRescue = 1u << 8;
inline constexpr std::uint32_t kMadeUp = 1u << 9; ///< demo, drill or simulated: kept apart from real sessions
inline constexpr std::uint32_t kTreated = 1u << 10;  ///< an infusion or a spray was begun
inline constexpr std::uint32_t kFollowUp = 1u << 11; ///< a follow-up is planned and not closed
inline constexpr std::uint32_t kImported = 1u << 12; ///< recorded elsewhere and imported
/// No pressure limits: the protocol in the record has none, or this version can't read it. Whether a pressure
/// reached the action level is then not known, which is not a no.
inline constexpr std::uint32_t kNoLimits = 1u << 13;
} // namespace fact

/// Pressure gaps from here on are counted. Source: Ehrenfeld 2011 (gaps of 10 min or more in anaesthesia
/// records).
inline constexpr Minutes kPressureGap{10};
/// A dissociation total above this counts as dissociated. Source: Chen 2022 (CADSS peak above 4); the same
/// number is used for this product's own check, which is design and no validated cut-off.
inline constexpr double kDissociatedAbove = 4;

struct SessionFacts {
    Uuid session, patient;
    WallTime opened;
    std::uint32_t flags = 0; ///< of namespace fact
    std::string protocolId, protocolTitle;
    std::string nurse; ///< who signed as nurse, else who started the treatment
    std::string indication, course;
    int number = 0; ///< within the course, 0 = not known

    std::optional<double> orderedMg, givenMg, mgPerKg, weightKg;
    std::optional<MonoTime> start, end; ///< of treatment: infusion or first spray
    int pauses = 0;
    std::string abortReason;

    ChannelFacts systolic, diastolic, heartRate;
    ChannelFacts spo2;                    ///< its peak is the lowest value
    std::optional<Moment> lowestSedation; ///< MOAA/S, 5 = awake
    std::string dissociationScale;        ///< instrument of the next two, empty if none was asked
    std::optional<Moment> dissociation;   ///< highest total during or after treatment
    std::optional<Millis>
        dissociated; ///< from the first total above kDissociatedAbove to the next one that is not
    std::vector<RiseStep> rise;

    std::vector<EffectFact> effects;
    std::vector<MedicationFact> medications;
    std::vector<ScoreFact> scores;
    std::vector<FollowUpFact> followUps;      ///< open ones
    std::optional<MonoTime> readyAt, leftAt;  ///< fit to leave; left
    std::optional<Millis> longestPressureGap; ///< during treatment; empty without treatment
    int checksDone = 0, checksLate = 0, checksMissed = 0;
    int alarms = 0;

    bool has(std::uint32_t flag) const { return (flags & flag) != 0; }
    std::optional<Millis> sinceStart(const std::optional<Moment>& moment) const {
        return start && moment ? std::optional(moment->at - *start) : std::nullopt;
    }
    std::optional<Millis> treated() const {
        return start && end ? std::optional(*end - *start) : std::nullopt;
    }
    std::optional<Millis> readyAfter() const {
        return start && readyAt ? std::optional(*readyAt - *start) : std::nullopt;
    }
    const ScoreFact* score(const std::string& instrument) const; ///< the first one with a total, or null
    bool operator==(const SessionFacts&) const = default;
};

SessionFacts factsOf(const SessionView& view);

} // namespace chairside
