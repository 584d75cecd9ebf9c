// SPDX-License-Identifier: GPL-3.0-or-later
// Names that count, through the real window: a PIN at the chair, the list of people with its rules, and the
// file behind it.
#include "core/domain/credential.h"
#include "scenarios/real_window.h"
#include "support/qt_words.h"
#include "ui/clinic/clinic_page.h"
#include "ui/clinic/people_section.h"
#include "ui/clinic/two_line_row.h"
#include "ui/style/pin_line.h"
#include "ui/style/text_label.h"

#include <QComboBox>
#include <QFile>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>

using namespace chairside;

namespace {

template <class Widget>
Widget* named(QWidget& in, const char* name) {
    for (auto* one : in.findChildren<Widget*>())
        if (one->accessibleName() == u(name) && one->isVisible()) return one;
    FAIL("not there: " << name);
    return nullptr;
}
void press(QWidget& in, const char* text) {
    for (auto* one : in.findChildren<QAbstractButton*>())
        if (one->text() == u(text) && one->isVisible() && one->isEnabled()) {
            QTest::mouseClick(one, Qt::LeftButton);
            QCoreApplication::processEvents();
            return;
        }
    FAIL("no button " << text);
}

std::size_t wastes(const RealWindow& w) {
    std::size_t count = 0;
    for (const auto& event : w.view().events()) count += std::holds_alternative<DrugWasted>(event.body);
    return count;
}

/// The clinic page of a window with three people, and what its People section says.
struct People : RealWindow {
    PeopleSection* section = nullptr;
    People() {
        window().showPage(u("clinic"));
        auto* page = window().findChild<ClinicPage*>();
        page->open(ClinicPage::Section::people);
        section = page->findChild<PeopleSection*>();
        REQUIRE(section->isVisible());
    }
    void choose(int row) { named<QListWidget>(*section, "People of the clinic")->setCurrentRow(row); }
    QString badge(int row) {
        return named<QListWidget>(*section, "People of the clinic")
            ->item(row)
            ->data(TwoLineRow::Badge)
            .toString();
    }
    void type(const char* field, const char* text) { named<QLineEdit>(*section, field)->setText(u(text)); }
    void setPin(int row, const char* pin, const char* voucher = nullptr) {
        choose(row);
        type("New PIN", pin);
        type("New PIN, once more", pin);
        if (voucher) type("PIN of the one who confirms", voucher);
        for (auto* one : section->findChildren<QPushButton*>())
            if (one->isVisible() && one->text().endsWith(u(" PIN")) && !one->text().startsWith(u("Ask"))) {
                QTest::mouseClick(one, Qt::LeftButton);
                break;
            }
        settle();
    }
    bool says(const char* text) {
        for (auto* label : section->findChildren<TextLabel*>())
            if (label->isVisible() && label->text().contains(u(text))) return true;
        return false;
    }
};

} // namespace

TEST_CASE("a witness who has a PIN gives it in the panel, and the record says so", "[clinic][H-21]") {
    RealWindow w;
    w.window().startDemo();
    REQUIRE(w.view().state().phase == Phase::running);
    REQUIRE(w.staff().setPin("demo-lind", "7391", "", "2026-11-21"));
    Q_EMIT w.page().actionRequested(u("ledger"));
    w.settle();
    REQUIRE(w.panel());
    const auto before = wastes(w);
    named<QLineEdit>(*w.panel(), "mg wasted")->setText(u("3"));
    press(*w.panel(), "Bag or line");
    press(*w.panel(), "T. Lind RN");
    press(*w.panel(), "Record waste");
    CHECK(w.saying() == u("T. Lind RN confirms the witness of waste with their PIN."));
    CHECK(wastes(w) == before);
    auto* line = w.panel()->findChild<PinLine*>();
    REQUIRE(line->isVisible());
    line->edit()->setText(u("7392"));
    press(*line, "Confirm with PIN");
    CHECK(w.saying().contains(u("not the PIN")));
    CHECK(wastes(w) == before);
    line->edit()->setText(u("7391"));
    press(*line, "Confirm with PIN");
    CHECK(wastes(w) == before + 1);
    CHECK_FALSE(line->isVisible());
    const auto& last = w.view().events().back().body;
    const auto* proof = std::get_if<ItemConfirmed>(&last);
    REQUIRE(proof);
    CHECK(proof->list == kCredentialList);
    CHECK(proof->item == "waste_witness");
    CHECK(proof->secondPerson == "T. Lind RN");
    // The next waste asks again: a PIN counts for one act.
    named<QLineEdit>(*w.panel(), "mg wasted")->setText(u("1"));
    press(*w.panel(), "Record waste");
    CHECK(wastes(w) == before + 1);
    CHECK(line->isVisible());
}

TEST_CASE("after five wrong PINs in a row a person waits, and a right one in between forgives", "[clinic]") {
    chairside::testing::TempDir folder;
    Staff staff(QString::fromStdString(folder.path()) + u("/staff.json"));
    std::int64_t now = 1'000;
    staff.monotonicMs = [&] { return now; };
    REQUIRE(staff.add({"n1", "J. Okafor, RN", Role::nurse}));
    CHECK_FALSE(staff.checkPin("n1", "7391"));
    REQUIRE(staff.setPin("n1", "7391", "", "2026-11-21"));
    for (int i = 0; i < 4; ++i) CHECK_FALSE(staff.checkPin("n1", "7777"));
    CHECK(staff.checkPin("n1", "7391"));
    for (int i = 0; i < 5; ++i) CHECK_FALSE(staff.checkPin("n1", "7777"));
    const auto wait = staff.checkPin("n1", "7391");
    REQUIRE_FALSE(wait);
    CHECK(wait.error().message.find("try again in 60 s") != std::string::npos);
    now += 60'000;
    CHECK(staff.checkPin("n1", "7391"));
}

TEST_CASE("the list of colleagues is read as it was kept, before and since there are PINs", "[clinic]") {
    chairside::testing::TempDir folder;
    const auto file = QString::fromStdString(folder.path()) + u("/staff.json");
    const auto write = [&](const char* text) {
        QFile out(file);
        REQUIRE(out.open(QIODevice::WriteOnly));
        out.write(text);
    };
    write(R"([{"id": "n1", "name": "J. Okafor, RN", "role": "nurse"}])");
    Staff staff(file);
    REQUIRE(staff.load());
    REQUIRE(staff.people().size() == 1);
    REQUIRE(staff.add({"p1", "M. Haas, MD", Role::prescriber}));
    REQUIRE(staff.setPin("p1", "7391", "", "2026-11-21"));
    REQUIRE(staff.askEverybody(true));
    QFile kept(file);
    REQUIRE(kept.open(QIODevice::ReadOnly));
    CHECK_FALSE(kept.readAll().contains("7391"));
    Staff again(file);
    REQUIRE(again.load());
    CHECK(again.people() == staff.people());
    CHECK(again.asksEverybody());
    CHECK(again.checkPin("p1", "7391"));
    REQUIRE(again.remove("p1"));
    CHECK_FALSE(again.pinOf("p1"));
}

TEST_CASE("a damaged list of colleagues is put aside, never overwritten", "[clinic]") {
    chairside::testing::TempDir folder;
    const auto file = QString::fromStdString(folder.path()) + u("/staff.json");
    const auto contents = [](const QString& path) {
        QFile in(path);
        return in.open(QIODevice::ReadOnly) ? in.readAll() : QByteArray("no such file");
    };
    for (const auto* damaged : {"[{ first", "[{ second"}) {
        QFile out(file);
        REQUIRE(out.open(QIODevice::WriteOnly));
        out.write(damaged);
        out.close();
        Staff staff(file);
        CHECK_FALSE(staff.load());
        CHECK(contents(file) == damaged); // looking changes nothing
        REQUIRE(staff.add({"n1", "J. Okafor, RN", Role::nurse}));
        Staff again(file);
        REQUIRE(again.load());
        CHECK(again.people() == staff.people());
        REQUIRE(again.add({"n2", "T. Lind, RN", Role::nurse})); // a list that was read is simply replaced
    }
    CHECK(contents(file + u(".unread-1")) == "[{ first");
    CHECK(contents(file + u(".unread-2")) == "[{ second");
    CHECK_FALSE(QFile::exists(file + u(".unread-3")));
}

TEST_CASE("people set their PINs on the clinic page, and a change needs somebody who has one", "[clinic]") {
    People on; // Okafor and Lind nurses, Haas prescriber; nobody has a PIN, so nobody has to confirm
    CHECK(on.badge(0) == u("name only"));
    on.choose(2);
    on.type("New PIN", "7391");
    on.type("New PIN, once more", "7392");
    press(*on.section, "Set PIN");
    CHECK(on.says("The two are not the same"));
    on.setPin(2, "1234");
    CHECK(on.says("guessed first"));
    CHECK(on.badge(2) == u("name only"));
    on.setPin(2, "7391");
    CHECK(on.says("The PIN holds from now on."));
    CHECK(on.badge(2) == u("PIN"));

    on.setPin(0, "8052"); // now a prescriber has one
    CHECK(on.says("The PIN of the one who confirms is missing."));
    on.setPin(0, "8052", "0000");
    CHECK(on.says("That is not the PIN"));
    CHECK(on.badge(0) == u("name only"));
    on.setPin(0, "8052", "7391");
    CHECK(on.badge(0) == u("PIN"));
    on.setPin(0, "9640", "8052"); // one's own is changed with one's own
    CHECK(on.says("The PIN holds from now on."));
    CHECK(on.staff().checkPin("okafor", "9640"));

    on.choose(1);
    on.type("Add a colleague", "E. Fake");
    press(*on.section, "prescriber");
    press(*on.section, "Add");
    CHECK(on.says("The PIN of the one who confirms is missing."));
    CHECK(on.staff().people().size() == 3);
    press(*on.section, "nurse");
    press(*on.section, "Add");
    CHECK(on.staff().people().size() == 4);

    on.choose(2);
    on.type("PIN of the one who confirms", "7391");
    press(*on.section, "Ask everybody for a PIN");
    CHECK(on.staff().asksEverybody());
    CHECK(on.badge(1) == u("PIN missing"));
    on.choose(1);
    on.type("PIN of the one who confirms", "7391");
    press(*on.section, "Take off the list");
    CHECK(on.staff().people().size() == 4); // one touch only asks
    press(*on.section, "Yes, take T. Lind, RN off the list");
    CHECK(on.staff().people().size() == 3);
}
