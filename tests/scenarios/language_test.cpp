// SPDX-License-Identifier: GPL-3.0-or-later
// Every shown text is translatable: the real window in a language that puts «marks» around everything it is
// asked to say. Whatever stands outside of the marks is data, or somebody forgot to ask. And the other half:
// what is recorded and how numbers are written does not depend on the language or the locale.
#include "app/console/backup_desk.h"
#include "app/console/backup_service.h"
#include "app/console/language.h"
#include "core/interop/recorded_view.h"
#include "core/log/event_codec.h"
#include "scenarios/real_window.h"
#include "scenarios/words/painted_words.h"
#include "scenarios/words/shown_words.h"
#include "support/made_record.h"
#include "support/run_python.h"
#include "ui/chart/paint_record.h"
#include "ui/history/history_page.h"
#include "ui/history/session_finder.h"
#include "ui/report/session_report.h"

#include <QApplication>
#include <QFile>
#include <QLineEdit>
#include <QLocale>
#include <QPainter>
#include <QRegularExpression>
#include <QSet>
#include <QStackedWidget>
#include <QTabBar>
#include <QXmlStreamReader>

#include <fstream>
#include <functional>
#include <iostream>
#include <map>

using namespace chairside;
using namespace chairside::testing;

namespace {

QString u(const char* text) {
    return QString::fromUtf8(text);
}

struct Step {
    const char* name;
    std::function<void(RealWindow&)> open;
};

void opened(RealWindow& w, EntryKind kind) {
    Q_EMIT w.page().entryChosen(kind);
}
void acted(RealWindow& w, const char* action) {
    Q_EMIT w.page().actionRequested(QString::fromLatin1(action));
}
void due(RealWindow& w, const char* capture) {
    Q_EMIT w.page().dueActivated(QString::fromLatin1(capture));
}

/// Everything that can stand over the live page of a running infusion.
const std::vector<Step>& panels() {
    static const std::vector<Step> all{
        {"live", [](RealWindow&) {}},
        {"blood pressure", [](RealWindow& w) { opened(w, EntryKind::bloodPressure); }},
        {"sedation", [](RealWindow& w) { opened(w, EntryKind::sedation); }},
        {"dissociation", [](RealWindow& w) { opened(w, EntryKind::dissociation); }},
        {"questionnaires", [](RealWindow& w) { opened(w, EntryKind::questionnaire); }},
        {"phq9", [](RealWindow& w) { due(w, "phq9"); }},
        {"rass", [](RealWindow& w) { due(w, "rass"); }},
        {"aldrete", [](RealWindow& w) { due(w, "aldrete"); }},
        {"c-ssrs", [](RealWindow& w) { due(w, "c_ssrs_screener"); }},
        {"side effects", [](RealWindow& w) { opened(w, EntryKind::sideEffect); }},
        {"medication", [](RealWindow& w) { opened(w, EntryKind::medication); }},
        {"note", [](RealWindow& w) { opened(w, EntryKind::note); }},
        {"event", [](RealWindow& w) { opened(w, EntryKind::event); }},
        {"pause", [](RealWindow& w) { acted(w, "pause"); }},
        {"rate", [](RealWindow& w) { acted(w, "rate"); }},
        {"stop", [](RealWindow& w) { acted(w, "stop"); }},
        {"ledger", [](RealWindow& w) { acted(w, "ledger"); }},
        {"time-out", [](RealWindow& w) { acted(w, "timeout"); }},
        {"screen", [](RealWindow& w) { acted(w, "screen"); }},
        {"discharge list", [](RealWindow& w) { acted(w, "discharge_list"); }},
        {"dose", [](RealWindow& w) { acted(w, "dose"); }},
        {"refused", [](RealWindow& w) { acted(w, "sign"); }},
        {"colleagues", [](RealWindow& w) { Q_EMIT w.page().operatorTapped(); }},
        {"entries", [](RealWindow& w) { Q_EMIT w.page().savedTapped(); }},
        {"limits", [](RealWindow& w) { Q_EMIT w.page().limitsRequested(); }},
        {"sound", [](RealWindow& w) { Q_EMIT w.page().soundRequested(); }},
        {"not done", [](RealWindow& w) { QTest::keyClick(&w.page(), Qt::Key_X); }},
        {"distance", [](RealWindow& w) { w.window().showPage(u("distance")); }},
    };
    return all;
}

DataWords knownData() {
    DataWords data(QStringLiteral(CHAIRSIDE_SOURCE_DIR "/resources"));
    data.add({u("RIVERA"), u("Ana (demo)"), u("J. Okafor RN"), u("T. Lind RN"), u("Dr M. Haas"),
              u("J. Okafor, RN"), u("T. Lind, RN"), u("M. Haas, MD"), u("Chairside"), u("none known"),
              u("as on file"), u("Music changed")});
    const auto catalogue = Catalogue::load(QStringLiteral(CHAIRSIDE_SOURCE_DIR "/resources"));
    for (const char* id : {"phq9", "c_ssrs_screener"})
        if (const auto* instrument = catalogue.instrument(id))
            data.add({QString::fromStdString(instrument->notice).simplified()});
    return data;
}

/// What is left English, once each, with the place where it stands.
QStringList untranslated(const DataWords& data, QWidget& window, const char* where) {
    QStringList found;
    for (const auto& shown : shownWords(window))
        if (const auto left = data.left(shown.text); !left.isEmpty())
            found << QStringLiteral("%1: %2: \"%3\" leaves \"%4\"")
                         .arg(u(where), shown.where, shown.text, left);
    found.removeDuplicates();
    return found;
}

void tell(const QStringList& found) {
    for (const auto& line : found) std::cerr << line.toStdString() << '\n';
}

std::vector<std::string> recordedWith(const SessionView& view) {
    std::vector<std::string> out;
    for (const auto& event : view.events()) out.push_back(encodeBody(event.body));
    return out;
}

} // namespace

TEST_CASE("on the live page and in its panels every text is translatable and nothing of it is recorded",
          "[scenario][language]") {
    PseudoLanguage language;
    RealWindow w;
    w.window().startDemo();
    w.pass(16min);
    const auto data = knownData();
    QStringList found;
    for (const auto& step : panels()) {
        w.page().panels()->close();
        step.open(w);
        QTest::qWait(20);
        found += untranslated(data, w.window(), step.name);
    }
    PaintedWords paper({1300, 900});
    {
        QPainter painter(&paper);
        PaperRecord whole;
        whole.overview = true;
        paintRecord(painter, {0, 0, 1300, 900}, w.view().record(), whole);
    }
    for (const auto& text : paper.words())
        if (const auto left = data.left(text); !left.isEmpty()) found << u("chart: ") + text;
    tell(found);
    CHECK(found.isEmpty());
    for (const auto& body : recordedWith(w.view())) {
        INFO(body);
        CHECK(body.find("«") == std::string::npos);
    }
}

TEST_CASE("a sentence that nobody translates is found", "[scenario][language]") {
    PseudoLanguage language;
    RealWindow w;
    w.window().startDemo();
    w.pass(1min);
    const auto data = knownData();
    const auto whole = untranslated(data, w.window(), "live").size();
    language.leaveOut(u("Infusion"));
    Q_EMIT w.page().entryChosen(EntryKind::note);
    language.leaveOut(u("Note"));
    w.page().panels()->close();
    Q_EMIT w.page().entryChosen(EntryKind::note);
    QTest::qWait(20);
    CHECK(untranslated(data, w.window(), "note").size() > whole);
}

namespace {

/// The window over an archive: two signed sessions, one open, in the language of the test.
class Archive {
public:
    Archive() {
        options_.database = QString::fromStdString(folder_ / "record.db");
        options_.resources = QStringLiteral(CHAIRSIDE_SOURCE_DIR "/resources");
        options_.source = SourceKind::manual;
        options_.smokeSeconds = 1; // closes without asking
        catalogue_ = Catalogue::load(options_.resources);
        made_ = makeRecord(options_.database.toStdString(), 3);
        controller_ = std::make_unique<SessionController>(options_, host_);
        REQUIRE(controller_->openRecord());
        staff_.useDemoPeople();
        backups_ = std::make_unique<BackupService>(options_.database, host_);
        window_ = std::make_unique<MainWindow>(options_, *controller_, catalogue_, staff_);
        window_->useBackups(*backups_);
        window_->resize(1366, 768);
        window_->show();
        (void)QTest::qWaitForWindowActive(window_.get());
    }
    MainWindow& window() { return *window_; }
    HistoryPage& history() { return *window_->findChild<HistoryPage*>(); }
    SessionRecord newest() {
        auto record = controller_->history()->session(made_.back().session);
        REQUIRE(record);
        return std::move(record).value();
    }
    const Catalogue& catalogue() const { return catalogue_; }
    QString backupsFolder() const { return QString::fromStdString(folder_ / "backups"); }

private:
    TempDir folder_;
    ConsoleOptions options_;
    Catalogue catalogue_;
    SystemTime host_;
    Staff staff_{QStringLiteral("/nowhere/staff.json")};
    std::vector<MadeSession> made_;
    std::unique_ptr<SessionController> controller_;
    std::unique_ptr<BackupService> backups_;
    std::unique_ptr<MainWindow> window_;
};

/// The page as it opens, and each of its tabs and stacked parts.
QStringList untranslatedIn(const DataWords& data, QWidget& window, const char* where) {
    QTest::qWait(120);
    auto found = untranslated(data, window, where);
    for (auto* tabs : window.findChildren<QTabBar*>())
        for (int i = 0; tabs->isVisible() && i < tabs->count(); ++i) {
            tabs->setCurrentIndex(i);
            QTest::qWait(40);
            found += untranslated(data, window, where);
        }
    for (auto* stack : window.findChildren<QStackedWidget*>()) {
        if (!stack->isVisible() || stack->parentWidget() == &window) continue;
        const int before = stack->currentIndex();
        for (int i = 0; i < stack->count(); ++i) {
            stack->setCurrentIndex(i);
            QTest::qWait(20);
            found += untranslated(data, window, where);
        }
        stack->setCurrentIndex(before);
    }
    return found;
}

} // namespace

TEST_CASE("on every other page, on paper and in the template every text is translatable",
          "[scenario][language]") {
    PseudoLanguage language;
    Archive archive;
    auto data = knownData();
    const auto record = archive.newest();
    for (const auto& event : record.events) {
        if (const auto* note = std::get_if<NoteWritten>(&event.body))
            data.add({QString::fromStdString(note->text)});
        if (const auto* mark = std::get_if<EventMarked>(&event.body))
            data.add({QString::fromStdString(mark->label)});
        if (const auto* left = std::get_if<Discharged>(&event.body))
            data.add({QString::fromStdString(left->escort), QString::fromStdString(left->note)});
        data.add({QString::fromStdString(event.actor.name)});
        if (const auto* source = std::get_if<SourceAttached>(&event.body))
            data.add({QString::fromStdString(source->info.name)});
    }
    const auto& patient = record.summary.patient;
    for (const auto& name : {patient.familyName, patient.givenName, patient.mrn, patient.allergies})
        data.add({QString::fromStdString(name)});
    data.add({u("Noor"), u("Ana"), u("LOT7"), u("fasted"), u("completed"), archive.backupsFolder(),
              QString::fromStdString(record.summary.protocolTitle)});
    QStringList found;
    for (const char* page :
         {"start", "backup", "checkin", "history", "session", "compare", "course", "figures", "clinic"}) {
        archive.window().showPage(u(page));
        found += untranslatedIn(data, archive.window(), page);
    }
    RecordedViews views;
    auto view = views.open(record);
    for (const bool summary : {true, false}) {
        ReportOptions how;
        how.summary = summary;
        how.label = [&](const std::string& key) { return archive.catalogue().label(key); };
        how.printedBy = u("Chairside 0");
        const PrintedReport printed(record, *view, how);
        for (int page = 0; page < printed.done().pages; ++page) {
            PaintedWords paper(printed.pageSize().toSize());
            {
                QPainter painter(&paper);
                printed.paint(painter, page);
            }
            // Cells are painted whole, line after line: together they are their sentences again.
            if (const auto left = data.left(paper.words().join(u' ')); !left.isEmpty())
                found << u("report: leaves ") + left;
        }
    }
    found.removeDuplicates();
    tell(found);
    CHECK(found.isEmpty());

    // What was asked for must be in the template that scripts/translations writes.
    TempDir folder;
    const auto file = folder / "template.ts";
    const auto made = runPython({CHAIRSIDE_SOURCE_DIR "/scripts/translations", "--list", file});
    INFO(made.printed);
    REQUIRE(made.status == 0);
    QFile list(QString::fromStdString(file));
    REQUIRE(list.open(QIODevice::ReadOnly));
    QSet<QString> offered;
    for (QXmlStreamReader xml(&list); !xml.atEnd();)
        if (xml.readNext() == QXmlStreamReader::StartElement && xml.name() == u"source")
            offered.insert(xml.readElementText());
    const QSet<QString> kOfQt{u("Scroll Left"), u("Scroll Right"), u("QT_LAYOUT_DIRECTION"),
                              u("No such file or directory")}; // in qtbase_XX.qm
    static const QRegularExpression kLetters(u("\\p{L}"));
    for (const auto& sentence : language.asked())
        if (!offered.contains(sentence) && sentence.contains(kLetters) && !kOfQt.contains(sentence)) {
            std::cerr << "not in the template: " << sentence.toStdString() << '\n';
            CHECK(offered.contains(sentence));
        }
}

TEST_CASE("a translation is read as Qt Linguist writes it, with plurals, and loses no value",
          "[scenario][language]") {
    TempDir folder;
    const auto write = [&](const char* name, const std::string& text) {
        std::ofstream(folder / name) << text;
        return QString::fromStdString(folder / name);
    };
    const auto file = write("chairside_de.ts", R"(<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE">
<context><name>any</name>
<message><source>History</source><translation>Verlauf</translation></message>
<message><source>Open</source><comment>verb</comment><translation>Öffnen</translation></message>
<message><source>Open</source><translation>Offen</translation></message>
<message><source>Typed: {1}</source><translation>Getippt: {1}</translation></message>
<message><source>{1} is missing: {2}</source><translation>Es fehlt: {1}</translation></message>
<message><source>old</source><translation type="vanished">alt</translation></message>
<message><source>empty</source><translation type="unfinished"></translation></message>
<message numerus="yes"><source>%n more</source><translation><numerusform>einer mehr</numerusform><numerusform>%n mehr</numerusform></translation></message>
</context></TS>)");
    TsTranslator german;
    REQUIRE(german.read(file));
    CHECK(german.language() == u("de_DE"));
    CHECK(german.translate("anywhere", "History", nullptr, -1) == u("Verlauf"));
    CHECK(german.translate("", "Open", "verb", -1) == u("Öffnen"));
    CHECK(german.translate("", "Open", nullptr, -1) == u("Offen"));
    CHECK(german.translate("", "%n more", nullptr, 1) == u("einer mehr"));
    CHECK(german.translate("", "%n more", nullptr, 5) == u("%n mehr"));
    for (const char* english : {"old", "empty", "unknown", "{1} is missing: {2}"})
        CHECK(german.translate("", english, nullptr, -1).isEmpty());
    CHECK(german.refused() == QStringList{u("{1} is missing: {2}")});

    SECTION("a file that is damaged or of another kind is refused with its line, and nothing is half read") {
        for (const char* text : {"", "no xml", "<TS><context><message><source>x", "<html/>"}) {
            INFO(text);
            TsTranslator other;
            const auto read = other.read(write("bad.ts", text));
            REQUIRE(!read);
            CHECK(read.error().message.find("line") != std::string::npos);
            CHECK(other.isEmpty());
        }
        CHECK(!TsTranslator().read(u("/nowhere/x.ts")));
    }
    SECTION("it speaks from the start, in tr() and in core, and leaves with its owner") {
        {
            const Language spoken(QString::fromStdString(folder.path()), u("de_AT"));
            CHECK(spoken.name() == u("de"));
            CHECK(QCoreApplication::translate("MainWindow", "History") == u("Verlauf"));
            CHECK(phrase("Typed: {1}", "x") == "Getippt: x");
            CHECK(QCoreApplication::translate("x", "%n more", nullptr, 7) == u("7 mehr"));
        }
        CHECK(phrase("Typed: {1}", "x") == "Typed: x");
        CHECK(QCoreApplication::translate("MainWindow", "History") == u("History"));
    }
    SECTION("a language that is not there is said") {
        const Language spoken(QString::fromStdString(folder.path()), u("xx"));
        CHECK(spoken.name() == u("en"));
        CHECK(spoken.problem().contains(u("\"xx\"")));
    }
    SECTION("English comes with its plurals") {
        const Language spoken(QStringLiteral(CHAIRSIDE_SOURCE_DIR "/resources/translations"), u("en"));
        CHECK(spoken.problem().isEmpty());
        CHECK(QCoreApplication::translate("x", "%n row(s) have no answer, so this check will have no sum.",
                                          nullptr,
                                          1) == u("1 row has no answer, so this check will have no sum."));
    }
}

TEST_CASE("numbers are written and read the same in every locale", "[scenario][language][H-06]") {
    const auto before = QLocale();
    for (const auto& name : {"de_DE", "ar_EG", "fa_IR", "hi_IN"}) {
        INFO(name);
        QLocale::setDefault(QLocale(QLatin1String(name)));
        RealWindow w;
        w.window().startDemo();
        w.pass(16min);
        static const QRegularExpression kForeign(
            u("[\\x{0660}-\\x{0669}\\x{06F0}-\\x{06F9}\\x{0966}-\\x{096F}\\x{066B}\\x{066C}]|\\d,\\d{1,2}(?!"
              "\\d)|\\d\\.\\d{3}\\b"));
        for (const auto& step : panels()) {
            w.page().panels()->close();
            step.open(w);
            RealWindow::settle();
            for (const auto& shown : shownWords(w.window())) {
                INFO(step.name << ": " << shown.where.toStdString() << ": " << shown.text.toStdString());
                CHECK(!shown.text.contains(kForeign));
            }
        }
        for (const char* typed : {"36,6", "36.6"}) {
            w.page().panels()->close();
            Q_EMIT w.page().entryChosen(EntryKind::bloodPressure);
            RealWindow::settle();
            for (auto* edit : w.panel()->findChildren<QLineEdit*>())
                if (edit->accessibleName() == u("Temp")) edit->setText(u(typed));
            for (auto* button : w.panel()->findChildren<QAbstractButton*>())
                if (button->text() == u("Record") && button->isVisible()) button->click();
            RealWindow::settle();
            const auto* entered = std::get_if<VitalsEntered>(&w.view().events().back().body);
            REQUIRE(entered);
            CHECK(entered->values[index(Channel::temperature)] == 36.6);
        }
    }
    QLocale::setDefault(before);
}
