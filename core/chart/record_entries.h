// SPDX-License-Identifier: GPL-3.0-or-later
// What the record shows besides sampled lines: one plain struct per kind of mark. All times are session time
// and say when the thing happened (Event::effective). Values only; RecordModel owns and fills them. They
// never carry pixels.
#pragma once

#include "core/chart/time_grid.h"
#include "core/domain/event.h"
#include "core/domain/protocol.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace chairside {

/// A corrected or withdrawn entry stays on the record, struck through.
enum class EntryState : std::uint8_t { standing, corrected, withdrawn };

struct Entry {
    Uuid event; ///< null for what a device sent
    MonoTime at;
    std::string by; ///< the person, empty for a device
};

struct NibpPoint : Entry {
    std::optional<float> systolic, diastolic, mean; ///< mmHg
    SourceId source = 0;
    Origin origin = Origin::device;
    bool meanDerived = false;
    bool implausible = false;
    bool artefact = false;
    bool isTyped() const { return origin == Origin::typed; }
    bool isHollow() const { return implausible || artefact; }
    bool isPair() const { return systolic && diastolic; }
};

/// A typed value other than a pressure: a point of its own, never part of a device's line.
struct TypedPoint : Entry {
    Channel channel = Channel::hr;
    float value = 0;
    bool implausible = false;
    bool artefact = false;
    bool isHollow() const { return implausible || artefact; }
};

struct MedicationMark : Entry {
    std::string drug, label; ///< label: "ondansetron 4 mg"
    std::string drugClass;   ///< as in the protocol's order set: "antiemetic"
    std::string detail;      ///< route and reason
};

struct EffectBar : Entry {
    std::string effect;
    struct Step {
        MonoTime from;
        int severity = 1;
    };
    std::vector<Step> steps;     ///< at least one
    std::optional<MonoTime> end; ///< empty while present
};

struct ScoreMark : Entry {
    std::string instrument;
    std::optional<double> total; ///< empty = incomplete, never 0
};

enum class EventTone : std::uint8_t { marked, note, workflow, technical };
struct EventMark : Entry {
    std::string label;
    EventTone tone = EventTone::marked;
};

struct AlarmSpan : Entry {
    std::string condition, text;
    AlarmPriority priority = AlarmPriority::low;
    std::optional<MonoTime> acknowledged, end;
};

struct ArtefactSpan : Entry {
    TimeSpan span;
    std::vector<Channel> channels;
    std::string reason;
};

/// A stage of the session; open at its end while it lasts.
struct PhaseBand {
    Stage stage = Stage::checkIn;
    MonoTime from;
    std::optional<MonoTime> to;
};

/// Session time in which nothing was recorded (the program was not running).
struct RecordGap {
    TimeSpan span;
    std::string reason;
};

enum class DueState : std::uint8_t { done, late, due, overdue, missed, upcoming };
/// One scheduled check on the due rail. Whoever runs the schedule fills these; the chart only draws them.
struct DueMark {
    MonoTime due;
    std::string title;
    DueState state = DueState::upcoming;
    bool mandatory = false; ///< drawn as a square
};

/// An alarm limit to be drawn, in the channel's canonical unit.
struct LimitSetting {
    std::string id; ///< "spo2.caution_lo"
    Channel channel = Channel::hr;
    LimitLevel level = LimitLevel::caution;
    bool high = true;
    double value = 0;
    bool drawn = true; ///< false: known to the crosshair, not drawn
};
/// A limit over time: what was in force when.
struct LimitTrack {
    LimitSetting limit;
    struct Step {
        MonoTime from;
        std::optional<double> value; ///< empty = switched off
    };
    std::vector<Step> steps;
};
/// The limits of a protocol that belong to one channel and have a fixed value. Drawn: caution, systolic above
/// and SpO2 below, as the calm default; a site may draw more.
std::vector<LimitSetting> limitsOf(const Protocol& protocol);

/// The middle of the patient's earlier sessions, aligned at the start of treatment.
struct HistoryBand {
    Channel channel = Channel::nibpSystolic;
    int sessions = 0;
    struct Point {
        Millis sinceStart{0};
        float low = 0, high = 0;
    };
    std::vector<Point> points;
};
/// One earlier session's values of a channel, aligned at the start of treatment.
struct EarlierSession {
    struct Value {
        Millis sinceStart{0};
        double value = 0;
    };
    std::vector<Value> values;
};
/// 10th to 90th percentile (linear between closest ranks) over the sessions, one point each `step`; a session
/// counts at a point with its last value of at most 10 minutes before. Fewer than 2 sessions at a point: no
/// point there.
HistoryBand historyBand(Channel channel, const std::vector<EarlierSession>& sessions,
                        Millis step = Minutes{5});

} // namespace chairside
