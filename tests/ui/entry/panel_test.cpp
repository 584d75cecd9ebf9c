// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/catch.h"
#include "ui/support.h"

#include "core/base/text.h"
#include "core/domain/side_effect.h"
#include "ui/entry/checklist_panel.h"
#include "ui/entry/dissociation_panel.h"
#include "ui/entry/event_panel.h"
#include "ui/entry/medication_panel.h"
#include "ui/entry/note_panel.h"
#include "ui/entry/panel_host.h"
#include "ui/entry/pump_panels.h"
#include "ui/entry/score_panel.h"
#include "ui/entry/side_effect_panel.h"
#include "ui/entry/time_chips.h"
#include "ui/style/pin_line.h"
#include "ui/style/push_button.h"

#include <QAbstractButton>
#include <QLineEdit>
#include <QPlainTextEdit>

using namespace chairside;

namespace {

ScoreSheet threeRows() {
    ScoreSheet sheet;
    sheet.title = QStringLiteral("Check");
    sheet.instrument = "check";
    sheet.items = {
        {"a", QStringLiteral("A"), {}}, {"b", QStringLiteral("B"), {}}, {"c", QStringLiteral("C"), {}}};
    sheet.answers = {{0, {}, {}}, {1, {}, {}}, {2, {}, {}}, {3, {}, {}}};
    return sheet;
}

OrderSetEntry ondansetron() {
    OrderSetEntry entry;
    entry.drug = "ondansetron", entry.unit = "mg", entry.route = "IV/PO", entry.indication = "Nausea",
    entry.doses = {4, 8};
    return entry;
}

void touch(QAbstractButton* button) {
    REQUIRE(button);
    QTest::mouseClick(button, Qt::LeftButton);
}

} // namespace

TEST_CASE("sedation is one touch, or one digit, and is asked with its own total", "[ui][entry]") {
    ScorePanel panel(sedationSheet());
    PanelUnderTest test(panel);
    touch(panel.answerButton(4));
    REQUIRE(test.commands.size() == 1);
    CHECK(test.last<ScoreEntered>().instrument == "moaas");
    CHECK(test.last<ScoreEntered>().total == 4.0);
    typeKeys(QStringLiteral("2"));
    CHECK(test.last<ScoreEntered>().total == 2.0);
    test.answerRecorded();
    CHECK(test.finished == 1);
}

TEST_CASE("an incomplete checklist has no total and says so before it is recorded", "[ui][entry][H-12]") {
    DissociationPanel panel(threeRows(), {});
    PanelUnderTest test(panel);
    typeKeys(QStringLiteral("12"));
    touch(panel.recordButton());
    CHECK(test.commands.empty());
    CHECK(panel.isAsking());
    for (auto* button : panel.findChildren<PushButton*>())
        if (button->text() == QStringLiteral("Record without sum")) touch(button);
    REQUIRE(test.commands.size() == 1);
    CHECK(!test.last<ScoreEntered>().total);
    CHECK(test.last<ScoreEntered>().answers.size() == 2);
}

TEST_CASE("digits answer the checklist row by row and Backspace goes back one row", "[ui][entry]") {
    DissociationPanel panel(threeRows(), {});
    PanelUnderTest test(panel);
    typeKeys(QStringLiteral("13"));
    CHECK(test.answers.size() == 2); // each one is recorded when given
    pressKey(Qt::Key_Backspace);
    typeKeys(QStringLiteral("20"));
    CHECK(test.answers.back().list == "answers/check");
    pressKey(Qt::Key_Return);
    REQUIRE(test.commands.size() == 1);
    CHECK(test.last<ScoreEntered>().answers.at("b") == "2");
    CHECK(test.last<ScoreEntered>().total == 3.0);
}

TEST_CASE("a checklist goes on from the answers that are in the record", "[ui][entry][H-08]") {
    DissociationPanel panel(threeRows(), {});
    PanelUnderTest test(panel);
    panel.goOn({{"a", "1"}, {"c", "3"}});
    CHECK(panel.answerButton(0, 1)->isChecked());
    CHECK(panel.answerButton(2, 3)->isChecked());
    typeKeys(QStringLiteral("2"));
    pressKey(Qt::Key_Return);
    REQUIRE(test.commands.size() == 1);
    CHECK(test.last<ScoreEntered>().total == 6.0);
}

TEST_CASE("an answer above the row's range is not taken for another one", "[ui][entry]") {
    DissociationPanel panel(threeRows(), {});
    PanelUnderTest test(panel);
    typeKeys(QStringLiteral("9"));
    CHECK(panel.sumText().contains(QStringLiteral("3")));
    touch(panel.recordButton());
    CHECK(test.commands.empty());
}

TEST_CASE("a side effect begins mild with one touch and a second touch ends it", "[ui][entry]") {
    SideEffectPanel panel(
        {{"nausea", QStringLiteral("Nausea"), true}, {"dizziness", QStringLiteral("Dizzy"), true}});
    PanelUnderTest test(panel);
    touch(panel.button("nausea"));
    REQUIRE(test.commands.size() == 1);
    CHECK(test.last<SideEffectBegan>().effect == "nausea");
    CHECK(test.last<SideEffectBegan>().severity == 1);
    Uuid id;
    id.bytes[3] = 7;
    panel.setPresent({{id, "nausea", 1, QStringLiteral("10:20")}});
    test.answerRecorded();
    CHECK(test.finished == 0); // stays open for the severity and for the next one

    touch(panel.severityButton(2));
    CHECK(test.last<SideEffectChanged>().of == id);
    CHECK(test.last<SideEffectChanged>().severity == 2);
    touch(panel.button("nausea"));
    CHECK(test.last<SideEffectEnded>().of == id);
}

TEST_CASE("one touch each says what was done about a side effect and whether the treatment caused it",
          "[ui][entry]") {
    SideEffectPanel panel({{"nausea", QStringLiteral("Nausea"), true}});
    PanelUnderTest test(panel);
    Uuid id;
    id.bytes[3] = 7;
    const auto named = [&](const char* name) {
        for (auto* button : panel.findChildren<QAbstractButton*>())
            if (button->accessibleName() == QString::fromLatin1(name)) return button;
        FAIL("no chip " << name);
        return static_cast<QAbstractButton*>(nullptr);
    };
    CHECK_FALSE(named("Action: paused")->isVisible()); // nothing is chosen yet
    panel.setPresent({{id, "nausea", 2, QStringLiteral("10:20")}});
    panel.select(id);
    touch(named("Action: paused"));
    CHECK(test.last<SideEffectChanged>().of == id);
    CHECK(test.last<SideEffectChanged>().severity == 2); // as it was
    CHECK(test.last<SideEffectChanged>().action == "paused");
    test.answerRecorded();
    touch(named("Caused by the treatment: probable"));
    REQUIRE(test.answers.size() == 1);
    CHECK(test.answers.back().list == judgementList(id));
    CHECK(test.answers.back().value == "probable");
    panel.setPresent({{id, "nausea", 2, QStringLiteral("10:20"), "probable"}});
    CHECK(named("Caused by the treatment: probable")->isChecked());
    CHECK_FALSE(named("Caused by the treatment: unlikely")->isChecked());
}

TEST_CASE("typing letters finds a side effect and Enter notes it", "[ui][entry]") {
    SideEffectPanel panel(
        {{"nausea", QStringLiteral("Nausea"), true}, {"seizure", QStringLiteral("Seizure"), false}});
    PanelUnderTest test(panel);
    const int keys = 1 + typeKeys(QStringLiteral("sei")) + pressKey(Qt::Key_Return); // E opens the panel
    REQUIRE(test.commands.size() == 1);
    CHECK(test.last<SideEffectBegan>().effect == "seizure");
    CHECK(keys <= 5);
}

TEST_CASE("a medication is two touches in its panel, and nothing is chosen before", "[ui][entry][H-06]") {
    MedicationPanel panel({ondansetron()});
    PanelUnderTest test(panel);
    touch(panel.recordButton());
    CHECK(test.commands.empty());
    CHECK(!panel.message().isEmpty());
    touch(panel.doseButton(0, 2));
    touch(panel.recordButton());
    REQUIRE(test.commands.size() == 1);
    const auto& given = test.last<MedicationGiven>();
    CHECK(given.drug == "ondansetron");
    CHECK(given.dose == 4.0);
    CHECK(given.route == "PO");
    CHECK(given.reason == "Nausea");
}

TEST_CASE("a wrong other dose is explained at once and never replaced by the listed one",
          "[ui][entry][H-06]") {
    MedicationPanel panel({ondansetron()});
    PanelUnderTest test(panel);
    touch(panel.doseButton(0, 0));
    auto edits = panel.findChildren<QLineEdit*>();
    QLineEdit* other = nullptr;
    for (auto* edit : edits)
        if (edit->accessibleName() == QStringLiteral("Other dose")) other = edit;
    REQUIRE(other);
    other->setFocus();
    typeKeys(QStringLiteral("4..5"));
    CHECK(panel.message().contains(QStringLiteral("two decimal marks")));
    touch(panel.recordButton());
    CHECK(test.commands.empty());
    other->clear();
    other->setFocus();
    typeKeys(QStringLiteral("0,5"));
    touch(panel.recordButton());
    REQUIRE(test.commands.size() == 1);
    CHECK(test.last<MedicationGiven>().dose == 0.5);
}

TEST_CASE("a refused note keeps every character, also ten thousand of them", "[ui][entry][H-08]") {
    NotePanel panel;
    PanelUnderTest test(panel);
    const QString text = QString(10'000, QLatin1Char('n')) + QStringLiteral(" 🙂 ليلى");
    panel.edit()->setPlainText(text);
    touch(panel.recordButton());
    REQUIRE(test.commands.size() == 1);
    CHECK(QString::fromStdString(test.last<NoteWritten>().text) == text);
    panel.showAnswer(Refusal{"The session is already signed."});
    CHECK(panel.message() == QStringLiteral("The session is already signed."));
    CHECK(panel.edit()->toPlainText() == text);
    panel.begin(); // closed and opened again: the draft is still there
    CHECK(panel.edit()->toPlainText() == text);
}

TEST_CASE("a note that is too long is refused with its text kept", "[ui][entry][H-09]") {
    NotePanel panel;
    PanelUnderTest test(panel);
    panel.edit()->setPlainText(QString(static_cast<qsizetype>(kMaxNoteChars) + 1, QLatin1Char('n')));
    touch(panel.recordButton());
    CHECK(test.commands.empty());
    CHECK(!panel.message().isEmpty());
    CHECK(panel.edit()->toPlainText().size() == static_cast<qsizetype>(kMaxNoteChars) + 1);
}

TEST_CASE("an event is one digit", "[ui][entry]") {
    EventPanel panel({QStringLiteral("Music changed"), QStringLiteral("Call bell")});
    PanelUnderTest test(panel);
    typeKeys(QStringLiteral("2"));
    REQUIRE(test.commands.size() == 1);
    CHECK(test.last<EventMarked>().label == "Call bell");
    typeKeys(QStringLiteral("9"));
    CHECK(test.commands.size() == 1);
}

TEST_CASE("stopping needs a reason and then a second touch", "[ui][entry][H-19]") {
    StopPanel panel({{"bp", QStringLiteral("Blood pressure")}}, {{"haas", "Dr M. Haas", Role::prescriber}});
    PanelUnderTest test(panel);
    CHECK(!panel.recordButton()->isEnabled());
    touch(panel.recordButton());
    CHECK(test.commands.empty());
    touch(panel.reasonButton(1));
    CHECK(test.commands.empty());
    touch(panel.recordButton());
    REQUIRE(test.commands.size() == 1);
    CHECK(!test.last<InfusionStopped>().completed);
    CHECK(test.last<InfusionStopped>().reasonCode == "bp");
    CHECK(test.last<InfusionStopped>().prescriberTold.empty()); // stopping never waits for it
    for (auto* chip : panel.findChildren<QAbstractButton*>())
        if (chip->accessibleName() == QStringLiteral("Prescriber told: Dr M. Haas")) touch(chip);
    touch(panel.recordButton());
    CHECK(test.last<InfusionStopped>().prescriberTold == "Dr M. Haas");
    panel.begin();
    CHECK(!panel.recordButton()->isEnabled()); // the next time starts without a reason
}

TEST_CASE("a missing PIN is asked for in the panel, and the same command goes once more",
          "[ui][entry][H-21]") {
    StopPanel panel({{"bp", QStringLiteral("Blood pressure")}}, {});
    PanelUnderTest test(panel);
    std::vector<std::pair<QString, QString>> pins;
    QObject::connect(&panel, &EntryPanel::pinGiven, &panel,
                     [&](const QString& who, const QString& pin) { pins.emplace_back(who, pin); });
    touch(panel.reasonButton(1));
    touch(panel.recordButton());
    REQUIRE(test.commands.size() == 1);
    panel.showAnswer(Refusal{"Dr M. Haas confirms it with their PIN.", "haas"});
    auto* line = panel.findChild<PinLine*>();
    REQUIRE(line->isVisible());
    CHECK(line->edit()->echoMode() == QLineEdit::Password);
    for (auto* key : line->findChildren<QAbstractButton*>())
        if (key->text() == QStringLiteral("7")) touch(key);
    typeKeys(QStringLiteral("39a1"));
    pressKey(Qt::Key_Return);
    REQUIRE(pins.size() == 1);
    CHECK(pins[0].first == QStringLiteral("haas"));
    CHECK(pins[0].second == QStringLiteral("7391")); // touched and typed, a letter is no digit
    CHECK(line->edit()->text().isEmpty());
    panel.showWrongPin(QStringLiteral("That is not the PIN of this person."));
    CHECK(panel.message() == QStringLiteral("That is not the PIN of this person."));
    CHECK(line->isVisible());
    CHECK(test.commands.size() == 1);
    panel.submitAgain();
    REQUIRE(test.commands.size() == 2);
    CHECK(test.last<InfusionStopped>().reasonCode == "bp");
    panel.showAnswer(std::vector<Event>{Event{}});
    CHECK_FALSE(line->isVisible());
}

TEST_CASE("the time chips say how long ago and never a time in the future", "[ui][entry][H-11]") {
    ScorePanel panel(sedationSheet());
    PanelUnderTest test(panel);
    const auto chip = [&](const QString& text) {
        for (auto* button : panel.findChildren<QAbstractButton*>())
            if (button->text() == text) return touch(button);
        FAIL("no such chip");
    };
    touch(panel.answerButton(5));
    chip(QStringLiteral("−5 min"));
    touch(panel.answerButton(5));
    REQUIRE(test.agos.size() == 2);
    CHECK(test.agos[0] == Millis{0});
    CHECK(test.agos[1] == Millis{5min});
    chip(QStringLiteral("other"));
    for (const char* wrong : {"", "-3", "x", "1.2.3", "99999"}) {
        auto* minutes = panel.findChild<TimeChips*>()->findChild<QLineEdit*>();
        minutes->setText(QString::fromLatin1(wrong));
        touch(panel.answerButton(5));
        CHECK(test.commands.size() == 2);
        CHECK(!panel.message().isEmpty());
    }
}

TEST_CASE("a question is answered no by a careless Enter, and yes sends the same command as sure",
          "[ui][entry]") {
    ScorePanel panel(sedationSheet());
    PanelUnderTest test(panel);
    touch(panel.answerButton(1));
    panel.showAnswer(Question{"Sure?"});
    CHECK(panel.isAsking());
    pressKey(Qt::Key_Return);
    CHECK(!panel.isAsking());
    CHECK(test.commands.size() == 1);
    panel.showAnswer(Question{"Sure?"});
    for (auto* button : panel.findChildren<PushButton*>())
        if (button->text() == QStringLiteral("Record anyway")) touch(button);
    REQUIRE(test.commands.size() == 2);
    CHECK(test.commands[1].sure);
    CHECK(test.last<ScoreEntered>().total == 1.0);
}

TEST_CASE("the host keeps a panel inside its area and Esc closes it", "[ui][entry][H-03]") {
    QWidget page;
    page.resize(1366, 768);
    PanelHost host(&page);
    host.setAnimated(false);
    const QRect area(286, 120, 1068, 576);
    host.setArea(area);
    auto* panel = new ScorePanel(sedationSheet(), &page);
    page.show();
    host.open(*panel);
    CHECK(area.contains(host.geometry()));
    CHECK(host.geometry().bottom() == area.bottom());
    panel->showAnswer(Refusal{"No, because of a long reason that needs its own line to be read."});
    QApplication::processEvents();
    CHECK(area.contains(host.geometry()));
    QTest::keyClick(panel, Qt::Key_Escape);
    CHECK(host.current() == nullptr);
    CHECK(host.isHidden());
}

TEST_CASE("the last period is asked only of whom it concerns, may stay open, and can be taken back",
          "[ui][entry]") {
    RequiredItem pregnancy, period;
    pregnancy.key = "pregnancy", pregnancy.title = "Pregnant", pregnancy.kind = RequiredItem::Kind::choice;
    pregnancy.choices = {"no", "not applicable", "yes"};
    period.key = "last_period", period.title = "First day of the last menstrual period";
    period.kind = RequiredItem::Kind::date, period.optional = true;
    period.askedWhen = {"pregnancy", {"no", "yes"}};
    ChecklistPanel::Content content;
    content.list = "screen";
    content.items = {pregnancy, period};
    ChecklistPanel panel(content);
    PanelUnderTest test(panel);
    const auto field = [&]() -> QLineEdit* {
        for (auto* edit : panel.findChildren<QLineEdit*>())
            if (edit->accessibleName() == QStringLiteral("First day of the last menstrual period") &&
                edit->isVisible())
                return edit;
        return nullptr;
    };
    CHECK_FALSE(field());
    panel.setAnswers({{"pregnancy", "not applicable"}});
    CHECK_FALSE(field());
    panel.setAnswers({{"pregnancy", "no"}});
    REQUIRE(field());
    CHECK(field()->height() >= 44);
    CHECK_FALSE(field()->placeholderText().isEmpty());
    field()->setFocus();
    typeKeys(QStringLiteral("2026-11-02"));
    pressKey(Qt::Key_Return);
    REQUIRE(test.answers.size() == 1);
    CHECK(test.answers[0].list == "screen");
    CHECK(test.answers[0].item == "last_period");
    CHECK(test.answers[0].value == "2026-11-02");
    panel.setAnswers({{"pregnancy", "no"}, {"last_period", "2026-11-02"}});
    field()->setFocus();
    field()->selectAll();
    pressKey(Qt::Key_Delete);
    pressKey(Qt::Key_Return);
    REQUIRE(test.answers.size() == 2);
    CHECK(test.answers[1].value.empty());
    panel.setAnswers({{"pregnancy", "not applicable"}, {"last_period", ""}});
    CHECK_FALSE(field());
}
