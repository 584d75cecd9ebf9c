// SPDX-License-Identifier: GPL-3.0-or-later
// Figures of the history: launch to the browsable list, a search keystroke, click to drawn session, twelve
// sessions compared. One JSON object a line. usage: chairside_history_bench [SESSIONS]
// (child: --console DB). Archives: archive.h; with SESSIONS only the figures of that archive.
#include "app/console/catalogue.h"
#include "app/console/main_window.h"
#include "archive.h"
#include "build_places.h"
#include "core/log/history.h"
#include "tests/bench/measure.h"
#include "ui/chart/record_chart.h"
#include "ui/compare/compare_chart.h"
#include "ui/compare/compare_page.h"
#include "ui/history/history_page.h"
#include "ui/style/theme.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QLineEdit>
#include <QListView>
#include <QProcess>
#include <QTemporaryDir>
#include <QTimer>

#include <algorithm>
#include <cstdio>
#include <unistd.h>

using namespace chairside;
using bench::percentile;
using bench::print;
using bench::residentMb;

namespace {

struct Timer {
    Timer() { timer.start(); }
    double ms() const { return static_cast<double>(timer.nsecsElapsed()) / 1e6; }
    QElapsedTimer timer;
};

/// The first paint of the list ends the child; with `index` it waits until words can be searched.
class QuitWhenListed final : public QObject {
public:
    QuitWhenListed(SessionFinder& finder, bool index) : finder_(finder), index_(index) {}
    bool eventFilter(QObject* watched, QEvent* event) override {
        if (event->type() == QEvent::Paint) QTimer::singleShot(0, this, [this] { look(); });
        return QObject::eventFilter(watched, event);
    }
    void look() {
        if (finder_.isEmpty()) return;
        if (index_ && !finder_.canSearch()) return QTimer::singleShot(1, this, [this] { look(); });
        std::printf("%.1f\n", residentMb());
        std::fflush(stdout);
        ::_exit(0);
    }

private:
    SessionFinder& finder_;
    bool index_;
};

int console(const QString& database, bool index, int argc, char** argv) {
    QApplication app(argc, argv);
    applyTheme(app, darkTheme());
    QTemporaryDir folder;
    ConsoleOptions options;
    options.database = database;
    options.resources = QStringLiteral(CHAIRSIDE_RESOURCES);
    auto catalogue = Catalogue::load(options.resources);
    SystemTime host;
    SessionController controller(options, host);
    if (!controller.openRecord()) return 1;
    Staff staff(folder.filePath(QStringLiteral("staff.json")));
    MainWindow window(options, controller, catalogue, staff);
    auto* finder = window.findChild<SessionFinder*>();
    if (!finder) return 1;
    QuitWhenListed quit(*finder, index);
    finder->findChild<QListView*>()->viewport()->installEventFilter(&quit);
    window.resize(1366, 768);
    window.show();
    window.showPage(QStringLiteral("history"));
    return app.exec();
}

void launch(const std::string& name, const QString& database) {
    for (const bool index : {false, true}) {
        std::vector<double> times, memory;
        for (int i = 0; i < 9; ++i) {
            QProcess child;
            const Timer timer;
            child.start(QCoreApplication::applicationFilePath(),
                        {index ? QStringLiteral("--index") : QStringLiteral("--console"), database});
            child.waitForFinished(60'000);
            times.push_back(timer.ms());
            memory.push_back(child.readAllStandardOutput().trimmed().toDouble());
        }
        print("history." + std::string(index ? "searchable." : "launch.") + name, percentile(times, 0.5),
              "ms");
        if (index) print("history.memory." + name, percentile(memory, 0.5), "MB");
    }
}

/// Ports as the window has them, on one reader of this thread.
HistoryPage::Ports portsOf(HistoryReader& history, FiguresIndex& figures) {
    HistoryPage::Ports ports;
    ports.find.newest = [&](int limit) { return history.sessions({}, limit); };
    ports.find.rows = [&](const auto& refs) { return history.summaries(refs); };
    ports.find.count = [&] { return history.sessionCount(); };
    ports.find.loadIndex = [&](QObject*, const IndexStamp& known, const SessionFinder::Loaded& answer) {
        answer(loadSessionIndex(history, figures, known));
    };
    ports.find.now = [] { return WallTime{1'795'255'200'000, 60}; };
    ports.session = [&](const Uuid& id) { return history.session(id); };
    return ports;
}

void search(HistoryReader& history) {
    auto figures = FiguresIndex::open(":memory:");
    SessionFinder finder(portsOf(history, *figures).find);
    finder.resize(360, 740);
    finder.show();
    finder.refresh();
    QCoreApplication::processEvents();
    auto* field = finder.findChild<QLineEdit*>();
    std::vector<double> all, three;
    // As it is typed, letter by letter; the last ones are three words that nearly every session has.
    for (const char* text : {"muller", "celik ana", "100234", "1952-03", "21 nov 2026", "berg liam 1999",
                             "a 1 ket", "infus 19 an", "e a 1", "ketamine 2026 19", "depression nov a"}) {
        const auto words = QString::fromUtf8(text);
        for (int n = 1; n <= words.size(); ++n) {
            const Timer timer;
            field->setText(words.left(n));
            finder.repaint();
            all.push_back(timer.ms());
            if (words.left(n).count(QLatin1Char(' ')) >= 2) three.push_back(all.back());
        }
        field->clear();
    }
    print("history.search.100000", percentile(all, 0.5), "ms per keystroke, median, list repainted");
    print("history.search.100000.worst", percentile(all, 1), "ms, worst keystroke");
    print("history.search.100000.three_words", percentile(three, 1), "ms, worst with three words");
}

/// From the click until the chart of the session is painted.
double openSession(HistoryReader& history) {
    auto figures = FiguresIndex::open(":memory:");
    HistoryPage page(portsOf(history, *figures));
    page.resize(1366, 768);
    page.show();
    page.reload();
    QCoreApplication::processEvents();
    const auto newest = history.sessions({}, 12);
    std::vector<double> times;
    for (int round = 0; round < 3; ++round)
        for (const auto& session : newest.value()) {
            const Timer timer;
            page.open(session.session);
            page.repaint();
            for (auto* child : page.findChildren<RecordChart*>()) child->repaint();
            times.push_back(timer.ms());
        }
    return percentile(times, 0.5);
}

void compare(HistoryReader& history, const Catalogue& catalogue) {
    const auto newest = history.sessions({}, 1);
    const auto patient = newest->front().patient.id;
    SessionFilter filter;
    filter.patient = patient;
    const auto sessions = history.sessions(filter, 12);
    std::vector<Uuid> ids;
    for (const auto& session : sessions.value()) ids.push_back(session.session);
    std::vector<double> times;
    for (int i = 0; i < 7; ++i) {
        ComparePage::Ports ports;
        ports.sessionsOf = [&](const Uuid&) { return history.sessions(filter, 200); };
        ports.session = [&](const Uuid& id) { return history.session(id); };
        ports.label = [&](const std::string& key) { return catalogue.label(key); };
        ComparePage page(std::move(ports));
        page.resize(1366, 768);
        page.setVisible(true);
        QCoreApplication::processEvents();
        const Timer timer;
        page.compare(patient, ids);
        page.repaint();
        page.chart()->repaint();
        times.push_back(timer.ms());
        if (page.compared().size() != 12) std::fprintf(stderr, "only %zu compared\n", page.compared().size());
    }
    print("compare.12", percentile(times, 0.5), "ms, 12 sessions of 60 min at 1 Hz, read, folded, drawn");
}

} // namespace

int main(int argc, char** argv) {
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM")) qputenv("QT_QPA_PLATFORM", "offscreen");
    const auto argument = [&](int i) { return i < argc ? QString::fromLocal8Bit(argv[i]) : QString(); };
    if (argument(1) == QStringLiteral("--console")) return console(argument(2), false, argc, argv);
    if (argument(1) == QStringLiteral("--index")) return console(argument(2), true, argc, argv);
    QApplication app(argc, argv);
    applyTheme(app, darkTheme());
    const int wanted = argument(1).toInt();
    const auto catalogue = Catalogue::load(QStringLiteral(CHAIRSIDE_RESOURCES));
    double open100 = 0;
    for (const int sessions : {100, 10'000, 100'000}) {
        if (wanted && wanted != sessions) continue;
        const auto path = bench::archiveOf(bench::archiveFolder(CHAIRSIDE_BENCH_FOLDER), CHAIRSIDE_ADMIN,
                                           bench::planFor(sessions));
        if (path.empty()) {
            std::fprintf(stderr, "The archive of %d sessions could not be made.\n", sessions);
            return 1;
        }
        const auto database = QString::fromStdString(path);
        if (sessions > 100) launch(std::to_string(sessions), database);
        auto history = HistoryReader::open(path);
        if (!history) return 1;
        if (sessions == 100) {
            open100 = openSession(*history.value());
            print("session.open.100", open100, "ms from click to drawn, 60 min at 1 Hz");
            compare(*history.value(), catalogue);
        }
        if (sessions == 100'000) {
            print("session.open.100000", openSession(*history.value()), "ms from click to drawn",
                  open100 > 0 ? "the same in an archive of 100" : nullptr, open100);
            search(*history.value());
        }
    }
    return 0;
}
