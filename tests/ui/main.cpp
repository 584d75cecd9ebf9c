// SPDX-License-Identifier: GPL-3.0-or-later
// Entry point of the window tests: one QApplication, off screen unless told otherwise, in the dark theme.
#define CATCH_CONFIG_RUNNER
#include "support/catch.h"

#include "support/results_listener.h"

#include "ui/style/theme.h"

#include <QApplication>

int main(int argc, char** argv) {
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM")) qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication app(argc, argv);
    chairside::applyTheme(app, chairside::darkTheme());
    return Catch::Session().run(argc, argv);
}
