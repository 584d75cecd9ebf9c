// SPDX-License-Identifier: GPL-3.0-or-later
// Reading a recorded session in the real window: found by words and filters, compared, and added to. After
// the signature only addenda, with author, time and reason; before it an entry is withdrawn as at the chair.
#include "app/console/entry_reading.h"
#include "app/console/main_window.h"
#include "build_places.h"
#include "support/catch.h"
#include "support/made_record.h"
#include "support/temp_dir.h"
#include "ui/compare/compare_page.h"
#include "ui/entry/entry_view_panel.h"
#include "ui/entry/panel_host.h"
#include "ui/entry/score_panel.h"
#include "ui/entry/side_effect_panel.h"
#include "ui/history/history_page.h"
#include "ui/style/push_button.h"

#include <QApplication>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTest>

#include <algorithm>

using namespace chairside;
using namespace chairside::testing;

namespace {

/// The window over a record with two signed sessions and one that waits for its signature.
class Reviewed {
public:
    Reviewed() : options_(optionsIn(folder_)), catalogue_(Catalogue::load(options_.resources)) {
        signed_ = makeRecord(options_.database.toStdString(), 2);
        unsigned_ = makeOpenSession(options_.database.toStdString());
        controller_ = std::make_unique<SessionController>(options_, host_);
        REQUIRE(controller_->openRecord());
        staff_.useDemoPeople();
        window_ = std::make_unique<MainWindow>(options_, *controller_, catalogue_, staff_);
        window_->resize(1366, 768);
        window_->show();
        window_->showPage(QStringLiteral("history"));
        page_ = window_->findChild<HistoryPage*>();
        REQUIRE(page_);
        page_->findChild<PanelHost*>()->setAnimated(false);
        REQUIRE(QTest::qWaitFor([this] { return page_->finder()->canSearch(); }, 5'000));
    }
    HistoryPage& page() { return *page_; }
    MainWindow& window() { return *window_; }
    const MadeSession& oldest() const { return signed_.front(); }
    const MadeSession& open() const { return unsigned_; }
    void press(const QString& text) {
        QCoreApplication::processEvents();
        for (auto* button : page_->findChildren<QPushButton*>())
            if (button->text() == text && button->isVisible() && button->isEnabled()) return button->click();
        FAIL("no button " << text.toStdString());
    }
    SessionRecord stored(const Uuid& session) {
        auto record = controller_->history()->session(session);
        REQUIRE(record);
        return std::move(record).value();
    }
    template <class Body>
    const Event* find(const SessionRecord& record) const {
        const auto at = std::find_if(record.events.begin(), record.events.end(),
                                     [](const Event& e) { return std::holds_alternative<Body>(e.body); });
        return at == record.events.end() ? nullptr : &*at;
    }

private:
    static ConsoleOptions optionsIn(const TempDir& folder) {
        ConsoleOptions options;
        options.database = QString::fromStdString(folder / "record.db");
        options.resources = QStringLiteral(CHAIRSIDE_RESOURCES);
        options.source = SourceKind::manual;
        options.smokeSeconds = 1; // closes without asking
        return options;
    }
    TempDir folder_;
    ConsoleOptions options_;
    Catalogue catalogue_;
    SystemTime host_;
    Staff staff_{QStringLiteral("/nowhere/staff.json")};
    std::vector<MadeSession> signed_;
    MadeSession unsigned_;
    std::unique_ptr<SessionController> controller_;
    std::unique_ptr<MainWindow> window_;
    HistoryPage* page_ = nullptr;
};

} // namespace

TEST_CASE("after the signature an addendum is added from the history, with author, time and reason",
          "[scenario][history]") {
    Reviewed reading;
    const auto session = reading.oldest().session;
    reading.page().open(session);
    const auto before = reading.stored(session);
    REQUIRE(before.summary.status == SessionStatus::signedOff);
    reading.press(QString::fromUtf8("Addendum…"));
    for (auto* edit : reading.page().findChildren<QPlainTextEdit*>())
        edit->setPlainText(QStringLiteral("The escort was her brother."));
    const auto people = reading.page().findChildren<QPushButton*>();
    const auto name = std::find_if(people.begin(), people.end(), [](auto* b) {
        return b->isVisible() && b->isCheckable() && b->text().contains(QStringLiteral("Okafor"));
    });
    REQUIRE(name != people.end());
    (*name)->click();
    reading.press(QStringLiteral("clarification"));
    reading.press(QStringLiteral("Add"));
    REQUIRE(QTest::qWaitFor([&] { return reading.stored(session).events.size() == before.events.size() + 1; },
                            5'000));
    const auto after = reading.stored(session);
    const auto* added = reading.find<AddendumAdded>(after);
    REQUIRE(added);
    CHECK(std::get<AddendumAdded>(added->body).text == "The escort was her brother.");
    CHECK(std::get<AddendumAdded>(added->body).reason == "clarification");
    CHECK(added->actor.name.find("Okafor") != std::string::npos);
    CHECK(added->at.mono >= before.events.back().at.mono);
    // The page shows it without being asked.
    REQUIRE(QTest::qWaitFor(
        [&] { return reading.page().review()->view()->events().size() == after.events.size(); }, 5'000));
}

TEST_CASE("a prescriber co-signs from the history, hours later and once", "[scenario][history][H-21]") {
    Reviewed reading;
    const auto session = reading.oldest().session;
    reading.page().open(session);
    const auto before = reading.stored(session).events.size();
    reading.press(QStringLiteral("Sign as prescriber"));
    reading.press(QStringLiteral("Sign"));
    REQUIRE(QTest::qWaitFor([&] { return reading.stored(session).events.size() > before; }, 5'000));
    const auto after = reading.stored(session);
    const auto* signature = std::get_if<Signed>(&after.events.back().body);
    REQUIRE(signature);
    CHECK(signature->role == Role::prescriber);
    CHECK(signature->name == "Dr M. Haas");
    CHECK(after.events.back().actor.id == "demo-haas");
    REQUIRE(QTest::qWaitFor(
        [&] { return reading.page().review()->view()->state().hasSigned(Role::prescriber); }, 5'000));
    QCoreApplication::processEvents();
    for (auto* button : reading.page().findChildren<QPushButton*>())
        CHECK_FALSE((button->isVisible() && button->text().startsWith(QStringLiteral("Sign as"))));
}

TEST_CASE("a signed entry offers no correction, an unsigned one is withdrawn with a reason",
          "[scenario][history]") {
    Reviewed reading;
    reading.page().open(reading.oldest().session);
    const auto isNote = [](const Event& e) { return std::holds_alternative<NoteWritten>(e.body); };
    const auto& closed = reading.oldest().events;
    const auto note = std::find_if(closed.begin(), closed.end(), isNote);
    if (note != closed.end()) {
        Q_EMIT reading.page().review()->entryRequested(note->id);
        auto* panel = reading.page().findChild<EntryViewPanel*>();
        REQUIRE(panel);
        for (auto* button : panel->findChildren<QPushButton*>())
            if (button->text() == QStringLiteral("Correct")) CHECK_FALSE(button->isEnabled());
    }
    const auto session = reading.open().session;
    reading.page().open(session);
    const auto& events = reading.open().events;
    const auto entry =
        std::find_if(events.begin(), events.end(), [](const Event& e) { return isCorrectable(e.body); });
    REQUIRE(entry != events.end());
    Q_EMIT reading.page().review()->entryRequested(entry->id);
    reading.press(QStringLiteral("Withdraw"));
    reading.press(QStringLiteral("typing error"));
    reading.press(QStringLiteral("Withdraw this entry"));
    REQUIRE(QTest::qWaitFor([&] { return reading.find<EntryWithdrawn>(reading.stored(session)) != nullptr; },
                            5'000));
    const auto after = reading.stored(session);
    const auto* withdrawn = reading.find<EntryWithdrawn>(after);
    REQUIRE(withdrawn);
    CHECK(withdrawn->corrects == entry->id);
    CHECK(std::get<EntryWithdrawn>(withdrawn->body).reason == "typing error");
    CHECK(after.events.size() == events.size() + 1); // nothing is lost
}

TEST_CASE(
    "before the signature a score and a side effect are corrected from the history; the old entry stays",
    "[scenario][history][H-10]") {
    Reviewed reading;
    const auto session = reading.open().session;
    const auto& events = reading.open().events;
    reading.page().open(session);
    const auto first = [&](auto is) {
        const auto at =
            std::find_if(events.begin(), events.end(), [&](const Event& e) { return is(e.body); });
        REQUIRE(at != events.end());
        return at->id;
    };
    const auto correct = [&](const Uuid& id) {
        Q_EMIT reading.page().review()->entryRequested(id);
        reading.press(QStringLiteral("Correct"));
        QCoreApplication::processEvents();
        return reading.page().findChild<PanelHost*>()->current();
    };
    const auto replacementOf = [&](const Uuid& id) -> std::optional<Event> {
        for (const auto& event : reading.stored(session).events)
            if (event.corrects == id && !std::holds_alternative<EntryWithdrawn>(event.body)) return event;
        return std::nullopt;
    };
    const auto score = first([](const EventBody& b) { return std::holds_alternative<ScoreEntered>(b); });
    auto* sedation = qobject_cast<ScorePanel*>(correct(score));
    REQUIRE(sedation);
    REQUIRE(sedation->answerButton(4));
    sedation->answerButton(4)->click();
    REQUIRE(QTest::qWaitFor([&] { return replacementOf(score).has_value(); }, 5'000));
    CHECK(std::get<ScoreEntered>(replacementOf(score)->body).total == 4.0);
    REQUIRE(QTest::qWaitFor(
        [&] { return reading.page().review()->view()->events().size() == events.size() + 1; }, 5'000));

    const auto effect = first([](const EventBody& b) { return std::holds_alternative<SideEffectBegan>(b); });
    const Event before = *findEvent(*reading.page().review()->view(), effect);
    const int severity = std::get<SideEffectBegan>(before.body).severity % 3 + 1; // another one
    auto* effects = qobject_cast<SideEffectPanel*>(correct(effect));
    REQUIRE(effects);
    effects->severityButton(severity)->click();
    REQUIRE(QTest::qWaitFor([&] { return replacementOf(effect).has_value(); }, 5'000));
    CHECK(std::get<SideEffectBegan>(replacementOf(effect)->body).severity == severity);
    const auto after = reading.stored(session);
    CHECK(after.events.size() == events.size() + 2); // nothing was replaced in the record
    CHECK(replacementOf(effect)->effective == before.effective);
}

TEST_CASE("marked sessions and a session with those before it open in the comparison",
          "[scenario][compare]") {
    Reviewed reading;
    reading.window().showPage(QStringLiteral("compare"));
    auto* compare = reading.window().findChild<ComparePage*>();
    REQUIRE(compare);
    CHECK(compare->isVisible());
    CHECK(compare->compared().size() >= 1);
}
