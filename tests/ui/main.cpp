// SPDX-License-Identifier: GPL-3.0-or-later
// Entry point of the window tests: one QApplication, off screen unless told otherwise, in the dark theme.
#include "support/run_tests.h"

#include "ui/style/theme.h"

#include <QApplication>

int main(int argc, char** argv) {
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM")) qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication app(argc, argv);
    chairside::applyTheme(app, chairside::darkTheme());
    return chairside::testing::runTests(argc, argv);
}
