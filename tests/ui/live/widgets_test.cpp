// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/catch.h"

#include "support/qt_words.h"
#include "ui/live/alarm_flash.h"
#include "ui/live/alarm_strip.h"
#include "ui/live/distance_view.h"
#include "ui/live/due_card.h"
#include "ui/live/entry_bar.h"
#include "ui/live/infusion_card.h"
#include "ui/live/nibp_tile.h"
#include "ui/live/present_card.h"
#include "ui/live/saved_indicator.h"
#include "ui/live/top_bar.h"
#include "ui/live/vital_tile.h"
#include "ui/style/push_button.h"

#include <QImage>
#include <QLabel>
#include <QSignalSpy>
#include <QTest>

#include <cstdlib>

using namespace chairside;

namespace {

VitalTile::State live() {
    VitalTile::State s;
    s.label = u("HR"), s.unit = u("/min"), s.tone = Tone::heartRate, s.presence = Presence::live,
    s.value = u("84");
    s.source = u("Monitor"), s.age = u("now");
    return s;
}

QImage drawn(const VitalTile::State& state) {
    VitalTile tile;
    tile.resize(262, 122);
    tile.setState(state);
    return tile.grab().toImage();
}

} // namespace

TEST_CASE("every presence of a value looks different and is said in words", "[ui][live][H-02][H-12]") {
    std::vector<QImage> pictures;
    QStringList spoken;
    for (const Presence presence :
         {Presence::none, Presence::live, Presence::ageing, Presence::implausible}) {
        VitalTile::State s = live();
        s.presence = presence;
        VitalTile tile;
        tile.resize(262, 122);
        tile.setState(s);
        pictures.push_back(tile.grab().toImage());
        spoken << tile.accessibleDescription();
    }
    VitalTile::State typed = live(), simulated = live();
    typed.typed = true;
    simulated.simulated = true;
    pictures.push_back(drawn(typed));
    pictures.push_back(drawn(simulated));
    for (std::size_t i = 0; i < pictures.size(); ++i)
        for (std::size_t j = i + 1; j < pictures.size(); ++j) CHECK(pictures[i] != pictures[j]);
    CHECK(spoken.removeDuplicates() == 0);
}

TEST_CASE("a value that is gone is neither drawn nor spoken", "[ui][live][H-02]") {
    VitalTile::State gone = live(), none = live();
    gone.presence = none.presence = Presence::gone;
    none.value.clear();
    CHECK(drawn(gone) == drawn(none)); // the old number leaves no trace
    VitalTile tile;
    tile.setState(gone);
    CHECK(!tile.accessibleDescription().contains(u("84")));
    NibpTile cuff;
    NibpTile::State s;
    s.presence = Presence::gone, s.systolic = u("164"), s.diastolic = u("96");
    cuff.setState(s);
    CHECK(!cuff.accessibleDescription().contains(u("164")));
}

TEST_CASE("an alarm changes the tile's form, not only its colour", "[ui][live][H-03]") {
    VitalTile::State alarm = live();
    alarm.upper = {u("80"), true};
    alarm.alarm = TileAlarm{AlarmPriority::medium, false, true};
    VitalTile::State calm = live();
    calm.upper = {u("80"), false};
    const QImage with = drawn(alarm).convertToFormat(QImage::Format_Grayscale8);
    const QImage without = drawn(calm).convertToFormat(QImage::Format_Grayscale8);
    CHECK(with != without);
}

TEST_CASE("the strip says priority in marks and words and acknowledges the first open alarm",
          "[ui][live][H-03]") {
    AlarmStrip strip;
    strip.resize(1366, 52);
    strip.show();
    strip.setState({{{u("a"), AlarmPriority::high, false, u("SpO₂ 84 < 90"), u("0:12"), true},
                     {u("b"), AlarmPriority::medium, false, u("NIBP systolic 164 > 160"), u("0:38"), false}},
                    {},
                    u("2:00"),
                    {},
                    true});
    CHECK(strip.accessibleDescription().contains(u("NIBP systolic 164 > 160")));
    QSignalSpy acknowledged(&strip, &AlarmStrip::acknowledged);
    for (auto* button : strip.findChildren<QPushButton*>())
        if (button->text() == u("Acknowledge")) QTest::mouseClick(button, Qt::LeftButton);
    REQUIRE(acknowledged.size() == 1);
    CHECK(acknowledged[0][0].toString() == u("b"));
    CHECK(alarmMarks(AlarmPriority::high) == u("!!!"));
    CHECK(alarmMarks(AlarmPriority::medium) == u("!!"));
}

TEST_CASE("a paused sound stays visible with its countdown even without an alarm", "[ui][live][H-04]") {
    AlarmStrip strip;
    strip.resize(1366, 52);
    strip.show();
    strip.setState({{}, u("1:58"), {}, u("No alarms"), true});
    bool seen = false;
    for (auto* button : strip.findChildren<QPushButton*>())
        seen = seen || (button->isVisible() && button->text().contains(u("1:58")));
    CHECK(seen);
}

TEST_CASE("flashing follows the rates of the standard and stops when nothing needs it", "[ui][live]") {
    AlarmFlash flash;
    QSignalSpy beats(&flash, &AlarmFlash::beat);
    flash.follow(AlarmPriority::high);
    QTest::qWait(2100);
    CHECK(beats.size() >= 6); // two changes a cycle; 1.4–2.8 Hz make 6 to 12 in two seconds
    CHECK(beats.size() <= 12);
    flash.follow(std::nullopt);
    beats.clear();
    QTest::qWait(600);
    CHECK(beats.isEmpty());
    CHECK(flash.highLit());
}

TEST_CASE("saved, saving and not being saved never read alike", "[ui][live][H-08]") {
    SavedIndicator line;
    QStringList words;
    using K = SavedIndicator::Kind;
    for (const K kind : {K::off, K::saving, K::saved, K::failed}) {
        line.setState({kind, u("10:42:07"), u("3,411")});
        words << line.accessibleDescription();
    }
    CHECK(words.removeDuplicates() == 0);
    CHECK(words.last().contains(u("NOT BEING SAVED")));
    CHECK(words.last().contains(u("10:42:07")));
}

TEST_CASE("side effects present now use the width there is, and say all of it when there is too little",
          "[ui][live]") {
    PresentCard card;
    const auto chip = [&] {
        QTest::qWait(1); // chips that were replaced are deleted
        const auto chips = card.findChildren<QPushButton*>();
        REQUIRE(chips.size() == 1);
        return chips.front();
    };
    card.resize(360, 200);
    card.show();
    card.setState({{{Uuid{}, u("Detached from own body, floating"), 2, u("12:04")}}});
    CHECK(chip()->text() == u("Detached from own body, floating"));
    card.resize(230, 200);
    CHECK(chip()->text().endsWith(u("…")));
    CHECK(chip()->accessibleName() == u("Detached from own body, floating"));
    CHECK(chip()->geometry().right() <= card.width());
    card.resize(360, 200);
    CHECK(chip()->text() == u("Detached from own body, floating"));
}

TEST_CASE("the infusion card offers only what is possible and acts only by asking", "[ui][live][H-19]") {
    InfusionCard card;
    card.resize(264, 230);
    card.show();
    using M = InfusionCard::Mode;
    const auto visible = [&] {
        QStringList texts;
        for (auto* button : card.findChildren<PushButton*>())
            if (button->isVisible()) texts << button->text();
        texts.sort();
        return texts;
    };
    InfusionCard::State s;
    s.mode = M::running;
    card.setState(s);
    CHECK(visible() == QStringList{u("Change rate"), u("Pause"), u("Stop infusion")});
    s.mode = M::paused;
    card.setState(s);
    CHECK(visible() == QStringList{u("Change rate"), u("Resume"), u("Stop infusion")});
    s.mode = M::ended;
    card.setState(s);
    CHECK(visible().isEmpty());
    s.mode = M::ready;
    s.whyNoStart = u("The time-out is not complete.");
    card.setState(s);
    QSignalSpy start(&card, &InfusionCard::startRequested);
    for (auto* button : card.findChildren<PushButton*>())
        if (button->isVisible()) {
            CHECK(!button->isEnabled());
            CHECK(button->accessibleDescription() == s.whyNoStart);
            QTest::mouseClick(button, Qt::LeftButton);
        }
    CHECK(start.isEmpty());
}

TEST_CASE("an entry button is one touch and at least 60 px high", "[ui][live]") {
    EntryBar bar;
    bar.resize(1342, 60);
    bar.show();
    QSignalSpy chosen(&bar, &EntryBar::chosen);
    QTest::mouseClick(bar.button(EntryKind::medication), Qt::LeftButton);
    REQUIRE(chosen.size() == 1);
    CHECK(chosen[0][0].value<EntryKind>() == EntryKind::medication);
    CHECK(bar.button(EntryKind::note)->height() >= 60);
}

TEST_CASE("touching a due row asks for that check and the space below asks for nothing", "[ui][live][H-15]") {
    DueCard card;
    card.resize(264, 300);
    card.setState({{{u("bp"), u("Blood pressure"), u("3:13"), DueCard::Kind::coming},
                    {u("sed"), u("Sedation"), u("1:12 over"), DueCard::Kind::overdue}},
                   {}});
    QSignalSpy activated(&card, &DueCard::activated);
    QTest::mouseClick(&card, Qt::LeftButton, {}, QPoint(100, 32 + 44 + 20));
    REQUIRE(activated.size() == 1);
    CHECK(activated[0][0].toString() == u("sed"));
    QTest::mouseClick(&card, Qt::LeftButton, {}, QPoint(100, 290));
    CHECK(activated.size() == 1);
}

TEST_CASE("the top bar keeps both identifiers and the allergy whole at 1366 px", "[ui][live][H-01][H-18]") {
    TopBar bar;
    bar.resize(1366, 56);
    TopBar::State s;
    s.name = u("WOLFESCHLEGELSTEINHAUSENBERGERDORFF, Hubert"), s.birth = u("14 Mar 1986 · 39 y"),
    s.mrn = u("MRN 004711");
    s.weight = u("70 kg (154 lb)"), s.allergies = u("Penicillin (rash)"), s.hasAllergy = true;
    s.protocol = u("Ketamine IV 0.5 mg/kg over 40 min"), s.dose = u("35 mg in 100 mL");
    s.stage = {{u("Check-in"), u("Baseline"), u("Infusion"), u("Recovery"), u("Discharge")},
               2,
               u("23:41"),
               u("40:00"),
               false};
    s.saved = {SavedIndicator::Kind::saved, u("10:42:07"), u("3,411")};
    s.operatorName = u("J. Okafor RN"), s.clock = u("10:42:08"), s.mode = u("SIMULATED 60×");
    bar.setState(s);
    bar.show();
    QTest::qWait(1);
    for (auto* label : bar.findChildren<QLabel*>())
        if (label->text() == u("14 Mar 1986 · 39 y · MRN 004711") || label->text() == s.allergies ||
            label->text() == s.clock) {
            INFO(label->text().toStdString());
            CHECK(label->width() >= label->sizeHint().width() - 1);
        }
}

TEST_CASE("the three-metre view keeps its places and shows the crossed limit and old values", "[ui][live]") {
    DistanceView view;
    view.resize(1366, 650);
    DistanceView::State state;
    state.stage.stages = {u("Infusion")};
    state.stage.elapsed = u("25:26");
    state.stage.total = u("40:00");
    state.hr = live();
    state.spo2 = live();
    state.spo2.label = u("SpO₂");
    state.spo2.value = u("97");
    state.rr = live();
    state.next = DueCard::Row{u("bp"), u("Blood pressure"), u("4:33"), DueCard::Kind::coming, false};
    view.setState(state);
    const auto calm = view.grab().toImage();
    CHECK(view.accessibleDescription().contains(u("SpO₂ 97")));
    CHECK(view.accessibleDescription().contains(u("next: Blood pressure, 4:33")));

    state.spo2.value = u("86");
    state.spo2.lower = {u("90"), true};
    state.spo2.alarm = TileAlarm{AlarmPriority::high, false, true};
    view.setState(state);
    const auto alarm = view.grab().toImage();
    // Only the quarter of the oxygen saturation may change: nothing else moves.
    const QRect quarter(1366 / 2, 650 * 24 / 100, 1366 / 2, 650 * 40 / 100);
    // Edges of the same glyph may differ a little from one drawing to the next.
    const auto differ = [](QRgb a, QRgb b) { return std::abs(qGray(a) - qGray(b)) > 48; };
    int outside = 0, inside = 0;
    for (int y = 0; y < calm.height(); ++y)
        for (int x = 0; x < calm.width(); ++x)
            if (differ(calm.pixel(x, y), alarm.pixel(x, y))) ++(quarter.contains(x, y) ? inside : outside);
    CHECK(outside == 0);
    CHECK(inside > 10'000);

    state.spo2.presence = Presence::gone;
    state.spo2.age = u("0:31");
    view.setState(state);
    CHECK(!view.accessibleDescription().contains(u("86")));
    QSignalSpy left(&view, &DistanceView::leaveRequested);
    QTest::mouseClick(&view, Qt::LeftButton);
    CHECK(left.count() == 1);
}
