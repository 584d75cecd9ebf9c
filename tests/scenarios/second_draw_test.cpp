// SPDX-License-Identifier: GPL-3.0-or-later
// What a nurse records before the start, through the real window: the day of the last period where it
// applies, a second draw from the vial that is open already, an answer that comes up late, and a time-out
// with a "no".
#include "core/live/standard_session.h"
#include "scenarios/desk.h"
#include "ui/history/history_page.h"
#include "ui/style/chip.h"

#include <QAbstractItemView>

using namespace chairside;
using namespace chairside::testing;

namespace {

const char* const kPeriod = "First day of the last menstrual period";

bool isAsking(Desk& desk, const char* name) {
    for (auto* edit : desk.panel()->findChildren<QLineEdit*>())
        if (edit->accessibleName() == u(name) && edit->isVisible()) return true;
    return false;
}
void answerPregnancy(Desk& desk, const char* answer) {
    for (auto* chip : desk.panel()->findChildren<Chip*>())
        if (chip->accessibleName().startsWith(u("Pregnant, possibly pregnant")) &&
            chip->property("answer").toString() == u(answer))
            chip->click();
    desk.pass(Millis{100}); // the panel is told with the next tick
}
void fill(QLineEdit* edit, const char* text) {
    edit->setFocus();
    edit->selectAll();
    edit->insert(u(text));
    QTest::keyClick(edit, Qt::Key_Return);
    RealWindow::settle();
}
void draw(Desk& desk, const char* mg) {
    desk.field("mg drawn")->setText(u(mg));
    desk.press("Record draw");
    desk.pass(Millis{100});
}
Chip* openVial(Desk& desk) {
    for (auto* chip : desk.panel()->findChildren<Chip*>())
        if (chip->text() == u("From the open vial") && chip->isVisible()) return chip;
    return nullptr;
}

/// Everything of a standard session up to the dose order, or to the two-person check with its answers.
void prepare(Desk& desk, bool withTimeout) {
    StandardSettings settings;
    settings.people = {{"okafor", "J. Okafor, RN", Role::nurse},
                       {"lind", "T. Lind, RN", Role::nurse},
                       {"haas", "M. Haas, MD", Role::prescriber}};
    const auto lines = preparation(desk.view().protocol(), settings);
    REQUIRE(lines);
    for (const auto& line : lines.value()) {
        const auto* item = std::get_if<ItemConfirmed>(&line.ask);
        if (std::holds_alternative<TimeoutConfirmed>(line.ask)) return;
        if (!withTimeout && item && item->list == "timeout") return;
        Command command;
        command.actor = line.actor;
        command.ask = line.ask;
        command.sure = true;
        const auto answer = desk.controller().submit(std::move(command));
        REQUIRE(std::holds_alternative<std::vector<Event>>(answer));
    }
}

} // namespace

TEST_CASE("an answer that comes up after the screen is changed from the steps, and holds the patient",
          "[scenario][H-19]") {
    Desk desk(u("Rivera"), u("Ana"));
    CHECK_FALSE(desk.onPage("Change an answer of the screen"));
    prepare(desk, false);
    desk.pass(Millis{100});
    REQUIRE(desk.view().state().phase == Phase::cleared);
    desk.act("ledger"); // a vial past its expiry is asked about, not recorded in silence
    desk.field("Vial")->setText(u("V0"));
    desk.field("Lot")->setText(u("A0"));
    desk.field("Expiry")->setText(u("2020-01"));
    for (auto* chip : desk.panel()->findChildren<Chip*>())
        if (chip->text().endsWith(u("mg/mL"))) chip->setChecked(true);
    const auto before = desk.entries();
    draw(desk, "28");
    CHECK(desk.entries() == before);
    CHECK(desk.saying().contains(u("expired with 2020-01")));
    desk.page().panels()->close();
    desk.act("screen");
    REQUIRE(desk.panel());
    CHECK_FALSE(desk.offers("Screen complete")); // it is complete already
    answerPregnancy(desk, "yes");
    CHECK(desk.view().state().phase == Phase::held);
    CHECK(desk.view().state().hasOpenHold());
    desk.page().panels()->close();
    desk.pass(Millis{100});
    CHECK(desk.onPage("Resolve the hold"));
    auto* change = desk.onPage("Change an answer of the screen");
    REQUIRE(change);
    change->click();
    RealWindow::settle();
    REQUIRE(desk.panel());
    answerPregnancy(desk, "no"); // taken back: a prescriber still decides
    CHECK(desk.view().state().phase == Phase::held);
}

TEST_CASE("a time-out in which something was answered with no is not confirmed", "[scenario][H-06][H-19]") {
    Desk desk(u("Rivera"), u("Ana"));
    prepare(desk, true);
    const auto& items = desk.view().protocol().timeout;
    const auto dose = std::ranges::find(items, std::string("dose"), &RequiredItem::key);
    REQUIRE(dose != items.end());
    Command no;
    no.actor = {"okafor", "J. Okafor, RN", Role::nurse};
    no.ask = ItemConfirmed{"timeout", dose->key, "no"};
    REQUIRE(std::holds_alternative<std::vector<Event>>(desk.controller().submit(std::move(no))));
    desk.act("timeout");
    desk.press("T. Lind, RN");
    const auto before = desk.entries();
    desk.press("Both confirm");
    CHECK(desk.entries() == before);
    CHECK(desk.view().state().phase == Phase::cleared);
    checkSentence(desk.saying());
    CHECK(desk.saying().contains(QString::fromStdString(dose->title)));
}

TEST_CASE("the last period is asked where it applies, refused when it cannot be, and read in the history",
          "[scenario]") {
    Desk desk(u("Rivera"), u("Ana"));
    desk.act("screen");
    CHECK_FALSE(isAsking(desk, kPeriod));
    answerPregnancy(desk, "not applicable");
    CHECK_FALSE(isAsking(desk, kPeriod));
    answerPregnancy(desk, "no");
    REQUIRE(isAsking(desk, kPeriod));
    const auto before = desk.entries();
    for (const char* wrong : {"2 weeks", "2199-01-01", "1980-01-01", "2026-02-30"}) {
        INFO(wrong);
        fill(desk.field(kPeriod), wrong);
        CHECK(desk.entries() == before);
        checkSentence(desk.saying());
        CHECK(desk.field(kPeriod)->text() == u(wrong)); // nothing typed is lost
    }
    fill(desk.field(kPeriod), "2020-01-02");
    CHECK(desk.newest<ItemConfirmed>().item == "last_period");
    CHECK(desk.newest<ItemConfirmed>().value == "2020-01-02");
    // The steps count what must be answered: an open date keeps nobody from the treatment.
    const auto& screen = desk.view().protocol().screen;
    const auto item =
        std::find_if(screen.begin(), screen.end(), [](const auto& i) { return i.key == "last_period"; });
    REQUIRE(item != screen.end());
    CHECK(item->optional);
    desk.page().panels()->close();
    REQUIRE(desk.controller().history());
    desk.pass(1s);
    desk.window().showPage(u("history"));
    auto* history = desk.window().findChild<HistoryPage*>();
    REQUIRE(history);
    history->open(desk.view().state().session);
    RealWindow::settle();
    bool found = false;
    for (auto* table : history->findChildren<QAbstractItemView*>())
        for (int row = 0; table->model() && row < table->model()->rowCount(); ++row)
            for (int column = 0; column < table->model()->columnCount(); ++column)
                found = found || table->model()
                                     ->index(row, column)
                                     .data()
                                     .toString()
                                     .contains(u("First day of the last menstrual period: 2020-01-02"));
    CHECK(found);
}

TEST_CASE("a second draw from the open vial is one touch, and no second vial is taken", "[scenario][H-06]") {
    Desk desk(u("Rivera"), u("Ana"));
    desk.act("ledger");
    CHECK_FALSE(openVial(desk));
    desk.field("Vial")->setText(u("V1"));
    desk.field("Lot")->setText(u("A1"));
    for (auto* chip : desk.panel()->findChildren<Chip*>())
        if (chip->text() == u("50 mg/mL")) chip->click();
    draw(desk, "35");
    const auto first = desk.newest<DrugDrawn>();
    CHECK_FALSE(first.fromOpenVial);
    REQUIRE(first.vialMg > 35);
    REQUIRE(openVial(desk));
    openVial(desk)->click();
    draw(desk, "99999");
    checkSentence(desk.saying());
    CHECK(desk.field("mg drawn")->text() == u("99999"));
    draw(desk, "20");
    CHECK(desk.newest<DrugDrawn>().fromOpenVial);
    CHECK(desk.newest<DrugDrawn>().lot == "A1");
    CHECK(desk.view().state().ledger.takenMg() == Approx(first.vialMg));
    CHECK(desk.view().state().ledger.openVials().size() == 1);
    draw(desk, "20"); // nothing touched: another vial
    CHECK(desk.view().state().ledger.takenMg() == Approx(2 * first.vialMg));
}
