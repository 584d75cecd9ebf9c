// SPDX-License-Identifier: GPL-3.0-or-later
// `chairside-admin`: looks after records without a window. Parses its command line and calls one verb.
#include "app/admin/commands.h"
#include "app/command_line.h"

#include <QCoreApplication>
#include <QGuiApplication>
#include <QStandardPaths>
#include <algorithm>
#include <cstdio>
#include <memory>
#include <string_view>
#include <sys/stat.h>

namespace {

using namespace chairside;

/// One thing the program can do, as it is typed, explained and called.
struct Verb {
    const char* name;
    const char* about;   ///< what follows the name, as in the help; empty when nothing does
    const char* missing; ///< said when the argument is left out: "a session"; null when none is needed
    const char* what;
    int (*run)(const AdminOptions&);
};
constexpr Verb kVerbs[] = {
    {"list", "", nullptr, "sessions, newest first", &listSessions},
    {"show", "SESSION", "a session",
     "one session with every event (an unambiguous beginning of its identity is enough)", &showSession},
    {"check", "FILE", "a file",
     "reads a protocol, questionnaire, scoring or text pack and shows it in words, or says what is wrong",
     &checkDocument},
    {"verify", "FILE", "a file",
     "hash chain, schema, seals and row counts; exit status 0 only if sound; --head looks for what a report "
     "prints",
     &verifyFile},
    {"export", "SESSION --out DIR", nullptr,
     "files in a new folder of DIR; --all instead of a session takes everything, --deidentified leaves the "
     "people out; --format rems is the monitoring form",
     &exportSession},
    {"import", "FILE --by NAME", "a file",
     "a CSV, WFDB, EDF+ or .vital recording as an archived session, marked as imported; --check only looks",
     &importRecording},
    {"extract", "SESSION --out DIR", "a session",
     "the session as a record of its own, which verify and docs/verify.py can check", &extractSession},
    {"report", "SESSION --out PDF", "a session",
     "the session on paper; --summary for one page, --paper a4 or letter", &reportSession},
    {"backup", "--out DIR", nullptr, "a checked copy, while the console may be recording", &backupRecord},
    {"drill", "[BACKUP] --out DIR", nullptr,
     "proves that a backup, or the newest in DIR, can be restored; touches nothing else", &drillBackup},
    {"restore", "BACKUP", "a backup file", "puts a checked backup in the place of the record, which is kept",
     &restoreRecord},
    {"generate", "--sessions N", nullptr, "a synthetic archive in --database", &generateArchive},
};

QStringList verbNames() {
    QStringList names;
    for (const auto& verb : kVerbs) names << QString::fromLatin1(verb.name);
    return names;
}

void describe(QCommandLineParser& parser) {
    auto about = QStringLiteral(
        "Looks after Chairside records: list and show sessions, verify a file, export, back up and restore, "
        "generate archives.\n\n");
    for (const auto& verb : kVerbs)
        about += QStringLiteral("  %1%2\n")
                     .arg((QString::fromLatin1(verb.name) + u' ' + QString::fromLatin1(verb.about))
                              .leftJustified(26),
                          QString::fromLatin1(verb.what));
    parser.setApplicationDescription(about);
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addPositionalArgument(QStringLiteral("verb"), QStringLiteral("What to do."));
    parser.addPositionalArgument(QStringLiteral("argument"), QStringLiteral("Its session or file."),
                                 QStringLiteral("[argument]"));
    parser.addOptions({
        {QStringLiteral("database"), QStringLiteral("The record <file>."), QStringLiteral("file")},
        {QStringLiteral("search"), QStringLiteral("list: only sessions that match <words>."),
         QStringLiteral("words")},
        {QStringLiteral("limit"), QStringLiteral("list: at most <N> sessions."), QStringLiteral("N")},
        {QStringLiteral("format"),
         QStringLiteral("export: <format>, csv, hl7, fhir, edf, vital, several with commas, all, or rems."),
         QStringLiteral("format")},
        {QStringLiteral("map"),
         QStringLiteral("import: channels of the file by name, SAT=spo2,PULS=pr; SAT= leaves one out."),
         QStringLiteral("map")},
        {QStringLiteral("by"), QStringLiteral("import: <name> of who answers for it."),
         QStringLiteral("name")},
        {QStringLiteral("patient"), QStringLiteral("import: <name> as Family, Given."),
         QStringLiteral("name")},
        {QStringLiteral("mrn"), QStringLiteral("import: the patient's record <number>."),
         QStringLiteral("number")},
        {QStringLiteral("head"),
         QStringLiteral("verify: is this <digest>, or its 16 digits at the foot of a report, in the file?"),
         QStringLiteral("digest")},
        {QStringLiteral("check"), QStringLiteral("import: show what would be taken, import nothing.")},
        {QStringLiteral("all"), QStringLiteral("export: every session of the record.")},
        {QStringLiteral("deidentified"),
         QStringLiteral("export: names and identities replaced, dates moved, typed text left out.")},
        {QStringLiteral("keep-free-text"),
         QStringLiteral(
             "export --deidentified: keep typed text, because you have read that it names nobody.")},
        {QStringLiteral("out"), QStringLiteral("export, extract, backup, drill: an existing <folder>."),
         QStringLiteral("folder")},
        {QStringLiteral("sessions"), QStringLiteral("generate: how many."), QStringLiteral("N")},
        {QStringLiteral("seed"), QStringLiteral("generate: the same seed gives the same archive."),
         QStringLiteral("S")},
        {QStringLiteral("protocol"), QStringLiteral("generate: under this protocol (ket-iv-depression)."),
         QStringLiteral("id")},
        {QStringLiteral("reading-period"), QStringLiteral("generate: <seconds> between readings (1)."),
         QStringLiteral("seconds")},
        {QStringLiteral("variants"),
         QStringLiteral("generate: play <V> different sessions and repeat them under new identities."),
         QStringLiteral("V")},
        {QStringLiteral("per-patient"), QStringLiteral("generate: <N> sessions of each patient (6)."),
         QStringLiteral("N")},
        {QStringLiteral("full"),
         QStringLiteral("generate: the newest <N> are of one patient, with a reading a second."),
         QStringLiteral("N")},
        {QStringLiteral("summary"), QStringLiteral("report: one page instead of the full record.")},
        {QStringLiteral("paper"), QStringLiteral("report: <paper>, a4 or letter."), QStringLiteral("paper")},
        {QStringLiteral("resources"), QStringLiteral("Read protocols from <folder>."),
         QStringLiteral("folder")},
    });
}

int run(const QString& word, const AdminOptions& options) {
    for (const auto& verb : kVerbs) {
        if (word != QLatin1String(verb.name)) continue;
        if (verb.missing && options.argument.isEmpty())
            return fail(std::string(verb.name) + " needs " + verb.missing + ". Try --help.", 2);
        return verb.run(options);
    }
    const auto meant = nearest(word, verbNames());
    return fail("There is no command \"" + word.toStdString() + "\"." +
                    (meant.isEmpty() ? "" : " Did you mean " + meant.toStdString() + "?") + " Try --help.",
                2);
}

} // namespace

int main(int argc, char** argv) {
    ::umask(077); // records are for their owner only
    // Only paper needs fonts, and none of it needs a display.
    const bool paints = argc > 1 && std::any_of(argv + 1, argv + argc, [](const char* word) {
                            return std::string_view(word) == "report";
                        });
    if (paints) qputenv("QT_QPA_PLATFORM", "offscreen");
    const std::unique_ptr<QCoreApplication> app(paints ? new QGuiApplication(argc, argv)
                                                       : new QCoreApplication(argc, argv));
    QCoreApplication::setApplicationName(QStringLiteral("chairside"));
    QCoreApplication::setApplicationVersion(QStringLiteral(CHAIRSIDE_VERSION));
    QCommandLineParser parser;
    describe(parser);
    if (auto parsed = parseCommandLine(parser, QCoreApplication::arguments()); !parsed)
        return fail(parsed.error().message, 2);
    if (parser.isSet(QStringLiteral("help")))
        return std::fputs(parser.helpText().toLocal8Bit().constData(), stdout) < 0;
    if (parser.isSet(QStringLiteral("version"))) return std::puts("chairside-admin " CHAIRSIDE_VERSION) < 0;
    const auto words = parser.positionalArguments();
    if (words.isEmpty())
        return fail(
            "Say what to do: " + verbNames().join(QStringLiteral(", ")).toStdString() + ". Try --help.", 2);
    if (words.size() > 2)
        return fail("\"" + words[2].toStdString() + "\" is not expected here. Try --help.", 2);

    AdminOptions options;
    const auto data = QStandardPaths::writableLocation(QStandardPaths::AppDataLocation);
    options.database = parser.isSet(QStringLiteral("database")) ? parser.value(QStringLiteral("database"))
                                                                : data + QStringLiteral("/chairside.db");
    options.protocol = parser.value(QStringLiteral("protocol"));
    options.search = parser.value(QStringLiteral("search"));
    options.head = parser.value(QStringLiteral("head"));
    if (parser.isSet(QStringLiteral("head")) && options.head.isEmpty())
        return fail("--head needs the digest that a report prints.", 2);
    options.out = parser.value(QStringLiteral("out"));
    options.summary = parser.isSet(QStringLiteral("summary"));
    options.map = parser.value(QStringLiteral("map"));
    options.by = parser.value(QStringLiteral("by"));
    options.patient = parser.value(QStringLiteral("patient"));
    options.mrn = parser.value(QStringLiteral("mrn"));
    options.check = parser.isSet(QStringLiteral("check"));
    options.all = parser.isSet(QStringLiteral("all"));
    options.deidentified = parser.isSet(QStringLiteral("deidentified"));
    options.keepFreeText = parser.isSet(QStringLiteral("keep-free-text"));
    if (options.keepFreeText && !options.deidentified)
        return fail("--keep-free-text belongs to --deidentified.", 2);
    if (parser.isSet(QStringLiteral("paper"))) options.paper = parser.value(QStringLiteral("paper"));
    if (parser.isSet(QStringLiteral("format"))) options.format = parser.value(QStringLiteral("format"));
    options.resources = parser.isSet(QStringLiteral("resources")) ? parser.value(QStringLiteral("resources"))
                                                                  : resourcesFolder();
    const auto limit = numberOption(parser, QStringLiteral("limit"), 200, 1, 1e6);
    const auto sessions = numberOption(parser, QStringLiteral("sessions"), 0, 1, 1e6);
    const auto seed = numberOption(parser, QStringLiteral("seed"), 1, 0, 1e11);
    const auto period = numberOption(parser, QStringLiteral("reading-period"), 1, 1, 3600);
    const auto variants = numberOption(parser, QStringLiteral("variants"), 0, 0, 1e6);
    const auto perPatient = numberOption(parser, QStringLiteral("per-patient"), 6, 1, 1000);
    const auto full = numberOption(parser, QStringLiteral("full"), 0, 0, 1000);
    for (const auto* number : {&limit, &sessions, &seed, &period, &variants, &perPatient, &full})
        if (!*number) return fail(number->error().message, 2);
    options.limit = limit.value();
    options.sessions = static_cast<std::int64_t>(sessions.value());
    options.seed = static_cast<std::uint64_t>(seed.value());
    options.variants = static_cast<std::int64_t>(variants.value());
    options.perPatient = static_cast<std::int64_t>(perPatient.value());
    options.full = static_cast<std::int64_t>(full.value());
    options.periodSeconds = period.value();
    options.argument = options.session = words.size() > 1 ? words[1] : QString();
    return run(words[0], options);
}
