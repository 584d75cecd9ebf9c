// SPDX-License-Identifier: GPL-3.0-or-later
// The real companion with an output that pulls like a sound device. Tells on standard error when the first
// samples of a burst were taken ("burst GENERATION") and what the red strip shows ("strip TITLE"),
// and presses the button whose words are in CHAIRSIDE_PROBE_PRESS once the strip is there.
#include "app/sentinel/sentinel.h"
#include "support/pulling_output.h"

#include <QApplication>
#include <QPushButton>
#include <QTimer>

#include <cstdio>

int main(int argc, char* argv[]) {
    QApplication app(argc, argv);
    QApplication::setQuitOnLastWindowClosed(false);
    const QStringList arguments = QApplication::arguments();
    const auto restart = arguments.indexOf(QStringLiteral("--restart"));
    chairside::Sentinel sentinel(restart < 0 ? QStringList{} : arguments.mid(restart + 1),
                                 std::make_unique<chairside::testing::PullingOutput>());
    QObject::connect(&sentinel, &chairside::Sentinel::burstBegun, &app,
                     [](quint32 generation) { std::fprintf(stderr, "burst %u\n", generation); });
    const QString press = qEnvironmentVariable("CHAIRSIDE_PROBE_PRESS");
    QTimer look;
    bool told = false;
    QObject::connect(&look, &QTimer::timeout, &app, [&] {
        for (auto* window : QApplication::topLevelWidgets()) {
            auto* strip = qobject_cast<chairside::FrozenStrip*>(window);
            if (!strip || !strip->isVisible() || told) continue;
            told = true;
            std::fprintf(stderr, "strip %s\n", strip->accessibleName().toUtf8().constData());
            for (auto* button : strip->findChildren<QPushButton*>())
                if (button->isVisible()) {
                    std::fprintf(stderr, "offers %s\n", button->text().toUtf8().constData());
                    if (button->text() == press) QTimer::singleShot(0, button, &QPushButton::click);
                }
        }
    });
    look.start(20);
    return QApplication::exec();
}
