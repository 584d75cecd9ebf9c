// SPDX-License-Identifier: GPL-3.0-or-later
// Drug stock and monitoring forms through their real widgets: what is typed comes out as the entry that was
// meant, refusals and questions are said beside the form.
#include "support/catch.h"
#include "ui/support.h"

#include "support/qt_words.h"
#include "ui/clinic/forms_section.h"
#include "ui/clinic/stock_section.h"
#include "ui/entry/ledger_panel.h"
#include "ui/style/chip.h"
#include "ui/style/push_button.h"
#include "ui/style/text_label.h"
#include "ui/style/text_limit.h"

#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QLineEdit>
#include <QListWidget>
#include <QTableWidget>
#include <QToolTip>

using namespace chairside;

namespace {

StockLot lotOf(const char* name, const char* expiry, int received, int opened) {
    StockLot lot;
    lot.drug = "ketamine", lot.lot = name, lot.expiry = expiry;
    lot.strengthMgPerMl = 50, lot.contentMg = 500;
    lot.received = received, lot.opened = opened, lot.known = true, lot.expiresSoonDays = 30;
    return lot;
}

template <class Widget>
Widget* named(QWidget& in, const QString& name) {
    for (auto* one : in.findChildren<Widget*>())
        if (one->accessibleName() == name && one->isVisible()) return one;
    INFO(name.toStdString());
    FAIL("not there");
    return nullptr;
}
void touch(QWidget& in, const QString& text) {
    QCoreApplication::processEvents(); // rows made a moment ago are shown by then
    for (auto* one : in.findChildren<QPushButton*>())
        if (one->text() == text && one->isVisible() && one->isEnabled()) {
            QTest::mouseClick(one, Qt::LeftButton);
            QCoreApplication::processEvents();
            return;
        }
    FAIL("no button " << text.toStdString());
}
bool shows(QWidget& in, const QString& text) {
    QCoreApplication::processEvents();
    for (auto* label : in.findChildren<TextLabel*>())
        if (label->isVisible() && label->text().contains(text)) return true;
    return false;
}

struct StockUnderTest {
    StockSection section;
    StockSection::State state;
    std::vector<std::pair<EventBody, bool>> asked;
    Decision answer = std::vector<Event>{};

    StockUnderTest() {
        state.today = "2026-11-21";
        state.forms.products = {{"ketamine", 50, 500}, {"esketamine", 0, 28}};
        state.forms.operatorName = "J. Okafor RN";
        state.forms.others = {{"n2", "T. Lind RN", Role::nurse}, {"p1", "Dr M. Haas", Role::prescriber}};
        state.lots = {lotOf("A1", "2026-12", 5, 2), lotOf("B2", "2026-10", 4, 0)};
        state.forms.lots = state.lots;
        QObject::connect(&section, &StockSection::submitted, &section, [this](const Command& command) {
            asked.emplace_back(command.ask, command.sure);
            section.showAnswer(answer);
        });
        section.resize(1342, 690);
        section.show();
        section.setState(state);
    }
    template <class Body>
    const Body& last() const {
        return std::get<Body>(asked.back().first);
    }
};

} // namespace

TEST_CASE("the stock table says what is left and marks what expires or has expired", "[clinic]") {
    StockUnderTest on;
    auto* table = named<QTableWidget>(on.section, u("Lots in stock"));
    REQUIRE(table->rowCount() == 2);
    CHECK(table->item(0, 6)->text() == u("3"));
    CHECK(table->item(0, 2)->text() == u("2026-12")); // forty days ahead
    CHECK(table->item(1, 2)->text() == u("2026-10 · EXPIRED"));
    on.state.today = "2026-12-15";
    on.section.setState(on.state);
    CHECK(table->item(0, 2)->text() == u("2026-12 · soon"));
    on.state.lots.clear();
    on.section.setState(on.state);
    CHECK(shows(on.section, u("No vial has been received yet.")));
}

TEST_CASE("a receipt is picked, typed and recorded; a question is answered by touching again", "[clinic]") {
    StockUnderTest on;
    named<QComboBox>(on.section, u("Drug"))->setCurrentIndex(1);
    named<QLineEdit>(on.section, u("Lot"))->setText(u("  L77 "));
    named<QLineEdit>(on.section, u("Expiry"))->setText(u("2026-10"));
    named<QLineEdit>(on.section, u("Containers"))->setText(u("10"));
    named<QLineEdit>(on.section, u("Supplier"))->setText(u("<b>Wholesale</b>"));
    on.answer = Question{"Lot L77 expired with 2026-10. Record it as received?"};
    touch(on.section, u("Record receipt"));
    CHECK(shows(on.section, u("Record it as received?")));
    CHECK_FALSE(on.asked.back().second);
    on.answer = std::vector<Event>{};
    touch(on.section, u("Yes, record it"));
    CHECK(on.asked.back().second);
    const auto& received = on.last<StockReceived>();
    CHECK(received.drug == "ketamine");
    CHECK(received.strengthMgPerMl == 50);
    CHECK(received.contentMg == 500);
    CHECK(received.lot == "L77");
    CHECK(received.count == 10);
    CHECK(received.supplier == "<b>Wholesale</b>");
    CHECK(named<QLineEdit>(on.section, u("Lot"))->text().isEmpty());
    named<QLineEdit>(on.section, u("Containers"))->setText(u("ten"));
    touch(on.section, u("Record receipt"));
    CHECK(on.last<StockReceived>().count == -1); // the domain refuses it
}

TEST_CASE("removal names its lot, reason and witness", "[clinic]") {
    StockUnderTest on;
    touch(on.section, u("Remove"));
    named<QComboBox>(on.section, u("Lot"))->setCurrentIndex(2);
    named<QComboBox>(on.section, u("Witness"))->setCurrentIndex(1);
    named<QLineEdit>(on.section, u("Containers"))->setText(u("4"));
    named<QLineEdit>(on.section, u("Reason"))->setText(u("expired, destroyed on site"));
    touch(on.section, u("Record removal"));
    const auto& removed = on.last<StockRemoved>();
    CHECK(removed.lot == "B2");
    CHECK(removed.count == 4);
    CHECK(removed.witness.id == "n2");
    CHECK(removed.reason == "expired, destroyed on site");
}

TEST_CASE("a count is blind, asks for the difference, and carries both people", "[clinic]") {
    StockUnderTest on;
    touch(on.section, u("Count"));
    CHECK_FALSE(shows(on.section, u("the book expects 3")));
    auto* found = named<QLineEdit>(on.section, u("Found of ketamine 500 mg · lot A1"));
    found->setText(u("3"));
    CHECK(shows(on.section, u("as expected")));
    found->setText(u("2"));
    CHECK(shows(on.section, u("the book expects 3: name the discrepancy")));
    named<QLineEdit>(on.section, u("Explanation for ketamine 500 mg · lot A1"))->setText(u("one broken"));
    on.section.setState(on.state); // an acknowledgement meanwhile: what was typed stays
    CHECK(found->text() == u("2"));
    named<QComboBox>(on.section, u("Second person"))->setCurrentIndex(2);
    touch(on.section, u("Sign the count"));
    const auto& counted = on.last<StockCounted>();
    REQUIRE(counted.counts.size() == 1); // the other lot was left empty
    CHECK(counted.counts[0].lot == "A1");
    CHECK(counted.counts[0].expected == 3);
    CHECK(counted.counts[0].found == 2);
    CHECK(counted.counts[0].explanation == "one broken");
    CHECK(counted.second.id == "p1");
}

TEST_CASE("nobody chosen means nothing can be entered, and the form says what to do", "[clinic]") {
    StockUnderTest on;
    on.state.forms.operatorName.clear();
    on.section.setState(on.state);
    CHECK(shows(on.section, u("Nobody is chosen")));
    for (auto* button : on.section.findChildren<PushButton*>())
        if (button->text() == u("Record receipt")) CHECK_FALSE(button->isEnabled());
}

TEST_CASE("an entry is withdrawn with a reason, after a second touch", "[clinic]") {
    StockUnderTest on;
    Uuid id;
    id.bytes[3] = 9;
    on.state.entries = {{id, u("Received 10 of ketamine"), u("2026-11-21 10:42 · J. Okafor RN"), true}};
    on.section.setState(on.state);
    std::vector<std::pair<Uuid, QString>> withdrawn;
    QObject::connect(
        &on.section, &StockSection::withdrawRequested, &on.section,
        [&](const Uuid& entry, const QString& reason) { withdrawn.emplace_back(entry, reason); });
    touch(on.section, u("Withdraw"));
    CHECK(withdrawn.empty());
    named<QLineEdit>(on.section, u("Why it is withdrawn"))->setText(u("wrong lot"));
    touch(on.section, u("Withdraw it"));
    REQUIRE(withdrawn.size() == 1);
    CHECK(withdrawn[0].first == id);
    CHECK(withdrawn[0].second == u("wrong lot"));
}

TEST_CASE("a form is read, then marked as sent by somebody on a day", "[clinic]") {
    FormsSection section({[](const QString& key) {
                              return DocumentSection::Shown{
                                  u("RIVERA, Ana"), u("Treated"), {}, {{"Session", {key.toStdString()}}}};
                          },
                          [](const QString&) { return u("Saved in /x. It is prepared, not sent."); }});
    std::vector<QStringList> marked;
    QObject::connect(&section, &FormsSection::sentMarked, &section,
                     [&](const QString& key, const QString& by, const QString& on) {
                         marked.push_back({key, by, on});
                         section.showAnswer(Refusal{"The date of sending lies in the future."});
                     });
    section.resize(1342, 690);
    section.show();
    section.setState({});
    CHECK(shows(section, u("No esketamine session has been recorded.")));
    FormsSection::State state;
    state.today = u("2026-11-21");
    state.people = {u("J. Okafor RN"), u("T. Lind RN")};
    state.rows = {{u("key-1"), u("RIVERA, Ana"), u("due 2026-11-22"), u("1 day left"), true, false},
                  {u("key-2"), u("SOTO, Luis"), u("sent"), u("sent"), false, true}};
    state.sent = {"key-2"};
    section.setState(state);
    CHECK(shows(section, u("key-1")));
    named<QComboBox>(section, u("Sent by"))->setCurrentIndex(1);
    touch(section, u("Mark as sent"));
    REQUIRE(marked.size() == 1);
    CHECK(marked[0] == QStringList{u("key-1"), u("T. Lind RN"), u("2026-11-21")});
    CHECK(shows(section, u("lies in the future")));
    touch(section, u("Save the form's fields…"));
    CHECK(shows(section, u("prepared, not sent")));
    named<QListWidget>(section, u("Monitoring forms"))->setCurrentRow(1);
    for (auto* button : section.findChildren<PushButton*>())
        if (button->text() == u("Mark as sent")) CHECK_FALSE(button->isEnabled());
}

TEST_CASE("the ledger offers the lots in stock, and one touch fills lot, expiry and strength",
          "[clinic][H-07]") {
    LedgerPanel::Content content;
    content.stockMgPerMl = {50, 10, 100};
    content.lots = {lotOf("A1", "2026-12", 5, 2)};
    content.today = "2026-12-10";
    content.singleUse = true;
    LedgerPanel panel(content);
    PanelUnderTest on(panel);
    for (auto* chip : panel.findChildren<Chip*>())
        if (chip->text() == u("Lot A1")) {
            CHECK(chip->value() == u("2026-12 · 3 left"));
            chip->click();
        }
    named<QLineEdit>(panel, u("Vial"))->setText(u("v1"));
    named<QLineEdit>(panel, u("mg drawn"))->setText(u("35"));
    touch(panel, u("Record draw"));
    const auto& drawn = on.last<DrugDrawn>();
    CHECK(drawn.lot == "A1");
    CHECK(drawn.expiry == "2026-12");
    CHECK(drawn.strengthMgPerMl == 50);
    CHECK(drawn.vialMg == 500);
    CHECK(drawn.ml == Approx(0.7));
    // Another lot typed by hand: nothing of the chosen one is kept.
    named<QLineEdit>(panel, u("Lot"))->setText(u("typed"));
    named<QLineEdit>(panel, u("mg drawn"))->setText(u("35"));
    touch(panel, u("Record draw"));
    CHECK(on.last<DrugDrawn>().vialMg == 0);
}

TEST_CASE("a second draw is from the open vial by one touch, and a new vial when nothing is touched",
          "[clinic][H-06]") {
    LedgerPanel::Content content;
    content.stockMgPerMl = {50, 10};
    content.vialMg = {500, 200};
    content.singleUse = true;
    VialUse vial{"V1", "A1", "2027-12", 50, 500, 35, {SeededUuids(1).next(1)}};
    LedgerPanel panel(content);
    PanelUnderTest on(panel);
    const auto chip = [&]() -> Chip* {
        for (auto* one : panel.findChildren<Chip*>())
            if (one->text() == u("From the open vial") && one->isVisible()) return one;
        return nullptr;
    };
    CHECK_FALSE(chip()); // nothing is open yet
    panel.setOpenVials({vial});
    QCoreApplication::processEvents();
    REQUIRE(chip());
    CHECK(chip()->value() == u("V1 · 465 mg left"));
    CHECK(chip()->height() >= 44);
    CHECK_FALSE(chip()->isChecked());
    chip()->click();
    auto* same = chip();
    panel.setOpenVials({vial}); // the tick tells the same again: the touch stays
    CHECK(chip() == same);
    CHECK(chip()->isChecked());
    CHECK(named<QLineEdit>(panel, u("Lot"))->text() == u("A1"));
    named<QLineEdit>(panel, u("mg drawn"))->setText(u("20"));
    touch(panel, u("Record draw"));
    const auto& drawn = on.last<DrugDrawn>();
    CHECK(drawn.fromOpenVial);
    CHECK(drawn.vial == "V1");
    CHECK(drawn.expiry == "2027-12");
    CHECK(drawn.vialMg == 500);
    CHECK(drawn.ml == Approx(0.4));
    on.answerRecorded();
    CHECK_FALSE(chip()->isChecked()); // the next draw says for itself where it is from
    // Chosen and then another lot typed: it is a vial of its own.
    chip()->click();
    auto* lot = named<QLineEdit>(panel, u("Lot"));
    lot->setFocus();
    QTest::keyClicks(lot, u("x"));
    CHECK_FALSE(chip()->isChecked());
    named<QLineEdit>(panel, u("mg drawn"))->setText(u("20"));
    touch(panel, u("Record draw"));
    CHECK_FALSE(on.last<DrugDrawn>().fromOpenVial);
    // A second touch takes the choice back.
    chip()->click(), chip()->click();
    named<QLineEdit>(panel, u("mg drawn"))->setText(u("20"));
    touch(panel, u("Record draw"));
    CHECK_FALSE(on.last<DrugDrawn>().fromOpenVial);
}

TEST_CASE("one touch wastes all that is left, with volume, way and witness", "[clinic][H-06]") {
    LedgerPanel::Content content;
    content.stockMgPerMl = {50, 10};
    content.vialMg = {500, 200};
    content.singleUse = true;
    content.bagMgPerMl = 0.35, content.vialMgPerMl = 50;
    content.witnesses = {{"n2", "T. Lind RN", Role::nurse}};
    content.balance.takenMg = 500, content.balance.givenMg = 35;
    content.balance.differenceMg = 465, content.balance.toleranceMg = 5;
    LedgerPanel panel(content);
    PanelUnderTest on(panel);
    // A single-use vial counts whole, also where no stock book is kept.
    for (auto* chip : panel.findChildren<Chip*>())
        if (chip->text() == u("50 mg/mL")) chip->click();
    named<QLineEdit>(panel, u("mg drawn"))->setText(u("35"));
    touch(panel, u("Record draw"));
    CHECK(on.last<DrugDrawn>().vialMg == 500);
    for (const char* text : {"all the rest", "Vial", "waste container", "T. Lind RN"})
        for (auto* chip : panel.findChildren<Chip*>())
            if (chip->text() == u(text)) chip->click();
    touch(panel, u("Record waste"));
    const auto& wasted = on.last<DrugWasted>();
    CHECK(wasted.mg == 465);
    CHECK(wasted.ml == Approx(9.3));
    CHECK(wasted.from == kWasteFromVial);
    CHECK(wasted.method == "waste container");
    CHECK(wasted.witness.id == "n2");
    content.balance.differenceMg = 0;
    panel.setBalance(content.balance);
    for (auto* chip : panel.findChildren<Chip*>())
        CHECK_FALSE((chip->text() == u("all the rest") && chip->isVisible()));
}

TEST_CASE("a pasted text that does not fit a line is cut aloud, at the line", "[clinic]") {
    QLineEdit line;
    limitText(&line, 20);
    line.show();
    QGuiApplication::clipboard()->setText(u("twenty characters ok"));
    line.paste();
    CHECK(QToolTip::text().isEmpty()); // it just fits
    line.clear();
    QGuiApplication::clipboard()->setText(u("twenty characters ok and more"));
    line.paste();
    CHECK(line.text() == u("twenty characters ok"));
    CHECK(QToolTip::text().contains(u("20 characters")));
    QToolTip::hideText();
}
