// SPDX-License-Identifier: GPL-3.0-or-later
// Runs the program for --smoke seconds and --screenshot, then leaves: status 0 only if everything that was
// shown was recorded, and a session ran if one was asked for, with the reason on standard error if not.
// Without either option the program simply runs.
#pragma once

#include "app/console/options.h"

class QApplication;

namespace chairside {

class MainWindow;
class SessionController;
struct Uuid;

class Smoke {
public:
    Smoke(const ConsoleOptions& options, SessionController& controller, MainWindow& window)
        : options_(options), controller_(controller), window_(window) {}
    int run(QApplication& app);

private:
    struct Rows {
        std::int64_t events = 0, readings = 0;
    };
    int leave();
    int leaveWithoutSession();
    Rows recordedOf(const Uuid& session) const;
    bool saveScreenshot() const;

    const ConsoleOptions& options_;
    SessionController& controller_;
    MainWindow& window_;
};

} // namespace chairside
