// SPDX-License-Identifier: GPL-3.0-or-later
#include "gallery_entry.h"

#include "support/qt_words.h"
#include "ui/entry/blood_pressure_panel.h"
#include "ui/entry/check_in_page.h"
#include "ui/entry/dissociation_panel.h"
#include "ui/entry/dose_panel.h"
#include "ui/entry/entry_view_panel.h"
#include "ui/entry/event_panel.h"
#include "ui/entry/medication_panel.h"
#include "ui/entry/note_panel.h"
#include "ui/entry/number_edit.h"
#include "ui/entry/panel_host.h"
#include "ui/entry/pump_panels.h"
#include "ui/entry/score_panel.h"
#include "ui/entry/side_effect_panel.h"
#include "ui/style/push_button.h"

#include <QLineEdit>
#include <QPainter>
#include <QPlainTextEdit>

using namespace chairside;

namespace {

/// A host on an empty page as large as the room beside the tiles at 1366×768.
class Stage final : public QWidget {
public:
    explicit Stage(EntryPanel* panel, std::function<void(EntryPanel&)> then)
        : panel_(panel), then_(std::move(then)) {
        setFixedSize(1092, 600);
        auto* host = new PanelHost(this);
        host->setAnimated(false);
        host->setArea(QRect(12, 12, 1068, 576));
        panel->setParent(this);
        host->open(*panel);
        if (then_) then_(*panel);
    }

private:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        painter.fillRect(rect(), themeOf(*this).window);
    }
    EntryPanel* panel_;
    std::function<void(EntryPanel&)> then_;
};

template <class Panel, class... Args>
std::unique_ptr<QWidget> staged(std::function<void(Panel&)> then, Args&&... args) {
    auto* panel = new Panel(std::forward<Args>(args)...);
    return std::make_unique<Stage>(panel, [then](EntryPanel& p) {
        if (then) then(static_cast<Panel&>(p));
    });
}

ScoreSheet checklist() {
    ScoreSheet sheet;
    sheet.title = u("Dissociation");
    sheet.instrument = "dissociation_check";
    const char* rows[] = {"Surroundings seem unreal or dream-like",
                          "Detached from own body, floating",
                          "Time faster, slower or stopped",
                          "Sounds, colours or shapes changed",
                          "Sees or hears things not there",
                          "Gaps in memory, loses track",
                          "Confused, disoriented",
                          "Hard to speak, slurred",
                          "Tingling or numbness",
                          "Dizzy, light-headed",
                          "Spinning",
                          "Drowsy, hard to rouse"};
    for (const char* row : rows) sheet.items.push_back({row, u(row), {}});
    sheet.answers = {{0, u("none"), {}}, {1, u("mild"), {}}, {2, u("moderate"), {}}, {3, u("severe"), {}}};
    return sheet;
}

std::vector<SideEffectPanel::Option> effects() {
    std::vector<SideEffectPanel::Option> all;
    const char* labels[] = {"Seems unreal",
                            "Detached from body",
                            "Time changed",
                            "Perception changed",
                            "Sees/hears things",
                            "Memory gaps",
                            "Confused",
                            "Slurred speech",
                            "Numbness",
                            "Dizzy",
                            "Spinning",
                            "Drowsy",
                            "Nausea",
                            "Vomiting",
                            "Headache",
                            "Blurred vision",
                            "Nystagmus",
                            "Anxious",
                            "Agitated",
                            "Elated",
                            "Bad taste",
                            "Nasal discomfort",
                            "Saliva",
                            "High BP, symptoms",
                            "Low BP"};
    int i = 0;
    for (const char* label : labels) all.push_back({label, u(label), i++ < 20});
    return all;
}

std::vector<OrderSetEntry> orders() {
    const auto entry = [](const char* drug, const char* unit, const char* route, const char* why,
                          std::vector<double> doses) {
        OrderSetEntry e;
        e.drug = drug, e.unit = unit, e.route = route, e.indication = why, e.doses = std::move(doses);
        return e;
    };
    return {entry("ondansetron", "mg", "IV/PO", "Nausea", {4, 8}),
            entry("metoclopramide", "mg", "IV", "Nausea", {10}),
            entry("midazolam", "mg", "IV", "Panic, severe dissociation", {1, 2}),
            entry("lorazepam", "mg", "PO", "Panic", {0.5, 1}),
            entry("labetalol", "mg", "IV", "Blood pressure at action level", {5, 10}),
            entry("hydralazine", "mg", "IV", "Blood pressure", {5, 10}),
            entry("clonidine", "mg", "PO", "Blood pressure", {0.1, 0.2}),
            entry("acetaminophen", "mg", "PO", "Headache", {650, 1000}),
            entry("ketorolac", "mg", "IV", "Headache", {15, 30}),
            entry("glycopyrrolate", "mg", "IV", "Secretions", {0.1, 0.2})};
}

DosingRule galleryRule() {
    DosingRule r;
    r.drug = "ketamine", r.mgPerKg = 0.5, r.stockMgPerMl = {10, 50, 100}, r.vialMl = {20, 10, 5},
    r.bagMl = {50, 100, 250}, r.syringeMl = {50};
    r.mgPerKgRange = {0.1, 0.75, 1, 1.5};
    r.durationWarnBelow = 35;
    return r;
}

DoseChoices doseChoices(double mgPerKg) {
    DoseChoices c;
    c.weightKg = 70, c.mgPerKg = mgPerKg, c.stockMgPerMl = 50, c.bagMl = 100, c.durationMin = 40;
    return c;
}

CheckInPage* checkIn() {
    Patient ana;
    ana.familyName = "RIVERA", ana.givenName = "Ana", ana.birthDate = "1986-03-14", ana.mrn = "004711",
    ana.allergies = "none known";
    Patient layla = ana;
    layla.familyName = "كريم", layla.givenName = "ليلى", layla.mrn = "004712", layla.birthDate = "1990-11-02";
    auto* page = new CheckInPage([=](const QString&) { return std::vector<Patient>{ana, layla}; });
    page->setState({{u("IV ketamine for depression"), u("IV ketamine for pain"), u("Intranasal esketamine")},
                    u("2026-11-21")});
    page->setFixedSize(1366, 716);
    return page;
}

} // namespace

std::vector<std::pair<const char*, std::function<std::unique_ptr<QWidget>()>>> galleryEntryPages() {
    using F = CheckInPage::Field;
    return {
        {"panel-bp",
         [] {
             return staged<BloodPressurePanel>([](BloodPressurePanel& p) {
                 p.setHint(u("last 164/96 at 10:40"));
                 p.field(Channel::nibpSystolic)->edit()->setText(u("158"));
                 p.field(Channel::nibpDiastolic)->edit()->setFocus();
             });
         }},
        {"panel-bp-question",
         [] {
             return staged<BloodPressurePanel>([](BloodPressurePanel& p) {
                 p.field(Channel::nibpSystolic)->edit()->setText(u("250"));
                 p.field(Channel::nibpDiastolic)->edit()->setText(u("9x"));
                 p.showAnswer(Question{"NIBP systolic 250 mmHg: sure? It will be recorded as measured."});
             });
         }},
        {"panel-bp-correct",
         [] {
             return staged<BloodPressurePanel>([](BloodPressurePanel& p) {
                 VitalsEntered old;
                 old.values[index(Channel::nibpSystolic)] = 146;
                 old.values[index(Channel::nibpDiastolic)] = 69;
                 old.values[index(Channel::hr)] = 71;
                 p.correct({Uuid{}, old, {}, u("10:40"), u("Typed: blood pressure 146/69 mmHg, HR 71 bpm")});
             });
         }},
        {"panel-entry",
         [] {
             EntryViewPanel::Content content;
             content.what = u("Typed: blood pressure 146/69 mmHg, HR 71 bpm");
             content.when = u("10:40, entered at 10:42");
             content.who = u("J. Okafor RN · saved");
             content.fate = QStringList{u("10:44, J. Okafor RN: Note: patient was speaking")};
             content.previous = Uuid{};
             return staged<EntryViewPanel>(nullptr, content);
         }},
        {"panel-entry-corrected",
         [] {
             EntryViewPanel::Content content;
             content.what = u("Typed: blood pressure 146/69 mmHg, HR 71 bpm");
             content.when = u("10:40");
             content.who = u("J. Okafor RN · saved");
             content.fate = QStringList{u("Corrected at 10:44 by J. Okafor RN: Typed: blood pressure 146/96 "
                                          "mmHg, HR 71 bpm")};
             content.standing = false;
             content.replacement = Uuid{};
             content.previous = content.next = Uuid{};
             return staged<EntryViewPanel>(nullptr, content);
         }},
        {"panel-sedation", [] { return staged<ScorePanel>(nullptr, sedationSheet()); }},
        {"panel-dissociation",
         [] {
             return staged<DissociationPanel>(
                 [](DissociationPanel& p) {
                     for (std::size_t i = 0; i < 5; ++i) p.answerButton(i, static_cast<int>(i % 4))->click();
                 },
                 checklist(),
                 std::vector{numericSheet(u("Nausea"), "nausea", u("none"), u("worst")),
                             numericSheet(u("Pain"), "pain", u("none"), u("worst"))});
         }},
        {"panel-pain",
         [] {
             return staged<DissociationPanel>(
                 [](DissociationPanel& p) { p.showScale(2); }, checklist(),
                 std::vector{numericSheet(u("Nausea"), "nausea", u("none"), u("worst imaginable")),
                             numericSheet(u("Pain"), "pain", u("no pain"), u("worst imaginable"))});
         }},
        {"panel-effects",
         [] {
             return staged<SideEffectPanel>(
                 [](SideEffectPanel& p) {
                     Uuid id;
                     id.bytes[0] = 1;
                     p.setPresent(
                         {{id, "Detached from body", 2, u("10:20")}, {Uuid{}, "Nausea", 1, u("10:31")}});
                     p.select(id);
                 },
                 effects());
         }},
        {"panel-medication",
         [] {
             return staged<MedicationPanel>([](MedicationPanel& p) { p.doseButton(0, 0)->click(); },
                                            orders());
         }},
        {"panel-note",
         [] {
             return staged<NotePanel>([](NotePanel& p) {
                 p.edit()->setPlainText(u("Asked for water. Music changed to the second list. 🙂"));
                 p.showAnswer(Refusal{"The session is already signed. Write an addendum instead."});
             });
         }},
        {"panel-event",
         [] {
             return staged<EventPanel>(nullptr, QStringList{u("Music changed"), u("Call bell"), u("Toilet"),
                                                            u("Position changed"), u("Visitor"),
                                                            u("Prescriber called"), u("Oxygen given"),
                                                            u("IV site checked"), u("Eye mask off")});
         }},
        {"panel-rate",
         [] {
             return staged<RatePanel>([](RatePanel& p) { p.setOrderedRate(150); },
                                      RatePanel::Purpose::change);
         }},
        {"panel-start",
         [] {
             return staged<RatePanel>(
                 [](RatePanel& p) {
                     p.setOrderedRate(150);
                     p.begin();
                 },
                 RatePanel::Purpose::start);
         }},
        {"panel-pause",
         [] {
             return staged<PausePanel>(nullptr, QStringList{u("Blood pressure"), u("Nausea"), u("Anxiety"),
                                                            u("Line problem"), u("Patient asked")});
         }},
        {"panel-stop",
         [] {
             return staged<StopPanel>(
                 [](StopPanel& p) {
                     p.setDelivered(u("20.7 mg of 35 mg will be recorded as given, from the pump record."));
                     p.reasonButton(2)->click();
                 },
                 std::vector<StopPanel::Reason>{{"bp", u("Blood pressure")},
                                                {"hr", u("Heart rate")},
                                                {"spo2", u("Oxygen")},
                                                {"sedation", u("Sedation")},
                                                {"dissociation", u("Dissociation or anxiety")},
                                                {"vomiting", u("Vomiting")},
                                                {"iv", u("IV failure")},
                                                {"patient", u("Patient asked")},
                                                {"other", u("Other")}},
                 std::vector<Actor>{{"haas", "Dr M. Haas", Role::prescriber}});
         }},
        {"panel-dose",
         [] {
             return staged<DosePanel>([](DosePanel& p) { p.setChoices(doseChoices(0.5)); }, galleryRule());
         }},
        {"panel-dose-high",
         [] {
             return staged<DosePanel>(
                 [](DosePanel& p) {
                     p.setPeople(
                         {{"haas", "Dr M. Haas", Role::prescriber}},
                         {{"lind", "T. Lind, RN", Role::nurse}, {"haas", "Dr M. Haas", Role::prescriber}},
                         false);
                     p.setChoices(doseChoices(1.2));
                 },
                 galleryRule());
         }},
        {"check-in", [] { return std::unique_ptr<QWidget>(checkIn()); }},
        {"check-in-wrong",
         [] {
             auto* page = checkIn();
             page->edit(F::family)->setText(u("RIVERA"));
             page->edit(F::birth)->setText(u("2031-01-01"));
             page->edit(F::weight)->setText(u("7.0.5"));
             for (auto* button : page->findChildren<PushButton*>())
                 if (button->text() == u("Check in")) button->click();
             return std::unique_ptr<QWidget>(page);
         }},
    };
}
