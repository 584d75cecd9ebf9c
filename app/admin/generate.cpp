// SPDX-License-Identifier: GPL-3.0-or-later
// generate: invented patients go through standard sessions. Each one takes the real path: commands, engine,
// writer. For very large archives --variants plays so many of them and repeats those under new identities:
// every row is written, chained and sealed like any other, but what happened repeats.
#include "app/admin/commands.h"
#include "app/admin/invented.h"

#include "core/domain/series.h"
#include "core/interop/protocol_json.h"
#include "core/live/session_engine.h"
#include "core/live/simulator.h"
#include "core/live/standard_session.h"
#include "core/log/log_writer.h"
#include "core/log/rows.h"

#include <algorithm>
#include <cstdio>
#include <memory>
#include <random>
#include <unordered_map>
#include <variant>

namespace chairside {
namespace {

constexpr std::int64_t kFirstDayUtcMs = 1'704'182'400'000; // 2024-01-02T08:00:00Z
constexpr Millis kApart = 5h, kSpan = 25'000h; ///< between openings; of an archive, however many they are
constexpr Minutes kStopsAfter{18};
const std::vector<Actor> kPeople{{"gen-n1", "Nurse One", Role::nurse},
                                 {"gen-n2", "Nurse Two", Role::nurse},
                                 {"gen-p1", "Prescriber One", Role::prescriber}};

/// What one session wrote, in the order in which it was written.
using Told = std::vector<std::variant<Event, Reading>>;

/// The seal over the readings so far, as the writer would give it.
class Seal {
public:
    explicit Seal(const Uuid& session) : digest_(readingGenesis(session)) {}
    void add(const Reading& reading) {
        digest_ = nextReadingDigest(digest_, storable(reading));
        ++count_;
    }
    ReadingsSealed sealed() const { return {count_, toHex(digest_)}; }

private:
    Digest digest_;
    std::int64_t count_ = 0;
};

class Generator {
public:
    Generator(const AdminOptions& options, const Protocol& protocol, LogWriter& writer)
        : options_(options), protocol_(protocol), writer_(writer), ids_(options.seed), random_(options.seed) {
    }

    /// Plays the session, or repeats one that was played (option --variants) under new identities.
    Status one(std::int64_t number) {
        const auto variants = options_.variants;
        if (variants <= 0 || number < variants || isFull(number)) {
            auto told = play(number);
            if (!told) return told.error();
            write(told.value());
            if (number < variants) variants_.push_back(std::move(told).value());
            return Done{};
        }
        write(repeated(variants_[static_cast<std::size_t>(number % variants)], number));
        return Done{};
    }

private:
    Instant openedAt(std::int64_t number) const {
        const auto apart = std::min(kApart, kSpan / options_.sessions);
        return {MonoTime{}, {kFirstDayUtcMs + number * apart.count(), 60}};
    }
    /// The newest sessions, which keep a reading a second and belong to one patient of their own.
    bool isFull(std::int64_t number) const { return number >= options_.sessions - options_.full; }
    std::int64_t patientOf(std::int64_t number) const {
        return isFull(number) ? options_.sessions : number / options_.perPatient;
    }
    std::int64_t visitOf(std::int64_t number) const {
        return isFull(number) ? number - (options_.sessions - options_.full) : number % options_.perPatient;
    }

    Result<Told> play(std::int64_t number) {
        told_.clear();
        ManualClock clock(openedAt(number));
        SessionEngine engine(protocol_, clock, ids_, [this](const Event& event) { told_.push_back(event); });
        const auto opened = openedBody(number);
        if (auto done = ask(engine, {Millis{0}, kPeople[0], opened}); !done) return done.error();
        const bool plain = isFull(number) || protocol_.route == Route::intranasal; // turns are of infusions
        const auto turn = plain ? Turn{} : turnOf(number);
        auto script = scriptOf(opened, turn, number);
        if (!script) return script.error();
        if (auto done = run(engine, clock, script.value(), turn, isFull(number)); !done) return done.error();
        return std::move(told_);
    }

    Result<std::vector<ScriptLine>> scriptOf(const SessionOpened& opened, const Turn& turn,
                                             std::int64_t number) {
        StandardSettings settings;
        settings.people = kPeople;
        settings.weightKg = inventedWeightKg(options_.seed, patientOf(number), visitOf(number));
        settings.startAt = 10min;
        // Nobody leaves before the protocol's gate opens, two hours after the first spray.
        if (const auto least = protocol_.gate.afterFirstSpray)
            settings.recovery = std::max(settings.recovery, std::chrono::ceil<Minutes>(*least));
        const auto peak = static_cast<int>(random_() % 13);
        settings.peakDissociation = turn.severe ? 18 : peak;
        if (turn.stopsEarly) settings.stopAfter = kStopsAfter, settings.stopReason = "Blood pressure";
        auto script = standardSession(protocol_, settings);
        if (!script) return script;
        std::erase_if(script.value(), [&](const ScriptLine& line) {
            const auto end = settings.startAt + Minutes{static_cast<int>(protocol_.dosing.durationMin)};
            return (turn.unsignedYet && std::holds_alternative<Signed>(line.ask)) ||
                   (turn.missesCheck && line.at > end && line.at < end + 1min) ||
                   (turn.cancelled && line.at >= settings.startAt);
        });
        // As at a first visit of the day: where the course stands, and the mood since the last one.
        const auto moodAt = settings.startAt - 5min;
        script->insert(script->begin(),
                       {{moodAt, kPeople[0],
                         CourseAssigned{"depression", std::string(kInduction), opened.numberInCourse}},
                        {moodAt, kPeople[0], inventedMood(patientOf(number), visitOf(number))}});
        // A pressure that is still high keeps nobody here who has been seen by a prescriber.
        for (auto& line : script.value())
            if (turn.highPressure && std::holds_alternative<DischargeReady>(line.ask))
                line = {line.at, kPeople[2], DischargeReady{"Pressure is settling, no symptoms"}};
        if (turn.cancelled)
            script->push_back({settings.startAt, kPeople[0], SessionCancelled{"The patient has a cold"}});
        return script;
    }

    SessionOpened openedBody(std::int64_t number) {
        SessionOpened opened;
        opened.patient = inventedPatient(options_.seed, patientOf(number));
        opened.protocolId = protocol_.id;
        opened.protocolTitle = protocol_.title;
        opened.protocolVersion = protocol_.version;
        opened.protocolText = protocol_.text;
        opened.protocolSha = protocol_.sha;
        opened.softwareVersion = CHAIRSIDE_VERSION;
        opened.station = "generated";
        opened.simulated = true;
        opened.numberInCourse = static_cast<int>(visitOf(number)) + 1;
        return opened;
    }

    void write(const Told& told) {
        Uuid session;
        for (const auto& item : told) {
            if (const auto* event = std::get_if<Event>(&item)) {
                session = event->session;
                writer_.record(*event);
            } else {
                writer_.record(session, std::get<Reading>(item));
            }
        }
    }

    /// The same session at another time, with a new identity for everything that has one.
    Told repeated(const Told& original, std::int64_t number) {
        const auto& first = std::get<Event>(original.front());
        const auto opened = openedAt(number);
        const auto later = opened.wall.utcMs - first.at.wall.utcMs;
        const auto session = ids_.next(opened.wall.utcMs);
        std::unordered_map<Uuid, Uuid> known;
        Seal seal(session);
        Told out;
        out.reserve(original.size());
        for (const auto& item : original) {
            if (const auto* reading = std::get_if<Reading>(&item)) {
                auto moved = *reading;
                moved.at.wall.utcMs += later;
                seal.add(moved);
                out.push_back(moved);
                continue;
            }
            auto event = std::get<Event>(item);
            event.at.wall.utcMs += later;
            event.session = session;
            event.id = known[event.id] = ids_.next(event.at.wall.utcMs);
            if (event.corrects) event.corrects = known.at(*event.corrects);
            if (std::holds_alternative<SessionOpened>(event.body)) event.body = openedBody(number);
            if (std::holds_alternative<ReadingsSealed>(event.body)) event.body = seal.sealed();
            if (auto* changed = std::get_if<SideEffectChanged>(&event.body))
                changed->of = known.at(changed->of);
            if (auto* ended = std::get_if<SideEffectEnded>(&event.body)) ended->of = known.at(ended->of);
            out.push_back(std::move(event));
        }
        return out;
    }

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

    Status run(SessionEngine& engine, ManualClock& clock, const std::vector<ScriptLine>& script,
               const Turn& turn, bool everySecond) {
        SimulatorOptions how;
        how.seed = options_.seed + static_cast<std::uint64_t>(random_());
        if (turn.highPressure) { // above the action limit, and not above what is seen of conscious people
            how.patient.varies = false;
            how.patient.systolicRise = 64 + static_cast<double>(how.seed % 13);
            how.patient.diastolicRise = 35;
        }
        Simulator monitor(how);
        engine.note(SourceAttached{monitor.info()});
        Seal seal(engine.view().state().session);
        const auto period =
            everySecond ? 1s : Millis{static_cast<std::int64_t>(options_.periodSeconds * 1000)};
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
                        seal.add(checked);
                        told_.push_back(checked);
                        engine.ingest(how.id, checked);
                    }
                }
            }
            for (; next < script.size() && MonoTime{script[next].at} <= clock.now().mono; ++next) {
                // As at the chair: the readings are sealed before the record is closed.
                const auto& body = script[next].ask;
                if ((std::holds_alternative<Signed>(body) ||
                     std::holds_alternative<SessionCancelled>(body)) &&
                    engine.isOpen())
                    engine.note(seal.sealed());
                if (auto done = ask(engine, script[next]); !done) return done;
            }
        }
        return Done{};
    }

    const AdminOptions& options_;
    const Protocol& protocol_;
    LogWriter& writer_;
    SeededUuids ids_;
    std::mt19937_64 random_;
    Told told_; ///< of the session being played
    std::vector<Told> variants_;
};

} // namespace

int generateArchive(const AdminOptions& options) {
    if (options.sessions < 1) return fail("generate needs --sessions with a number from 1.", 2);
    if (options.variants % options.perPatient != 0)
        return fail("--variants needs a multiple of " + std::to_string(options.perPatient) +
                        ", the sessions of one patient.",
                    2);
    if (options.full > options.sessions) return fail("--full can't be more than --sessions.", 2);
    const auto folder = loadProtocols((options.resources + QStringLiteral("/protocols")).toStdString());
    const Protocol* protocol = nullptr;
    const auto wanted =
        options.protocol.isEmpty() ? std::string("ket-iv-depression") : options.protocol.toStdString();
    for (const auto& p : folder.protocols)
        if (p.id == wanted) protocol = &p;
    if (!protocol)
        return fail("There is no protocol " + wanted + " in " + options.resources.toStdString() + ".");
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
        if (n % 1'000 == 999)
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
