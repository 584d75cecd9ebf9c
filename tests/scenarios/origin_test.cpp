// SPDX-License-Identifier: GPL-3.0-or-later
// Numbers that no device measured on a patient at their own speed say so wherever they go: on the chart, in
// the table, on paper and in every file that leaves. One table of origins against all of them.
#include "core/base/number.h"
#include "core/interop/csv_export.h"
#include "core/interop/edf_export.h"
#include "core/interop/edf_reader.h"
#include "core/interop/fhir_export.h"
#include "core/interop/hl7_export.h"
#include "core/interop/recorded_view.h"
#include "core/interop/recording.h"
#include "core/interop/vital_export.h"
#include "core/interop/vital_reader.h"
#include "scenarios/words/painted_words.h"
#include "support/catch.h"
#include "support/record_of.h"
#include "support/temp_dir.h"
#include "ui/chart/record_chart.h"
#include "ui/chart/record_table.h"
#include "ui/history/archive.h"
#include "ui/history/session_review.h"
#include "ui/report/session_report.h"

#include <QListView>
#include <QPainter>
#include <QTest>

using namespace chairside;
using namespace chairside::testing;

namespace {

struct Row {
    const char* name;
    Origin origin;
    bool simulated, demo;
    const char* drill;
    double speed;
    // What must be said, empty: nothing of the kind.
    const char* watermark; ///< on the chart, and on every page of paper
    const char* source;    ///< beside the values, in the table
    const char *csvKey, *csvOrigin, *fhirTag, *fhirDevice;

    bool isMadeUp() const { return simulated || demo || *drill; }
};

const std::vector<Row> kRows{
    {"a monitor", Origin::device, false, false, "", 1, "", "Bedside", "simulated,no", ",Bedside,device,", "",
     "\"Bedside\""},
    {"the simulator", Origin::simulated, true, false, "", 1, "SIMULATED", "Bedside, simulated",
     "simulated,yes", ",Bedside,simulated,", "\"simulated\"", "Bedside (simulated)"},
    {"a demo", Origin::simulated, true, true, "", 1, "DEMO SIMULATED", "Bedside, simulated", "demo,yes",
     ",Bedside,simulated,", "\"demo\"", "Bedside (simulated)"},
    {"a drill", Origin::simulated, true, true, "apnoea", 1, "DEMO SIMULATED DRILL", "Bedside, simulated",
     "drill,apnoea", ",Bedside,simulated,", "\"drill\"", "Bedside (simulated)"},
    {"a replay", Origin::replayed, false, false, "", 1, "REPLAY", "Bedside, replayed", "simulated,no",
     ",Bedside,replayed,", "\"replayed\"", "Bedside (replayed)"},
    {"a sped-up session", Origin::replayed, false, false, "", 60, "REPLAY 60×", "Bedside, replayed",
     "speed,60", ",Bedside,replayed,", "\"sped-up\"", "Bedside (replayed)"},
    {"an import", Origin::imported, false, false, "", 1, "IMPORTED", "Bedside, imported", "simulated,no",
     ",Bedside,imported,", "\"imported\"", "Bedside (imported)"},
};

constexpr const char* kAllMarks[] = {"DEMO", "SIMULATED", "DRILL", "REPLAY", "IMPORTED", "60×"};
constexpr const char* kTypist = "Tova Typist, RN";

SessionRecord recordFrom(const Row& row) {
    auto made = makeSession({.seed = 8});
    for (auto& event : made.events)
        if (auto* opened = std::get_if<SessionOpened>(&event.body)) {
            opened->simulated = row.simulated;
            opened->demo = row.demo;
            opened->drill = row.drill;
            opened->speed = row.speed;
        }
    SourceInfo source{1, "Bedside", row.origin, {}};
    source.period[index(Channel::hr)] = Millis{1'000};
    source.wholeMessages = true;
    for (auto& event : made.events)
        if (auto* attached = std::get_if<SourceAttached>(&event.body)) attached->info = source;
    Event typed = made.events.back();
    typed.id = SeededUuids(4'000).next(1);
    typed.seq += 1;
    typed.actor = {"typist", kTypist, Role::nurse};
    VitalsEntered vitals;
    vitals.values[index(Channel::nibpSystolic)] = 131;
    vitals.values[index(Channel::nibpDiastolic)] = 83;
    vitals.values[index(Channel::temperature)] = 36.9;
    typed.body = vitals;
    typed.effective = made.readings.back().at.mono - 1min;
    made.events.push_back(typed);
    return recordOf(made, source);
}

std::string fileText(const TempDir& folder, const char* name) {
    const auto text = readWholeFile(folder / name, 1U << 28);
    REQUIRE(text);
    return text.value();
}

/// Each of them as a record that is about to be exported into an empty folder.
template <class Look>
void eachExport(const Look& look) {
    const ExportCatalogue catalogue;
    for (const auto& row : kRows) {
        INFO(row.name);
        const auto record = recordFrom(row);
        const TempDir folder;
        look(row, ExportJob{record, catalogue, {1'795'300'000'000, 60}, "test"}, folder);
    }
}

/// Every word on the pages, in one line.
QString paperOf(const SessionRecord& record) {
    RecordedViews views;
    const auto view = views.open(record);
    QString out;
    for (const bool summary : {true, false}) {
        ReportOptions how;
        how.summary = summary;
        const PrintedReport printed(record, *view, how);
        for (int page = 0; page < printed.done().pages; ++page) {
            PaintedWords paper(printed.pageSize().toSize());
            {
                QPainter painter(&paper);
                printed.paint(painter, page);
            }
            out += paper.words().join(u' ') + u'\n';
        }
    }
    return out;
}

bool says(const QString& where, const char* what) {
    return where.contains(QString::fromUtf8(what));
}

} // namespace

TEST_CASE("where numbers come from is said on the chart, in its table and on paper", "[scenario][H-13]") {
    for (const auto& row : kRows) {
        INFO(row.name);
        auto record = recordFrom(row);
        const auto paper = paperOf(record);
        for (const auto* mark : kAllMarks) {
            INFO(mark);
            CHECK(says(paper, mark) == says(QString::fromUtf8(row.watermark), mark));
        }
        CHECK(says(paper, kTypist));

        ReviewWords words;
        words.label = [](const std::string& key) { return key; };
        SessionReview review(words);
        review.resize(1100, 740);
        review.show();
        review.showSession(std::move(record));
        QTest::qWait(30);
        auto* chart = review.findChild<RecordChart*>();
        REQUIRE(chart);
        // The watermark is a picture: it is the one of these words, and of no others.
        const auto drawn = chart->grab().toImage();
        chart->setWatermark(QString::fromUtf8(row.watermark));
        CHECK(chart->grab().toImage() == drawn);
        chart->setWatermark(*row.watermark ? QString() : QStringLiteral("DEMO"));
        CHECK(chart->grab().toImage() != drawn);

        chart->showTable(true);
        auto* table = chart->findChild<RecordTable*>();
        REQUIRE(table);
        bool vitals = false, typed = false;
        for (int i = 0; i < table->rows().rowCount(); ++i) {
            const auto source = table->rows().index(i, RecordTableModel::source).data().toString();
            vitals = vitals || source == QString::fromUtf8(row.source);
            typed = typed || source == QStringLiteral("typed by ") + QString::fromUtf8(kTypist);
        }
        CHECK(vitals);
        CHECK(typed);
    }
}

TEST_CASE("where numbers come from is said in every line of CSV and in FHIR", "[scenario][H-13]") {
    eachExport([](const Row& row, const ExportJob& job, const TempDir& folder) {
        REQUIRE(writeCsv(job, folder.path()));
        REQUIRE(writeFhir(job, folder.path()));
        const auto session = fileText(folder, "session.csv"), readings = fileText(folder, "readings.csv"),
                   events = fileText(folder, "events.csv"), fhir = fileText(folder, "session.fhir.json");
        CHECK(session.find(row.csvKey) != std::string::npos);
        std::size_t lines = 0;
        for (auto at = readings.find(row.csvOrigin); at != std::string::npos;
             at = readings.find(row.csvOrigin, at + 1))
            ++lines;
        CHECK(lines == job.record.readings.size());
        CHECK(events.find("vitals.entered") != std::string::npos);
        CHECK(events.find(kTypist) != std::string::npos);

        CHECK((fhir.find("HTEST") != std::string::npos) == row.isMadeUp());
        CHECK(fhir.find(std::string("\"display\":\"") +
                        (row.origin == Origin::device ? "Bedside\"" : row.fhirDevice)) != std::string::npos);
        if (*row.fhirTag)
            CHECK(fhir.find(std::string("\"code\":") + row.fhirTag) != std::string::npos);
        else
            CHECK(fhir.find("urn:chairside:origin") == std::string::npos);
        CHECK(fhir.find(kTypist) != std::string::npos);
    });
}

TEST_CASE("where numbers come from is said in HL7, EDF+ and .vital", "[scenario][H-13]") {
    eachExport([](const Row& row, const ExportJob& job, const TempDir& folder) {
        REQUIRE(writeHl7(job, folder.path()));
        REQUIRE(writeEdf(job, folder.path()));
        REQUIRE(writeVital(job, folder.path()));
        const std::string code(row.fhirTag), tag = code.empty() ? code : code.substr(1, code.size() - 2);
        const std::string device = row.origin == Origin::device ? "Bedside" : row.fhirDevice;

        const auto hl7 = fileText(folder, "session.hl7");
        CHECK((hl7.find("|urn:chairside:origin~") != std::string::npos) == !tag.empty());
        CHECK((hl7.find("|urn:chairside:origin~" + tag + "~") != std::string::npos) == !tag.empty());
        CHECK(hl7.find("|" + device + "^CHAIRSIDE\r") != std::string::npos);
        CHECK((hl7.find("|DEMO|") != std::string::npos) == row.isMadeUp());

        const auto recording = fileText(folder, "session.edf").substr(88, 80);
        INFO(recording);
        CHECK((recording.find("made-up_numbers") != std::string::npos) == row.isMadeUp());
        CHECK((recording.find("sped-up_60x") != std::string::npos) == (row.speed > 1));
        CHECK((recording.find("imported") != std::string::npos) == (row.origin == Origin::imported));
        CHECK((recording.find("replayed") != std::string::npos) == (row.origin == Origin::replayed));

        const auto vital = readVital(fileText(folder, "session.vital"), "session.vital");
        for (const auto& back : {readEdf(folder / "session.edf"), vital}) {
            REQUIRE(back);
            INFO(back->format);
            CHECK(back->channels.front().device == device);
            std::size_t marks = 0, entries = 0;
            bool said = false;
            for (const auto& mark : back->marks) {
                marks += mark.text.rfind("*", 0) == 0 ? 1 : 0;
                said = said || mark.text.rfind("* " + tag + ": ", 0) == 0;
                entries += mark.text.rfind("#", 0) == 0 ? 1 : 0;
            }
            CHECK((marks > 0) == !tag.empty());
            CHECK(said == !tag.empty());
            CHECK(entries >= job.record.events.size());
        }
    });
}

TEST_CASE("the list of sessions says in whole words which numbers are simulated",
          "[scenario][history][H-13]") {
    Archive archive;
    for (const char* family : {"Brandt", "Kowalski-Okafor", "Lindqvist"}) {
        auto& session = archive.add(family, "Grete", "G000007");
        session.simulated = true;
        session.completed = family[0] != 'K'; // "stopped early" is the widest of the badges
    }
    SessionFinder finder(archive.ports());
    finder.resize(372, 700); // as at 1366 x 768
    finder.show();
    finder.refresh();
    QTest::qWait(20);
    auto* list = finder.findChild<QListView*>();
    REQUIRE(list);
    PaintedWords paper(list->viewport()->size());
    list->viewport()->render(&paper);
    int marked = 0;
    for (const auto& word : paper.words()) marked += word.endsWith(QStringLiteral("SIMULATED")) ? 1 : 0;
    INFO(paper.words().join(u'|').toStdString());
    CHECK(marked == 3);
}
