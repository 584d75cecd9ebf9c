// SPDX-License-Identifier: GPL-3.0-or-later
// Figures of the whole console: launch, commit, tile latency, CPU, memory, disk. One JSON object a line.
// Comparisons are taken in the same run. usage: chairside_console_bench   (children: --empty, --console)
#include "app/console/catalogue.h"
#include "app/console/main_window.h"
#include "build_places.h"
#include "core/live/simulator.h"
#include "core/log/log_writer.h"
#include "tests/bench/measure.h"
#include "tests/support/session_maker.h"
#include "ui/live/vital_tile.h"
#include "ui/style/theme.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QProcess>
#include <QTemporaryDir>
#include <QTimer>

#include <algorithm>
#include <condition_variable>
#include <cstdio>
#include <sqlite3.h>
#include <sys/resource.h>
#include <unistd.h>

using namespace chairside;
using bench::nowMs;
using bench::percentile;
using bench::print;
using bench::processCpuMs;
using bench::residentMb;

namespace {

class QuitOnPaint final : public QObject {
public:
    bool eventFilter(QObject* watched, QEvent* event) override {
        if (event->type() == QEvent::Paint) QTimer::singleShot(0, qApp, [] { ::_exit(0); });
        return QObject::eventFilter(watched, event);
    }
};

int child(bool console, int argc, char** argv) {
    QApplication app(argc, argv);
    QuitOnPaint quit;
    QTemporaryDir folder;
    if (!console) {
        QWidget empty;
        empty.resize(1366, 768);
        empty.installEventFilter(&quit);
        empty.show();
        return app.exec();
    }
    applyTheme(app, darkTheme());
    ConsoleOptions options;
    options.database = folder.filePath(QStringLiteral("record.db"));
    options.resources = QStringLiteral(CHAIRSIDE_RESOURCES);
    auto catalogue = Catalogue::load(options.resources);
    SystemTime host;
    SessionController controller(options, host);
    if (!controller.openRecord()) return 1;
    Staff staff(folder.filePath(QStringLiteral("staff.json")));
    MainWindow window(options, controller, catalogue, staff);
    window.resize(1366, 768);
    window.centralWidget()->installEventFilter(&quit);
    window.show();
    return app.exec();
}

double launch(const QString& mode) {
    std::vector<double> times;
    for (int i = 0; i < 11; ++i) {
        QElapsedTimer timer;
        timer.start();
        QProcess::execute(QCoreApplication::applicationFilePath(), {mode});
        times.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
    }
    return percentile(times, 0.5);
}

Event note(const Uuid& session, std::int64_t seq, UuidSource& ids) {
    Event event;
    event.id = ids.next(seq);
    event.session = session;
    event.seq = seq;
    event.at = {monoFromMs(seq), {1'795'255'200'000 + seq, 0}};
    event.effective = event.at.mono;
    event.actor = {"n", "Nurse", Role::nurse};
    if (seq == 1) {
        SessionOpened opened;
        opened.patient.id = ids.next(1);
        opened.patient.familyName = "Bench";
        opened.patient.birthDate = "1980-01-01";
        event.body = opened;
    } else {
        event.body = NoteWritten{"one line", std::nullopt};
    }
    return event;
}

double bareCommit(const QString& file) {
    sqlite3* db = nullptr;
    sqlite3_open(file.toLocal8Bit().constData(), &db);
    for (const char* sql : {"PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL",
                            "CREATE TABLE t(n INTEGER PRIMARY KEY, body TEXT)"})
        sqlite3_exec(db, sql, nullptr, nullptr, nullptr);
    std::vector<double> times;
    for (int i = 0; i < 300; ++i) {
        const double begun = nowMs();
        sqlite3_exec(db, "INSERT INTO t(body) VALUES('one line of a note, about as long as an event')",
                     nullptr, nullptr, nullptr);
        times.push_back(nowMs() - begun);
    }
    sqlite3_close(db);
    return percentile(times, 0.5);
}

void commits(const QString& folder) {
    LogFiles files;
    files.path = (folder + QStringLiteral("/commit.db")).toStdString();
    auto writer = LogWriter::open(files, [](const WriterReport&) {});
    if (!writer) return;
    SeededUuids ids(1);
    const auto session = ids.next(1);
    std::vector<double> times;
    for (std::int64_t seq = 1; seq <= 300; ++seq) {
        const double begun = nowMs();
        writer.value()->record(note(session, seq, ids));
        writer.value()->flush();
        times.push_back(nowMs() - begun);
    }
    print("commit.event", percentile(times, 0.5), "ms", "bare SQLite FULL commit",
          bareCommit(folder + QStringLiteral("/bare.db")));
    print("commit.event.p99", percentile(times, 0.99), "ms");
}

double usedBytes(const QString& file) {
    sqlite3* db = nullptr;
    sqlite3_open_v2(file.toLocal8Bit().constData(), &db, SQLITE_OPEN_READONLY, nullptr);
    sqlite3_stmt* row = nullptr;
    sqlite3_prepare_v2(db,
                       "SELECT (page_count - freelist_count) * page_size FROM pragma_page_count, "
                       "pragma_freelist_count, pragma_page_size",
                       -1, &row, nullptr);
    const double bytes = sqlite3_step(row) == SQLITE_ROW ? sqlite3_column_double(row, 0) : 0;
    sqlite3_finalize(row);
    sqlite3_close(db);
    return bytes;
}

void disk(const QString& folder) {
    constexpr int kReadings = 3600;
    LogFiles files;
    files.path = (folder + QStringLiteral("/disk.db")).toStdString();
    files.reserveSpace = false;
    auto writer = LogWriter::open(files, [](const WriterReport&) {});
    if (!writer) return;
    SeededUuids ids(1);
    const auto session = ids.next(1);
    writer.value()->record(note(session, 1, ids));
    writer.value()->flush();
    const double before = usedBytes(QString::fromStdString(files.path));
    SimulatorOptions how;
    Simulator monitor(how);
    int count = 0;
    for (int second = 0; count < kReadings; ++second)
        for (const auto& message :
             monitor.poll({monoFromMs(second * 1000), {1'795'255'200'000 + second * 1000, 0}}))
            if (const auto* reading = std::get_if<Reading>(&message)) {
                writer.value()->record(session, *reading);
                ++count;
            }
    writer.value()->flush(1min);
    print("disk.per_reading", (usedBytes(QString::fromStdString(files.path)) - before) / count, "bytes");
}

/// Time from a reading's stamp in acquisition until its tile has been painted.
class PaintWatch final : public QObject {
public:
    explicit PaintWatch(SessionController& controller) : controller_(controller) {}
    std::vector<double> latencies_ms;
    void arrived(const Reading& reading) { waiting_ = reading.at.mono; }
    bool eventFilter(QObject* watched, QEvent* event) override {
        if (event->type() == QEvent::Paint && waiting_)
            QTimer::singleShot(0, this, [this, at = *std::exchange(waiting_, std::nullopt)] {
                latencies_ms.push_back(static_cast<double>((controller_.now().mono - at).count()));
            });
        return QObject::eventFilter(watched, event);
    }

private:
    SessionController& controller_;
    std::optional<MonoTime> waiting_;
};

void pumpEvents(int ms) {
    QEventLoop loop; // sleeps between events, as the program does
    QTimer::singleShot(ms, &loop, &QEventLoop::quit);
    loop.exec();
}

void live(const QString& folder) {
    ConsoleOptions options;
    options.database = folder + QStringLiteral("/live.db");
    options.resources = QStringLiteral(CHAIRSIDE_RESOURCES);
    auto catalogue = Catalogue::load(options.resources);
    SystemTime host;
    SessionController controller(options, host);
    if (!controller.openRecord()) return;
    Staff staff(folder + QStringLiteral("/staff.json"));
    MainWindow window(options, controller, catalogue, staff);
    window.resize(1366, 768);
    window.show();
    window.startDemo();
    PaintWatch watch(controller);
    for (auto* tile : window.findChildren<VitalTile*>()) tile->installEventFilter(&watch);
    controller.engine()->onReading = [&](const Reading& reading) { watch.arrived(reading); };
    const double cpu = processCpuMs(), begun = nowMs();
    pumpEvents(15'000);
    print("live.cpu", 100 * (processCpuMs() - cpu) / (nowMs() - begun), "percent of one core");
    print("tile.latency", percentile(watch.latencies_ms, 0.5), "ms p50");
    print("tile.latency.p99", percentile(watch.latencies_ms, 0.99), "ms p99");
    controller.leave();
}

/// A start that finds many sessions without a signature, as in a clinic that signs late.
void startWithOpenSessions(const QString& folder) {
    LogFiles files;
    files.path = (folder + QStringLiteral("/unsigned.db")).toStdString();
    files.reserveSpace = false;
    std::vector<Uuid> sessions;
    {
        auto store = SegmentedStore::open(files);
        if (!store) return;
        for (std::uint64_t seed = 1; seed <= kManyHeads; ++seed) {
            const auto made = testing::makeSession({.seed = seed, .length = Minutes{60}, .sign = false});
            store.value()->commit(made.items);
            sessions.push_back(made.session);
        }
    }
    std::vector<double> starts;
    for (int i = 0; i < 21; ++i) {
        const double from = nowMs();
        const auto opened = SegmentedStore::open(files);
        if (!opened) return;
        starts.push_back(nowMs() - from);
    }
    auto whole = Store::open(files.path, {});
    if (!whole) return;
    const double from = nowMs();
    for (const auto& session : sessions)
        if (!whole.value()->head(session)) return;
    print("store.open.200-unsigned", percentile(starts, 0.5), "ms", "reading their rows", nowMs() - from);
    print("store.open.200-unsigned.p99", percentile(starts, 0.99), "ms");
}

void memory(const QString& folder) {
    ConsoleOptions options;
    options.database = folder + QStringLiteral("/memory.db");
    options.resources = QStringLiteral(CHAIRSIDE_RESOURCES);
    options.speed = 300; // more than an hour of session in fifteen seconds
    auto catalogue = Catalogue::load(options.resources);
    SystemTime host;
    SessionController controller(options, host);
    if (!controller.openRecord()) return;
    Staff staff(folder + QStringLiteral("/staff2.json"));
    MainWindow window(options, controller, catalogue, staff);
    window.resize(1366, 768);
    window.show();
    window.startDemo();
    pumpEvents(13'500);
    const auto length = controller.now().mono - MonoTime{};
    print("live.memory", residentMb(), ("MB after " + formatDuration(length) + " of session").c_str());
    controller.leave();
}

} // namespace

int main(int argc, char** argv) {
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM")) qputenv("QT_QPA_PLATFORM", "offscreen");
    if (argc > 1 && QString::fromLocal8Bit(argv[1]) == QStringLiteral("--empty"))
        return child(false, argc, argv);
    if (argc > 1 && QString::fromLocal8Bit(argv[1]) == QStringLiteral("--console"))
        return child(true, argc, argv);
    QApplication app(argc, argv);
    applyTheme(app, darkTheme());
    QTemporaryDir folder;
    const double console = launch(QStringLiteral("--console"));
    print("app.launch", console, "ms to first paint", "empty Qt window", launch(QStringLiteral("--empty")));
    commits(folder.path());
    disk(folder.path());
    startWithOpenSessions(folder.path());
    live(folder.path());
    memory(folder.path());
    return 0;
}
