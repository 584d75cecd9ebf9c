// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenarios/walk/panel_steps.h"

#include "core/live/sound_state.h"
#include "ui/chart/record_chart.h"
#include "ui/entry/instrument_panel.h"
#include "ui/entry/not_done_panel.h"
#include "ui/live/limits_panel.h"
#include "ui/live/sound_panel.h"
#include "ui/live/start_page.h"

namespace chairside::testing {
namespace {

using Open = std::function<void(RealWindow&)>;

void digits(RealWindow& w, const char* text) {
    for (const char c : std::string(text)) {
        QTest::keyClick(w.panel(), c);
        RealWindow::settle();
    }
}
Open entry(EntryKind kind, const char* typed = "") {
    return [kind, typed](RealWindow& w) {
        Q_EMIT w.page().entryChosen(kind);
        RealWindow::settle();
        digits(w, typed);
    };
}
Open action(const char* name) {
    return [name](RealWindow& w) { Q_EMIT w.page().actionRequested(QString::fromLatin1(name)); };
}
Open due(const char* capture, const char* typed = "") {
    return [capture, typed](RealWindow& w) {
        Q_EMIT w.page().dueActivated(QString::fromLatin1(capture));
        RealWindow::settle();
        digits(w, typed);
    };
}
/// The sentences are those of the program; the details too (app/console/main_window, session_controller).
Open technical(Technical what, const char* detail) {
    return [what, detail](RealWindow& w) {
        w.controller().engine()->setTechnical(what, detail);
        w.pass(1s);
    };
}

void typeAPressure(RealWindow& w) {
    Command command;
    command.actor = w.staff().people().front();
    command.sure = true;
    VitalsEntered typed;
    typed.values[index(Channel::nibpSystolic)] = 148;
    typed.values[index(Channel::nibpDiastolic)] = 92;
    command.ask = typed;
    REQUIRE(std::holds_alternative<std::vector<Event>>(w.controller().submit(std::move(command))));
}

/// Oxygen while it runs: the button that ends it, and the chip among what is present.
void oxygenRunning(RealWindow& w) {
    Command command;
    command.actor = w.staff().people().front();
    VitalsEntered flow;
    flow.values[index(Channel::o2Flow)] = 2;
    flow.site = "nasal cannula";
    command.ask = flow;
    (void)w.controller().submit(std::move(command)); // a second time it runs already
    w.pass(1s);
    Q_EMIT w.page().entryChosen(EntryKind::oxygen);
}

/// The ledger while a vial stands open, so that a second draw can be from it.
void drawAgain(RealWindow& w) {
    Command draw;
    draw.actor = {"okafor", "J. Okafor, RN", Role::nurse};
    draw.ask = DrugDrawn{"V2", "B7", "2099-06", 20, 0.4, 50, 500};
    if (w.view().state().ledger.openVials().empty()) w.controller().submit(draw);
    Q_EMIT w.page().actionRequested(QStringLiteral("ledger"));
    RealWindow::settle();
}

/// What decide() answers when only a PIN is missing.
void askForPin(RealWindow& w) {
    Q_EMIT w.page().actionRequested(QStringLiteral("ledger"));
    RealWindow::settle();
    REQUIRE(w.panel());
    REQUIRE(w.staff().setPin("demo-lind", "7391", "", "2026-11-21"));
    DrugWasted waste;
    waste.mg = 3;
    waste.from = "bag or line";
    waste.reason = "test of the walk";
    waste.witness = *std::ranges::find(w.staff().people(), std::string("demo-lind"), &Actor::id);
    Command command;
    command.actor = w.staff().people().front();
    command.ask = waste;
    command.sure = true;
    command.credentials = w.staff().credentials({});
    const auto answer = w.controller().submit(std::move(command));
    const auto* refused = std::get_if<Refusal>(&answer);
    REQUIRE(refused);
    INFO(refused->sentence);
    REQUIRE_FALSE(refused->pinOf.empty());
    w.panel()->showAnswer(answer);
}

void askAgain(RealWindow& w) {
    Q_EMIT w.page().entryChosen(EntryKind::bloodPressure);
    RealWindow::settle();
    REQUIRE(w.panel());
    Command command;
    command.actor = w.staff().people().front();
    VitalsEntered typed;
    typed.values[index(Channel::nibpSystolic)] = 250;
    typed.values[index(Channel::nibpDiastolic)] = 92;
    command.ask = typed;
    const auto answer = w.controller().submit(std::move(command));
    REQUIRE(std::holds_alternative<Question>(answer));
    w.panel()->showAnswer(answer);
}

/// With every word that the panel can have.
void soundTested(RealWindow& w) {
    Command command;
    command.actor = w.staff().people().front();
    command.ask = SelfTested{{{self_test::kSound, self_test::kHeard}}};
    (void)w.controller().submit(std::move(command));
    Q_EMIT w.page().soundRequested();
    RealWindow::settle();
    auto* panel = qobject_cast<SoundPanel*>(w.panel());
    REQUIRE(panel);
    panel->setIsSelfTest(true);
}

void alarmElsewhere(RealWindow& w) {
    w.controller().engine()->setTechnical(Technical::soundMissing, "no sound output");
    w.window().showPage(QStringLiteral("history"));
    w.pass(1s);
}

} // namespace

const std::vector<PanelStep>& panelSteps() {
    static const std::vector<PanelStep> all{
        {"live", [](RealWindow&) {}},
        {"pressure", entry(EntryKind::bloodPressure)},
        {"pressure-asked", askAgain},
        {"sedation", entry(EntryKind::sedation)},
        {"dissociation", entry(EntryKind::dissociation, "012")},
        {"questionnaires", entry(EntryKind::questionnaire)},
        {"phq9", due("phq9", "12")},
        {"phq9-flag", due("phq9", "1000001")},
        {"pcl5", due("pcl5", "1")},
        {"rass", due("rass")},
        {"aldrete", due("aldrete")},
        {"cadss", due("cadss_23")},
        {"cssrs", due("c_ssrs_screener")},
        {"kset", due("kset", "1")},
        {"side-effects", entry(EntryKind::sideEffect)},
        {"medication", entry(EntryKind::medication)},
        {"oxygen", entry(EntryKind::oxygen)},
        {"oxygen-running", oxygenRunning},
        {"note", entry(EntryKind::note)},
        {"event", entry(EntryKind::event)},
        {"pause", action("pause")},
        {"rate", action("rate")},
        {"stop", action("stop")},
        {"ledger", action("ledger")},
        {"ledger-open-vial", drawAgain},
        {"pin", askForPin},
        {"timeout", action("timeout")},
        {"screen", action("screen")},
        {"discharge", action("discharge_list")},
        {"discharge-override", action("override_gate")},
        {"discharge-leave", action("discharge")},
        {"signature", action("sign_nurse")},
        {"signature-prescriber", action("sign_prescriber")},
        {"dose", action("dose")},
        {"refused", action("sign")},
        {"staff", [](RealWindow& w) { Q_EMIT w.page().operatorTapped(); }},
        {"entries", [](RealWindow& w) { Q_EMIT w.page().savedTapped(); }},
        {"not-done", [](RealWindow& w) { QTest::keyClick(&w.page(), Qt::Key_X); }},
        {"pressure-artefact",
         [](RealWindow& w) {
             typeAPressure(w);
             Q_EMIT w.page().chart()->pressureArtefactRequested(w.view().events().back().effective);
         }},
        {"table", [](RealWindow& w) { w.page().chart()->showTable(true); }},
        {"limits", [](RealWindow& w) { Q_EMIT w.page().limitsRequested(); }},
        {"limit-edited", [](RealWindow& w) { Q_EMIT w.page().tileTapped(Channel::nibpSystolic); }},
        {"limits-proposed",
         [](RealWindow& w) {
             Q_EMIT w.page().limitsRequested();
             RealWindow::settle();
             auto* panel = qobject_cast<LimitsPanel*>(w.panel());
             REQUIRE(panel);
             panel->showOffers(true);
         }},
        {"sound", [](RealWindow& w) { Q_EMIT w.page().soundRequested(); }},
        {"sound-tested", soundTested},
        {"drills",
         [](RealWindow& w) {
             w.window().showPage(QStringLiteral("start"));
             Q_EMIT w.window().findChild<StartPage*>()->drillRequested();
         }},
        {"distance", [](RealWindow& w) { w.window().showPage(QStringLiteral("distance")); }},
        {"alarm-sound", technical(Technical::soundMissing, "no sound output")},
        {"alarm-store",
         technical(Technical::storeFault,
                   "NOT BEING SAVED since 10:40. The record file record.db cannot grow because the disk is "
                   "full. What was saved before is safe. Free some space on the disk. What is entered now is "
                   "kept in memory and written when the disk is back.")},
        {"alarm-disk", technical(Technical::diskLow, "180 MB left")},
        {"alarm-clock", technical(Technical::clockStepped, "the computer's clock was changed by 1:00:00")},
        {"alarm-frozen", technical(Technical::windowFrozen, "the window stood still for 0:10")},
        {"alarm-sentinel",
         technical(Technical::sentinelMissing, "the program that sounds alarms does not run")},
        {"alarm-elsewhere", alarmElsewhere},
    };
    return all;
}

void walkPanels(RealWindow& w, const std::function<void(const PanelStep&)>& look) {
    for (const auto& step : panelSteps()) {
        INFO(step.name);
        w.page().panels()->close();
        w.page().chart()->showTable(false);
        w.window().showPage(QStringLiteral("live"));
        RealWindow::settle();
        step.open(w);
        QTest::qWait(20);
        look(step);
        for (const auto what : {Technical::soundMissing, Technical::storeFault, Technical::diskLow,
                                Technical::clockStepped, Technical::windowFrozen, Technical::sentinelMissing})
            w.controller().engine()->setTechnical(what, std::nullopt);
    }
}

} // namespace chairside::testing
