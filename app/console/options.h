// SPDX-License-Identifier: GPL-3.0-or-later
// What the console was asked to do on its command line. Plain values; parse once in main().
#pragma once

#include "core/base/result.h"

#include <QSize>
#include <QString>
#include <QStringList>
#include <optional>

namespace chairside {

enum class SourceKind { simulator, replay, manual };

struct ConsoleOptions {
    QString database;     ///< file of the log
    QString secondFolder; ///< on another disk, for when the record's fails; empty if there is none
    QString resources;    ///< folder with protocols and instruments
    SourceKind source = SourceKind::simulator;
    QString replayFile;
    double speed = 1; ///< session seconds per real second, 1 to 600
    std::uint64_t seed = 1;
    bool demo = false;                  ///< a demo patient, session running at once
    QString drill;                      ///< a scripted emergency, played through the real path
    std::optional<double> smokeSeconds; ///< run that long, exit 0 only if everything shown was recorded
    QString screenshotFile;
    QString page = QStringLiteral("live");
    QString language; ///< of the window, "de"; empty = as the system
    bool lightTheme = false;
    std::optional<QSize> size;
    bool printRecorded = false;
    double freezeSeconds = 0;  ///< the main thread stands still that long, once (for tests)
    bool resumeAtOnce = false; ///< answer "resume" to an open session without asking (for tests)
};

/// Text of --help or --version to print before leaving, or the options, or a sentence about what is wrong.
struct ParsedOptions {
    ConsoleOptions options;
    QString printAndLeave;
};
Result<ParsedOptions> parseOptions(const QStringList& arguments);

} // namespace chairside
