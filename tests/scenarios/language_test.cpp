// SPDX-License-Identifier: GPL-3.0-or-later
// Every shown text is translatable: the real window in a language that puts «marks» around everything it is
// asked to say. Whatever stands outside of the marks is data, or somebody forgot to ask. And the other half:
// what is recorded and how numbers are written does not depend on the language or the locale.
#include "app/console/language.h"
#include "core/interop/recorded_view.h"
#include "core/log/event_codec.h"
#include "scenarios/real_window.h"
#include "scenarios/walk/archive_window.h"
#include "scenarios/walk/panel_steps.h"
#include "scenarios/words/painted_words.h"
#include "scenarios/words/shown_words.h"
#include "support/qt_words.h"
#include "support/run_program.h"
#include "ui/chart/paint_record.h"
#include "ui/report/session_report.h"

#include <QFile>
#include <QLineEdit>
#include <QLocale>
#include <QPainter>
#include <QRegularExpression>
#include <QSet>
#include <QXmlStreamReader>

#include <fstream>
#include <iostream>
#include <map>

using namespace chairside;
using namespace chairside::testing;

namespace {

DataWords knownData() {
    DataWords data(QStringLiteral(CHAIRSIDE_SOURCE_DIR "/resources"));
    data.add({u("RIVERA"), u("Ana (demo)"), u("J. Okafor RN"), u("T. Lind RN"), u("Dr M. Haas"),
              u("J. Okafor, RN"), u("T. Lind, RN"), u("M. Haas, MD"), u("Chairside"), u("none known"),
              u("as on file"), u("Music changed"), u("EDF+"), u("test of the walk")});
    const auto catalogue = Catalogue::load(QStringLiteral(CHAIRSIDE_SOURCE_DIR "/resources"));
    for (const auto& instrument : catalogue.instruments) {
        const auto notice = QString::fromStdString(instrument.notice).simplified();
        data.add({notice, notice.toHtmlEscaped()});
    }
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
    walkPanels(w, [&](const PanelStep& step) { found += untranslated(data, w.window(), step.name); });
    found.removeDuplicates();
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

TEST_CASE("on every other page, on paper and in the template every text is translatable",
          "[scenario][language]") {
    PseudoLanguage language;
    ArchiveWindow archive;
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
    walkPages(archive, [&](const char* page, QWidget& shown) { found += untranslated(data, shown, page); });
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
        walkPanels(w, [&](const PanelStep& step) {
            for (const auto& shown : shownWords(w.window())) {
                INFO(step.name << ": " << shown.where.toStdString() << ": " << shown.text.toStdString());
                CHECK(!shown.text.contains(kForeign));
            }
        });
        w.window().showPage(u("live"));
        for (const char* typed : {"36,6", "36.6"}) {
            w.page().panels()->close();
            Q_EMIT w.page().entryChosen(EntryKind::bloodPressure);
            RealWindow::settle();
            for (auto* edit : w.panel()->findChildren<QLineEdit*>())
                if (edit->accessibleName() == u("Temp")) edit->setText(u(typed));
            for (auto* button : w.panel()->findChildren<QAbstractButton*>())
                if (button->text() == u("Record") && button->isVisible()) button->click();
            RealWindow::settle();
            // Alarms of the walk may end at any moment; what was typed is the newest entry of its kind.
            const VitalsEntered* entered = nullptr;
            for (const auto& event : w.view().events())
                if (const auto* typedIn = std::get_if<VitalsEntered>(&event.body)) entered = typedIn;
            REQUIRE(entered);
            CHECK(entered->values[index(Channel::temperature)] == 36.6);
        }
    }
    QLocale::setDefault(before);
}
