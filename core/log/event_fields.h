// SPDX-License-Identifier: GPL-3.0-or-later
// The stored names of every event kind and of every field in it, as tables: one line per struct. Private to
// the codec (and to the test that counts the fields). A struct without a table does not compile.
#pragma once

#include "core/domain/event.h"

#include <string_view>
#include <tuple>

namespace chairside::codec {

template <class Owner, class Member>
struct Field {
    std::string_view key;
    Member Owner::*member;
};
template <class Owner, class Member>
constexpr Field<Owner, Member> f(std::string_view key, Member Owner::*member) {
    return {key, member};
}
/// A field that came after records were written: left out at its default, so that what was stored before it
/// keeps its canonical text.
template <class Owner, class Member>
struct LaterField : Field<Owner, Member> {};
template <class Owner, class Member>
constexpr LaterField<Owner, Member> later(std::string_view key, Member Owner::*member) {
    return {{key, member}};
}

/// Specialised below for each stored struct; event bodies have a kind, parts of them do not.
template <class T>
struct Stored;

#define CHAIRSIDE_PART(Type, ...)                                                                            \
    template <>                                                                                              \
    struct Stored<Type> {                                                                                    \
        using T = Type;                                                                                      \
        static constexpr auto fields = std::make_tuple(__VA_ARGS__);                                         \
    }
#define CHAIRSIDE_KIND(Type, name, ...)                                                                      \
    template <>                                                                                              \
    struct Stored<Type> {                                                                                    \
        using T = Type;                                                                                      \
        static constexpr std::string_view kind = name;                                                       \
        static constexpr auto fields = std::make_tuple(__VA_ARGS__);                                         \
    }

CHAIRSIDE_PART(Actor, f("id", &T::id), f("name", &T::name), f("role", &T::role));
CHAIRSIDE_PART(Patient, f("id", &T::id), f("family", &T::familyName), f("given", &T::givenName),
               f("birth_date", &T::birthDate), f("mrn", &T::mrn), f("sex", &T::sex),
               f("allergies", &T::allergies));
CHAIRSIDE_PART(DoseOrder, f("weight_kg", &T::weightKg), f("height_cm", &T::heightCm), f("basis", &T::basis),
               f("dosing_weight_kg", &T::dosingWeightKg), f("mg_per_kg", &T::mgPerKg),
               f("dose_mg", &T::doseMg), f("stock_mg_per_ml", &T::stockMgPerMl), f("bag_ml", &T::bagMl),
               f("overfill_ml", &T::overfillMl), f("mix", &T::mix), f("total_ml", &T::totalMl),
               f("concentration_mg_per_ml", &T::concentrationMgPerMl), f("duration_min", &T::durationMin),
               f("rate_ml_per_h", &T::rateMlPerH), f("asked_mg", &T::askedMg), f("capped_mg", &T::cappedMg),
               f("container", &T::container));
CHAIRSIDE_PART(SourceInfo, f("id", &T::id), f("name", &T::name), f("origin", &T::origin),
               f("period_ms", &T::period), f("whole_messages", &T::wholeMessages));

CHAIRSIDE_KIND(SessionOpened, "session.opened", f("patient", &T::patient), f("protocol_id", &T::protocolId),
               f("protocol_title", &T::protocolTitle), f("protocol_version", &T::protocolVersion),
               f("protocol_text", &T::protocolText), f("protocol_digest", &T::protocolSha),
               f("software_version", &T::softwareVersion), f("station", &T::station),
               f("boot_id", &T::bootId), f("boot_ms", &T::bootMs), f("speed", &T::speed),
               f("simulated", &T::simulated), f("demo", &T::demo), f("drill", &T::drill),
               f("number_in_course", &T::numberInCourse));
CHAIRSIDE_KIND(SessionResumed, "session.resumed", f("gap_ms", &T::gap), f("boot_id", &T::bootId),
               f("boot_ms", &T::bootMs), f("reason", &T::reason));
CHAIRSIDE_KIND(ItemConfirmed, "item.confirmed", f("list", &T::list), f("item", &T::item),
               f("value", &T::value), f("second_person", &T::secondPerson));
CHAIRSIDE_KIND(ScreenCompleted, "screen.completed");
CHAIRSIDE_KIND(HoldPlaced, "hold.placed", f("code", &T::code), f("detail", &T::detail));
CHAIRSIDE_KIND(HoldOverridden, "hold.overridden", f("code", &T::code), f("reason", &T::reason));
CHAIRSIDE_KIND(HoldResolved, "hold.resolved", f("code", &T::code), f("detail", &T::detail));
CHAIRSIDE_KIND(SessionCleared, "session.cleared");
CHAIRSIDE_KIND(DoseOrdered, "dose.ordered", f("order", &T::order), f("second_person", &T::secondPerson),
               f("warnings", &T::warnings), f("ordered_by", &T::orderedBy));
CHAIRSIDE_KIND(TimeoutConfirmed, "timeout.confirmed", f("second", &T::second));
CHAIRSIDE_KIND(InfusionStarted, "infusion.started", f("rate_ml_per_h", &T::rateMlPerH), f("lot", &T::lot),
               f("expiry", &T::expiry));
CHAIRSIDE_KIND(InfusionPaused, "infusion.paused", f("reason", &T::reason));
CHAIRSIDE_KIND(InfusionResumed, "infusion.resumed", f("rate_ml_per_h", &T::rateMlPerH));
CHAIRSIDE_KIND(RateChanged, "infusion.rate_changed", f("rate_ml_per_h", &T::rateMlPerH),
               f("reason", &T::reason));
CHAIRSIDE_KIND(InfusionStopped, "infusion.stopped", f("completed", &T::completed),
               f("reason_code", &T::reasonCode), f("note", &T::note),
               f("prescriber_told", &T::prescriberTold));
CHAIRSIDE_KIND(SprayGiven, "spray.given", f("device", &T::device), f("mg", &T::mg), f("lot", &T::lot));
CHAIRSIDE_KIND(DischargeReady, "discharge.ready", f("override_reason", &T::overrideReason));
CHAIRSIDE_KIND(Discharged, "session.discharged", f("escort", &T::escort), f("note", &T::note));
CHAIRSIDE_KIND(Signed, "session.signed", f("role", &T::role), f("name", &T::name), f("meaning", &T::meaning));
CHAIRSIDE_KIND(AddendumAdded, "addendum.added", f("text", &T::text), f("reason", &T::reason));
CHAIRSIDE_KIND(SessionCancelled, "session.cancelled", f("reason", &T::reason));

CHAIRSIDE_KIND(CourseAssigned, "course.assigned", f("indication", &T::indication), f("course", &T::course),
               f("number", &T::number));
CHAIRSIDE_KIND(VitalsEntered, "vitals.entered", f("values", &T::values), f("flags", &T::flags),
               f("site", &T::site));
CHAIRSIDE_KIND(ScoreEntered, "score.entered", f("instrument", &T::instrument), f("version", &T::version),
               f("answers", &T::answers), f("total", &T::total), f("text_hash", &T::textHash));
CHAIRSIDE_KIND(SideEffectBegan, "side_effect.began", f("effect", &T::effect), f("severity", &T::severity),
               f("relatedness", &T::relatedness), f("action", &T::action));
CHAIRSIDE_KIND(SideEffectChanged, "side_effect.changed", f("of", &T::of), f("severity", &T::severity),
               f("action", &T::action));
CHAIRSIDE_KIND(SideEffectEnded, "side_effect.ended", f("of", &T::of));
CHAIRSIDE_KIND(MedicationGiven, "medication.given", f("drug", &T::drug), f("unit", &T::unit),
               f("route", &T::route), f("reason", &T::reason), f("drug_class", &T::drugClass),
               f("dose", &T::dose), f("ordered_by", &T::orderedBy));
CHAIRSIDE_KIND(NoteWritten, "note.written", f("text", &T::text), f("about", &T::about));
CHAIRSIDE_KIND(AccountWritten, "account.written", f("text", &T::text), f("kind", &T::kind),
               f("about", &T::about));
CHAIRSIDE_KIND(FollowUpPlanned, "follow_up.planned", f("date", &T::date), f("text", &T::text));
CHAIRSIDE_KIND(EventMarked, "event.marked", f("label", &T::label));
CHAIRSIDE_KIND(EntryWithdrawn, "entry.withdrawn", f("reason", &T::reason));
CHAIRSIDE_KIND(ArtefactMarked, "artefact.marked", f("channels", &T::channels), f("from_ms", &T::from),
               f("to_ms", &T::to), f("reason", &T::reason));
CHAIRSIDE_KIND(CheckMissed, "check.missed", f("check", &T::check), f("due_ms", &T::due),
               f("reason", &T::reason));

CHAIRSIDE_KIND(DrugDrawn, "drug.drawn", f("vial", &T::vial), f("lot", &T::lot), f("expiry", &T::expiry),
               f("mg", &T::mg), f("ml", &T::ml), f("strength_mg_per_ml", &T::strengthMgPerMl),
               f("vial_mg", &T::vialMg), later("from_open_vial", &T::fromOpenVial));
CHAIRSIDE_KIND(DrugWasted, "drug.wasted", f("mg", &T::mg), f("ml", &T::ml), f("from", &T::from),
               f("method", &T::method), f("reason", &T::reason), f("witness", &T::witness));
CHAIRSIDE_KIND(DiscrepancyNamed, "drug.discrepancy_named", f("mg", &T::mg), f("reason", &T::reason));

CHAIRSIDE_KIND(AlarmRaised, "alarm.raised", f("condition", &T::condition), f("priority", &T::priority),
               f("text", &T::text));
CHAIRSIDE_KIND(AlarmAcknowledged, "alarm.acknowledged", f("condition", &T::condition));
CHAIRSIDE_KIND(AlarmPaused, "alarm.paused", f("condition", &T::condition), f("length_ms", &T::length));
CHAIRSIDE_KIND(AlarmCleared, "alarm.cleared", f("condition", &T::condition));
CHAIRSIDE_KIND(LimitChanged, "limit.changed", f("limit", &T::limit), f("from", &T::from), f("to", &T::to),
               f("reason", &T::reason));

CHAIRSIDE_KIND(SourceAttached, "source.attached", f("info", &T::info));
CHAIRSIDE_KIND(SourceLost, "source.lost", f("source", &T::source), f("reason", &T::reason));
CHAIRSIDE_KIND(SourceReturned, "source.returned", f("source", &T::source), f("gap_ms", &T::gap));
CHAIRSIDE_KIND(ClockStepped, "clock.stepped", f("by_ms", &T::by));
CHAIRSIDE_KIND(ReadingsSealed, "readings.sealed", f("count", &T::count), f("digest", &T::digest));
CHAIRSIDE_KIND(StoreFault, "store.fault", f("message", &T::message));
CHAIRSIDE_KIND(SelfTested, "self.tested", f("results", &T::results));
CHAIRSIDE_KIND(SoundSet, "alarm.sound_set", f("volume", &T::volume), f("profile", &T::profile),
               f("reason", &T::reason));

CHAIRSIDE_PART(StockCount, f("drug", &T::drug), f("lot", &T::lot), f("expected", &T::expected),
               f("found", &T::found), f("explanation", &T::explanation));
CHAIRSIDE_KIND(ClinicOpened, "clinic.opened", f("software_version", &T::softwareVersion),
               f("station", &T::station));
CHAIRSIDE_KIND(StockReceived, "stock.received", f("drug", &T::drug), f("lot", &T::lot),
               f("expiry", &T::expiry), f("strength_mg_per_ml", &T::strengthMgPerMl),
               f("content_mg", &T::contentMg), f("count", &T::count), f("supplier", &T::supplier),
               f("document", &T::document));
CHAIRSIDE_KIND(StockRemoved, "stock.removed", f("drug", &T::drug), f("lot", &T::lot), f("count", &T::count),
               f("reason", &T::reason), f("witness", &T::witness));
CHAIRSIDE_KIND(StockCounted, "stock.counted", f("counts", &T::counts), f("second", &T::second));
CHAIRSIDE_KIND(FormSent, "form.sent", f("about", &T::about), f("form", &T::form), f("sent_by", &T::sentBy),
               f("sent_on", &T::sentOn));

#undef CHAIRSIDE_PART
#undef CHAIRSIDE_KIND

} // namespace chairside::codec
