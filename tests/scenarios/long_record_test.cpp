// SPDX-License-Identifier: GPL-3.0-or-later
// A record too long to be read through on the main thread: the clinic's log looks at it on the figures'
// thread, says so meanwhile, takes no entry, and ends with the same stock.
#include "app/console/catalogue.h"
#include "app/console/clinic_log.h"
#include "app/console/figures_keeper.h"
#include "build_places.h"
#include "core/log/segments.h"
#include "scenarios/real_window.h"
#include "support/made_record.h"

using namespace chairside;
using namespace chairside::testing;

TEST_CASE("a long record is read for the stock without holding up the window", "[scenario][clinic]") {
    TempDir folder;
    const auto file = folder / "record.db";
    makeRecord(file, 3);
    {
        Command command;
        command.actor = {"n1", "Nina Nurse", Role::nurse};
        command.ask = StockReceived{"ketamine", "K-1", "2090-01", 50, 500, 10, "", ""};
        SeededUuids ids(21);
        const auto decision = decideStock({}, command, {MonoTime{}, {1'795'255'200'000, 0}}, ids);
        REQUIRE(std::holds_alternative<std::vector<Event>>(decision));
        auto store = SegmentedStore::open(plainFiles(file));
        REQUIRE(store);
        for (const auto& event : std::get<std::vector<Event>>(decision))
            REQUIRE(store.value()->commit({{event.session, event}}).refused.empty());
    }
    ConsoleOptions options;
    options.database = QString::fromStdString(file);
    options.resources = QStringLiteral(CHAIRSIDE_RESOURCES);
    options.source = SourceKind::manual;
    FakeHostTime host;
    SessionController controller(options, host);
    REQUIRE(controller.openRecord());
    FiguresKeeper figures(file);
    const auto catalogue = Catalogue::load(options.resources);

    ClinicLog atOnce(controller, catalogue, figures);
    atOnce.refresh();
    CHECK_FALSE(atOnce.isReading());
    REQUIRE(atOnce.book().lots().size() == 1);

    ClinicLog elsewhere(controller, catalogue, figures, nullptr,
                        0); // any entry is too many for the main thread
    QSignalSpy changed(&elsewhere, &ClinicLog::changed);
    elsewhere.refresh();
    elsewhere.refresh();
    CHECK(elsewhere.isReading());
    CHECK(elsewhere.saving().startsWith(QStringLiteral("Reading the record")));
    CHECK(elsewhere.book().lots().empty());
    Command more;
    more.actor = {"n1", "Nina Nurse", Role::nurse};
    more.ask = StockReceived{"ketamine", "K-2", "2090-01", 50, 500, 5, "", ""};
    CHECK(std::holds_alternative<Refusal>(elsewhere.enter(more)));
    REQUIRE(changed.wait(5'000));
    CHECK_FALSE(elsewhere.isReading());
    CHECK(elsewhere.saving().isEmpty());
    REQUIRE(elsewhere.book().lots().size() == 1);
    CHECK(elsewhere.book().lots().front().lot == atOnce.book().lots().front().lot);
    CHECK(std::holds_alternative<std::vector<Event>>(elsewhere.enter(more)));
    REQUIRE(QTest::qWaitFor([&] { return elsewhere.saving().isEmpty(); }, 5'000));
    CHECK(elsewhere.book().lots().size() == 2);
}
