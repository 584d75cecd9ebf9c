// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/history/session_finder.h"

#include "support/catch.h"
#include "ui/history/archive.h"
#include "ui/history/session_filters.h"
#include "ui/style/chip.h"
#include "ui/style/push_button.h"
#include "ui/style/text_label.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QLineEdit>
#include <QListView>
#include <QSignalSpy>
#include <QTest>

using namespace chairside;
using namespace chairside::testing;

namespace {

/// The finder in a window, with what a person sees of it.
struct FinderShown {
    explicit FinderShown(Archive& archive) : finder(archive.ports()) {
        finder.resize(360, 700);
        finder.show();
        finder.refresh();
        QTest::qWait(1);
    }
    bool says(const QString& part) const {
        for (const auto* label : finder.findChildren<TextLabel*>())
            if (label->isVisible() && label->text().contains(part)) return true;
        return false;
    }
    void type(const QString& text) { search()->setText(text); }
    QLineEdit* search() const { return field("Search sessions"); }
    QLineEdit* field(const char* name) const {
        for (auto* edit : finder.findChildren<QLineEdit*>())
            if (edit->accessibleName() == QLatin1String(name)) return edit;
        return nullptr;
    }
    QListView* list() const {
        for (auto* view : finder.findChildren<QListView*>())
            if (view->accessibleName().startsWith(QLatin1String("Sessions"))) return view;
        return nullptr;
    }
    QPushButton* button(const QString& text) const {
        for (auto* each : finder.findChildren<QPushButton*>())
            if (each->text().startsWith(text)) return each;
        return nullptr;
    }
    int rows() const { return list()->model()->rowCount(); }
    QString row(int i) const { return list()->model()->index(i, 0).data().toString(); }
    void touchMark(int row) const {
        const auto box = list()->visualRect(list()->model()->index(row, 0));
        QTest::mouseClick(list()->viewport(), Qt::LeftButton, {}, {box.left() + 20, box.center().y()});
    }
    void touchRow(int row) const {
        const auto box = list()->visualRect(list()->model()->index(row, 0));
        QTest::mouseClick(list()->viewport(), Qt::LeftButton, {}, {box.left() + 120, box.center().y()});
    }
    SessionFinder finder;
};

Archive of340() {
    Archive archive;
    archive.add("Müller-Çelik", "Jörg", "004711", 1);
    archive.add("Rivera", "Ana", "004712", 2);
    archive.add("Müller-Çelik", "Jörg", "004711", 1);
    archive.addMany(337);
    return archive;
}

} // namespace

TEST_CASE("the list counts truly and finds words in any order with folded accents", "[history][H-01]") {
    auto archive = of340();
    FinderShown shown(archive);
    CHECK(shown.says("340 sessions"));
    shown.type("jorg MULL");
    CHECK(shown.rows() == 2);
    CHECK(shown.says("2 of 340 sessions"));
    CHECK(shown.row(0).contains("Jörg"));
    shown.type("004712");
    CHECK(shown.rows() == 1);
    shown.type("19.11.2026 celik"); // the third session, two days before today
    CHECK(shown.rows() == 1);
    CHECK(shown.row(0).startsWith("19 Nov 2026"));
    shown.type("");
    CHECK(shown.says("340 sessions"));
}

TEST_CASE("a row with little room leaves out the dose, never that the numbers are no patient's",
          "[history][H-13]") {
    Archive archive;
    auto& s = archive.add("Brandt", "Bela", "10001");
    s.simulated = true;
    s.speed = 60;
    const auto details = sessionDetails(s);
    CHECK(details.size() == 4);
    CHECK(details.first() == sessionDetail(s));
    CHECK(details.first().contains(QStringLiteral("35 mg")));
    for (const auto& detail : details) CHECK(detail.endsWith(QStringLiteral("SIMULATED · 60×")));
    for (int i = 1; i < details.size(); ++i) {
        CHECK_FALSE(details[i].contains(QStringLiteral("mg")));
        CHECK(details[i].size() < details[i - 1].size());
    }
}

TEST_CASE("rows are read a page at a time but the count is of all", "[history]") {
    auto archive = of340();
    FinderShown shown(archive);
    CHECK(shown.rows() == 100);
    CHECK(archive.rowsRead <= 220);
    const QAbstractItemModelTester tester(shown.list()->model()); // looks at pages of its own accord
    while (shown.list()->model()->canFetchMore({})) shown.list()->model()->fetchMore({});
    CHECK(shown.rows() == 340);
}

TEST_CASE("no match says so, keeps what was typed and offers all sessions again", "[history]") {
    auto archive = of340();
    FinderShown shown(archive);
    shown.type("nobody of this name");
    CHECK(shown.says("0 of 340 sessions"));
    CHECK(shown.says("No session matches “nobody of this name”"));
    CHECK_FALSE(shown.list()->isVisible());
    QTest::mouseClick(shown.button("Show all sessions"), Qt::LeftButton);
    CHECK(shown.search()->text().isEmpty());
    CHECK(shown.list()->isVisible());
    CHECK(shown.says("340 sessions"));
}

TEST_CASE("words typed before the index is there are answered when it comes", "[history]") {
    auto archive = of340();
    archive.answersAtOnce = false;
    FinderShown shown(archive);
    CHECK(shown.rows() == 100); // the newest are there at once
    CHECK_FALSE(shown.finder.canSearch());
    shown.type("rivera");
    CHECK(shown.says("Searching 340 sessions"));
    archive.answerAll();
    CHECK(shown.says("1 of 340 sessions"));
    CHECK(shown.rows() == 1);
}

TEST_CASE("filters narrow by day, nurse and flags, stay, and are said while folded away", "[history]") {
    auto archive = of340();
    archive.tags[archive.sessions[0].session] = {fact::kAborted, "Nina Nurse"};
    archive.tags[archive.sessions[1].session] = {0, "Nina Nurse"};
    for (std::size_t i = 2; i < archive.sessions.size(); ++i)
        archive.tags[archive.sessions[i].session] = {0, "Otto Other"};
    FinderShown shown(archive);
    QTest::mouseClick(shown.button("Filters"), Qt::LeftButton);
    CHECK(shown.field("First day")->isVisible());
    QTest::mouseClick(shown.button("7 days"), Qt::LeftButton);
    CHECK(shown.field("First day")->text() == "2026-11-15");
    CHECK(shown.says("7 of 340 sessions"));
    shown.button("Stopped early")->click();
    CHECK(shown.says("1 of 340 sessions"));
    shown.button("Stopped early")->click();
    for (auto* box : shown.finder.findChildren<QComboBox*>())
        if (box->accessibleName() == "Nurse") box->setCurrentText("Nina Nurse");
    CHECK(shown.says("2 of 340 sessions"));
    QTest::mouseClick(shown.button("Filters"), Qt::LeftButton); // folds them away
    CHECK_FALSE(shown.field("First day")->isVisible());
    CHECK(shown.says("from 2026-11-15 · to 2026-11-21 · Nina Nurse"));
    shown.finder.refresh(); // as when the page is shown again
    CHECK(shown.says("2 of 340 sessions"));
    // A date half typed changes nothing and says what is expected.
    QTest::mouseClick(shown.button("Filters"), Qt::LeftButton);
    shown.field("Last day")->setText("21.1");
    CHECK(shown.says("Type a date such as"));
    CHECK(shown.says("2 of 340 sessions"));
}

TEST_CASE("each flag has a filter of its own, and an imported session is found by it", "[history]") {
    auto archive = of340();
    const std::pair<std::uint32_t, const char*> flags[] = {{fact::kAborted, "Stopped early"},
                                                           {fact::kActionPressure, "BP at action level"},
                                                           {fact::kSevereDissociation, "Severe dissociation"},
                                                           {fact::kUnsigned, "Unsigned"},
                                                           {fact::kIncomplete, "Incomplete"},
                                                           {fact::kImported, "Imported"}};
    for (std::size_t i = 0; i < archive.sessions.size(); ++i)
        archive.tags[archive.sessions[i].session] = {i < std::size(flags) ? flags[i].first : 0, "Nina Nurse"};
    FinderShown shown(archive);
    QTest::mouseClick(shown.button("Filters"), Qt::LeftButton);
    for (std::size_t i = 0; i < std::size(flags); ++i) {
        auto* chip = shown.button(QString::fromLatin1(flags[i].second));
        REQUIRE(chip);
        chip->click();
        CHECK(shown.says("1 of 340 sessions"));
        REQUIRE(shown.rows() == 1);
        CHECK(shown.row(0).startsWith(longDate(archive.sessions[i].opened)));
        chip->click();
    }
    CHECK(shown.says("340 sessions"));
}

TEST_CASE("sessions without figures are told when a filter needs them", "[history]") {
    auto archive = of340();
    archive.tags[archive.sessions[0].session] = {fact::kUnsigned, "Nina Nurse"};
    FinderShown shown(archive);
    QTest::mouseClick(shown.button("Filters"), Qt::LeftButton);
    shown.button("Unsigned")->click();
    CHECK(shown.says("1 of 340 sessions; 339 are still being looked through"));
}

TEST_CASE("touching a row opens it, touching its box only marks it for comparison", "[history]") {
    auto archive = of340();
    FinderShown shown(archive);
    const QSignalSpy opened(&shown.finder, &SessionFinder::chosen);
    const QSignalSpy compared(&shown.finder, &SessionFinder::compareRequested);
    shown.touchRow(1);
    CHECK(opened.count() == 1);
    shown.touchMark(0);
    CHECK(opened.count() == 1);
    CHECK(shown.finder.marked().size() == 1);
    auto* compare = shown.button("Compare");
    REQUIRE(compare);
    CHECK_FALSE(compare->isEnabled()); // one session is no comparison
    shown.touchMark(1);
    CHECK_FALSE(compare->isEnabled()); // another patient
    CHECK(compare->toolTip().contains("one patient"));
    shown.touchMark(1);
    shown.touchMark(2); // the same patient as row 0
    REQUIRE(compare->isEnabled());
    QTest::mouseClick(compare, Qt::LeftButton);
    CHECK(compared.count() == 1);
    // The marks hold while somebody searches for others.
    shown.type("rivera");
    CHECK(shown.finder.marked().size() == 2);
    QTest::mouseClick(shown.button("Unmark"), Qt::LeftButton);
    CHECK(shown.finder.marked().empty());
}

TEST_CASE("the list works by keyboard: down into it, arrows open, space marks", "[history]") {
    auto archive = of340();
    FinderShown shown(archive);
    shown.finder.activateWindow();
    (void)QTest::qWaitForWindowActive(&shown.finder);
    const QSignalSpy opened(&shown.finder, &SessionFinder::chosen);
    shown.finder.focusSearch();
    QTest::keyClick(shown.search(), Qt::Key_Down);
    CHECK(shown.list()->hasFocus());
    CHECK(opened.count() == 1);
    QTest::keyClick(shown.list(), Qt::Key_Down);
    CHECK(opened.count() == 2);
    QTest::keyClick(shown.list(), Qt::Key_Space);
    REQUIRE(shown.finder.marked().size() == 1);
    CHECK(shown.finder.marked().front().session == archive.sessions[1].session);
}

TEST_CASE("at most twelve sessions can be marked", "[history]") {
    Archive archive;
    for (int i = 0; i < 20; ++i) archive.add("Rivera", "Ana", "1", 7);
    FinderShown shown(archive);
    auto* model = shown.list()->model();
    for (int i = 0; i < 14; ++i) model->setData(model->index(i, 0), Qt::Checked, Qt::CheckStateRole);
    CHECK(shown.finder.marked().size() == 12);
    CHECK(shown.button("Compare")->isEnabled());
}

TEST_CASE("a new session appears on top without losing words, choice or marks", "[history]") {
    auto archive = of340();
    FinderShown shown(archive);
    shown.touchRow(3);
    const auto chosen = archive.sessions[3].session;
    auto newer = archive.sessions[0];
    newer.session = SeededUuids(4'000).next(1);
    newer.opened.utcMs += Archive::kDayMs;
    archive.sessions.insert(archive.sessions.begin(), newer);
    const QSignalSpy opened(&shown.finder, &SessionFinder::chosen);
    shown.finder.refresh();
    CHECK(shown.says("341 sessions"));
    CHECK(opened.count() == 0);
    CHECK(shown.list()->currentIndex().row() == 4);
    CHECK(archive.sessions[4].session == chosen);
}

TEST_CASE("the sessions behind a figure are listed under its name until all are wanted again", "[history]") {
    auto archive = of340();
    FinderShown shown(archive);
    shown.finder.showOnly({archive.sessions[5].session, archive.sessions[9].session},
                          "Stopped early in March");
    CHECK(shown.says("2 of 340 sessions"));
    auto* back = shown.button("Stopped early in March");
    REQUIRE(back);
    CHECK(back->isVisible());
    back->click();
    CHECK(shown.says("340 sessions"));
    CHECK_FALSE(back->isVisible());
}

TEST_CASE("an empty archive and a record that can't be read are said", "[history]") {
    Archive none;
    FinderShown empty(none);
    CHECK(empty.says("0 sessions"));
    auto ports = none.ports();
    ports.newest = [](int) -> Result<std::vector<SessionSummary>> { return Error{"The disk is gone."}; };
    ports.loadIndex = [](QObject*, const IndexStamp&, const SessionFinder::Loaded& answer) {
        answer(Error{"The disk is gone."});
    };
    SessionFinder finder(ports);
    finder.show();
    finder.refresh();
    bool said = false;
    for (const auto* label : finder.findChildren<TextLabel*>()) said |= label->text() == "The disk is gone.";
    CHECK(said);
}
