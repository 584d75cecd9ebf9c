// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/catch.h"
#include "ui/support.h"

#include "ui/entry/blood_pressure_panel.h"
#include "ui/entry/keypad.h"
#include "ui/entry/number_edit.h"
#include "ui/style/push_button.h"

using namespace chairside;

namespace {

double value(const VitalsEntered& vitals, Channel channel) {
    return vitals.values[index(channel)].value_or(-1);
}

} // namespace

TEST_CASE("a pressure moves on after three digits when it starts with 1 or 2, else after two",
          "[ui][entry]") {
    CHECK(!isComplete(Advance::pressure, QStringLiteral("16")));
    CHECK(isComplete(Advance::pressure, QStringLiteral("164")));
    CHECK(!isComplete(Advance::pressure, QStringLiteral("2")));
    CHECK(isComplete(Advance::pressure, QStringLiteral("96")));
    CHECK(!isComplete(Advance::percent, QStringLiteral("10")));
    CHECK(isComplete(Advance::percent, QStringLiteral("100")));
    CHECK(isComplete(Advance::percent, QStringLiteral("97")));
}

TEST_CASE("typing 16496 and Enter records 164 over 96", "[ui][entry]") {
    BloodPressurePanel panel;
    PanelUnderTest test(panel);
    const int digits = typeKeys(QStringLiteral("16496"));
    const int others = 1 + pressKey(Qt::Key_Return); // B opens the panel, Enter records
    REQUIRE(test.commands.size() == 1);
    CHECK(value(test.last<VitalsEntered>(), Channel::nibpSystolic) == 164);
    CHECK(value(test.last<VitalsEntered>(), Channel::nibpDiastolic) == 96);
    CHECK(!test.last<VitalsEntered>().values[index(Channel::nibpMean)]);
    CHECK(digits == 5);
    CHECK(others == 2);
}

TEST_CASE("a complete pressure records itself after a moment, unless a key takes it back", "[ui][entry]") {
    BloodPressurePanel panel;
    PanelUnderTest test(panel);
    typeKeys(QStringLiteral("16496"));
    CHECK(test.commands.empty());
    CHECK(QTest::qWaitFor([&] { return !test.commands.empty(); }, 5000));
    REQUIRE(test.commands.size() == 1);
    CHECK(value(test.last<VitalsEntered>(), Channel::nibpDiastolic) == 96);
    test.answerRecorded();
    typeKeys(QStringLiteral("16496"));
    pressKey(Qt::Key_Backspace); // 164 over 9: somebody is still at it
    QTest::qWait(2700);
    CHECK(test.commands.size() == 1);
}

TEST_CASE("Backspace goes back across fields and takes the last digit with it", "[ui][entry]") {
    BloodPressurePanel panel;
    PanelUnderTest test(panel);
    typeKeys(QStringLiteral("164")); // now in diastolic
    pressKey(Qt::Key_Backspace);
    CHECK(panel.field(Channel::nibpSystolic)->edit()->text() == QStringLiteral("16"));
    typeKeys(QStringLiteral("896")); // 168, then 96, then the Record button
    pressKey(Qt::Key_Backspace);
    CHECK(panel.field(Channel::nibpDiastolic)->edit()->text() == QStringLiteral("9"));
    typeKeys(QStringLiteral("2"));
    pressKey(Qt::Key_Return);
    REQUIRE(test.commands.size() == 1);
    CHECK(value(test.last<VitalsEntered>(), Channel::nibpSystolic) == 168);
    CHECK(value(test.last<VitalsEntered>(), Channel::nibpDiastolic) == 92);
}

TEST_CASE("a refusal keeps what was typed and says why where the person looks", "[ui][entry][H-08]") {
    BloodPressurePanel panel;
    PanelUnderTest test(panel);
    typeKeys(QStringLiteral("9096"));
    pressKey(Qt::Key_Return);
    REQUIRE(test.commands.size() == 1);
    panel.showAnswer(Refusal{"Diastolic 96 cannot be as high as systolic 90."});
    CHECK(panel.message() == QStringLiteral("Diastolic 96 cannot be as high as systolic 90."));
    CHECK(panel.field(Channel::nibpSystolic)->edit()->text() == QStringLiteral("90"));
    CHECK(panel.field(Channel::nibpDiastolic)->edit()->text() == QStringLiteral("96"));
    CHECK(test.finished == 0);
}

TEST_CASE("letters and two decimal marks are explained at once and never submitted", "[ui][entry][H-09]") {
    for (const char* wrong : {"1x4", "1.2.3", "--5", "1e3"}) {
        INFO(wrong);
        BloodPressurePanel panel;
        PanelUnderTest test(panel);
        typeKeys(QString::fromLatin1(wrong));
        CHECK(!panel.message().isEmpty());
        panel.recordButton()->click();
        CHECK(test.commands.empty());
    }
}

TEST_CASE("a comma is a decimal mark in every locale", "[ui][entry][H-06]") {
    BloodPressurePanel panel;
    PanelUnderTest test(panel);
    panel.field(Channel::temperature)->edit()->setFocus();
    typeKeys(QStringLiteral("36,8"));
    pressKey(Qt::Key_Return);
    REQUIRE(test.commands.size() == 1);
    CHECK(value(test.last<VitalsEntered>(), Channel::temperature) == Approx(36.8));
}

TEST_CASE("nothing is filled in from before: a recorded or closed pressure leaves empty fields",
          "[ui][entry][H-02]") {
    BloodPressurePanel panel;
    PanelUnderTest test(panel);
    panel.setHint(QStringLiteral("last 164/96 at 10:40"));
    typeKeys(QStringLiteral("16496"));
    pressKey(Qt::Key_Return);
    test.answerRecorded();
    CHECK(test.finished == 1);
    CHECK(panel.field(Channel::nibpSystolic)->edit()->isBlank());
    typeKeys(QStringLiteral("158"));
    panel.begin();
    CHECK(panel.field(Channel::nibpSystolic)->edit()->isBlank());
}

TEST_CASE("the keypad types into the field that has the focus and its keys are 56 px", "[ui][entry]") {
    BloodPressurePanel panel;
    PanelUnderTest test(panel);
    for (const char digit : std::string("15894")) {
        for (auto* key : panel.findChild<Keypad*>()->findChildren<PushButton*>()) {
            CHECK(key->height() >= 56);
            if (key->text() == QString(QLatin1Char(digit))) QTest::mouseClick(key, Qt::LeftButton);
        }
    }
    QTest::mouseClick(panel.recordButton(), Qt::LeftButton);
    REQUIRE(test.commands.size() == 1);
    CHECK(value(test.last<VitalsEntered>(), Channel::nibpSystolic) == 158);
    CHECK(value(test.last<VitalsEntered>(), Channel::nibpDiastolic) == 94);
}
