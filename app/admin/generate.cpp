// SPDX-License-Identifier: GPL-3.0-or-later
// generate: invented patients go through standard sessions. Everything takes the real path: commands, engine,
// writer.
#include "app/admin/commands.h"

#include "core/interop/protocol_json.h"
#include "core/live/session_engine.h"
#include "core/live/simulator.h"
#include "core/live/standard_session.h"
#include "core/log/log_writer.h"

#include <cstdio>
#include <memory>
#include <random>

namespace chairside {
namespace {

constexpr const char* kFamilies[] = {"Alvarez",  "Brandt",    "Çelik",  "Dubois",      "Eriksen",
                                     "Fischer",  "García",    "Hansen", "Ivanova",     "Jansen",
                                     "Kowalski", "Lindqvist", "Müller", "Nakamura",    "Okafor",
                                     "Petrov",   "Quinn",     "Rossi",  "Søndergaard", "Tanaka"};
constexpr const char* kGiven[] = {"Ana",  "Bela",  "Carlos", "Dana", "Elif", "Femi", "Grete", "Hugo",
                                  "Inês", "Jonas", "Kaia",   "Liam", "Mira", "Nils", "Olga",  "Paul"};
constexpr std::int64_t kFirstDayUtcMs = 1'704'182'400'000; // 2024-01-02T08:00:00Z
constexpr int kSessionsPerPatient = 6;
const std::vector<Actor> kPeople{{"gen-n1", "Nurse One", Role::nurse},
                                 {"gen-n2", "Nurse Two", Role::nurse},
                                 {"gen-p1", "Prescriber One", Role::prescriber}};

class Generator {
public:
    Generator(const AdminOptions& options, const Protocol& protocol, LogWriter& writer)
        : options_(options), protocol_(protocol), writer_(writer), ids_(options.seed), random_(options.seed) {
    }

    Status one(std::int64_t number) {
        const auto patientNumber = number / kSessionsPerPatient;
        ManualClock clock(Instant{MonoTime{}, {kFirstDayUtcMs + number * 3'600'000 * 5, 60}});
        SessionEngine engine(protocol_, clock, ids_, [this](const Event& event) { writer_.record(event); });
        SessionOpened opened;
        opened.patient = patient(patientNumber);
        opened.protocolId = protocol_.id;
        opened.protocolTitle = protocol_.title;
        opened.protocolVersion = protocol_.version;
        opened.protocolText = protocol_.text;
        opened.protocolSha = protocol_.sha;
        opened.softwareVersion = CHAIRSIDE_VERSION;
        opened.station = "generated";
        opened.simulated = true;
        opened.numberInCourse = static_cast<int>(number % kSessionsPerPatient) + 1;
        if (auto done = ask(engine, {Millis{0}, kPeople[0], opened}); !done) return done;
        StandardSettings settings;
        settings.people = kPeople;
        settings.weightKg = 50 + static_cast<double>(random_() % 500) / 10;
        settings.startAt = 10min;
        settings.peakDissociation = static_cast<int>(random_() % 19);
        const auto script = standardSession(protocol_, settings);
        if (!script) return script.error();
        return run(engine, clock, script.value());
    }

private:
    static Status ask(SessionEngine& engine, const ScriptLine& line) {
        Command command;
        command.actor = line.actor;
        command.ask = line.ask;
        command.sure = true;
        const auto decision = engine.submit(command);
        if (const auto* refusal = std::get_if<Refusal>(&decision))
            return Error{"A generated step was refused: " + refusal->sentence};
        return Done{};
    }

    Status run(SessionEngine& engine, ManualClock& clock, const std::vector<ScriptLine>& script) {
        SimulatorOptions how;
        how.seed = options_.seed + static_cast<std::uint64_t>(random_());
        Simulator monitor(how);
        engine.note(SourceAttached{monitor.info()});
        const auto session = engine.view().state().session;
        const auto period = Millis{static_cast<std::int64_t>(options_.periodSeconds * 1000)};
        engine.onEvent = [&](const Event& event) { monitor.observe(event); };
        std::size_t next = 0;
        Millis kept{-1};
        while (next < script.size()) {
            if (engine.view().state().phase == Phase::discharged || !engine.isOpen()) {
                clock.advance(std::max(Millis{0}, script[next].at - (clock.now().mono - MonoTime{})));
            } else {
                clock.advance(1s);
                for (const auto& message : monitor.poll(clock.now())) {
                    if (const auto* reading = std::get_if<Reading>(&message)) {
                        // A sparse archive keeps one reading each period, and every cuff result.
                        const auto at = reading->at.mono - MonoTime{};
                        if (!(*reading)[Channel::nibpSystolic] && kept >= Millis{0} && at - kept < period)
                            continue;
                        kept = at;
                        auto checked = *reading;
                        validate(checked);
                        writer_.record(session, checked);
                        engine.ingest(how.id, checked);
                    }
                }
            }
            for (; next < script.size() && MonoTime{script[next].at} <= clock.now().mono; ++next) {
                if (std::holds_alternative<Signed>(script[next].ask) && engine.isOpen()) seal(engine);
                if (auto done = ask(engine, script[next]); !done) return done;
            }
        }
        return Done{};
    }

    /// As at the chair: the readings are sealed before the record is closed.
    void seal(SessionEngine& engine) {
        if (!writer_.flush(1min)) return;
        if (const auto seal = writer_.readingSeal(engine.view().state().session))
            engine.note(ReadingsSealed{seal->count, seal->digest});
    }

    Patient patient(std::int64_t number) {
        std::mt19937_64 own(options_.seed * 1'000'003 + static_cast<std::uint64_t>(number));
        Patient p;
        SeededUuids id(own());
        p.id = id.next(kFirstDayUtcMs);
        p.familyName = kFamilies[own() % std::size(kFamilies)];
        p.givenName = kGiven[own() % std::size(kGiven)];
        char text[32];
        std::snprintf(text, sizeof text, "%04d-%02d-%02d", 1945 + static_cast<int>(own() % 60),
                      1 + static_cast<int>(own() % 12), 1 + static_cast<int>(own() % 28));
        p.birthDate = text;
        std::snprintf(text, sizeof text, "G%06lld", static_cast<long long>(number + 1));
        p.mrn = text;
        p.sex = own() % 2 ? Sex::female : Sex::male;
        p.allergies = "none known";
        return p;
    }

    const AdminOptions& options_;
    const Protocol& protocol_;
    LogWriter& writer_;
    SeededUuids ids_;
    std::mt19937_64 random_;
};

} // namespace

int generateArchive(const AdminOptions& options) {
    if (options.sessions < 1) return fail("generate needs --sessions with a number from 1.", 2);
    const auto folder = loadProtocols((options.resources + QStringLiteral("/protocols")).toStdString());
    const Protocol* protocol = nullptr;
    for (const auto& p : folder.protocols)
        if (p.id == "ket-iv-depression" || (!protocol && p.route == Route::intravenous)) protocol = &p;
    if (!protocol)
        return fail("No protocol for an infusion was found in " + options.resources.toStdString() + ".");
    LogFiles files;
    files.path = options.database.toStdString();
    files.reserveSpace = false;
    std::optional<LogFault> fault;
    auto writer = LogWriter::open(files, [&](const WriterReport& report) {
        if (report.fault) fault = report.fault;
    });
    if (!writer) return fail(writer.error().message);
    Generator generator(options, *protocol, *writer.value());
    for (std::int64_t n = 0; n < options.sessions; ++n) {
        if (auto done = generator.one(n); !done) return fail(done.error().message);
        if (n % 100 == 99)
            std::fprintf(stderr, "%lld of %lld sessions\n", static_cast<long long>(n + 1),
                         static_cast<long long>(options.sessions));
    }
    const bool saved = writer.value()->flush(10min);
    writer.value()->close();
    if (!saved || fault) return fail(fault ? fault->sentence : "Not everything could be written.");
    std::fprintf(stdout, "%lld sessions in %s\n", static_cast<long long>(options.sessions),
                 options.database.toLocal8Bit().constData());
    return 0;
}

} // namespace chairside
