// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures of every panel in the whole live window, in both sizes and both themes, for people to look at.
// Hidden: it runs when asked for by its tag and writes into the folder named by CHAIRSIDE_PICTURES.
#include "scenarios/walk/panel_steps.h"
#include "ui/style/theme.h"

#include <QApplication>
#include <QDir>

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
