// SPDX-License-Identifier: GPL-3.0-or-later
// The clinic page through its real widgets: sections, lists, documents in words.
#include "support/catch.h"
#include "ui/support.h"

#include "support/qt_words.h"
#include "ui/clinic/clinic_page.h"
#include "ui/clinic/document_view.h"
#include "ui/clinic/two_line_row.h"
#include "ui/style/card.h"
#include "ui/style/chip.h"
#include "ui/style/text_label.h"

#include <QListWidget>

using namespace chairside;

namespace {

const QString kHostile = u("<img src='http://x/y.png'><b>BOLD</b>");

struct ClinicUnderTest {
    DocumentSection::State protocols{{{u("a@1"), u("Ketamine"), u("version 1"), u("shipped"), false, false},
                                      {u("b@3"), kHostile, u("version 3"), u("own"), false, false}},
                                     {},
                                     u("Own documents are in /x.")};
    DocumentSection::State instruments{
        {{u("phq9"), u("PHQ-9"), u("version 1"), u("shipped"), false, false}}, {}, {}};
    std::unique_ptr<ClinicPage> page;
    QString chosen = u("/x/given.json"), whyNot, refused;
    Result<DocumentPreview> preview = Error{"given.json, line 3, dosing: This is missing."};
    std::vector<DocumentPreview> taken;

    ClinicUnderTest() {
        ClinicPage::Ports ports;
        ports.protocols = [this] { return protocols; };
        ports.instruments = [this] { return instruments; };
        ports.showProtocol = [](const QString& key) {
            return DocumentSection::Shown{
                u("Protocol ") + key, u("detail"), {}, {{"Schedule", {kHostile.toStdString()}}}};
        };
        ports.showInstrument = [](const QString& key) {
            return DocumentSection::Shown{u("Instrument ") + key, {}, {}, {{"Questions", {"1 How?"}}}};
        };
        ports.stock = [] { return StockSection::State{}; };
        ports.forms = [] { return FormsSection::State{}; };
        ports.chooseFile = [this] { return chosen; };
        ports.preview = [this](const QString&) { return preview; };
        ports.whyNoImport = [this] { return whyNot; };
        ports.import = [this](const DocumentPreview& document) -> Status {
            if (!refused.isEmpty()) return Error{refused.toStdString()};
            taken.push_back(document);
            protocols.rows.push_back({u("c@4"), u("Taken"), {}, {}, false, false});
            return Done{};
        };
        page = std::make_unique<ClinicPage>(ports);
        page->resize(1366, 768);
        page->show();
        page->reload();
        page->open(ClinicPage::Section::protocols);
    }
    QListWidget* list(const QString& name) {
        for (auto* one : page->findChildren<QListWidget*>())
            if (one->accessibleName() == name) return one;
        return nullptr;
    }
    QPushButton* button(const QString& text) {
        for (auto* one : page->findChildren<QPushButton*>())
            if (one->text() == text && one->isVisible()) return one;
        return nullptr;
    }
    void touch(const QString& text) {
        auto* one = button(text);
        INFO(text.toStdString());
        REQUIRE(one);
        CHECK(one->height() >= space::kTouch);
        QTest::mouseClick(one, Qt::LeftButton);
        QCoreApplication::processEvents();
    }
    static DocumentPreview sound() {
        DocumentPreview p;
        p.title = kHostile.toStdString();
        p.id = "c";
        p.version = "4";
        p.remarks = {"It takes the place of version 3."};
        p.parts = {{"What changes", {"Alarm limits, new: lower."}}};
        return p;
    }
    bool shows(const QString& text) {
        QCoreApplication::processEvents();
        for (auto* label : page->findChildren<TextLabel*>())
            if (label->isVisible() && label->text() == text) return true;
        return false;
    }
};

} // namespace

TEST_CASE("the clinic page shows the chosen protocol in words, driven by the keyboard", "[clinic]") {
    ClinicUnderTest on;
    CHECK(on.shows(u("Protocol a@1")));
    auto* list = on.list(u("Protocols"));
    REQUIRE(list);
    REQUIRE(list->count() == 2);
    list->setFocus();
    QTest::keyClick(list, Qt::Key_Down);
    CHECK(on.shows(u("Protocol b@3")));
    CHECK(on.shows(kHostile)); // as its letters
    for (auto* label : on.page->findChildren<QLabel*>()) CHECK(label->textFormat() == Qt::PlainText);
}

TEST_CASE("the sections of the clinic page are reached by touch", "[clinic]") {
    ClinicUnderTest on;
    for (auto* tab : on.page->findChildren<Chip*>())
        if (tab->text() == u("Instruments")) {
            CHECK(tab->height() >= space::kTouch);
            QTest::mouseClick(tab, Qt::LeftButton);
        }
    CHECK(on.shows(u("Instrument phq9")));
    CHECK_FALSE(on.shows(u("Protocol a@1")));
}

TEST_CASE("a refused document is listed in words, and the page stays usable", "[clinic][H-09]") {
    ClinicUnderTest on;
    on.protocols.problems = {u("clinic.json, line 41, limits[3].value: 940 is too much. Nothing was taken "
                               "over from this file.")};
    on.page->reload();
    CHECK(on.shows(on.protocols.problems.front()));
    CHECK(on.shows(u("Not used")));
    on.protocols.problems.clear();
    on.page->reload();
    CHECK_FALSE(on.shows(u("Not used")));
}

TEST_CASE("a reload keeps the chosen document", "[clinic]") {
    ClinicUnderTest on;
    on.list(u("Protocols"))->setCurrentRow(1);
    on.protocols.rows.insert(on.protocols.rows.begin(), {u("0@1"), u("First"), {}, {}, false, false});
    on.page->reload();
    CHECK(on.list(u("Protocols"))->currentRow() == 2);
    CHECK(on.shows(u("Protocol b@3")));
}

TEST_CASE("an empty list says so", "[clinic]") {
    ClinicUnderTest on;
    on.protocols.rows.clear();
    on.page->reload();
    CHECK(on.shows(u("There is nothing here yet.")));
}

TEST_CASE("a document is read through before it is taken over, then shown in its list", "[clinic][H-09]") {
    ClinicUnderTest on;
    on.preview = ClinicUnderTest::sound();
    on.touch(u("Take over a file…"));
    CHECK(on.shows(kHostile));
    CHECK(on.shows(u("It takes the place of version 3.")));
    CHECK(on.shows(u("Alarm limits, new: lower.")));
    CHECK(on.taken.empty());
    SECTION("taken over") {
        on.touch(u("Take over"));
        REQUIRE(on.taken.size() == 1);
        CHECK(on.shows(u("Protocol c@4")));
    }
    SECTION("or not") {
        on.touch(u("Do not take over"));
        CHECK(on.taken.empty());
        CHECK(on.shows(u("Protocol a@1")));
    }
    SECTION("a failure is said and may be repeated") {
        on.refused = u("There is not enough space. Nothing was taken over.");
        on.touch(u("Take over"));
        CHECK(on.shows(on.refused));
        on.refused.clear();
        on.touch(u("Take over"));
        CHECK(on.taken.size() == 1);
    }
    CHECK(on.button(u("Take over a file…")));
}

TEST_CASE("a broken or known document can be read but not taken over", "[clinic][H-09]") {
    ClinicUnderTest on;
    on.touch(u("Take over a file…"));
    CHECK(on.shows(u("given.json, line 3, dosing: This is missing.")));
    CHECK_FALSE(on.button(u("Take over"))->isEnabled());
    on.touch(u("Do not take over"));
    auto known = ClinicUnderTest::sound();
    known.refusal = "This document is already there.";
    on.preview = known;
    on.touch(u("Take over a file…"));
    CHECK(on.shows(u("This document is already there.")));
    CHECK_FALSE(on.button(u("Take over"))->isEnabled());
    on.touch(u("Do not take over"));
    on.chosen.clear(); // the person closed the file dialog
    on.touch(u("Take over a file…"));
    CHECK(on.shows(u("Protocol a@1")));
}

TEST_CASE("nothing is taken over while a session runs", "[clinic]") {
    ClinicUnderTest on;
    on.whyNot = u("Between sessions only.");
    on.page->reload();
    CHECK_FALSE(on.button(u("Take over a file…"))->isEnabled());
}
