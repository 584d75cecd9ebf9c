// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interop/deidentify.h"

#include "core/base/number.h"
#include "core/base/phrase.h"
#include "core/base/text.h"
#include "core/domain/session.h"
#include "core/domain/side_effect.h"
#include "core/interop/export_file.h"
#include "core/interop/protocol_json.h"
#include "core/interop/record_facts.h"
#include "core/interop/recording.h"
#include "core/log/digest.h"

#include <algorithm>
#include <fcntl.h>
#include <set>
#include <sys/random.h>
#include <unistd.h>

namespace chairside {
namespace {

using std::chrono::days;

constexpr std::size_t kKeyBytes = 32;
constexpr std::size_t kShortestName = 3; ///< shorter pieces of a name would be found inside other words

const Item* itemNamed(const std::vector<Item>& items, const std::string& linkId) {
    for (const auto& item : items) {
        if (item.linkId == linkId) return &item;
        if (const auto* inner = itemNamed(item.items, linkId)) return inner;
    }
    return nullptr;
}

std::string dateMoved(const std::string& iso, days by) {
    const auto day = parseIsoDate(iso);
    if (!day) return kLeftOut;
    const std::chrono::sys_time<Millis> moved{*day + by};
    return formatDate(WallTime{moved.time_since_epoch().count(), 0});
}

/// What is done with one session: everything that its events share.
class Pass {
public:
    Pass(const DeidentifyHow& how, const ExportCatalogue& catalogue, const SessionRecord& record, days by)
        : how_(how), catalogue_(catalogue), by_(by), birthDate_(record.summary.patient.birthDate) {
        const auto& p = record.summary.patient;
        for (const auto& name : {p.familyName, p.givenName, p.mrn, p.birthDate}) hide(name);
        for (const auto& event : record.events)
            if (event.actor.role != Role::system) hide(event.actor.name);
    }

    Uuid id(const Uuid& id) const {
        if (id.isNull()) return id;
        const auto digest = blake2b256(how_.key + "/id/" + id.toString());
        Uuid out;
        std::copy_n(digest.begin(), out.bytes.size(), out.bytes.begin());
        out.bytes[6] = static_cast<std::uint8_t>((out.bytes[6] & 0x0F) | 0x80); // version 8: custom
        out.bytes[8] = static_cast<std::uint8_t>((out.bytes[8] & 0x3F) | 0x80);
        return out;
    }
    WallTime wall(WallTime t) const {
        t.utcMs += std::chrono::duration_cast<Millis>(by_).count();
        return t;
    }
    Actor actor(const Actor& who) const {
        if (who.role == Role::system) return who;
        const char* word = who.role == Role::nurse        ? "Nurse"
                           : who.role == Role::prescriber ? "Prescriber"
                                                          : "Witness";
        const auto mark = toHex(blake2b256(how_.key + "/actor/" + who.id + "/" + who.name)).substr(0, 6);
        return {mark, std::string(word) + " " + mark, who.role};
    }
    /// A name given as text: somebody, but not who.
    std::string person(const std::string& name) const { return name.empty() ? name : "(a person)"; }
    /// Typed text: left out, or kept without the names that are known and with its dates moved.
    std::string text(const std::string& typed) const {
        if (typed.empty()) return typed;
        return how_.keepFreeText ? cleaned(typed) : kLeftOut;
    }
    std::string date(const std::string& iso) const { return iso.empty() ? iso : dateMoved(iso, by_); }
    /// An answer that can only be a choice or a number stays, a date moves; whatever may be words is text.
    std::string answer(const std::string& value) const {
        static const std::set<std::string> kChoices{"",      "yes",  "no",   "true", "false",
                                                    "ready", "done", "none", "n/a",  "both"};
        const bool isNumber = parseNumber(value).value.has_value();
        if (parseIsoDate(value) && value != birthDate_) return date(value);
        return isNumber || kChoices.contains(foldForSearch(value)) ? value : text(value);
    }
    void answers(ScoreEntered& score) const {
        const auto* instrument = catalogue_.instrument(score.instrument, score.version);
        for (auto& [linkId, value] : score.answers) {
            const auto* item = instrument ? itemNamed(instrument->items, linkId) : nullptr;
            const bool isChoice = item && (item->type == ItemType::choice || item->type == ItemType::boolean);
            if (item && item->type == ItemType::date)
                value = date(value);
            else if (!isChoice)
                value = answer(value);
        }
    }
    days by() const { return by_; }

private:
    void hide(const std::string& name) {
        std::string word;
        const auto take = [&] {
            if (word.size() >= kShortestName) hidden_.push_back(word);
            word.clear();
        };
        for (char c : foldForSearch(name)) {
            if (c == ' ' || c == ',' || c == '.' || c == '(' || c == ')')
                take();
            else
                word += c;
        }
        take();
    }
    std::string cleaned(const std::string& typed) const {
        std::string out, word;
        const auto take = [&] {
            const auto folded = foldForSearch(word);
            const bool isKnown =
                !word.empty() && std::any_of(hidden_.begin(), hidden_.end(), [&](const std::string& name) {
                    return folded.find(name) != std::string::npos;
                });
            const auto date = word.substr(0, std::min<std::size_t>(word.size(), 10));
            if (isKnown)
                out += "(name)";
            else if (parseIsoDate(date))
                out += dateMoved(date, by_) + word.substr(date.size());
            else
                out += word;
            word.clear();
        };
        for (char c : typed) {
            const bool ends = c == ' ' || c == '\n' || c == ',' || c == ';' || c == '.' || c == ':' ||
                              c == '(' || c == ')' || c == '"' || c == '\t' || c == '/';
            if (ends) take();
            if (ends)
                out += c;
            else
                word += c;
        }
        take();
        return out;
    }

    const DeidentifyHow& how_;
    const ExportCatalogue& catalogue_;
    days by_;
    std::string birthDate_; ///< never merely moved
    std::vector<std::string> hidden_;
};

/// Year of birth at most: the age in years at the session, on the moved calendar.
std::string birthYear(const std::string& birthDate, WallTime opened, WallTime moved) {
    const auto age = ageYears(birthDate, opened);
    if (!age) return {};
    const int year = static_cast<int>(parseNumber(formatDate(moved).substr(0, 4)).value.value_or(0));
    return year > *age ? std::to_string(year - std::min(*age, kOldestAge)) : std::string();
}

Patient anonymous(const Patient& p, const Pass& pass, WallTime opened) {
    Patient out;
    out.id = pass.id(p.id);
    out.birthDate = birthYear(p.birthDate, opened, pass.wall(opened));
    out.sex = p.sex;
    out.allergies = pass.text(p.allergies);
    return out;
}

struct Cleaner {
    const Pass& pass;
    WallTime opened;

    void operator()(SessionOpened& b) const {
        b.patient = anonymous(b.patient, pass, opened);
        // A clinic's protocol may name people; the drug is what exports need of it.
        const auto protocol = readProtocol(b.protocolText, b.protocolId);
        b.protocolText = drugExtract(protocol ? protocol->dosing.drug : std::string());
        b.protocolSha.clear();
        b.station.clear();
        b.bootId.clear();
        b.bootMs = 0;
    }
    void operator()(SessionResumed& b) const {
        b.bootId.clear();
        b.bootMs = 0;
        b.reason = pass.text(b.reason);
    }
    void operator()(ItemConfirmed& b) const {
        if (const auto effect = effectOfList(b.list)) b.list = judgementList(pass.id(*effect));
        b.value = pass.answer(b.value);
        b.secondPerson = pass.person(b.secondPerson);
    }
    void operator()(ScreenCompleted&) const {}
    void operator()(HoldPlaced&) const {} // the program's own words about numbers
    void operator()(HoldOverridden& b) const { b.reason = pass.text(b.reason); }
    void operator()(HoldResolved&) const {}
    void operator()(SessionCleared&) const {}
    void operator()(DoseOrdered& b) const {
        b.secondPerson = pass.person(b.secondPerson);
        b.orderedBy = pass.person(b.orderedBy);
    }
    void operator()(TimeoutConfirmed& b) const { b.second = pass.actor(b.second); }
    void operator()(InfusionStarted& b) const { b.lot = pass.text(b.lot), b.expiry = pass.text(b.expiry); }
    void operator()(InfusionPaused& b) const { b.reason = pass.text(b.reason); }
    void operator()(InfusionResumed&) const {}
    void operator()(RateChanged& b) const { b.reason = pass.text(b.reason); }
    void operator()(InfusionStopped& b) const {
        b.note = pass.text(b.note);
        b.prescriberTold = pass.person(b.prescriberTold);
    }
    void operator()(SprayGiven& b) const { b.lot = pass.text(b.lot); }
    void operator()(DischargeReady& b) const { b.overrideReason = pass.text(b.overrideReason); }
    void operator()(Discharged& b) const {
        b.escort = pass.person(b.escort);
        b.note = pass.text(b.note);
    }
    void operator()(Signed& b) const {
        b.name = pass.person(b.name);
        b.meaning = pass.text(b.meaning);
    }
    void operator()(AddendumAdded& b) const { b.text = pass.text(b.text), b.reason = pass.text(b.reason); }
    void operator()(SessionCancelled& b) const { b.reason = pass.text(b.reason); }
    void operator()(CourseAssigned& b) const { b.indication = pass.text(b.indication); }
    void operator()(VitalsEntered& b) const {
        if (!isOxygenEntry(b)) b.site = pass.text(b.site); // the device of oxygen is a word of the protocol
    }
    void operator()(ScoreEntered& b) const { pass.answers(b); }
    void operator()(SideEffectBegan& b) const { b.action = done(b.action); }
    void operator()(SideEffectChanged& b) const {
        b.of = pass.id(b.of);
        b.action = done(b.action);
    }
    void operator()(SideEffectEnded& b) const { b.of = pass.id(b.of); }
    void operator()(MedicationGiven& b) const {
        b.reason = pass.text(b.reason);
        b.orderedBy = pass.person(b.orderedBy);
    }
    void operator()(NoteWritten& b) const {
        b.text = pass.text(b.text);
        if (b.about) b.about = pass.id(*b.about);
    }
    void operator()(AccountWritten& b) const {
        b.text = pass.text(b.text);
        if (b.about) b.about = pass.id(*b.about);
    }
    void operator()(FollowUpPlanned& b) const {
        b.date = pass.date(b.date);
        b.text = pass.text(b.text);
    }
    void operator()(EventMarked& b) const { b.label = pass.text(b.label); }
    void operator()(EntryWithdrawn& b) const { b.reason = pass.text(b.reason); }
    void operator()(ArtefactMarked& b) const { b.reason = pass.text(b.reason); }
    void operator()(CheckMissed& b) const { b.reason = pass.text(b.reason); }
    void operator()(DrugDrawn& b) const {
        b.vial = pass.text(b.vial), b.lot = pass.text(b.lot), b.expiry = pass.text(b.expiry);
    }
    void operator()(DrugWasted& b) const {
        b.from = pass.text(b.from), b.method = pass.text(b.method), b.reason = pass.text(b.reason);
        b.witness = pass.actor(b.witness);
    }
    void operator()(DiscrepancyNamed& b) const { b.reason = pass.text(b.reason); }
    void operator()(AlarmRaised&) const {} // conditions and the program's own words
    void operator()(AlarmAcknowledged&) const {}
    void operator()(AlarmPaused&) const {}
    void operator()(AlarmCleared&) const {}
    void operator()(LimitChanged& b) const { b.reason = pass.text(b.reason); }
    void operator()(SourceAttached& b) const { b.info.name = sourceName(b.info); }
    void operator()(SourceLost& b) const { b.reason = pass.text(b.reason); }
    void operator()(SourceReturned&) const {}
    void operator()(ClockStepped&) const {}
    void operator()(ReadingsSealed& b) const { b.digest.clear(); } // of the rows as they were
    void operator()(StoreFault& b) const { b.message = kLeftOut; } // may name folders
    void operator()(SelfTested& b) const { b.results.clear(); }
    void operator()(SoundSet& b) const { b.reason = pass.text(b.reason); }
    // The clinic's own log is never part of a session.
    void operator()(ClinicOpened& b) const { b.station.clear(); }
    void operator()(StockReceived& b) const {
        b.lot = pass.text(b.lot), b.expiry = pass.text(b.expiry);
        b.supplier = pass.text(b.supplier), b.document = pass.text(b.document);
    }
    void operator()(StockRemoved& b) const {
        b.lot = pass.text(b.lot), b.reason = pass.text(b.reason);
        b.witness = pass.actor(b.witness);
    }
    void operator()(StockCounted& b) const {
        for (auto& count : b.counts)
            count.lot = pass.text(count.lot), count.explanation = pass.text(count.explanation);
        b.second = pass.actor(b.second);
    }
    void operator()(FormSent& b) const {
        b.about = pass.id(b.about);
        b.sentBy = pass.person(b.sentBy);
        b.sentOn = pass.date(b.sentOn);
    }

    /// What was done about a side effect: one of the offered words stays, anything else is text.
    std::string done(const std::string& action) const {
        return std::ranges::find(kEffectActions, action) == kEffectActions.end() ? pass.text(action) : action;
    }
    static std::string sourceName(const SourceInfo& info) { return "Source " + std::to_string(info.id); }
};

} // namespace

Deidentifier::Deidentifier(DeidentifyHow how, const ExportCatalogue& catalogue)
    : how_(std::move(how)), catalogue_(catalogue) {}

days Deidentifier::shiftOf(const Patient& patient, const Uuid& session) const {
    constexpr unsigned kLeast = 30, kSpan = 365;
    const auto& whose = patient.id.isNull() ? session : patient.id;
    const auto digest = blake2b256(how_.key + "/days/" + whose.toString());
    const unsigned number =
        digest[0] | static_cast<unsigned>(digest[1]) << 8 | static_cast<unsigned>(digest[2]) << 16;
    return days{-static_cast<int>(kLeast + number % kSpan)};
}

SessionRecord Deidentifier::operator()(const SessionRecord& record) const {
    SessionRecord out = record;
    const auto opened = record.summary.opened;
    const Pass pass(how_, catalogue_, record, shiftOf(record.summary.patient, record.summary.session));
    auto& s = out.summary;
    s.session = pass.id(s.session);
    s.patient = anonymous(record.summary.patient, pass, opened);
    s.opened = pass.wall(opened);
    s.station.clear();
    s.bootId.clear();
    s.last.wall = pass.wall(s.last.wall);
    for (auto& event : out.events) {
        event.id = pass.id(event.id);
        event.session = pass.id(event.session);
        event.at.wall = pass.wall(event.at.wall);
        event.actor = pass.actor(event.actor);
        if (event.corrects) event.corrects = pass.id(*event.corrects);
        std::visit(Cleaner{pass, opened}, static_cast<EventVariant&>(event.body));
    }
    for (auto& reading : out.readings) {
        reading.at.wall = pass.wall(reading.at.wall);
        if (reading.deviceUtcMs)
            *reading.deviceUtcMs += std::chrono::duration_cast<Millis>(pass.by()).count();
    }
    for (auto& source : out.sources) source.name = Cleaner::sourceName(source);
    out.chainHead.clear(); // it would lead back to the record
    return out;
}

Result<std::string> deidentifyKey(const std::filesystem::path& record) {
    const std::filesystem::path path = record.string() + ".deidentify-key";
    std::error_code fault;
    if (!std::filesystem::exists(path, fault)) {
        std::array<std::uint8_t, kKeyBytes> bytes{};
        if (::getrandom(bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size()))
            return Error{
                phrase("This computer gives no random numbers, so no export without names was made.")};
        ExportFile file(path); // never over another; only its owner may read it
        file.write(toHex(bytes) + "\n");
        // Two at once: the first wins, and both read what it wrote.
        if (const auto written = file.close(); !written && !std::filesystem::exists(path, fault))
            return written.error();
    }
    auto key = readWholeFile(path, 1'024);
    if (!key) return key.error();
    if (key->size() != 2 * kKeyBytes + 1)
        return Error{phrase("The file {1} beside the record is damaged. Exports without names need it: "
                            "restore it from a copy, or move it away, and patients will get new pseudonyms.",
                            path.filename().string())};
    return std::move(key).value();
}

} // namespace chairside
