// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/catch.h"
#include "ui/support.h"

#include "support/qt_words.h"
#include "ui/entry/check_in_page.h"
#include "ui/entry/dose_panel.h"
#include "ui/entry/identity_rules.h"
#include "ui/style/push_button.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>

using namespace chairside;
using Field = CheckInPage::Field;

namespace {

const Actor kDoctor{"haas", "Dr M. Haas", Role::prescriber}, kOther{"lind", "T. Lind, RN", Role::nurse};

QAbstractButton* chip(QWidget& panel, const QString& name) {
    for (auto* button : panel.findChildren<QAbstractButton*>())
        if (button->accessibleName() == name) return button;
    FAIL("no chip " << name.toStdString());
    return nullptr;
}

StockLot lot(const char* name, int received) {
    StockLot out;
    out.drug = "ketamine", out.lot = name, out.expiry = "2027-06";
    out.strengthMgPerMl = 50, out.contentMg = 500;
    out.received = received, out.known = true;
    return out;
}

Patient ana() {
    Patient p;
    p.id.bytes[0] = 9;
    p.familyName = "RIVERA", p.givenName = "Ana", p.birthDate = "1986-03-14", p.mrn = "004711",
    p.allergies = "none known";
    return p;
}

struct PageUnderTest {
    CheckInPage page{[](const QString& query) {
        return query.isEmpty() || u("rivera").startsWith(query.toLower()) ? std::vector<Patient>{ana()}
                                                                          : std::vector<Patient>{};
    }};
    std::vector<CheckInPage::CheckIn> asked;

    PageUnderTest() {
        page.setState({{u("IV ketamine"), u("Esketamine")}, u("2026-11-21")});
        QObject::connect(&page, &CheckInPage::checkInRequested, &page,
                         [this](const CheckInPage::CheckIn& request) { asked.push_back(request); });
        page.begin();
        page.resize(1366, 700);
        page.show();
    }
    void fill() {
        page.edit(Field::family)->setText(u("O’Neil-كريم"));
        page.edit(Field::given)->setText(u("Zoë 🙂"));
        page.edit(Field::birth)->setText(u("14.3.1986"));
        page.edit(Field::mrn)->setText(u("77"));
        page.edit(Field::weight)->setText(u("70,5"));
        page.edit(Field::allergies)->setText(u("none known"));
        for (auto* combo : page.findChildren<QComboBox*>())
            if (combo->accessibleName() == u("Protocol")) combo->setCurrentIndex(1);
        for (auto* box : page.findChildren<QCheckBox*>()) box->setChecked(true);
    }
    void checkIn() {
        for (auto* button : page.findChildren<PushButton*>())
            if (button->text() == u("Check in")) button->click();
    }
};

DosingRule rule() {
    DosingRule r;
    r.drug = "ketamine", r.mgPerKg = 0.5, r.stockMgPerMl = {10, 50, 100}, r.bagMl = {100, 250};
    r.mgPerKgRange = {0.1, 0.75, 1, 1.5};
    return r;
}

DoseChoices choices(double mgPerKg) {
    DoseChoices c;
    c.weightKg = 70, c.mgPerKg = mgPerKg, c.stockMgPerMl = 50, c.bagMl = 100, c.durationMin = 40;
    return c;
}

} // namespace

TEST_CASE("a complete check-in carries what was typed, in canonical form", "[ui][entry][H-01]") {
    PageUnderTest test;
    test.fill();
    test.checkIn();
    REQUIRE(test.asked.size() == 1);
    CHECK(test.asked[0].patient.birthDate == "1986-03-14");
    CHECK(QString::fromStdString(test.asked[0].patient.givenName) == u("Zoë 🙂"));
    CHECK(test.asked[0].weightKg == Approx(70.5));
    CHECK(!test.asked[0].heightCm);
    CHECK(test.asked[0].protocol == 1);
    CHECK(test.asked[0].patient.id.isNull());
}

TEST_CASE("the list of patients is short, and says in words when there are more", "[ui][entry]") {
    int asked = 0;
    CheckInPage page([&](const QString& query) {
        ++asked;
        const int matches = query.isEmpty() ? 100 : query == u("r") ? 21 : query == u("ri") ? 2 : 0;
        return std::vector<Patient>(static_cast<std::size_t>(std::min(matches, CheckInPage::kMostFound + 1)),
                                    ana());
    });
    const auto* list = page.findChild<QListWidget*>();
    REQUIRE(list);
    const auto says = [&](const char* words) {
        for (const auto* label : page.findChildren<QLabel*>())
            if (label->text().contains(u(words))) return true;
        return false;
    };
    page.begin();
    CHECK(asked == 1); // emptying the search is no second one
    CHECK(list->count() == 20);
    CHECK(says("The 20 patients seen last."));
    auto* search = page.findChild<QLineEdit*>();
    search->setText(u("r"));
    CHECK(list->count() == 20);
    CHECK(says("More than 20 patients match."));
    search->setText(u("ri"));
    CHECK(list->count() == 2);
    search->setText(u("rix"));
    CHECK(list->count() == 0);
    CHECK(says("No patient matches."));
    page.begin();
    CHECK(asked == 5); // emptied with something in it: asked once, not twice
}

TEST_CASE("both identifiers must be confirmed before a check-in", "[ui][entry][H-01]") {
    PageUnderTest test;
    test.fill();
    test.page.findChildren<QCheckBox*>().front()->setChecked(false);
    test.checkIn();
    CHECK(test.asked.empty());
    CHECK(test.page.problem().contains(u("identifiers")));
}

TEST_CASE("each wrong field says what is wrong and everything typed stays", "[ui][entry][H-09]") {
    PageUnderTest test;
    test.fill();
    const std::vector<std::pair<Field, QString>> wrong{{Field::family, u("  ")},
                                                       {Field::given, QString(201, QLatin1Char('x'))},
                                                       {Field::given, u("A\u202Ena")},
                                                       {Field::birth, u("2031-01-01")},
                                                       {Field::birth, u("3/4/1986")},
                                                       {Field::birth, u("1986-02-30")},
                                                       {Field::birth, u("1850-01-01")},
                                                       {Field::mrn, {}},
                                                       {Field::weight, u("7.0.5")},
                                                       {Field::weight, u("-70")},
                                                       {Field::weight, u("154 lb")},
                                                       {Field::weight, u("5000")},
                                                       {Field::weight, {}},
                                                       {Field::height, u("1.75")},
                                                       {Field::allergies, {}}};
    for (const auto& [field, typed] : wrong) {
        INFO(typed.toStdString());
        const QString before = test.page.edit(field)->text();
        test.page.edit(field)->setText(typed);
        test.checkIn();
        CHECK(test.asked.empty());
        CHECK(!test.page.problem(field).isEmpty());
        CHECK(test.page.edit(field)->text() == typed);
        test.page.edit(field)->setText(before);
    }
    test.checkIn();
    CHECK(test.asked.size() == 1);
}

TEST_CASE("choosing a known patient never carries the weight over", "[ui][entry][H-02]") {
    PageUnderTest test;
    test.fill();
    auto* list = test.page.findChild<QListWidget*>();
    REQUIRE(list->count() == 1);
    Q_EMIT list->itemClicked(list->item(0));
    CHECK(test.page.edit(Field::family)->text() == u("RIVERA"));
    CHECK(test.page.edit(Field::weight)->text().isEmpty());
    for (auto* box : test.page.findChildren<QCheckBox*>()) CHECK(!box->isChecked());
}

TEST_CASE("a dose shows mg, mL and pump rate before it is ordered", "[ui][entry][H-06]") {
    DosePanel panel(rule());
    PanelUnderTest test(panel);
    panel.setChoices(choices(0.5));
    CHECK(panel.orderText().contains(u("35 mg")));
    CHECK(panel.orderText().contains(u("0.7 mL of 50 mg/mL")));
    CHECK(panel.orderText().contains(u("150 mL/h")));
    panel.recordButton()->click();
    REQUIRE(test.commands.size() == 1);
    CHECK(test.last<DoseOrdered>().order.doseMg == Approx(35));
}

TEST_CASE("a high dose asks for a second person and a blocked one cannot be ordered", "[ui][entry][H-06]") {
    DosePanel panel(rule());
    PanelUnderTest test(panel);
    panel.setChoices(choices(1.2));
    panel.setPeople({kDoctor}, {kDoctor, kOther}, false);
    panel.recordButton()->click();
    CHECK(test.commands.empty());
    CHECK(panel.message().contains(u("second person")));
    chip(panel, u("Checked by T. Lind, RN"))->click();
    panel.recordButton()->click();
    REQUIRE(test.commands.size() == 1);
    CHECK(test.last<DoseOrdered>().secondPerson == "T. Lind, RN");
    CHECK(test.commands.back().second == kOther);
    CHECK(test.last<DoseOrdered>().orderedBy == "Dr M. Haas");

    panel.setChoices(choices(5));
    CHECK(!panel.recordButton()->isEnabled());
    panel.recordButton()->click();
    CHECK(test.commands.size() == 1);
}

TEST_CASE("a nurse enters an order and says who gave it", "[ui][entry][H-06]") {
    DosePanel panel(rule());
    PanelUnderTest test(panel);
    panel.setChoices(choices(0.5));
    panel.setPeople({kDoctor, {"p2", "A. Roy, NP", Role::prescriber}}, {kDoctor, kOther}, false);
    panel.recordButton()->click();
    CHECK(test.commands.empty());
    CHECK(panel.message() == u("Choose who ordered this dose."));
    chip(panel, u("Ordered by A. Roy, NP"))->click();
    panel.recordButton()->click();
    REQUIRE(test.commands.size() == 1);
    CHECK(test.last<DoseOrdered>().orderedBy == "A. Roy, NP");
    CHECK_FALSE(test.commands.back().second);

    DosePanel own(rule()); // a prescriber at the chair orders in their own name
    PanelUnderTest ordering(own);
    own.setPeople({kDoctor}, {kOther}, true);
    own.setChoices(choices(0.5));
    own.recordButton()->click();
    REQUIRE(ordering.commands.size() == 1);
    CHECK(ordering.last<DoseOrdered>().orderedBy.empty());
}

TEST_CASE("the stock shows where the vial is chosen, and too little of it is told", "[ui][entry][H-07]") {
    auto with = rule();
    with.lowContainers = 3;
    DosePanel panel(with);
    PanelUnderTest test(panel);
    panel.setChoices(choices(0.5));
    CHECK(panel.stockText().isEmpty()); // a clinic without a stock book
    panel.setStock({lot("L1", 2), lot("L2", 5)}, "2026-11-21");
    CHECK(panel.stockText() == u("In stock: lot L1, until 2027-06, 2 left; 7 in all"));
    panel.setStock({}, "2026-11-21");
    CHECK(panel.stockText() == u("By the stock book none of this is left that can be used."));
    panel.recordButton()->click(); // the book may be wrong; the order is not blocked by it
    CHECK(test.commands.size() == 1);
}

TEST_CASE("a vial strength is picked and never assumed", "[ui][entry][H-07]") {
    DosePanel panel(rule());
    PanelUnderTest test(panel);
    DoseChoices none = choices(0.5);
    none.stockMgPerMl = 0;
    panel.setChoices(none);
    CHECK(!panel.recordButton()->isEnabled());
    CHECK(panel.orderText().contains(u("– – –")));
}

TEST_CASE("a mistyped dose is not computed with", "[ui][entry][H-06]") {
    DosePanel panel(rule());
    PanelUnderTest test(panel);
    panel.setChoices(choices(0.5));
    panel.doseEdit()->setText(u("0..5"));
    CHECK(!panel.recordButton()->isEnabled());
    panel.doseEdit()->setText(u("0,5"));
    CHECK(panel.orderText().contains(u("35 mg")));
}
