// SPDX-License-Identifier: GPL-3.0-or-later
// What people mistype, in every panel of the real window: one clear sentence where they look, what they typed
// is still there, and nothing reaches the record. What is merely unusual is asked about; what is only
// unfamiliar (another script, a very long note) is recorded whole.
#include "scenarios/desk.h"

using namespace chairside;
using namespace chairside::testing;

TEST_CASE("a pressure that cannot be is refused in a sentence and stays typed", "[scenario][H-09]") {
    Desk desk;
    const auto open = [&] { desk.open(EntryKind::bloodPressure); };
    refuseAll(
        desk, open, [&] { desk.field("Diastolic")->setText(u("80")); }, "Record",
        slipsOf("Systolic", {"", "-120", "99999", "0", "80", "70"}));
    refuseAll(
        desk, open, [&] { desk.field("Systolic")->setText(u("120")); }, "Record",
        slipsOf("Diastolic", {"", "-80", "99999", "120", "130"}));
    for (const char* name : {"HR", "SpO₂", "RR", "Temp"})
        refuseAll(
            desk, open, [] {}, "Record", slipsOf(name, {"-5", "999999"}));
    open();
    desk.press("Record");
    checkSentence(desk.saying()); // nothing was typed at all
    SECTION("unusual is asked about and recorded when it is so") {
        open();
        desk.field("Systolic")->setText(u("250"));
        desk.field("Diastolic")->setText(u("110"));
        const auto before = desk.entries();
        desk.press("Record");
        CHECK(desk.panel()->isAsking());
        checkSentence(desk.saying());
        CHECK(desk.entries() == before);
        desk.press("Record anyway");
        CHECK(desk.entries() == before + 1);
    }
    SECTION("a comma is a decimal mark") {
        open();
        desk.field("Temp")->setText(u("36,6"));
        desk.press("Record");
        CHECK(desk.newest<VitalsEntered>().values[index(Channel::temperature)] == 36.6);
    }
}

TEST_CASE("a time that is no time, in the future or too long ago is refused", "[scenario][H-11]") {
    Desk desk;
    for (const char* minutes : {"", "abc", "-3", "9999", "1..5"}) {
        INFO(minutes);
        desk.open(EntryKind::bloodPressure);
        desk.field("Systolic")->setText(u("124"));
        desk.field("Diastolic")->setText(u("80"));
        desk.press("other");
        desk.field("Minutes ago")->setText(u(minutes));
        const auto before = desk.entries();
        desk.press("Record");
        CHECK(desk.entries() == before);
        checkSentence(desk.saying());
        CHECK(desk.field("Systolic")->text() == u("124"));
    }
}

TEST_CASE("pump rates, doses and amounts that cannot be are refused where they stand", "[scenario][H-06]") {
    Desk desk;
    refuseAll(
        desk, [&] { desk.act("rate"); }, [&] { desk.field("Reason")->setText(u("nausea")); }, "Rate changed",
        slipsOf("Pump rate", {"", "-5", "0", "99999"}));
    refuseAll(
        desk, [&] { desk.act("rate"); }, [&] { desk.field("Pump rate")->setText(u("140")); }, "Rate changed",
        {{"Reason", ""}, {"Reason", "   "}});
    refuseAll(
        desk, [&] { desk.act("pause"); }, [] {}, "Infusion paused",
        {{"Another reason", ""}, {"Another reason", "  "}});
    refuseAll(
        desk, [&] { desk.open(EntryKind::medication); }, [&] { desk.press("4 mg IV"); }, "Record",
        slipsOf("Other dose", {"-4", "0"}));
    refuseAll(
        desk, [&] { desk.act("ledger"); }, [] {}, "Record draw", slipsOf("mg drawn", {"", "-1", "99999"}));
    refuseAll(
        desk, [&] { desk.act("ledger"); }, [&] { desk.press("Syringe"); }, "Record waste",
        slipsOf("mg wasted", {"", "-1", "99999"}));
}

TEST_CASE("empty notes and events are refused, long ones and every script are kept whole",
          "[scenario][H-09]") {
    Desk desk;
    const auto before = desk.entries();
    desk.open(EntryKind::note);
    desk.press("Record");
    checkSentence(desk.saying());
    desk.open(EntryKind::event);
    desk.press("Record");
    checkSentence(desk.saying());
    CHECK(desk.entries() == before);

    const auto scripts = u("أمل ישראלי 山田 🙂 «ß» — weint nicht");
    desk.open(EntryKind::event);
    desk.field("Other event")->setText(scripts);
    desk.press("Record");
    CHECK(desk.newest<EventMarked>().label == scripts.toStdString());
    for (const auto& text : {scripts, QString(10'000, u'x')}) {
        desk.open(EntryKind::note);
        desk.panel()->findChild<QPlainTextEdit*>()->setPlainText(text);
        desk.press("Record");
        CHECK(desk.newest<NoteWritten>().text == text.toStdString());
    }
    SECTION("a note that is too long is kept in its field") {
        desk.open(EntryKind::note);
        desk.panel()->findChild<QPlainTextEdit*>()->setPlainText(QString(20'001, u'x'));
        desk.press("Record");
        checkSentence(desk.saying());
        CHECK(desk.panel()->findChild<QPlainTextEdit*>()->toPlainText().size() == 20'001);
    }
    SECTION("what a short field cuts off is said") {
        desk.open(EntryKind::event);
        desk.field("Other event")->insert(QString(10'000, u'y'));
        checkSentence(desk.saying());
    }
}

TEST_CASE("a colleague needs a name, of any script, and is not added twice", "[scenario][H-09]") {
    Desk desk;
    const auto add = [&](const char* name, const char* credential) {
        Q_EMIT desk.page().operatorTapped();
        RealWindow::settle();
        desk.field("Name of the colleague to add")->setText(u(name));
        desk.field("Credential of the colleague to add")->setText(u(credential));
        desk.press("Add");
    };
    add("  ", "RN");
    checkSentence(desk.saying());
    add("أمل حداد 🙂", "RN");
    CHECK(!desk.panel()); // added and at the chair
    add("أمل حداد 🙂", "RN");
    checkSentence(desk.saying());
    desk.open(EntryKind::event);
    desk.field("Other event")->setText(u("x"));
    desk.press("Record");
    CHECK(desk.view().events().back().actor.name == u("أمل حداد 🙂, RN").toStdString());
}
