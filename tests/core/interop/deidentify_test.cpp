// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interop/deidentify.h"

#include "core/base/number.h"
#include "core/interop/export_archive.h"
#include "core/interop/recording.h"
#include "core/log/event_codec.h"
#include "support/catch.h"
#include "support/made_record.h"
#include "support/record_of.h"
#include "support/temp_dir.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <set>

using namespace chairside;
using chairside::testing::TempDir;
using nlohmann::json;
namespace fs = std::filesystem;

namespace {

constexpr const char* kSecret = "Zzsecret Xyname";

SessionRecord secretRecord(const chairside::testing::MadeSession& made) {
    return chairside::testing::recordOf(made, {1, "Monitor of Zzsecret", Origin::device, {}});
}

/// Every empty text of a stored body becomes the secret; the names of the keys that held one are answered.
std::set<std::string> fill(json& tree, const std::string& name = {}) {
    std::set<std::string> out;
    if (tree.is_string() && tree.get<std::string>().empty()) {
        tree = kSecret;
        out.insert(name);
    }
    if (tree.is_object())
        for (auto& [key, value] : tree.items()) out.merge(fill(value, key));
    return out;
}

std::set<std::string> holding(const json& tree, const std::string& name = {}) {
    std::set<std::string> out;
    if (tree.is_string() && tree.get<std::string>().find("Zzsecret") != std::string::npos) out.insert(name);
    if (tree.is_object())
        for (const auto& [key, value] : tree.items()) out.merge(holding(value, key));
    return out;
}

template <std::size_t... I>
std::vector<EventBody> oneOfEach(std::index_sequence<I...>) {
    return {EventBody(std::variant_alternative_t<I, EventVariant>{})...};
}

std::string allText(const fs::path& folder) {
    std::string out;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        out += entry.path().filename().string() + "\n";
        if (!entry.is_regular_file()) continue;
        const auto text = readWholeFile(entry.path(), 1u << 28);
        REQUIRE(text);
        out += text.value();
    }
    return out;
}

} // namespace

TEST_CASE("of every kind of event only keys, numbers and the program's own words leave without names",
          "[interop][H-16]") {
    // What may stay is named here: a new text in an event fails this test until somebody decides on it.
    const std::set<std::string> keptByDecision{"alarm.acknowledged/condition",
                                               "alarm.cleared/condition",
                                               "alarm.paused/condition",
                                               "alarm.raised/condition",
                                               "alarm.raised/text",
                                               "alarm.sound_set/profile",
                                               "clinic.opened/software_version",
                                               "form.sent/form",
                                               "stock.received/drug",
                                               "stock.removed/drug",
                                               "check.missed/check",
                                               "course.assigned/course",
                                               "account.written/kind",
                                               "hold.overridden/code",
                                               "hold.placed/code",
                                               "hold.placed/detail",
                                               "hold.resolved/code",
                                               "hold.resolved/detail",
                                               "infusion.stopped/reason_code",
                                               "item.confirmed/item",
                                               "alarm.sound_set/profile",
                                               "clinic.opened/software_version",
                                               "form.sent/form",
                                               "stock.received/drug",
                                               "stock.removed/drug",
                                               "item.confirmed/list",
                                               "limit.changed/limit",
                                               "medication.given/drug_class",
                                               "medication.given/drug",
                                               "medication.given/route",
                                               "medication.given/unit",
                                               "score.entered/text_hash",
                                               "score.entered/instrument",
                                               "score.entered/version",
                                               "session.opened/drill",
                                               "session.opened/protocol_id",
                                               "session.opened/software_version",
                                               "session.opened/protocol_title",
                                               "side_effect.began/effect",
                                               "side_effect.began/relatedness"};
    auto record = secretRecord(chairside::testing::makeSession({.seed = 3}));
    Event event = record.events.back();
    record.events.clear();
    const auto bodies = oneOfEach(std::make_index_sequence<std::variant_size_v<EventVariant>>{});
    std::set<std::string> kept, filled;
    for (const auto& empty : bodies) {
        auto tree = json::parse(encodeBody(empty));
        const std::string kind(kindName(empty));
        for (const auto& key : fill(tree)) filled.insert(kind + "/" + key);
        const auto body = decodeBody(kind, tree.dump());
        INFO(kind << " " << tree.dump());
        REQUIRE(body);
        event.body = body.value();
        event.seq += 1;
        record.events.push_back(event);
    }
    CHECK(filled.size() > keptByDecision.size());
    const ExportCatalogue catalogue;
    const auto clean = Deidentifier({"key", false}, catalogue)(record);
    REQUIRE(clean.events.size() == bodies.size());
    for (const auto& e : clean.events)
        for (const auto& key : holding(json::parse(encodeBody(e.body))))
            kept.insert(std::string(kindName(e.body)) + "/" + key);
    for (const auto& key : kept) {
        INFO(key << " left with a typed text");
        CHECK(keptByDecision.count(key) == 1);
    }
}

TEST_CASE("nothing that names a patient or a colleague is in any file of an export without names",
          "[interop][H-16]") {
    TempDir folder;
    auto record = secretRecord(chairside::testing::makeSession({.seed = 4}));
    auto& patient = record.summary.patient;
    patient.familyName = "Zzsecret";
    patient.givenName = "Yylda";
    patient.mrn = "MRN778899";
    patient.birthDate = "1931-03-14";
    for (auto& e : record.events) {
        if (auto* opened = std::get_if<SessionOpened>(&e.body)) opened->patient = patient;
        if (e.actor.role != Role::system) e.actor.name = "Wwilma Nurse";
    }
    Event note = record.events.back();
    note.id = SeededUuids(99).next(1);
    note.body = NoteWritten{"Yylda ZZSECRET called 2026-11-20, see mrn778899 (Wwilma)", std::nullopt};
    record.events.push_back(note);
    ExportCatalogue catalogue;
    for (const bool keep : {false, true}) {
        const auto clean = Deidentifier({"a key", keep}, catalogue)(record);
        const auto done = exportSession({clean, catalogue, {1'799'300'000'000, 60}, "test", true},
                                        exportersFrom("all").value(), folder.path());
        REQUIRE(done);
        CHECK(done->counts.readings == static_cast<std::int64_t>(record.readings.size()));
        CHECK(done->counts.events == static_cast<std::int64_t>(record.events.size()));
        const auto text = allText(done->folder);
        for (const char* secret :
             {"Zzsecret", "ZZSECRET", "Yylda", "778899", "1931-03", "Wwilma", "2026-11-20"})
            CHECK(text.find(secret) == std::string::npos);
        for (const auto& e : record.events) CHECK(text.find(e.id.toString()) == std::string::npos);
        CHECK(text.find(record.summary.session.toString()) == std::string::npos);
        CHECK(text.find(patient.id.toString()) == std::string::npos);
        CHECK(text.find(record.chainHead) == std::string::npos);
        CHECK(text.find(formatDate(record.summary.opened)) == std::string::npos);
        CHECK((text.find("(name) (name) called") != std::string::npos) == keep);
        CHECK(fs::remove_all(done->folder) > 0);
    }
}

TEST_CASE("a patient keeps one pseudonym and one shift of whole days, numbers and durations stay",
          "[interop]") {
    const ExportCatalogue catalogue;
    const auto first = secretRecord(chairside::testing::makeSession({.seed = 5}));
    auto second = secretRecord(chairside::testing::makeSession({.seed = 6}));
    second.summary.patient = first.summary.patient;
    const Deidentifier ours({"one key", false}, catalogue), theirs({"another key", false}, catalogue);
    const auto a = ours(first), b = ours(second), c = theirs(first);
    CHECK(a.summary.patient.id == b.summary.patient.id);
    CHECK(a.summary.patient.id != first.summary.patient.id);
    CHECK(a.summary.patient.id != c.summary.patient.id);
    const auto shift = a.summary.opened.utcMs - first.summary.opened.utcMs;
    CHECK(shift < 0);
    CHECK(shift % 86'400'000 == 0);
    CHECK(b.summary.opened.utcMs - second.summary.opened.utcMs == shift);
    REQUIRE(a.readings.size() == first.readings.size());
    for (std::size_t i = 0; i < a.readings.size(); ++i) {
        CHECK(a.readings[i].values == first.readings[i].values);
        CHECK(a.readings[i].at.mono == first.readings[i].at.mono);
        CHECK(a.readings[i].at.wall.utcMs - first.readings[i].at.wall.utcMs == shift);
    }
    for (const auto& e : a.events)
        if (e.corrects)
            CHECK(std::any_of(a.events.begin(), a.events.end(),
                              [&](const Event& other) { return other.id == *e.corrects; }));
    CHECK(a.summary.patient.birthDate.size() <= 4);
}

TEST_CASE("a date that answers the screen moves with everything else, a birth date never leaves",
          "[interop][H-12]") {
    const ExportCatalogue catalogue;
    auto record = secretRecord(chairside::testing::makeSession({.seed = 5}));
    record.summary.patient.birthDate = "1986-03-14";
    const auto answered = [&](const std::string& value) {
        auto changed = record;
        changed.events.back().body = ItemConfirmed{"screen", "last_period", value};
        const auto clean = Deidentifier({"one key", false}, catalogue)(changed);
        return std::get<ItemConfirmed>(static_cast<const EventVariant&>(clean.events.back().body)).value;
    };
    const auto days = Deidentifier({"one key", false}, catalogue)
                          .shiftOf(record.summary.patient, record.summary.session)
                          .count();
    const auto moved = answered("2026-11-02");
    CHECK(daysBetween("2026-11-02", moved) == static_cast<int>(days));
    CHECK(answered("1986-03-14") == kLeftOut);
    CHECK(answered("about two weeks ago") == kLeftOut);
    CHECK(answered("").empty());
}

TEST_CASE("very old patients are given as ninety, an unreadable birth date as nothing", "[interop]") {
    const ExportCatalogue catalogue;
    auto record = secretRecord(chairside::testing::makeSession({.seed = 7}));
    const Deidentifier how({"k", false}, catalogue);
    for (const auto& [born, age] : {std::pair{"1920-01-01", 90}, std::pair{"1986-03-14", 40}}) {
        record.summary.patient.birthDate = born;
        const auto clean = how(record);
        const auto year = parseNumber(formatDate(clean.summary.opened).substr(0, 4)).value;
        const auto bornIn = parseNumber(clean.summary.patient.birthDate).value;
        REQUIRE(year);
        REQUIRE(bornIn);
        CHECK(*year - *bornIn == age);
    }
    record.summary.patient.birthDate = "14 March";
    CHECK(how(record).summary.patient.birthDate.empty());
}

TEST_CASE("the key for exports without names is made once, kept for its owner, and missed when damaged",
          "[interop]") {
    TempDir folder;
    const auto record = folder / "record.db";
    const auto key = deidentifyKey(record);
    REQUIRE(key);
    CHECK(deidentifyKey(record).value() == key.value());
    const fs::path file = record + ".deidentify-key";
    CHECK((fs::status(file).permissions() & (fs::perms::group_all | fs::perms::others_all)) ==
          fs::perms::none);
    fs::resize_file(file, 10);
    const auto damaged = deidentifyKey(record);
    REQUIRE_FALSE(damaged);
    CHECK(damaged.error().message.find("damaged") != std::string::npos);
}

TEST_CASE("an archive holds every session of the record, whole or not at all", "[interop][H-12]") {
    TempDir folder;
    const auto file = folder / "record.db";
    const auto made = chairside::testing::makeRecord(file, 3);
    auto history = HistoryReader::open(file);
    REQUIRE(history);
    const auto out = folder / "out";
    REQUIRE(fs::create_directory(out));
    const ExportCatalogue catalogue;
    ArchiveJob job{
        *history.value(), catalogue, exportersFrom("all").value(), {1'795'300'000'000, 60}, "test"};
    const auto done = exportArchive(job, out);
    REQUIRE(done);
    CHECK(done->sessions == 3);
    std::int64_t readings = 0, events = 0;
    for (const auto& m : made) {
        readings += static_cast<std::int64_t>(m.readings.size());
        events += static_cast<std::int64_t>(m.events.size());
    }
    CHECK(done->counts == ExportCounts{readings, events});
    const auto list = readWholeFile(done->folder / "sessions.csv", 1u << 20);
    REQUIRE(list);
    CHECK(std::count(list->begin(), list->end(), '\n') == 4);
    CHECK(fs::exists(done->folder / "README.txt"));

    double reached = 0;
    job.watch.progress = [&](double fraction) {
        CHECK(fraction >= reached);
        reached = fraction;
    };
    job.watch.cancelled = [&] { return reached > 0.5; };
    const auto cancelled = exportArchive(job, out);
    REQUIRE_FALSE(cancelled);
    CHECK(cancelled.error().message == exportCancelled().message);
    job.watch = {};
    const auto again = exportArchive(job, out); // beside the first, which is not touched
    REQUIRE(again);
    CHECK(again->folder != done->folder);
    CHECK(std::distance(fs::directory_iterator(out), fs::directory_iterator()) == 2);
}

TEST_CASE("an archive into a folder that vanishes says so, an empty record has nothing to take",
          "[interop]") {
    TempDir folder;
    const auto file = folder / "record.db";
    chairside::testing::makeRecord(file, 2);
    auto history = HistoryReader::open(file);
    REQUIRE(history);
    const auto stick = folder / "stick";
    REQUIRE(fs::create_directory(stick));
    const ExportCatalogue catalogue;
    ArchiveJob job{
        *history.value(), catalogue, exportersFrom("csv").value(), {1'795'300'000'000, 60}, "test"};
    job.watch.progress = [&](double fraction) {
        if (fraction > 0.4) fs::remove_all(stick);
    };
    const auto vanished = exportArchive(job, stick);
    REQUIRE_FALSE(vanished);
    CHECK(vanished.error().message.find("is gone") != std::string::npos);
    CHECK_FALSE(fs::exists(stick));

    const auto none = folder / "none.db";
    chairside::testing::makeRecord(none, 0);
    auto nothing = HistoryReader::open(none);
    REQUIRE(nothing);
    ArchiveJob empty{*nothing.value(), catalogue, exportersFrom("csv").value(), {}, "test"};
    CHECK(exportArchive(empty, folder.path()).error().message.find("No session") == 0);
}
