// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures of every panel in the whole live window, in both sizes and both themes, for people to look at.
// Hidden: it runs when asked for by its tag and writes into the folder named by CHAIRSIDE_PICTURES.
#include "scenarios/real_window.h"
#include "ui/entry/instrument_panel.h"
#include "ui/entry/not_done_panel.h"
#include "ui/live/limits_panel.h"
#include "ui/live/start_page.h"
#include "ui/style/theme.h"

#include <QAbstractButton>
#include <QApplication>
#include <QDir>

#include <functional>

using namespace chairside;

namespace {

struct Picture {
    const char* name;
    std::function<void(RealWindow&)> open;
};

void opened(RealWindow& w, EntryKind kind) {
    Q_EMIT w.page().entryChosen(kind);
    RealWindow::settle();
}
void acted(RealWindow& w, const char* action) {
    Q_EMIT w.page().actionRequested(QString::fromLatin1(action));
    RealWindow::settle();
}
void due(RealWindow& w, const char* capture) {
    Q_EMIT w.page().dueActivated(QString::fromLatin1(capture));
    RealWindow::settle();
}
void digits(RealWindow& w, const char* text) {
    for (const char c : std::string(text)) {
        QTest::keyClick(w.panel(), c);
        RealWindow::settle();
    }
}

const std::vector<Picture>& pictures() {
    static const std::vector<Picture> all{
        {"pressure", [](RealWindow& w) { opened(w, EntryKind::bloodPressure); }},
        {"sedation", [](RealWindow& w) { opened(w, EntryKind::sedation); }},
        {"dissociation", [](RealWindow& w) { opened(w, EntryKind::dissociation), digits(w, "012"); }},
        {"questionnaires", [](RealWindow& w) { opened(w, EntryKind::questionnaire); }},
        {"phq9", [](RealWindow& w) { due(w, "phq9"), digits(w, "12"); }},
        {"phq9-flag", [](RealWindow& w) { due(w, "phq9"), digits(w, "1000001"); }},
        {"phq9-result", [](RealWindow& w) { due(w, "phq9"), digits(w, "1"); }},
        {"pcl5", [](RealWindow& w) { due(w, "pcl5"), digits(w, "1"); }},
        {"rass", [](RealWindow& w) { due(w, "rass"); }},
        {"aldrete", [](RealWindow& w) { due(w, "aldrete"); }},
        {"cadss", [](RealWindow& w) { due(w, "cadss_23"); }},
        {"cssrs", [](RealWindow& w) { due(w, "c_ssrs_screener"); }},
        {"kset", [](RealWindow& w) { due(w, "kset"), digits(w, "1"); }},
        {"side-effects", [](RealWindow& w) { opened(w, EntryKind::sideEffect); }},
        {"medication", [](RealWindow& w) { opened(w, EntryKind::medication); }},
        {"note", [](RealWindow& w) { opened(w, EntryKind::note); }},
        {"event", [](RealWindow& w) { opened(w, EntryKind::event); }},
        {"pause", [](RealWindow& w) { acted(w, "pause"); }},
        {"rate", [](RealWindow& w) { acted(w, "rate"); }},
        {"stop", [](RealWindow& w) { acted(w, "stop"); }},
        {"ledger", [](RealWindow& w) { acted(w, "ledger"); }},
        {"ledger-open-vial",
         [](RealWindow& w) {
             Command draw;
             draw.actor = {"okafor", "J. Okafor, RN", Role::nurse};
             draw.ask = DrugDrawn{"V2", "B7", "2027-06", 20, 0.4, 50, 500};
             if (w.view().state().ledger.openVials().empty()) w.controller().submit(draw);
             acted(w, "ledger");
         }},
        {"timeout", [](RealWindow& w) { acted(w, "timeout"); }},
        {"screen", [](RealWindow& w) { acted(w, "screen"); }},
        {"discharge", [](RealWindow& w) { acted(w, "discharge_list"); }},
        {"dose", [](RealWindow& w) { acted(w, "dose"); }},
        {"staff",
         [](RealWindow& w) {
             Q_EMIT w.page().operatorTapped();
             RealWindow::settle();
         }},
        {"entries",
         [](RealWindow& w) {
             Q_EMIT w.page().savedTapped();
             RealWindow::settle();
         }},
        {"not-done",
         [](RealWindow& w) {
             QTest::keyClick(&w.page(), Qt::Key_X);
             RealWindow::settle();
         }},
        {"due",
         [](RealWindow& w) {
             w.page().panels()->close();
             RealWindow::settle();
         }},
        {"limits",
         [](RealWindow& w) {
             Q_EMIT w.page().limitsRequested();
             RealWindow::settle();
         }},
        {"limit-edited",
         [](RealWindow& w) {
             Q_EMIT w.page().tileTapped(Channel::nibpSystolic);
             RealWindow::settle();
         }},
        {"limits-proposed",
         [](RealWindow& w) {
             Q_EMIT w.page().limitsRequested();
             if (auto* panel = qobject_cast<LimitsPanel*>(w.panel())) panel->showOffers(true);
             RealWindow::settle();
         }},
        {"sound",
         [](RealWindow& w) {
             Q_EMIT w.page().soundRequested();
             RealWindow::settle();
         }},
        {"drills",
         [](RealWindow& w) {
             w.window().showPage(QStringLiteral("start"));
             Q_EMIT w.window().findChild<StartPage*>()->drillRequested();
             RealWindow::settle();
         }},
        {"alarm-technical",
         [](RealWindow& w) {
             w.controller().engine()->setTechnical(Technical::soundMissing, "no sound output");
             w.pass(1s);
         }},
        {"alarm-store",
         [](RealWindow& w) {
             w.controller().engine()->setTechnical(
                 Technical::storeFault, "NOT BEING SAVED since 10:40. The disk with the record does not "
                                        "answer. What is entered now is kept in memory and written when it "
                                        "answers.");
             w.pass(1s);
         }},
        {"alarm-elsewhere",
         [](RealWindow& w) {
             w.window().showPage(QStringLiteral("history"));
             w.pass(1s);
             w.controller().engine()->setTechnical(Technical::soundMissing, std::nullopt);
             w.controller().engine()->setTechnical(Technical::storeFault, std::nullopt);
         }},
    };
    return all;
}

} // namespace

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
            for (const auto& picture : pictures()) {
                w.page().panels()->close();
                w.window().showPage(QStringLiteral("live"));
                RealWindow::settle();
                picture.open(w);
                QTest::qWait(30);
                const auto file = QStringLiteral("%1/%2-%3-%4.png")
                                      .arg(folder, QString::fromLatin1(picture.name))
                                      .arg(size.width())
                                      .arg(dark ? QStringLiteral("dark") : QStringLiteral("light"));
                CHECK(w.window().grab().save(file));
            }
        }
    applyTheme(*qApp, darkTheme());
}
