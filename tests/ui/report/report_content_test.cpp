// SPDX-License-Identifier: GPL-3.0-or-later
// Everything that a medico-legal chart has to hold is on paper: each point of the list in words of the
// record. Source of the list: clinical.md §4.6 (ASA documentation statement, general nursing standards).
#include "ui/report/report_preview.h"
#include "ui/report/session_report.h"

#include "core/domain/side_effect.h"
#include "support/catch.h"
#include "support/told_session.h"
#include "ui/style/chip.h"
#include "ui/style/push_button.h"

#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace chairside;
using namespace chairside::testing;

namespace {

SessionRecord careful() {
    ToldSession t(7);
    t.open();
    t.add(0, CourseAssigned{"depression", "induction", 3});
    for (const auto& [item, answer] :
         {std::pair{"history_reviewed", "no change"}, std::pair{"consent", "signed 2026-11-20"},
          std::pair{"risk_benefit", "explained, understood"}, std::pair{"last_period", "2026-11-02"}})
        t.add(1, ItemConfirmed{"screen", item, answer});
    t.add(2, HoldPlaced{"nibp_sys>140", "NIBP systolic 158 > 140"});
    t.add(3, HoldOverridden{"nibp_sys>140", "repeat within the usual range"});
    t.order();
    t.score(6, "phq9", 18);
    t.score(7, "moaas", 5);
    t.add(8, TimeoutConfirmed{{"p", "Petra Prescriber", Role::prescriber}});
    t.add(9, DrugDrawn{"vial 17", "L99", "2027-01", 35, 0.7, 50, 200});
    t.add(9, DrugDrawn{"vial 17", "L99", "2027-01", 5, 0.1, 50, 200, true});
    t.pressure(9, 128, 80);
    t.add(10, InfusionStarted{150, "L99", "2027-01"});
    t.heart(20, 95, 97);
    t.pressure(20, 172, 100);
    t.add(21, RateChanged{75, "pressure high"});
    t.pressure(29, 148, 90);
    t.add(30, InfusionPaused{"patient request"});
    t.add(33, InfusionResumed{100});
    t.score(35, "moaas", 4);
    t.add(36, SideEffectBegan{"nausea", 2, "possible", ""});
    t.add(36, SideEffectChanged{t.events().back().id, 3, "medicine given"});
    t.add(36, ItemConfirmed{judgementList(t.events()[t.events().size() - 2].id), "relatedness", "probable"});
    t.add(37, MedicationGiven{"ondansetron", "mg", "IV", "nausea", "antiemetic", 4, "Petra Prescriber"});
    VitalsEntered oxygen;
    oxygen.values[index(Channel::o2Flow)] = 3;
    oxygen.site = "nasal cannula";
    t.add(37, oxygen);
    t.add(38, ClockStepped{Millis{-2'000}});
    oxygen.values[index(Channel::o2Flow)] = 0;
    oxygen.site.clear();
    t.add(52, oxygen);
    t.add(55, InfusionStopped{true, "", ""});
    t.pressure(70, 131, 82);
    t.score(80, "aldrete", 10);
    t.add(85, ItemConfirmed{"discharge", "instructions_given", "written and explained"});
    t.add(90, DischargeReady{""});
    t.add(92, FollowUpPlanned{"2026-11-28", "telephone call"});
    t.add(95, Discharged{"sister Maria", "walking steadily"});
    SessionRecord record;
    record.events = t.events();
    Event late = record.events.back();
    const auto add = [&](EventBody body, std::optional<Uuid> corrects, Millis ago) {
        late.id = SeededUuids(static_cast<std::uint64_t>(late.seq) + 77).next(1);
        late.seq += 1;
        late.effective = late.at.mono - ago;
        late.corrects = corrects;
        late.body = std::move(body);
        record.events.push_back(late);
        return late.id;
    };
    add(NoteWritten{"entered afterwards", std::nullopt}, std::nullopt, Minutes{9});
    const auto wrong = add(NoteWritten{"wrong chart", std::nullopt}, std::nullopt, Millis{0});
    add(EntryWithdrawn{"belongs to another patient"}, wrong, Millis{0});
    const auto old =
        add(MedicationGiven{"paracetamol", "mg", "PO", "", "", 500, ""}, std::nullopt, Millis{0});
    add(MedicationGiven{"paracetamol", "mg", "PO", "", "", 1'000, ""}, old, Millis{0});
    add(Signed{Role::nurse, "Nina Nurse", "I recorded this session"}, std::nullopt, Millis{0});
    add(AddendumAdded{"The escort called: all is well.", "follow-up call"}, std::nullopt, Millis{0});
    for (auto& event : record.events) {
        if (std::holds_alternative<ClockStepped>(event.body)) event.actor = systemActor();
        evolve(record.summary, event);
    }
    SourceInfo monitor{1, "Bedside monitor 7", Origin::device, {}};
    monitor.period[index(Channel::hr)] = monitor.period[index(Channel::spo2)] = Millis{1'000};
    record.sources = {monitor};
    record.chainHead = std::string(64, 'c');
    return record;
}

std::unique_ptr<SessionView> viewOf(const SessionRecord& record) {
    auto view = std::make_unique<SessionView>(ToldSession::protocol());
    for (const auto& event : record.events) view->apply(event);
    return view;
}

ReportPreview::What carefulPreview() {
    auto record = careful();
    auto view = viewOf(record);
    return {std::move(record), std::move(view), {}, QStringLiteral("report.pdf")};
}

Chip* chip(const ReportPreview& dialog, const QString& words) {
    for (auto* c : dialog.findChildren<Chip*>())
        if (c->text() == words) return c;
    return nullptr;
}

/// Every word of a PDF with single spaces.
QString printed(const QString& file) {
    QProcess process;
    process.start(QStringLiteral("pdftotext"), {QStringLiteral("-raw"), file, QStringLiteral("-")});
    REQUIRE(process.waitForFinished(20'000));
    auto all = QString::fromUtf8(process.readAllStandardOutput());
    return all.replace(QRegularExpression(QStringLiteral("[ \n\f]+")), QStringLiteral(" "));
}

bool canReadBack() {
    if (!QStandardPaths::findExecutable(QStringLiteral("pdftotext")).isEmpty()) return true;
    WARN("pdftotext is not installed, so the PDF was not read back");
    return false;
}

} // namespace

TEST_CASE("every point of the medico-legal list is in the full report", "[report][H-12]") {
    if (!canReadBack()) return;
    const QTemporaryDir folder;
    const auto file = folder.filePath(QStringLiteral("full.pdf"));
    const auto record = careful();
    const auto view = viewOf(record);
    REQUIRE(writeReport(record, *view, {}, file));
    const auto all = printed(file);
    const std::vector<std::pair<const char*, std::vector<const char*>>> list{
        {"indication", {"depression, induction"}},
        {"history", {"History reviewed", "no change"}},
        {"consent", {"Consent", "signed 2026-11-20"}},
        {"last menstrual date", {"Last period", "2026-11-02"}},
        {"risk and benefit", {"Risk benefit", "explained, understood"}},
        {"baseline scales", {"phq9, baseline", "18"}},
        {"holds and their resolution", {"NIBP systolic 158 > 140", "repeat within the usual range"}},
        {"identity of the second person", {"Two-person time-out", "Petra Prescriber"}},
        {"time-based vitals", {"Vital signs over time", "172/100", "128/80"}},
        {"level of consciousness", {"MOAA/S"}},
        {"drug, dose, route, time, by",
         {"Given", "ondansetron", "4 mg", "IV", "ordered by Petra Prescriber"}},
        {"oxygen",
         {"oxygen 3 L/min nasal cannula", "oxygen ended room air", "Oxygen 3 L/min, nasal cannula"}},
        {"rate changes",
         {"rate changed", "75 mL/h", "pressure high", "paused", "patient request", "resumed", "100 mL/h"}},
        {"side effects with cause and action",
         {"Side effects", "Caused by the treatment", "nausea severe probable medicine given",
          "caused by the treatment: probable, action: medicine given"}},
        {"interventions and response", {"Interventions and response", "172/100 at", "148/90 at"}},
        {"monitors used", {"Monitors used", "Bedside monitor 7", "device", "HR, SpO"}},
        {"recovery vitals", {"Last vital signs of the recovery", "131/82"}},
        {"discharge score", {"aldrete", "10"}},
        {"discharge time and condition", {"Ready to leave", "all criteria met", "walking steadily"}},
        {"escort", {"escort: sister Maria"}},
        {"instructions", {"Instructions given", "written and explained"}},
        {"follow-up", {"Follow-up", "2026-11-28 telephone call"}},
        {"author of each entry with the role", {"Nina Nurse, nurse", "noticed by the program"}},
        {"late entries marked", {"late,"}},
        {"amendments with their reason",
         {"Withdrawal of no.", "belongs to another patient", "(withdrawn)", "Correction of no.",
          "(corrected later)"}},
        {"unit and body-weight basis", {"35 mg = 0.5 mg/kg", "70 kg", "actual body weight"}},
        {"clock source and offset", {"computer's clock", "+01:00", "set by", "2 s at"}},
        {"controlled drug", {"Controlled drug", "vial 17", "L99", "200 mg 35 mg", "open vial 5 mg"}},
        {"signatures and addenda", {"Signed", "I recorded this session", "The escort called"}},
        {"software, protocol and digest", {"Chairside 0.1.0", "version 2", "cccccccccccccccc"}},
    };
    for (const auto& [point, words] : list)
        for (const char* word : words) {
            INFO(point << ": " << word);
            CHECK(all.contains(QString::fromUtf8(word)));
        }
}

TEST_CASE("without the protocol of a session nobody says how many checks were on time", "[report]") {
    if (!canReadBack()) return;
    const QTemporaryDir folder;
    const auto file = folder.filePath(QStringLiteral("full.pdf"));
    const auto record = careful();
    SessionView view{Protocol{}}; // as when the document in the record is damaged
    for (const auto& event : record.events) view.apply(event);
    REQUIRE(writeReport(record, view, {}, file));
    const auto all = printed(file);
    CHECK(all.contains(QStringLiteral("not known, the protocol of this session can't be read")));
    CHECK_FALSE(all.contains(QStringLiteral("0 on time")));
}

TEST_CASE("the preview shows the pages of the paper chosen and saves what it shows", "[report]") {
    ReportPreview dialog(carefulPreview());
    dialog.show();
    const int full = dialog.pageCount();
    CHECK(full > 1);
    CHECK(chip(dialog, QStringLiteral("A4"))->isChecked());
    chip(dialog, QStringLiteral("Letter"))->click();
    CHECK(dialog.paper() == Paper::letter);
    CHECK_FALSE(chip(dialog, QStringLiteral("A4"))->isChecked());
    chip(dialog, QStringLiteral("One page"))->click();
    CHECK(dialog.pageCount() == 1);
    CHECK(dialog.isSummary());
    const QTemporaryDir folder;
    const auto file = folder.filePath(QStringLiteral("r.pdf"));
    dialog.savePdf(file);
    CHECK(QFile::exists(file));
    CHECK(dialog.message().contains(QStringLiteral("r.pdf")));
    dialog.savePdf(QStringLiteral("/nowhere/at/all.pdf"));
    CHECK(dialog.message().contains(QStringLiteral("could not be written")));
    for (auto* button : dialog.findChildren<PushButton*>()) CHECK(button->height() >= 44);
    QTest::keyClick(&dialog, Qt::Key_Escape);
    CHECK_FALSE(dialog.isVisible());
}

TEST_CASE("a session with hostile names and a note of 5,000 characters prints whole", "[report][H-16]") {
    if (QStandardPaths::findExecutable(QStringLiteral("pdftotext")).isEmpty()) return;
    auto record = careful();
    record.summary.patient.familyName = "<img src=x>=HYPERLINK|^&~\\";
    Event note = record.events.back();
    note.seq += 1;
    note.id = SeededUuids(5).next(1);
    QString words;
    for (int i = 0; i < 700; ++i) words += QStringLiteral("word%1 ").arg(i);
    note.body = NoteWritten{words.toStdString(), std::nullopt};
    record.events.push_back(note);
    const auto view = viewOf(record);
    const QTemporaryDir folder;
    const auto file = folder.filePath(QStringLiteral("h.pdf"));
    const auto done = writeReport(record, *view, {}, file);
    REQUIRE(done);
    CHECK(done->entries == static_cast<std::int64_t>(record.events.size()));
    QProcess process;
    process.start(QStringLiteral("pdftotext"), {file, QStringLiteral("-")});
    REQUIRE(process.waitForFinished(20'000));
    const auto all = QString::fromUtf8(process.readAllStandardOutput());
    CHECK(all.contains(QStringLiteral("<IMG SRC=X>=HYPERLINK|^&~\\")));
    for (int i = 0; i < 700; i += 7) CHECK(all.contains(QStringLiteral("word%1").arg(i)));
}
