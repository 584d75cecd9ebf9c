// SPDX-License-Identifier: GPL-3.0-or-later
// The clinic's protocol as data: what to check and when, limits, required items, order set, discharge gate.
// Read from JSON by core/interop/protocol_json; copied whole into each session. Nothing clinical is a
// constant in code. Schedules and thresholds: clinical.md §1.4–1.5; order set §4.3; documented in
// docs/protocols.md.
#pragma once

#include "core/base/time.h"
#include "core/domain/channel.h"
#include "core/domain/event.h"

#include <optional>
#include <set>
#include <string>
#include <vector>

namespace chairside {

enum class Route : std::uint8_t { intravenous, intranasal };

/// The stages a nurse thinks in; the finer states of §4.1 are Phase (core/domain/session.h).
enum class Stage : std::uint8_t { checkIn, baseline, treatment, recovery, discharge, closed };

/// What a due check asks for: an instrument id ("moaas"), or one of "nibp", "hr", "spo2", "rr", "weight",
/// "side_effects". A set has several, and is done when each of them was captured in its window.
struct CheckRule {
    std::string id, title;
    std::vector<std::string> captures;
    enum class Anchor : std::uint8_t { sessionOpen, hold, treatmentStart, treatmentEnd, firstSpray };
    Anchor anchor = Anchor::treatmentStart; ///< hold: the first hold, until the session is cleared
    Stage stage = Stage::treatment;         ///< the stage in which it is due
    std::optional<Millis> every;            ///< repeats with this interval from the anchor while in the stage
    std::vector<Millis> at;                 ///< fixed marks after the anchor
    bool atStageEnd = false;                ///< once, when treatment ends
    bool mandatory = false;                 ///< drawn as a square; asked for before discharge
    Millis grace{2min};                     ///< overdue after due + grace; missed when the next one falls due
    Millis early{3min};                     ///< a capture up to this long before the due time counts for it
    /// Shown from its due time on and counted when done; never overdue, and gone unsaid when its time is
    /// over.
    bool offered = false;
};

enum class LimitLevel : std::uint8_t { info, caution, action, emergency };
struct LimitRule {
    std::string id;    ///< "spo2.action_lo"
    std::string param; ///< channel key, instrument id, or "nibp_rel"
    LimitLevel level = LimitLevel::caution;
    bool high = true;       ///< crossed above (else below)
    bool inclusive = false; ///< >= / <= instead of > / <
    double value = 0;
    Millis delay{0};                     ///< must persist
    std::optional<Millis> confirmWithin; ///< action needs a repeat within this time
    bool percentOfBaseline = false;      ///< value is percent above the patient's own baseline
    bool aboveBaseline = false;          ///< value is the rise above the baseline, in the channel's unit
};

struct HoldRule {
    std::string id, param, action; ///< action: "soft_hold" or "prescriber_at_chair"
    bool high = true, inclusive = false;
    double value = 0;
    std::optional<int> ageBelow, ageFrom; ///< applies to patients below / from this age
};

struct RequiredItem {
    std::string key, title, hint;
    enum class Kind : std::uint8_t { yesNo, text, twoPerson, choice, date } kind = Kind::yesNo;
    std::vector<std::string> choices;
    std::string stopsOn;   ///< the answer that places a hold, empty if none
    bool optional = false; ///< the list is complete without it
    struct AskedWhen {
        std::string item; ///< of the same list, before this one
        std::vector<std::string> answers;
    };
    std::optional<AskedWhen> askedWhen; ///< shown only while that item has one of these answers
};

/// Does this item concern the patient, by the answers given so far? `answerTo(key)` is empty without one.
template <class AnswerTo>
bool isAsked(const RequiredItem& item, const AnswerTo& answerTo) {
    if (!item.askedWhen) return true;
    const std::string given = answerTo(item.askedWhen->item);
    for (const auto& answer : item.askedWhen->answers)
        if (answer == given) return true;
    return false;
}

struct OrderSetEntry {
    std::string drug, unit, route, indication, note, drugClass;
    std::vector<double> doses; ///< typical single doses offered; typing another is possible
    double maxSingle = 0;      ///< a dose above this is asked about
};

struct DischargeGate {
    std::optional<Millis> afterTreatmentEnd, afterFirstSpray;
    std::optional<double> nibpWithinPercent, nibpSysBelow, nibpDiaBelow, spo2AtLeast, nauseaAtMost,
        aldreteAtLeast;
    std::optional<double> moaasAtLeast;
    std::optional<double> nibpSysAtLeast; ///< the "below" limits alone would let a low pressure pass
    bool spo2OnRoomAir = false;           ///< a saturation on oxygen, or from before its end, does not count
    Millis roomAirFor{0};                 ///< nor one measured sooner than this after oxygen ended
    bool orientedX3 = false, steadyGait = false, escort = false;
    Millis measuredWithin{30min}; ///< older measurements and scores do not count
};

struct DosingRule {
    std::string drug;               ///< "ketamine"
    double mgPerKg = 0;             ///< proposed; 0 when fixedMg is used
    std::vector<double> fixedMg;    ///< esketamine 56/84; the first one is proposed
    std::optional<double> deviceMg; ///< nasal device content, 28 mg; doses are whole devices
    Millis deviceGap{0};            ///< rest between two devices
    double durationMin = 40;
    std::optional<double> capMg;
    std::optional<double> roundToMg;  ///< doses are rounded to multiples of this, never above the cap
    std::vector<double> stockMgPerMl; ///< vial strengths to pick from
    std::vector<double> vialMl;       ///< vial volume of each strength, in the same order; 0 = not known
    bool singleUseVials = true;       ///< the rest of an opened vial is wasted with the session
    std::vector<double> bagMl, syringeMl;
    int lowContainers = 0;   ///< so many containers left or fewer are marked as low stock; 0 = only none
    int expiresSoonDays = 0; ///< a lot is marked so many days before it expires; 0 = not before
    struct Range {
        double warnLow = 0, warn = 0, second = 0, block = 0;
    }; ///< 0 = no bound
    Range mgPerKgRange, totalMgRange, rateMgPerKgHRange;
    double durationWarnBelow = 0, durationSecondBelow = 0, durationBlockBelow = 0;
    double weightWarnBelow = 0, weightWarnAbove = 0; ///< kg, 0 = no bound
    double weightChangeSecondPercent =
        0;                       ///< change since the last session that asks a second person, 0 = no bound
    double stepWarnMgPerKg = 0;  ///< increase since the last session that is asked about, 0 = no bound
    double secondWithinDays = 0; ///< a dose sooner than this after the last one asks a second person
};

struct Protocol {
    std::string id, title;
    int version = 0;
    Route route = Route::intravenous;
    std::string text, sha; ///< the document itself and its BLAKE2b-256 in hex
    DosingRule dosing;
    std::vector<CheckRule> checks;
    std::vector<LimitRule> limits;
    std::vector<HoldRule> holds;
    std::vector<RequiredItem> screen, timeout;
    std::vector<OrderSetEntry> orders;
    std::vector<std::string> abortReasons;
    DischargeGate gate;
    std::vector<std::string> eventLabels; ///< names of keys 1–9
    Millis recoveryMinimum{60min};
    bool quietRoom = true;        ///< soft onset, light first; never for an emergency
    std::set<Stage> quietStages;  ///< only during these; empty = during all
    Millis baselineMaxAge{30min}; ///< the baseline set must not be older than this at the start
    /// What must be measured before the screen is complete, and not be too old when treatment starts: as in
    /// CheckRule::captures. Without a list of its own a protocol asks for these three.
    std::vector<std::string> baselineSet{"nibp", "spo2", "hr"};
    std::vector<std::string> instruments; ///< ids of the questionnaires this protocol uses
    std::set<std::string> unscored;       ///< those without a total by their nature: any answer is a capture
};

/// Does the quiet profile hold during this stage?
inline bool isQuietAt(const Protocol& protocol, Stage stage) {
    return protocol.quietRoom && (protocol.quietStages.empty() || protocol.quietStages.contains(stage));
}

} // namespace chairside
