// SPDX-License-Identifier: GPL-3.0-or-later
// The dictionary of what can happen in a session. Events are facts in the past tense, never edited: a
// correction is a new event of the same kind that names the old one, a withdrawal is EntryWithdrawn. Pure
// values, no clock. Stored names of kinds live in core/log/event_codec; a kind is added, never redefined.
#pragma once

#include "core/base/time.h"
#include "core/base/uuid.h"
#include "core/domain/reading.h"

#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace chairside {

enum class Role : std::uint8_t { nurse, prescriber, witness, system };

/// Who did it. A simple choice of operator; `system` for what the program noticed itself.
struct Actor {
    std::string id;   ///< stable short id: "jokafor"
    std::string name; ///< shown: "J. Okafor RN"
    Role role = Role::nurse;
    bool operator==(const Actor&) const = default;
};
inline Actor systemActor() {
    return {"system", "Chairside", Role::system};
}

enum class Sex : std::uint8_t { unknown, female, male };
struct Patient {
    Uuid id;
    std::string familyName, givenName;
    std::string birthDate; ///< ISO "1986-03-14"
    std::string mrn;       ///< the clinic's record number
    Sex sex = Sex::unknown;
    std::string allergies; ///< empty = not recorded; "none known" is an answer
};

enum class DosingWeight : std::uint8_t { actual, ideal, adjusted };
enum class MixMode : std::uint8_t { replace, add }; ///< withdraw the drug's volume from the bag first, or not

enum class Container : std::uint8_t { bag, syringe }; ///< a syringe is always made up to its volume

/// A prescribed dose, every number kept: asked, after the cap, after rounding. Formulas: clinical.md §2.3.
struct DoseOrder {
    double weightKg = 0; ///< measured weight
    std::optional<double> heightCm;
    DosingWeight basis = DosingWeight::actual;
    double dosingWeightKg = 0; ///< the weight the dose is computed on
    double mgPerKg = 0;        ///< 0 for a fixed dose
    double doseMg = 0;         ///< what will be given
    double stockMgPerMl = 0;   ///< vial strength, picked from the protocol's list, never typed
    double bagMl = 0;
    double overfillMl = 0;
    MixMode mix = MixMode::replace;
    double totalMl = 0;
    double concentrationMgPerMl = 0;
    double durationMin = 0;
    double rateMlPerH = 0;
    double askedMg = 0;  ///< mg/kg times weight (or the fixed dose), before cap and rounding
    double cappedMg = 0; ///< after the cap, before rounding; equal to askedMg without a cap
    Container container = Container::bag;
};

// ---- session and workflow ----
struct SessionOpened {
    Patient patient;
    std::string protocolId, protocolTitle;
    int protocolVersion = 0;
    std::string protocolText; ///< the document in force, whole: the file explains itself
    std::string protocolSha;  ///< hex digest of protocolText
    std::string softwareVersion;
    std::string station;
    std::string bootId;      ///< which start of the computer
    std::int64_t bootMs = 0; ///< the computer's boot clock at this event
    double speed = 1;        ///< N of an N-times run
    bool simulated = false;  ///< any source makes numbers up
    bool demo = false;
    std::string drill;      ///< name of the scripted drill, empty if none
    int numberInCourse = 0; ///< 1-based session number of this patient, 0 = not known
};
struct SessionResumed {
    Millis gap{0}; ///< session time without recording
    std::string bootId;
    std::int64_t bootMs = 0; ///< the computer's boot clock at this event
    std::string reason;      ///< "the program ended unexpectedly"
};
struct ItemConfirmed {      ///< one line of the screen, the time-out or the discharge list, or one answer
    std::string list, item; ///< "screen"/"timeout"/"discharge", item key; "answers/phq9", linkId
    std::string value;      ///< the answer as given: "yes", "2026-11-21 08:00 toast"
    std::string secondPerson = {}; ///< name of the one who checked it too (time-out); empty if one person did
};
struct ScreenCompleted {};
/// "nibp_sys>140", "NIBP systolic 158 > 140"
struct HoldPlaced {
    std::string code, detail;
};
/// actor is the prescriber
struct HoldOverridden {
    std::string code, reason;
};
/// a repeat was within the limit
struct HoldResolved {
    std::string code, detail;
};
struct SessionCleared {};
struct DoseOrdered {
    DoseOrder order;
    std::string secondPerson;
    std::vector<std::string> warnings;
    std::string orderedBy = {}; ///< the prescriber, when somebody else enters the order
};
/// actor is the first person
struct TimeoutConfirmed {
    Actor second;
};
struct InfusionStarted {
    double rateMlPerH = 0;
    std::string lot, expiry;
};
struct InfusionPaused {
    std::string reason;
};
struct InfusionResumed {
    double rateMlPerH = 0;
};
struct RateChanged {
    double rateMlPerH = 0;
    std::string reason;
};
struct InfusionStopped {
    bool completed = true;
    std::string reasonCode, note;
    std::string prescriberTold = {}; ///< of an early end; empty: nobody was told yet
};
struct SprayGiven {
    int device = 0;
    double mg = 0;
    std::string lot;
};
/// empty when every criterion was met
struct DischargeReady {
    std::string overrideReason;
};
struct Discharged {
    std::string escort, note;
};
struct Signed {
    Role role = Role::nurse;
    std::string name, meaning;
};
struct AddendumAdded {
    std::string text, reason;
};
struct SessionCancelled {
    std::string reason;
};
/// course: "induction", "maintenance"
struct CourseAssigned {
    std::string indication, course;
    int number = 0;
};

// ---- what people enter ----
struct VitalsEntered {
    std::array<std::optional<double>, kChannelCount> values;
    std::uint32_t flags = 0; ///< as Reading::flags
    std::string site;        ///< "left arm"
};
struct ScoreEntered {
    std::string instrument, version;
    std::map<std::string, std::string> answers; ///< linkId -> answer as given
    std::optional<double> total;                ///< empty = incomplete, never 0
    std::string textHash;                       ///< digest of the wording shown, empty if none was
};
struct SideEffectBegan {
    std::string effect;
    int severity = 1;
    std::string relatedness, action;
};
struct SideEffectChanged {
    Uuid of;
    int severity = 1;
    std::string action;
};
struct SideEffectEnded {
    Uuid of;
};
struct MedicationGiven {
    std::string drug, unit, route, reason, drugClass;
    double dose = 0;
    std::string orderedBy;
};
/// about: the entry it annotates
struct NoteWritten {
    std::string text;
    std::optional<Uuid> about;
};
/// The patient's own account, an integration note, or what became of a follow-up: kinds in
/// core/domain/series.
struct AccountWritten {
    std::string text, kind;
    std::optional<Uuid> about = {}; ///< the follow-up (FollowUpPlanned) that this one closes
};
/// ISO date on which it comes due
struct FollowUpPlanned {
    std::string date, text;
};
struct EventMarked {
    std::string label;
};
/// names its entry by Event::corrects
struct EntryWithdrawn {
    std::string reason;
};
struct ArtefactMarked {
    std::vector<Channel> channels;
    MonoTime from, to;
    std::string reason;
};
struct CheckMissed {
    std::string check;
    MonoTime due;
    std::string reason;
};

// ---- controlled drug ----
struct DrugDrawn {
    std::string vial, lot, expiry;
    double mg = 0, ml = 0, strengthMgPerMl = 0;
    double vialMg =
        0; ///< content of a single-use vial, wasted with this session; 0 = the rest stays in stock
    bool fromOpenVial = false; ///< from one that a draw of this session opened: same lot and label
};
struct DrugWasted {
    double mg = 0, ml = 0;
    std::string from, method, reason;
    Actor witness;
};
struct DiscrepancyNamed {
    double mg = 0;
    std::string reason;
};

// ---- alarms (core/domain/alarm) ----
enum class AlarmPriority : std::uint8_t { low, medium, high };
struct AlarmRaised {
    std::string condition;
    AlarmPriority priority = AlarmPriority::low;
    std::string text;
};
struct AlarmAcknowledged {
    std::string condition;
};
struct AlarmPaused {
    std::string condition;
    Millis length{0};
};
struct AlarmCleared {
    std::string condition;
};
struct LimitChanged {
    std::string limit;
    std::optional<double> from, to;
    std::string reason;
};

// ---- what the program noticed ----
struct SourceAttached {
    SourceInfo info;
};
struct SourceLost {
    SourceId source = 0;
    std::string reason;
};
struct SourceReturned {
    SourceId source = 0;
    Millis gap{0};
};
struct ClockStepped {
    Millis by{0};
};
/// BLAKE2b-256 over the first `count` rows
struct ReadingsSealed {
    std::int64_t count = 0;
    std::string digest;
};
struct StoreFault {
    std::string message;
};
struct SelfTested {
    std::map<std::string, std::string> results;
};
/// How alarms sound from here on; what is not named stays as it was. By a person (volume) or by the program
/// when the protocol's profile changes with the stage.
struct SoundSet {
    std::optional<int> volume; ///< 1 softest still audible, 5 loudest
    std::string profile;       ///< "quiet", "full", empty = unchanged
    std::string reason;
};

// ---- the clinic's own log: containers of the controlled drug, forms that people sent; never in a session
// ----
struct ClinicOpened {
    std::string softwareVersion, station;
};
/// Containers that came in; the actor received them.
struct StockReceived {
    std::string drug, lot, expiry; ///< expiry "2027-06" or "2027-06-30": good until the end of it
    double strengthMgPerMl = 0;    ///< 0 for a nasal device
    double contentMg = 0;          ///< of one container
    int count = 0;
    std::string supplier, document; ///< document: invoice or delivery note
};
/// Containers that left the stock without a session: broken, expired, returned.
struct StockRemoved {
    std::string drug, lot;
    int count = 0;
    std::string reason;
    Actor witness;
};
/// One line of a reconciliation. `expected` is what the book said at that moment.
struct StockCount {
    std::string drug, lot;
    int expected = 0, found = 0;
    std::string explanation; ///< of a difference
};
/// Counted and signed by the actor and by `second`.
struct StockCounted {
    std::vector<StockCount> counts;
    Actor second;
};
/// Somebody says that they sent the form of a session; the program itself sends nothing.
struct FormSent {
    Uuid about;
    std::string form, sentBy, sentOn; ///< form: "rems"; sentOn: ISO date
};

using EventVariant =
    std::variant<SessionOpened, SessionResumed, ItemConfirmed, ScreenCompleted, HoldPlaced, HoldOverridden,
                 HoldResolved, SessionCleared, DoseOrdered, TimeoutConfirmed, InfusionStarted, InfusionPaused,
                 InfusionResumed, RateChanged, InfusionStopped, SprayGiven, DischargeReady, Discharged,
                 Signed, AddendumAdded, SessionCancelled, CourseAssigned, AccountWritten, FollowUpPlanned,
                 VitalsEntered, ScoreEntered, SideEffectBegan, SideEffectChanged, SideEffectEnded,
                 MedicationGiven, NoteWritten, EventMarked, EntryWithdrawn, ArtefactMarked, CheckMissed,
                 DrugDrawn, DrugWasted, DiscrepancyNamed, AlarmRaised, AlarmAcknowledged, AlarmPaused,
                 AlarmCleared, LimitChanged, SourceAttached, SourceLost, SourceReturned, ClockStepped,
                 ReadingsSealed, StoreFault, SelfTested, SoundSet, ClinicOpened, StockReceived, StockRemoved,
                 StockCounted, FormSent>;

/// One of the facts above. Copying, moving and destroying fifty alternatives is compiled once, in event.cpp,
/// instead of in every file that holds an event: this halves the time of a build.
struct EventBody : EventVariant {
    using EventVariant::EventVariant;
    EventBody();
    EventBody(const EventBody&);
    EventBody(EventBody&&) noexcept;
    EventBody& operator=(const EventBody&);
    EventBody& operator=(EventBody&&) noexcept;
    ~EventBody();
};

struct Event {
    Uuid id;
    Uuid session;
    std::int64_t seq = 0; ///< position within the session, from 1, without holes
    Instant at;           ///< when it was entered or noticed
    MonoTime effective;   ///< when it happened: `at`, or earlier for "5 min ago" entries
    Actor actor;
    std::optional<Uuid> corrects; ///< the entry that this one replaces or withdraws
    EventBody body;
};

} // namespace chairside
