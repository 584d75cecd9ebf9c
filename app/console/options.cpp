// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/options.h"

#include "app/command_line.h"
#include "core/live/drill.h"

#include <QCoreApplication>
#include <QStandardPaths>

namespace chairside {
namespace {

const QStringList kPages{QStringLiteral("live"),    QStringLiteral("history"), QStringLiteral("checkin"),
                         QStringLiteral("session"), QStringLiteral("start"),   QStringLiteral("distance"),
                         QStringLiteral("course"),  QStringLiteral("figures"), QStringLiteral("clinic"),
                         QStringLiteral("backup"),  QStringLiteral("compare")};

QString drillNames() {
    QStringList names;
    for (const auto& drill : allDrills()) names << QString::fromStdString(drill.id);
    return names.join(QStringLiteral(", "));
}

void describe(QCommandLineParser& parser) {
    parser.setApplicationDescription(QStringLiteral(
        "Console for ketamine and esketamine infusion sessions. Not a certified medical device and not a "
        "primary alarm: it is a display beside the bedside monitor, never instead of it."));
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addOptions({
        {QStringLiteral("database"), QStringLiteral("Keep the record in <file>."), QStringLiteral("file")},
        {QStringLiteral("second-folder"),
         QStringLiteral(
             "Go on saving in <folder>, on another disk, when the disk of the record fails. Named once, it "
             "is kept beside the record: what was saved there is added to it at the next start."),
         QStringLiteral("folder")},
        {QStringLiteral("resources"), QStringLiteral("Read protocols and instruments from <folder>."),
         QStringLiteral("folder")},
        {QStringLiteral("source"), QStringLiteral("Vital signs from <kind>: simulator, replay or manual."),
         QStringLiteral("kind")},
        {QStringLiteral("replay"), QStringLiteral("Replay the recording <file> (WFDB header or CSV)."),
         QStringLiteral("file")},
        {QStringLiteral("speed"),
         QStringLiteral("Run the session clock <N> times as fast, 1 to 600; marked in the record."),
         QStringLiteral("N")},
        {QStringLiteral("seed"), QStringLiteral("Seed <N> of the simulator."), QStringLiteral("N")},
        {QStringLiteral("demo"),
         QStringLiteral("A demo patient, session running at once, marked as a demo everywhere.")},
        {QStringLiteral("drill"),
         QStringLiteral("Play the scripted emergency <name>; the record is marked as a drill. One of: %1.")
             .arg(drillNames()),
         QStringLiteral("name")},
        {QStringLiteral("smoke"),
         QStringLiteral("Run <seconds>, then leave; exit status 0 only if everything shown was recorded."),
         QStringLiteral("seconds")},
        {QStringLiteral("screenshot"), QStringLiteral("Save a picture of the window to <file> and leave."),
         QStringLiteral("file")},
        {QStringLiteral("page"), QStringLiteral("Open on <page>: %1.").arg(kPages.join(QStringLiteral(", "))),
         QStringLiteral("page")},
        {QStringLiteral("theme"), QStringLiteral("Colours: dark or light."), QStringLiteral("theme")},
        {QStringLiteral("language"),
         QStringLiteral(
             "Speak <language>, for example de; otherwise as the system does. Numbers stay as they are."),
         QStringLiteral("language")},
        {QStringLiteral("size"), QStringLiteral("Window size, for example 1366x768."), QStringLiteral("WxH")},
        {QStringLiteral("print-recorded"),
         QStringLiteral(
             "One line on standard output for each event or reading once its commit is acknowledged.")},
        {QStringLiteral("resume"), QStringLiteral("Resume an open session at once instead of asking.")},
    });
    QCommandLineOption freeze(QStringLiteral("freeze"), {}, QStringLiteral("seconds"));
    freeze.setFlags(QCommandLineOption::HiddenFromHelp); // a test hook, of no use at the chair
    parser.addOption(freeze);
}

Result<QSize> sizeFrom(const QString& text) {
    const auto parts = text.split(u'x');
    bool okWidth = false, okHeight = false;
    const QSize size =
        parts.size() == 2 ? QSize(parts[0].toInt(&okWidth), parts[1].toInt(&okHeight)) : QSize();
    if (!okWidth || !okHeight || size.width() < 320 || size.height() < 240 || size.width() > 7680 ||
        size.height() > 4320)
        return Error{"--size needs a width and height such as 1366x768, not \"" + text.toStdString() + "\"."};
    return size;
}

Status readSource(const QCommandLineParser& parser, ConsoleOptions& options) {
    options.replayFile = parser.value(QStringLiteral("replay"));
    const QStringList kinds{QStringLiteral("simulator"), QStringLiteral("replay"), QStringLiteral("manual")};
    const auto given = parser.value(QStringLiteral("source"));
    const auto kind = !given.isEmpty() ? given : options.replayFile.isEmpty() ? kinds[0] : kinds[1];
    const auto at = kinds.indexOf(kind);
    if (at < 0) return Error{"--source is simulator, replay or manual, not \"" + kind.toStdString() + "\"."};
    options.source = static_cast<SourceKind>(at);
    if (options.source == SourceKind::replay && options.replayFile.isEmpty())
        return Error{"--source replay also needs --replay with the file of the recording."};
    return Done{};
}

Status readLooks(const QCommandLineParser& parser, ConsoleOptions& options) {
    if (parser.isSet(QStringLiteral("page"))) options.page = parser.value(QStringLiteral("page"));
    if (!kPages.contains(options.page))
        return Error{"There is no page \"" + options.page.toStdString() + "\"; the pages are " +
                     kPages.join(QStringLiteral(", ")).toStdString() + "."};
    options.language = parser.value(QStringLiteral("language"));
    const auto theme = parser.value(QStringLiteral("theme"));
    if (!theme.isEmpty() && theme != QStringLiteral("dark") && theme != QStringLiteral("light"))
        return Error{"--theme is dark or light, not \"" + theme.toStdString() + "\"."};
    options.lightTheme = theme == QStringLiteral("light");
    if (parser.isSet(QStringLiteral("size"))) {
        auto size = sizeFrom(parser.value(QStringLiteral("size")));
        if (!size) return size.error();
        options.size = size.value();
    }
    return Done{};
}

Status readNumbers(const QCommandLineParser& parser, ConsoleOptions& options) {
    const auto speed = numberOption(parser, QStringLiteral("speed"), 1, 1, 600);
    if (!speed) return speed.error();
    options.speed = speed.value();
    const auto seed = numberOption(parser, QStringLiteral("seed"), 1, 0, 1e11);
    if (!seed) return seed.error();
    options.seed = static_cast<std::uint64_t>(seed.value());
    const auto freeze = numberOption(parser, QStringLiteral("freeze"), 0, 0, 120);
    if (!freeze) return freeze.error();
    options.freezeSeconds = freeze.value();
    if (!parser.isSet(QStringLiteral("smoke"))) return Done{};
    const auto smoke = numberOption(parser, QStringLiteral("smoke"), 0, 1, 86'400);
    if (!smoke) return smoke.error();
    options.smokeSeconds = smoke.value();
    return Done{};
}

} // namespace

Result<ParsedOptions> parseOptions(const QStringList& arguments) {
    QCommandLineParser parser;
    describe(parser);
    if (auto parsed = parseCommandLine(parser, arguments); !parsed) return parsed.error();
    if (parser.isSet(QStringLiteral("help"))) return ParsedOptions{{}, parser.helpText()};
    if (parser.isSet(QStringLiteral("version")))
        return ParsedOptions{{}, QStringLiteral("chairside " CHAIRSIDE_VERSION "\n")};
    if (!parser.positionalArguments().isEmpty())
        return Error{"\"" + parser.positionalArguments().first().toStdString() +
                     "\" is not expected here. Try --help."};

    ConsoleOptions options;
    const auto data = QStandardPaths::writableLocation(QStandardPaths::AppDataLocation);
    options.database = parser.isSet(QStringLiteral("database")) ? parser.value(QStringLiteral("database"))
                                                                : data + QStringLiteral("/chairside.db");
    options.resources = parser.isSet(QStringLiteral("resources")) ? parser.value(QStringLiteral("resources"))
                                                                  : resourcesFolder();
    options.secondFolder = parser.value(QStringLiteral("second-folder"));
    options.demo = parser.isSet(QStringLiteral("demo"));
    options.drill = parser.value(QStringLiteral("drill"));
    options.screenshotFile = parser.value(QStringLiteral("screenshot"));
    options.printRecorded = parser.isSet(QStringLiteral("print-recorded"));
    options.resumeAtOnce = parser.isSet(QStringLiteral("resume"));
    for (const auto read : {readSource, readLooks, readNumbers})
        if (auto status = read(parser, options); !status) return status.error();
    return ParsedOptions{options, {}};
}

} // namespace chairside
