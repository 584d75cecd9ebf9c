// SPDX-License-Identifier: GPL-3.0-or-later
// Oxygen at the chair and the age of the baseline, through the real window: begun by two touches or three
// keys, seen among what is present, corrected and ended; and a start that is refused until somebody measures
// again or a prescriber decides.
#include "core/live/standard_session.h"
#include "scenarios/desk.h"
#include "ui/chart/record_chart.h"
#include "ui/entry/entry_view_panel.h"
#include "ui/entry/oxygen_panel.h"
#include "ui/live/present_card.h"
#include "ui/live/steps_card.h"
#include "ui/style/chip.h"

using namespace chairside;
using namespace chairside::testing;

namespace {

OxygenPanel* oxygenPanel(Desk& desk) {
    auto* panel = qobject_cast<OxygenPanel*>(desk.panel());
    REQUIRE(panel);
    return panel;
}
void key(Desk& desk, int which, const char* text = "") {
    QWidget* focus = QApplication::focusWidget();
    QKeyEvent press(QEvent::KeyPress, which, Qt::NoModifier, QString::fromLatin1(text));
    QApplication::sendEvent(focus ? focus : &desk.window(), &press);
    RealWindow::settle();
}
Chip* presentChip(Desk& desk) {
    for (auto* chip : desk.page().findChild<PresentCard*>()->findChildren<Chip*>())
        if (chip->text() == u("Oxygen")) return chip;
    return nullptr;
}
std::optional<double> flow(Desk& desk) {
    const auto running = desk.view().oxygen().facts().running;
    return running ? std::optional(running->flowLPerMin) : std::nullopt;
}

/// Everything of a standard session up to the start, which is left to the test.
void prepare(Desk& desk) {
    StandardSettings settings;
    settings.people = {{"okafor", "J. Okafor, RN", Role::nurse},
                       {"lind", "T. Lind, RN", Role::nurse},
                       {"haas", "M. Haas, MD", Role::prescriber}};
    const auto lines = preparation(desk.view().protocol(), settings);
    REQUIRE(lines);
    for (const auto& line : lines.value()) {
        if (std::holds_alternative<InfusionStarted>(line.ask)) return;
        Command command;
        command.actor = line.actor;
        command.ask = line.ask;
        command.sure = true;
        const auto answer = desk.controller().submit(std::move(command));
        REQUIRE(std::holds_alternative<std::vector<Event>>(answer));
    }
}
QString criterion(Desk& desk) {
    const auto& view = desk.view();
    for (const auto& one : evaluateGate(view.protocol().gate, gateFacts(view.state(), view.vitals()),
                                        desk.controller().now().mono)
                               .criteria)
        if (one.id == "spo2") return QString::fromStdString(one.value);
    return {};
}

} // namespace

TEST_CASE("oxygen is begun, changed, corrected and ended at the chair, and is seen while it runs",
          "[scenario][oxygen][H-22]") {
    Desk desk;
    CHECK_FALSE(presentChip(desk));
    auto* button = desk.page().entryBar()->button(EntryKind::oxygen);
    CHECK(button->subline() == u("room air"));
    button->click(); // one touch opens, the second records
    RealWindow::settle();
    CHECK_FALSE(oxygenPanel(desk)->endButton()->isVisible());
    REQUIRE(oxygenPanel(desk)->flowButton(0, 1));
    CHECK(oxygenPanel(desk)->flowButton(0, 1)->height() >= 44);
    oxygenPanel(desk)->flowButton(0, 1)->click();
    RealWindow::settle();
    CHECK_FALSE(desk.panel());
    CHECK(flow(desk) == 2.0);
    CHECK(desk.newest<VitalsEntered>().site == "nasal cannula");
    desk.pass(Millis{1000});
    REQUIRE(presentChip(desk));
    CHECK(presentChip(desk)->value() == u("2 L/min"));
    CHECK(button->subline() == u("2 L/min"));
    CHECK(desk.page().entryBar()->button(EntryKind::medication)->subline() != u("1 given"));

    desk.window().setFocus(); // key O, the flow, the device below, Enter
    key(desk, Qt::Key_O, "o");
    for (const char digit : {'1', '1'}) QTest::keyClick(QApplication::focusWidget(), digit);
    key(desk, Qt::Key_Down);
    key(desk, Qt::Key_Return);
    REQUIRE(desk.panel());
    checkSentence(desk.saying()); // 11 L/min is above the usual of a simple mask
    desk.press("Record anyway");
    CHECK(flow(desk) == 11.0);
    CHECK(desk.newest<VitalsEntered>().site == "simple mask");

    const auto wrong = desk.view().events().back().id;
    Q_EMIT desk.page().chart()->markActivated(wrong);
    RealWindow::settle();
    REQUIRE(qobject_cast<EntryViewPanel*>(desk.panel()));
    desk.press("Correct");
    RealWindow::settle();
    oxygenPanel(desk)->flowButton(1, 1)->click(); // 6 L/min by simple mask
    RealWindow::settle();
    CHECK(flow(desk) == 6.0);

    desk.pass(Millis{1000});
    presentChip(desk)->click(); // the chip opens the panel, one more touch ends
    RealWindow::settle();
    REQUIRE(oxygenPanel(desk)->endButton()->isVisible());
    oxygenPanel(desk)->endButton()->click();
    RealWindow::settle();
    CHECK_FALSE(flow(desk));
    desk.pass(Millis{1000});
    CHECK_FALSE(presentChip(desk));
}

TEST_CASE("what is mistyped as a flow of oxygen is refused in words", "[scenario][oxygen]") {
    Desk desk;
    refuseAll(
        desk, [&] { desk.open(EntryKind::oxygen); }, [] {}, "Record",
        slipsOf("Flow in L/min", {"", "-2", "16", "200", "0"}));
}

TEST_CASE("the way out waits for a saturation on room air", "[scenario][oxygen][H-22]") {
    Desk desk;
    desk.open(EntryKind::oxygen);
    oxygenPanel(desk)->flowButton(0, 1)->click();
    RealWindow::settle();
    Command typed;
    typed.actor = {"okafor", "J. Okafor, RN", Role::nurse};
    VitalsEntered saturation;
    saturation.values[index(Channel::spo2)] = 97;
    typed.ask = saturation;
    const auto type = [&] {
        REQUIRE(std::holds_alternative<std::vector<Event>>(desk.controller().submit(typed)));
    };
    type();
    CHECK(criterion(desk) == u("97 % on 2 L/min oxygen"));
    desk.open(EntryKind::oxygen);
    desk.press("End oxygen");
    desk.pass(2min);
    type();
    CHECK(criterion(desk).startsWith(u("97 %, oxygen ended 2")));
    desk.pass(4min);
    type();
    CHECK(criterion(desk) == u("97 %"));
}

TEST_CASE("a start on an old baseline is refused with the way out, and a prescriber lets it stand",
          "[scenario][baseline][H-22]") {
    Desk desk(u("Rivera"), u("Ana"));
    prepare(desk);
    desk.pass(1s);
    CHECK_FALSE(desk.onPage("Override the baseline's age"));
    desk.pass(35min);
    REQUIRE(desk.view().state().phase == Phase::timeoutDone);
    auto* start = desk.onPage("Start the infusion");
    REQUIRE(start);
    start->click();
    RealWindow::settle();
    desk.press("Infusion started");
    CHECK(desk.view().state().phase == Phase::timeoutDone);
    checkSentence(desk.saying());
    CHECK(desk.saying().contains(u("min old, more than 30 min: blood pressure")));
    desk.page().panels()->close();
    auto* override = desk.onPage("Override the baseline's age");
    REQUIRE(override);
    override->click();
    RealWindow::settle();
    desk.press("M. Haas, MD");
    desk.press("patient stayed on the monitor");
    desk.press("Let the baseline stand");
    INFO(desk.saying().toStdString());
    CHECK(desk.newest<HoldOverridden>().reason == "patient stayed on the monitor");
    desk.pass(1s);
    CHECK_FALSE(desk.onPage("Override the baseline's age"));
    desk.act("start");
    desk.press("Infusion started");
    CHECK(desk.view().state().phase == Phase::running);
}
