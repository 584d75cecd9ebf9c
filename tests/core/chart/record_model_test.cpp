// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/chart/chart_layout.h"
#include "core/chart/crosshair.h"
#include "core/chart/record_model.h"
#include "core/chart/record_rows.h"
#include "support/catch.h"
#include "support/chart_scene.h"

#include <algorithm>
#include <limits>

using namespace chairside;

namespace {

VitalsEntered typedPressure(double sys, double dia) {
    VitalsEntered v;
    v.values[index(Channel::nibpSystolic)] = sys;
    v.values[index(Channel::nibpDiastolic)] = dia;
    return v;
}

const MomentValue* find(const std::vector<MomentValue>& values, const std::string& label) {
    const auto it =
        std::find_if(values.begin(), values.end(), [&](const auto& v) { return v.label == label; });
    return it == values.end() ? nullptr : &*it;
}

} // namespace

TEST_CASE("pressures from device and typed ones are paired and stand in order of time", "[chart]") {
    RecordModel model;
    scene::Events events;
    model.append(scene::cuff(10, 146, 84));
    model.append(events.make(5, typedPressure(138, 80)));
    Reading half;
    half.at.mono = scene::at(7);
    half[Channel::nibpSystolic] = 150;
    model.append(half);
    const auto& points = model.vitals().nibp();
    REQUIRE(points.size() == 3);
    CHECK(points[0].isTyped());
    CHECK(points[0].by == "J. Okafor RN");
    CHECK_FALSE(points[1].isPair());
    CHECK_FALSE(points[1].diastolic);
    CHECK(points[2].mean == Approx(105));
    CHECK(points[2].meanDerived);
    CHECK(nibpText(points[2]) == "146/84 (105)");
    CHECK(nibpText(points[1]) == "150/–");
}

TEST_CASE("an impossible pressure is kept, hollow", "[chart][H-12]") {
    RecordModel model;
    model.append(scene::cuff(1, 80, 120)); // diastolic above systolic
    model.append(scene::cuff(2, 300, 90));
    REQUIRE(model.vitals().nibp().size() == 2);
    CHECK(model.vitals().nibp()[0].isHollow());
    CHECK(model.vitals().nibp()[1].isHollow());
}

TEST_CASE("a corrected entry stays, struck, and the correction stands beside it", "[chart][H-10]") {
    RecordModel model;
    scene::Events events;
    const Event wrong = events.make(5, typedPressure(238, 80));
    model.append(wrong);
    model.append(wrong); // the same event again changes nothing
    const Event right = events.make(5, typedPressure(138, 80), wrong.id);
    model.append(right);
    REQUIRE(model.vitals().nibp().size() == 2);
    CHECK(model.stateOf(wrong.id) == EntryState::corrected);
    CHECK(model.stateOf(right.id) == EntryState::standing);
    CHECK(model.currentFor(wrong.id) == right.id);
    CHECK(nibpText(*nibpAt(model, scene::at(6))) == "138/80");
    model.append(events.make(7, EntryWithdrawn{"wrong patient"}, right.id));
    CHECK(model.stateOf(right.id) == EntryState::withdrawn);
    CHECK(nibpAt(model, scene::at(8)) == nullptr);
    // A note about an entry annotates it and leaves it standing.
    const Event score = events.make(8, ScoreEntered{"moaas", "1", {}, 5.0, ""});
    model.append(score);
    model.append(events.make(9, NoteWritten{"asleep?", {}}, score.id));
    CHECK(model.stateOf(score.id) == EntryState::standing);
}

TEST_CASE("side effects run from onset to end, through corrections", "[chart]") {
    RecordModel model;
    scene::Events events;
    const Event began = events.make(5, SideEffectBegan{"Nausea", 1, "", ""});
    model.append(began);
    model.append(events.make(8, SideEffectChanged{began.id, 3, ""}));
    const Event ended = events.make(12, SideEffectEnded{began.id});
    model.append(ended);
    REQUIRE(model.effects().size() == 1);
    CHECK(model.effects()[0].steps.size() == 2);
    CHECK(model.effects()[0].end == scene::at(12));
    model.append(events.make(15, SideEffectEnded{began.id}, ended.id)); // it lasted longer
    CHECK(model.effects()[0].end == scene::at(15));
    const Event earlier = events.make(4, SideEffectBegan{"Nausea", 2, "", ""}, began.id);
    model.append(earlier);
    REQUIRE(model.effects().size() == 2);
    CHECK(model.stateOf(model.effects()[0].event) == EntryState::corrected);
    CHECK(model.effects()[1].end == scene::at(15)); // what happened to the old entry happened to this one
}

TEST_CASE("marking a span as artefact makes samples and pressures hollow, withdrawing it brings them back",
          "[chart][H-10]") {
    RecordModel model;
    scene::Events events;
    scene::fill(model, events);
    const auto spo2 = std::find_if(model.vitals().tracks().begin(), model.vitals().tracks().end(),
                                   [](const auto& t) { return t.channel == Channel::spo2; });
    const auto i = spo2->series.firstFrom(static_cast<double>(toMs(scene::at(6))));
    const Event mark =
        events.make(20, ArtefactMarked{{Channel::spo2}, scene::at(5.5), scene::at(6.5), "moved"});
    model.append(mark);
    (void)model.vitals();
    CHECK(spo2->series.isHollow(i));
    CHECK_FALSE(model.vitals().nibp()[2].artefact);
    model.append(events.make(21, EntryWithdrawn{"was real"}, mark.id));
    (void)model.vitals();
    CHECK_FALSE(spo2->series.isHollow(i));
    model.append(
        events.make(22, ArtefactMarked{{Channel::nibpSystolic}, scene::at(5.5), scene::at(4.5), "arm bent"}));
    CHECK(model.vitals().nibp()[2].artefact);
}

TEST_CASE("an alarm that escalates ends as the milder one where the graver one begins", "[chart]") {
    RecordModel model;
    scene::Events events;
    model.append(events.make(5, AlarmRaised{"spo2.lo", AlarmPriority::low, "SpO2 93 < 94"}));
    model.append(events.make(6, AlarmAcknowledged{"spo2.lo"}));
    model.append(events.make(7, AlarmRaised{"spo2.lo", AlarmPriority::high, "SpO2 79 < 80"}));
    model.append(events.make(9, AlarmCleared{"spo2.lo"}));
    REQUIRE(model.alarms().size() == 2);
    CHECK(model.alarms()[0].end == scene::at(7));
    CHECK(model.alarms()[0].acknowledged == scene::at(6));
    CHECK(model.alarms()[1].end == scene::at(9));
    CHECK_FALSE(model.alarms()[1].acknowledged); // the graver one nobody has acknowledged
}

TEST_CASE("limits are drawn as they were at the time", "[chart]") {
    RecordModel model;
    scene::Events events;
    scene::fill(model, events, 1);
    model.append(events.make(20, LimitChanged{"nibp_sys.caution_hi", 160, 170, "baseline 140"}));
    model.append(events.make(30, LimitChanged{"nibp_sys.caution_hi", 170, std::nullopt, "off"}));
    const auto limits = model.limits();
    REQUIRE(limits.size() == 2);
    REQUIRE(limits[0].steps.size() == 3);
    CHECK(limits[0].steps[0].value == 160);
    CHECK(limits[0].steps[1].from == scene::at(20));
    CHECK(limits[0].steps[1].value == 170);
    CHECK_FALSE(limits[0].steps[2].value);
    CHECK(limits[1].steps.size() == 1);
}

TEST_CASE("the crosshair gives value, source and age, and never carries a value past its age",
          "[chart][H-02]") {
    RecordModel model;
    scene::Events events;
    scene::fill(model, events);
    auto values = valuesAt(model, scene::at(10.9));
    REQUIRE(find(values, "NIBP"));
    CHECK(find(values, "NIBP")->text == "146/84 (105)");
    CHECK(find(values, "NIBP")->age == Millis{54'000});
    CHECK(find(values, "NIBP")->source == "Masimo");
    REQUIRE(find(values, "SpO₂"));
    CHECK(find(values, "SpO₂")->freshness == Freshness::live);
    CHECK(find(values, "Infusion")->text == "9.5"); // 35 mg · 10.9 / 40 min
    values = valuesAt(model, scene::at(12));        // the probe was off since 11.2
    CHECK(find(values, "SpO₂")->text == "– – –");
    CHECK(find(values, "SpO₂")->freshness == Freshness::gone);
    values = valuesAt(model, scene::at(-9.5)); // before the first reading
    CHECK(find(values, "HR")->text == "– – –");
    CHECK_FALSE(find(values, "HR")->age);
}

TEST_CASE("a silence is named with its length and its reason, until a late sample fills it", "[chart]") {
    RecordModel model;
    scene::Events events;
    scene::fill(model, events);
    const ChannelTrack* spo2 = nullptr;
    for (const auto& t : model.vitals().tracks())
        if (t.channel == Channel::spo2) spo2 = &t;
    REQUIRE(spo2);
    REQUIRE(spo2->silences.size() == 1);
    CHECK(spo2->silences[0].sensorOff);
    CHECK(spo2->isSilent(spo2->silences[0].span));
    Reading late = scene::vitalsAt(scene::at(11.8));
    late.flags = 0;
    late[Channel::spo2] = 96;
    model.append(late);
    CHECK_FALSE(spo2->isSilent(spo2->silences[0].span));
}

TEST_CASE("phases follow the session", "[chart]") {
    RecordModel model;
    scene::Events events;
    scene::fill(model, events);
    model.append(events.make(40, InfusionStopped{true, "", ""}));
    model.append(events.make(100, Discharged{"sister", ""}));
    const auto phases = model.phases();
    REQUIRE(phases.size() == 4);
    CHECK(phases[1].stage == Stage::baseline);
    CHECK(phases[2].from == scene::at(0));
    CHECK(phases[2].to == scene::at(40));
    CHECK(phases[3].stage == Stage::recovery);
    CHECK(phases[3].to == scene::at(100));
    CHECK(model.anchor() == scene::at(0));
}

TEST_CASE("the band of earlier sessions is their middle 80 percent, and needs two", "[chart]") {
    std::vector<EarlierSession> sessions(6);
    for (std::size_t s = 0; s < sessions.size(); ++s)
        sessions[s].values = {{Minutes{0}, 100.0 + 10 * static_cast<double>(s)}};
    auto band = historyBand(Channel::nibpSystolic, sessions);
    REQUIRE_FALSE(band.points.empty());
    CHECK(band.points[0].low == Approx(105)); // linear between closest ranks over 100…150
    CHECK(band.points[0].high == Approx(145));
    CHECK(historyBand(Channel::nibpSystolic, {sessions[0]}).points.empty());
    CHECK(historyBand(Channel::nibpSystolic, {}).points.empty());
}

TEST_CASE("every entry is a row of the table, corrected ones too", "[chart][H-08]") {
    RecordModel model;
    scene::Events events;
    scene::fill(model, events);
    const Event wrong = events.make(14, ScoreEntered{"moaas", "1", {}, std::nullopt, ""});
    model.append(wrong);
    model.append(events.make(14, ScoreEntered{"moaas", "1", {}, 4.0, ""}, wrong.id));
    const auto rows = recordRows(model);
    const auto count = [&](RowKind kind) {
        return std::count_if(rows.begin(), rows.end(), [&](const auto& r) { return r.kind == kind; });
    };
    CHECK(count(RowKind::pressure) == 7);
    CHECK(count(RowKind::score) == 7);
    CHECK(count(RowKind::check) == 12);
    CHECK(count(RowKind::vitals) == 33); // one a minute
    CHECK(std::is_sorted(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return a.at < b.at; }));
    const auto struck =
        std::find_if(rows.begin(), rows.end(), [&](const auto& r) { return r.event == wrong.id; });
    REQUIRE(struck != rows.end());
    CHECK(struck->state == EntryState::corrected);
    CHECK(struck->value == "incomplete");
}

TEST_CASE("an empty record and a record of nothing but missing values draw nothing and break nothing",
          "[chart]") {
    RecordModel model;
    CHECK(model.phases().empty());
    CHECK(valuesAt(model, MonoTime{}).empty());
    CHECK(recordRows(model).empty());
    model.setSources({scene::monitor()});
    for (int i = 0; i < 100; ++i) {
        Reading r;
        r.source = 1;
        r.at.mono = monoFromMs(i * 1000);
        r[Channel::hr] = std::numeric_limits<double>::quiet_NaN();
        model.append(r);
    }
    CHECK_FALSE(model.vitals().has(Channel::hr));
    CHECK_FALSE(model.vitals().has(Channel::spo2));
    CHECK(recordRows(model).empty());
}

TEST_CASE("corrections that name each other in a circle do not hang the record", "[chart][H-09]") {
    RecordModel model;
    scene::Events events;
    Event a = events.make(1, ScoreEntered{"moaas", "1", {}, 5.0, ""});
    Event b = events.make(2, ScoreEntered{"moaas", "1", {}, 4.0, ""}, a.id);
    a.corrects = b.id;
    Event c = events.make(3, SideEffectBegan{"Nausea", 1, "", ""});
    c.corrects = c.id;
    for (const auto& e : {a, b, c}) model.append(e);
    (void)model.currentFor(a.id);
    CHECK(model.scores().size() == 2);
}

TEST_CASE("rows name instruments and effects in words, never by their keys", "[chart]") {
    RecordModel model;
    scene::Events events;
    model.append(events.make(1, ScoreEntered{"moaas", "1", {}, 4.0, ""}));
    model.append(events.make(2, ScoreEntered{"own_list", "1", {}, 2.0, ""}));
    model.append(events.make(3, SideEffectBegan{"time_distort", 1, "", ""}));
    const auto has = [&](const std::string& what) {
        const auto rows = recordRows(model);
        return std::any_of(rows.begin(), rows.end(), [&](const auto& row) { return row.what == what; });
    };
    CHECK(has("Sedation (MOAA/S)"));
    CHECK(has("Own list"));
    CHECK(has("Time distort began"));
    model.setWords([](const std::string& key) { return key == "time_distort" ? "Time slowed" : key; });
    CHECK(has("Time slowed began"));
    CHECK(has("Sedation (MOAA/S)"));
}

TEST_CASE("side effects at the same time are counted, one that ends makes room for the next", "[chart]") {
    RecordModel model;
    scene::Events events;
    CHECK(mostEffectsAtOnce(model) == 0);
    const Event first = events.make(1, SideEffectBegan{"Nausea", 1, "", ""});
    model.append(first);
    model.append(events.make(2, SideEffectBegan{"Dizziness", 1, "", ""}));
    model.append(events.make(5, SideEffectEnded{first.id}));
    model.append(events.make(5, SideEffectBegan{"Headache", 1, "", ""}));
    CHECK(mostEffectsAtOnce(model) == 2);
}
