// SPDX-License-Identifier: GPL-3.0-or-later
// What people mistype before and at the end of a treatment, and names of every script wherever they are
// shown: one clear sentence where they look, what they typed is still there, and nothing wrong reaches the
// record.
#include "core/base/text.h"
#include "scenarios/desk.h"
#include "ui/chart/record_chart.h"
#include "ui/entry/side_effect_panel.h"
#include "ui/history/history_page.h"

#include <QAbstractItemView>
#include <QLabel>
#include <QListView>

using namespace chairside;
using namespace chairside::testing;

namespace {

const char* const kFamily = "أمل ישראלי 🙂";
const char* const kGiven = "山田 Zoë-Łucja O’Brien";

/// Every text of the visible labels, buttons and lists of the window.
QStringList visibleTexts(QWidget& window) {
    QStringList out;
    for (auto* label : window.findChildren<QLabel*>())
        if (label->isVisible()) out << label->text();
    for (auto* button : window.findChildren<QAbstractButton*>())
        if (button->isVisible()) out << button->text();
    for (auto* view : window.findChildren<QAbstractItemView*>())
        for (int row = 0; view->isVisible() && view->model() && row < view->model()->rowCount(); ++row)
            for (const int role : {int(Qt::DisplayRole), int(Qt::AccessibleTextRole)})
                out << view->model()->index(row, 0).data(role).toString();
    return out;
}

} // namespace

TEST_CASE("a dose that cannot be is refused beside its numbers and nothing is ordered", "[scenario][H-06]") {
    constexpr int kByWeight = 1; // of the shipped protocols the one whose dose is typed
    Desk desk(u("Rivera"), u("Ana"), kByWeight);
    for (const char* name : {"Dose", "Duration", "Overfill"}) {
        auto wrong = kNoNumbers;
        wrong.insert(wrong.end(), {"-1", "999999", "1,2,3"});
        if (QString::fromLatin1(name) != u("Overfill")) wrong.insert(wrong.end(), {"", "0"});
        for (const char* text : wrong) {
            INFO(name << " = \"" << text << "\"");
            desk.act("dose");
            QLineEdit* edit = nullptr;
            for (auto* one : desk.panel()->findChildren<QLineEdit*>())
                if (one->accessibleName().startsWith(u(name))) edit = one;
            REQUIRE(edit);
            edit->setText(u(text));
            RealWindow::settle();
            const auto before = desk.entries();
            CHECK(!desk.offers("Order this dose"));
            auto* button = desk.panel()->recordButton();
            button->click();
            RealWindow::settle();
            CHECK(desk.entries() == before);
            CHECK(edit->text() == u(text));
            checkSentence(button->toolTip());
            const auto seen = visibleTexts(*desk.panel()).join(u("\n"));
            CHECK(seen.contains(button->toolTip().section(u("."), 0, 0)));
        }
    }
}

TEST_CASE("answers of a checklist keep every script, and blank ones are no answers", "[scenario][H-09]") {
    Desk desk(u("Rivera"), u("Ana"));
    const auto& screen = desk.view().protocol().screen;
    const auto item = std::find_if(screen.begin(), screen.end(),
                                   [](const RequiredItem& i) { return i.kind == RequiredItem::Kind::text; });
    REQUIRE(item != screen.end());
    const auto type = [&](const QString& text) {
        desk.act("screen");
        auto* edit = desk.field(item->title.c_str());
        edit->setFocus();
        edit->selectAll();
        edit->insert(text);
        QTest::keyClick(edit, Qt::Key_Return);
        RealWindow::settle();
        return edit;
    };
    const auto before = desk.entries();
    for (const char* blank : {"", "   "}) {
        type(u(blank));
        CHECK(desk.entries() == before);
    }
    const auto scripts = u("أمل 山田 🙂 «ß» 08:00, toast");
    type(scripts);
    CHECK(desk.newest<ItemConfirmed>().value == scripts.toStdString());
    SECTION("what the field cannot hold is said") {
        desk.act("screen");
        auto* edit = desk.field(item->title.c_str());
        edit->setFocus();
        edit->selectAll();
        edit->insert(QString(10'000, u'x'));
        checkSentence(desk.saying());
        QTest::keyClick(edit, Qt::Key_Return);
        RealWindow::settle();
        CHECK(desk.newest<ItemConfirmed>().value == std::string(400, 'x')); // what the field showed
        // Storing what is left does not bring the rest back: it stays said.
        const auto cut = u("was cut off");
        CHECK(desk.saying().contains(cut));
        desk.pass(2s);
        CHECK(desk.saying().contains(cut));
        // A key that the full field refuses says it again; what it takes ends it.
        QTest::keyClick(edit, Qt::Key_Q);
        CHECK(desk.saying().contains(cut));
        QTest::keyClick(edit, Qt::Key_Backspace);
        CHECK(desk.saying().isEmpty());
        edit->selectAll();
        edit->insert(QString(500, u'y'));
        CHECK(desk.saying().contains(cut));
        desk.act("screen"); // left and opened anew
        CHECK(desk.saying().isEmpty());
    }
    SECTION("an unfinished screen names what is missing") {
        desk.act("screen");
        desk.press("Screen complete");
        CHECK(desk.saying().contains(u("Still open")));
        CHECK(desk.saying().endsWith(u(".")));
    }
}

TEST_CASE("stopping needs a reason, and its details keep every script", "[scenario][H-09]") {
    Desk desk;
    desk.act("stop");
    const auto before = desk.entries();
    CHECK(!desk.offers("Stop the infusion"));
    checkSentence(desk.panel()->recordButton()->toolTip());
    desk.field("Details, if any")->setText(u(kGiven));
    desk.panel()->recordButton()->click();
    RealWindow::settle();
    CHECK(desk.entries() == before);
    CHECK(desk.field("Details, if any")->text() == u(kGiven));
    desk.field("Details, if any")->insert(QString(10'000, u'z'));
    checkSentence(desk.saying());
    desk.field("Details, if any")->setText(u(kGiven));
    const auto reason = QString::fromStdString(desk.view().protocol().abortReasons.front());
    desk.press(reason.toUtf8().constData());
    desk.press("Stop the infusion");
    CHECK(desk.newest<InfusionStopped>().note == u(kGiven).toStdString());
    CHECK(!desk.newest<InfusionStopped>().completed);
}

TEST_CASE("a search for a side effect that finds nothing says so and charts nothing", "[scenario][H-09]") {
    Desk desk;
    desk.open(EntryKind::sideEffect);
    auto* find = desk.field("Find a side effect");
    const auto before = desk.entries();
    for (const auto& text : {u("zzz"), u("🙂"), u("אמל"), u("%1 <b>"), QString(10'000, u'q')}) {
        find->clear();
        QTest::keyClick(find, Qt::Key_A); // as typed, not set
        find->clear();
        find->insert(text);
        Q_EMIT find->textEdited(find->text());
        RealWindow::settle();
        checkSentence(desk.saying());
        QTest::keyClick(find, Qt::Key_Return);
        RealWindow::settle();
        CHECK(desk.entries() == before);
        CHECK(!find->text().isEmpty());
    }
    SECTION("Enter in an empty search charts nothing") {
        find->clear();
        Q_EMIT find->textEdited({});
        QTest::keyClick(find, Qt::Key_Return);
        RealWindow::settle();
        CHECK(desk.entries() == before);
        checkSentence(desk.saying());
    }
}

TEST_CASE("a name of any script is whole wherever it is shown", "[scenario][H-09]") {
    Desk desk(u(kFamily), u(kGiven));
    const auto shown = u(kFamily).toUpper() + u(", ") + u(kGiven);
    const auto has = [&](const char* where) {
        INFO(where);
        RealWindow::settle();
        bool found = false;
        for (const auto& text : visibleTexts(desk.window())) found = found || text.contains(shown);
        for (auto* widget : desk.window().findChildren<QWidget*>())
            found = found || (widget->isVisible() && widget->accessibleName().contains(shown));
        CHECK(found);
        CHECK(!desk.window().grab().isNull()); // painting any script does no harm
    };
    has("live");
    CHECK(desk.view().state().opened.patient.familyName == u(kFamily).toStdString());
    desk.window().showPage(u("history"));
    auto* list = desk.window().findChild<HistoryPage*>()->findChild<QListView*>();
    REQUIRE(QTest::qWaitFor([&] { return list->model()->rowCount() > 0; }, 5'000));
    has("history");
    auto* history = desk.window().findChild<HistoryPage*>();
    history->open(desk.view().state().session);
    QTest::qWait(50);
    has("session");
    desk.window().showPage(u("course"));
    QTest::qWait(50);
    CHECK(!desk.window().grab().isNull());
    SECTION("a direction override cannot make a name read as another") {
        CHECK(cleanName("Ana\xE2\x80\xAE"
                        "areviR") == "AnaareviR");
    }
}
