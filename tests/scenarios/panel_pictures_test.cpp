// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures of every panel in the whole live window, in both sizes and both themes, for people to look at.
// Hidden: it runs when asked for by its tag and writes into the folder named by CHAIRSIDE_PICTURES.
#include "scenarios/walk/panel_steps.h"
#include "ui/style/theme.h"

#include <QApplication>
#include <QDir>

#include <algorithm>

using namespace chairside;
using namespace chairside::testing;

TEST_CASE("pictures of every panel in the whole window", "[.pictures]") {
    const auto folder = qEnvironmentVariable("CHAIRSIDE_PICTURES");
    if (folder.isEmpty()) {
        WARN("CHAIRSIDE_PICTURES names no folder, so no picture was written.");
        return;
    }
    REQUIRE(QDir().mkpath(folder));
    RealWindow w;
    w.window().startDemo();
    w.pass(16min);
    for (const bool dark : {true, false})
        for (const auto size : {QSize(1366, 768), QSize(1920, 1080)}) {
            applyTheme(*qApp, dark ? darkTheme() : lightTheme());
            w.window().resize(size);
            RealWindow::settle();
            walkPanels(w, [&](const PanelStep& step) {
                const auto file = QStringLiteral("%1/%2-%3-%4.png")
                                      .arg(folder, QString::fromLatin1(step.name))
                                      .arg(size.width())
                                      .arg(dark ? QStringLiteral("dark") : QStringLiteral("light"));
                CHECK(w.window().grab().save(file));
            });
        }
    applyTheme(*qApp, darkTheme());
}

TEST_CASE("pictures of every panel on the way out", "[.pictures]") {
    const auto folder = qEnvironmentVariable("CHAIRSIDE_PICTURES");
    if (folder.isEmpty()) {
        WARN("CHAIRSIDE_PICTURES names no folder, so no picture was written.");
        return;
    }
    REQUIRE(QDir().mkpath(folder));
    const auto picture = [&](RealWindow& w, const char* name) {
        for (const bool dark : {true, false})
            for (const auto size : {QSize(1366, 768), QSize(1920, 1080)}) {
                applyTheme(*qApp, dark ? darkTheme() : lightTheme());
                w.window().resize(size);
                w.pass(100ms);
                const auto file = QStringLiteral("%1/out-%2-%3-%4.png")
                                      .arg(folder, QString::fromLatin1(name))
                                      .arg(size.width())
                                      .arg(dark ? QStringLiteral("dark") : QStringLiteral("light"));
                CHECK(w.window().grab().save(file));
            }
        applyTheme(*qApp, darkTheme());
    };
    RealWindow w;
    w.window().startDemo();
    const auto nurse = w.staff().people().front();
    const auto haas = *std::ranges::find(w.staff().people(), Role::prescriber, &Actor::role);
    const auto enter = [&](EventBody body, const Actor& who) {
        Command command;
        command.actor = who;
        command.ask = std::move(body);
        command.sure = true;
        const auto answer = w.controller().submit(std::move(command));
        const auto* refusal = std::get_if<Refusal>(&answer);
        INFO((refusal ? refusal->sentence : ""));
        CHECK(std::holds_alternative<std::vector<Event>>(answer));
    };
    const auto open = [&](const char* action) {
        Q_EMIT w.page().actionRequested(QString::fromLatin1(action));
        RealWindow::settle();
    };
    w.pass(40min);
    enter(InfusionStopped{true, "", ""}, nurse);
    VitalsEntered oxygen, vitals;
    oxygen.values[index(Channel::o2Flow)] = 2;
    oxygen.site = "nasal cannula";
    enter(oxygen, nurse);
    w.pass(26min);
    vitals.values[index(Channel::nibpSystolic)] = 128, vitals.values[index(Channel::nibpDiastolic)] = 80;
    vitals.values[index(Channel::spo2)] = 97, vitals.values[index(Channel::hr)] = 72;
    enter(vitals, nurse);
    picture(w, "recovery-on-oxygen");
    open("discharge_list");
    picture(w, "discharge-list");
    open("override_gate");
    picture(w, "override");
    w.page().panels()->close();
    enter(DischargeReady{"family insists, home oxygen arranged"}, haas);
    picture(w, "ready");
    open("discharge");
    picture(w, "leave");
    w.page().panels()->close();
    const auto rest = w.view().state().ledger.balance(w.view().state().givenMg(w.controller().now().mono));
    if (!rest.settled) enter(DiscrepancyNamed{rest.differenceMg, "rest of the vial in the picture"}, nurse);
    enter(Discharged{"sister", ""}, nurse);
    picture(w, "discharged");
    open("sign_nurse");
    picture(w, "sign-nurse");
    w.page().panels()->close();
    enter(Signed{Role::nurse, nurse.name, "conducted and documented the session"}, nurse);
    open("sign_prescriber");
    picture(w, "sign-prescriber");
}
