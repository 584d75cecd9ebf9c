// SPDX-License-Identifier: GPL-3.0-or-later
// Hostile strings through every page of the real window and onto paper: shown as the text they are. Qt 6.4.2
// opens the file that an image tag in a plain label names, so a file that nobody has a reason to open is
// watched meanwhile.
#include "app/console/main_window.h"
#include "build_places.h"
#include "core/base/text.h"
#include "core/interop/recorded_view.h"
#include "support/catch.h"
#include "support/hostile_text.h"
#include "support/made_record.h"
#include "support/temp_dir.h"
#include "ui/history/history_page.h"
#include "ui/report/session_report.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QImage>
#include <QLabel>
#include <QTest>
#include <QTextDocument>
#include <QTextEdit>

#include <sys/inotify.h>
#include <unistd.h>

using namespace chairside;
using namespace chairside::testing;

namespace {

/// A picture that is opened by nobody but who takes a text for HTML.
class Canary {
public:
    Canary() {
        QImage(8, 8, QImage::Format_RGB32).save(QString::fromStdString(path()));
        watch_ = ::inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
        REQUIRE(watch_ >= 0);
        REQUIRE(::inotify_add_watch(watch_, path().c_str(), IN_OPEN) >= 0);
    }
    ~Canary() { ::close(watch_); }
    std::string path() const { return folder_ / "canary.png"; }
    bool opened() {
        char events[4'096];
        return ::read(watch_, events, sizeof events) > 0;
    }

private:
    TempDir folder_;
    int watch_ = -1;
};

/// Sessions of people with hostile names; the first has every hostile string as a note.
std::vector<Uuid> hostileRecord(const std::string& path, const Catalogue& catalogue,
                                const std::vector<std::string>& texts) {
    auto store = SegmentedStore::open(plainFiles(path));
    REQUIRE(store);
    std::vector<Uuid> sessions;
    for (std::size_t s = 0; s < 24; ++s) {
        auto made = makeSession({.seed = 900 + s,
                                 .openedUtcMs = 1'793'000'000'000 + static_cast<std::int64_t>(s) * 86'400'000,
                                 .readingPeriod = Millis{5'000},
                                 .length = Minutes{2},
                                 .sign = false});
        const auto text = [&](std::size_t i) { return cleanName(texts[(s * 7 + i) % texts.size()]); };
        auto& opened = std::get<SessionOpened>(made.events.front().body);
        opened.patient.familyName = text(0);
        opened.patient.givenName = text(1);
        opened.patient.mrn = text(2);
        opened.patient.allergies = text(3);
        opened.protocolId = catalogue.protocols.front().id;
        opened.protocolText = catalogue.protocols.front().text;
        opened.protocolTitle = text(4);
        made.events.front().actor.name = text(5);
        made.items.front().what = made.events.front();
        for (std::size_t i = 0; s == 0 && i < texts.size(); ++i) {
            Event note = made.events.back();
            note.id = SeededUuids(50'000 + i).next(note.at.wall.utcMs);
            note.seq += 1 + static_cast<std::int64_t>(i);
            note.actor.name = cleanName(texts[i]);
            note.body = NoteWritten{cleanNote(texts[i]), std::nullopt};
            made.items.push_back({made.session, note});
        }
        REQUIRE(store.value()->commit(made.items).recorded.size() == made.items.size());
        sessions.push_back(made.session);
    }
    return sessions;
}

/// What of a window would be taken for HTML; everything in it is drawn.
QStringList takenForHtml(QWidget& window) {
    QCoreApplication::processEvents();
    (void)window.grab();
    QStringList wrong;
    const auto hint = [&](const QString& text) {
        // A hint is escaped on its way in, and what is escaped has no angle bracket left.
        if (text.contains(u'<') && Qt::mightBeRichText(text)) wrong << QStringLiteral("hint: ") + text;
    };
    for (auto* widget : window.findChildren<QWidget*>()) {
        if (auto* label = qobject_cast<QLabel*>(widget))
            if (label->textFormat() != Qt::PlainText && Qt::mightBeRichText(label->text()))
                wrong << QStringLiteral("label: ") + label->text();
        if (auto* edit = qobject_cast<QTextEdit*>(widget); edit && edit->acceptRichText())
            wrong << QStringLiteral("a text field that takes HTML");
        hint(widget->toolTip()), hint(widget->whatsThis()), hint(widget->statusTip());
        auto* view = qobject_cast<QAbstractItemView*>(widget);
        if (!view || !view->model()) continue;
        for (int row = 0; row < std::min(view->model()->rowCount(), 600); ++row)
            for (int column = 0; column < view->model()->columnCount(); ++column)
                hint(view->model()->index(row, column).data(Qt::ToolTipRole).toString());
    }
    return wrong;
}

void checkShownAsText(QWidget& window) {
    const auto wrong = takenForHtml(window);
    INFO(wrong.join(u'\n').left(2'000).toStdString());
    CHECK(wrong.isEmpty());
}

} // namespace

TEST_CASE("the watched picture is opened by a label that guesses: the test can see it", "[scenario][H-09]") {
    Canary canary;
    CHECK_FALSE(canary.opened());
    QLabel guessing(QString::fromStdString("<img src=\"" + canary.path() + "\">"));
    CHECK(takenForHtml(guessing).isEmpty()); // it has no children: the window itself is not looked at
    QWidget window;
    QLabel inside(guessing.text(), &window);
    CHECK(takenForHtml(window).size() == 1);
    CHECK(canary.opened());
}

TEST_CASE("hostile names, notes and words are text on every page of the window", "[scenario][H-09]") {
    Canary canary;
    const TempDir folder;
    const auto texts = hostileTexts(canary.path());
    ConsoleOptions options;
    options.database = QString::fromStdString(folder / "record.db");
    options.resources = QStringLiteral(CHAIRSIDE_RESOURCES);
    options.source = SourceKind::manual;
    options.smokeSeconds = 1;
    auto catalogue = Catalogue::load(options.resources);
    const auto sessions = hostileRecord(folder / "record.db", catalogue, texts);
    const SystemTime host;
    SessionController controller(options, host);
    REQUIRE(controller.openRecord());
    Staff staff(QString::fromStdString(folder / "staff.json"));
    for (std::size_t i = 0; i < 6; ++i)
        REQUIRE(staff.add(
            {"p" + std::to_string(i), cleanName(texts[i * 11]), i % 2 ? Role::prescriber : Role::nurse}));
    MainWindow window(options, controller, catalogue, staff);
    window.resize(1366, 768);
    window.show();
    for (const char* page : {"start", "checkin", "history", "course", "compare", "figures", "clinic"}) {
        INFO(page);
        window.showPage(QString::fromUtf8(page));
        QTest::qWait(50);
        checkShownAsText(window);
        CHECK_FALSE(canary.opened());
    }
    window.showPage(QStringLiteral("history"));
    auto* history = window.findChild<HistoryPage*>();
    REQUIRE(history);
    for (const auto& session : sessions) {
        history->open(session);
        QTest::qWait(20);
        checkShownAsText(window);
    }
    CHECK_FALSE(canary.opened());
    window.resumeInterrupted(); // the newest goes on as a live session, with its hostile patient
    REQUIRE(controller.engine());
    std::size_t tried = 0, taken = 0;
    for (std::size_t i = 0; i < texts.size(); i += 9, ++tried) {
        Command entry;
        entry.actor = {"p0", cleanName(texts[i]), Role::nurse};
        entry.ask = NoteWritten{cleanNote(texts[i]), std::nullopt};
        const auto done = controller.submit(entry);
        taken += std::holds_alternative<std::vector<Event>>(done) ? 1 : 0;
    }
    CHECK(taken + 5 > tried); // all but the empty ones
    QTest::qWait(300);
    checkShownAsText(window);
    window.showProblem(QString::fromStdString(texts.front()));
    checkShownAsText(window);
    CHECK_FALSE(canary.opened());
}

TEST_CASE("hostile strings are text on paper", "[scenario][H-09]") {
    Canary canary;
    const TempDir folder;
    const auto catalogue = Catalogue::load(QStringLiteral(CHAIRSIDE_RESOURCES));
    const auto sessions = hostileRecord(folder / "record.db", catalogue, hostileTexts(canary.path()));
    auto history = HistoryReader::open(folder / "record.db");
    REQUIRE(history);
    const auto record = history.value()->session(sessions.front());
    REQUIRE(record);
    RecordedViews views;
    const auto view = views.open(record.value());
    const auto file = QString::fromStdString(folder / "report.pdf");
    const auto done = writeReport(record.value(), *view, {}, file);
    REQUIRE(done);
    CHECK(done->entries == static_cast<std::int64_t>(record->events.size()));
    CHECK_FALSE(canary.opened());
}
