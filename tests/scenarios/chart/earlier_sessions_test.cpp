// SPDX-License-Identifier: GPL-3.0-or-later
// The band of earlier sessions, from the file to the chart of the history page.
#include "app/console/earlier_sessions.h"

#include "core/interop/recorded_view.h"
#include "core/log/earlier_bands.h"
#include "core/log/segments.h"
#include "support/catch.h"
#include "support/made_record.h"
#include "support/temp_dir.h"
#include "ui/chart/record_chart.h"
#include "ui/history/history_page.h"
#include "ui/report/session_report.h"

#include <QProcess>
#include <QStandardPaths>
#include <QTest>

using namespace chairside;
using namespace chairside::testing;

namespace {

struct File {
    TempDir folder;
    std::string path = folder / "record.db";
    Patient patient, stranger;
    std::unique_ptr<HistoryReader> history;
    SeededUuids ids{99};
    int made = 0;

    File() {
        patient.id = ids.next(1);
        patient.familyName = "Rivera";
        patient.birthDate = "1986-03-14";
        stranger = patient;
        stranger.id = ids.next(2);
        stranger.familyName = "Other";
    }
    /// A session a day later than the one before; returns its id.
    Uuid add(const Patient& who, bool simulated = true) {
        const auto seed = static_cast<std::uint64_t>(++made);
        auto session = makeSession({.seed = seed,
                                    .openedUtcMs = 1'795'255'200'000 + made * 86'400'000LL,
                                    .readingPeriod = Millis{2'000}, // meets every cuff
                                    .length = Minutes{40}});
        for (auto& item : session.items)
            if (auto* event = std::get_if<Event>(&item.what)) {
                if (auto* attached = std::get_if<SourceAttached>(&event->body); attached && !simulated)
                    attached->info.origin = Origin::device;
                if (auto* opened = std::get_if<SessionOpened>(&event->body)) {
                    opened->patient = who;
                    opened->simulated = simulated;
                }
            }
        auto store = SegmentedStore::open(plainFiles(path));
        REQUIRE(store);
        REQUIRE(store.value()->commit(session.items).recorded.size() == session.items.size());
        return session.session;
    }
    HistoryReader* reader() {
        if (!history) history = std::move(HistoryReader::open(path)).value();
        return history.get();
    }
    SessionSummary summary(const Uuid& id) { return reader()->summary(id).value().value(); }
};

std::optional<std::vector<HistoryBand>> ask(EarlierSessions& earlier, const SessionSummary& session) {
    std::optional<std::vector<HistoryBand>> answer;
    earlier.ask(EarlierSessions::Asker::history, session, [&](auto bands) { answer = std::move(bands); });
    CHECK_FALSE(answer); // nobody waits for it
    (void)QTest::qWaitFor([&] { return answer.has_value(); }, 5'000);
    return answer;
}

} // namespace

TEST_CASE("the band is made of the same patient's sessions before this one, six at most",
          "[scenario][chart][H-01]") {
    File file;
    for (int i = 0; i < 8; ++i) file.add(file.patient);
    const Uuid shown = file.add(file.patient);
    for (int i = 0; i < 3; ++i) file.add(file.stranger);
    const Uuid later = file.add(file.patient);
    EarlierSessions earlier([&] { return file.reader(); });
    const auto bands = ask(earlier, file.summary(shown));
    REQUIRE(bands);
    REQUIRE(bands->size() == 3);
    for (const auto& band : *bands) CHECK(band.sessions == 6);
    const auto first = ask(earlier, file.summary(file.reader()->sessions({}, 50)->back().session));
    REQUIRE(first);
    CHECK(first->empty()); // the first session of all has none before it
    const auto again = ask(earlier, file.summary(later));
    REQUIRE(again);
    CHECK(again->size() == 3);
}

TEST_CASE("the printed report has the same bands, named in words", "[scenario][chart][report]") {
    File file;
    for (int i = 0; i < 4; ++i) file.add(file.patient);
    const Uuid shown = file.add(file.patient);
    const auto record = file.reader()->session(shown);
    REQUIRE(record);
    RecordedViews views;
    const auto view = views.open(record.value());
    const auto printed = [&](const char* name) {
        const QString path = QString::fromStdString(file.folder / name);
        REQUIRE(writeReport(record.value(), *view, {}, path));
        QProcess reader;
        reader.start(QStringLiteral("pdftotext"), {QStringLiteral("-raw"), path, QStringLiteral("-")});
        REQUIRE(reader.waitForFinished(20'000));
        return QString::fromUtf8(reader.readAllStandardOutput());
    };
    const auto bands = bandsBefore(*file.reader(), record->summary);
    REQUIRE(bands.size() == 3);
    for (const auto& band : bands) CHECK(band.sessions == 4);
    if (QStandardPaths::findExecutable(QStringLiteral("pdftotext")).isEmpty()) {
        WARN("pdftotext is not installed, so the PDF was not read back");
        return;
    }
    const QString name = QString::fromUtf8("last 4 sessions, middle 80 %");
    CHECK_FALSE(printed("without.pdf").contains(name));
    view->record().setHistory(bands);
    CHECK(printed("with.pdf").contains(name));
}

TEST_CASE("a real session is not compared with simulated ones", "[scenario][chart][H-13]") {
    File file;
    for (int i = 0; i < 4; ++i) file.add(file.patient, true);
    const Uuid real = file.add(file.patient, false);
    EarlierSessions earlier([&] { return file.reader(); });
    const auto bands = ask(earlier, file.summary(real));
    REQUIRE(bands);
    CHECK(bands->empty());
}

TEST_CASE("a newer question replaces one that is not answered, a forgotten one is never answered",
          "[scenario][chart]") {
    File file;
    for (int i = 0; i < 3; ++i) file.add(file.patient);
    const auto shown = file.summary(file.add(file.patient));
    EarlierSessions earlier([&] { return file.reader(); });
    int old = 0, fresh = 0, live = 0;
    earlier.ask(EarlierSessions::Asker::history, shown, [&](auto) { ++old; });
    earlier.ask(EarlierSessions::Asker::history, shown, [&](auto) { ++fresh; });
    earlier.ask(EarlierSessions::Asker::live, shown, [&](auto) { ++live; });
    earlier.forget(EarlierSessions::Asker::live);
    (void)QTest::qWaitFor([&] { return fresh > 0; }, 5'000);
    QTest::qWait(200);
    CHECK(old == 0);
    CHECK(fresh == 1);
    CHECK(live == 0);
    EarlierSessions blind([] { return nullptr; });
    const auto none = ask(blind, shown);
    REQUIRE(none);
    CHECK(none->empty());
}

TEST_CASE("the history page draws the band behind the session it shows", "[scenario][chart]") {
    File file;
    for (int i = 0; i < 4; ++i) file.add(file.patient);
    const Uuid shown = file.add(file.patient);
    EarlierSessions earlier([&] { return file.reader(); });
    HistoryPage::Ports ports;
    ports.find.newest = [&](int limit) { return file.reader()->sessions({}, limit); };
    ports.find.rows = [&](const auto& refs) { return file.reader()->summaries(refs); };
    ports.find.count = [&] { return file.reader()->sessionCount(); };
    ports.find.loadIndex = [](auto&&...) {}; // it never comes, the newest are enough
    ports.find.now = [] { return systemWallNow(); };
    ports.words.label = [](const std::string& key) { return key; };
    ports.session = [&](const Uuid& id) { return file.reader()->session(id); };
    ports.earlier = [&](const SessionSummary& session, auto done) {
        earlier.ask(EarlierSessions::Asker::history, session, std::move(done));
    };
    HistoryPage page(std::move(ports));
    page.resize(1366, 768);
    page.reload();
    page.open(shown);
    auto* chart = page.findChild<RecordChart*>();
    REQUIRE(chart);
    const QImage before = chart->frame().copy();
    REQUIRE(QTest::qWaitFor([&] { return chart->frame() != before; }, 5'000));
}
