// SPDX-License-Identifier: GPL-3.0-or-later
// A recording of another program brought into the record of a running console: whole or not at all, found by
// its filter, marked wherever it is shown, and as many rows drawn as were stored.
#include "app/console/main_window.h"
#include "build_places.h"
#include "real_window.h"
#include "support/imported_session.h"
#include "support/made_record.h"
#include "ui/history/history_page.h"

#include <QLineEdit>
#include <QListView>

using namespace chairside;
using namespace chairside::testing;

namespace {

ImportedSession imported(std::uint64_t seed, int rows = 3'000) {
    std::string csv = "Time,hr,spo2,nibp_sys,nibp_dia\r\n";
    for (int second = 0; second < rows; ++second) {
        csv +=
            std::to_string(second) + "," + (second % 50 == 7 ? "" : std::to_string(70 + second % 9)) + ",97,";
        csv += second % 300 == 0 ? "131,82\r\n" : ",\r\n";
    }
    return importedFrom(csv, seed);
}

} // namespace

TEST_CASE("an imported recording is found by its filter, marked, and every stored row is drawn",
          "[scenario][history][H-12]") {
    RealWindow chairside;
    const auto session = imported(1);
    const auto kept = chairside.controller().keepImported(session);
    if (!kept) FAIL(kept.error().message);
    chairside.window().showPage(QStringLiteral("history"));
    auto* page = chairside.window().findChild<HistoryPage*>();
    REQUIRE(page);
    REQUIRE(QTest::qWaitFor([&] { return page->finder()->canSearch(); }, 5'000));
    for (auto* chip : page->findChildren<QPushButton*>())
        if (chip->text() == QStringLiteral("Imported")) chip->click();
    // Its figures come from their own thread; until then the list says that it is being looked through.
    const auto found = [&] { return page->findChild<QListView*>()->model()->rowCount() == 1; };
    REQUIRE(QTest::qWaitFor(found, 10'000));
    page->open(session.session);
    const auto stored = chairside.controller().history()->session(session.session);
    REQUIRE(stored);
    CHECK(stored->readings.size() == static_cast<std::size_t>(session.readings));
    CHECK(page->review()->drawnReadings() == stored->readings.size());
    CHECK(isImported(stored.value()));
    CHECK(chairside.controller().history()->openSessions(10)->empty());
}

TEST_CASE("a recording that the record refuses does not count as imported", "[scenario][history][H-09]") {
    RealWindow chairside;
    auto session = imported(2, 50);
    session.items.erase(session.items.begin()); // it was never opened: every entry is refused
    const auto refused = chairside.controller().keepImported(session);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().message.find("did not take the whole recording") != std::string::npos);
    CHECK(chairside.controller().history()->sessionCount().value() == 0);
}
