// SPDX-License-Identifier: GPL-3.0-or-later
// A chair's year in one process: one writer on a real file, and session after session by the path of the
// console, second by second. Counted from /proc between sessions; the same session must run the same, to the
// millisecond, however much ran before it. Controls lose a little on purpose and must be seen.
#include "build_places.h"
#include "core/interop/protocol_json.h"
#include "core/live/acquisition.h"
#include "core/live/session_engine.h"
#include "core/live/simulator.h"
#include "core/live/standard_session.h"
#include "core/log/event_codec.h"
#include "core/log/history.h"
#include "core/log/log_writer.h"
#include "core/log/verify.h"
#include "support/catch.h"
#include "support/fake_host_time.h"
#include "support/process_use.h"
#include "support/temp_dir.h"
#include "support/trials.h"

#include <algorithm>
#include <fcntl.h>
#include <fstream>
#include <future>
#include <sstream>
#include <unistd.h>

using namespace chairside;
using namespace chairside::testing;

namespace {

constexpr std::uint64_t kSessionsOfAYear = 1'000; // 250 days of four sessions
constexpr std::uint64_t kDifferent = 5;           // sessions that are not the same
constexpr double kMostKiBPerHour = 64;            // F-30 asks for the other
constexpr double kMostOfAFewHours = 1'024;        // where one peak of some MiB still counts
constexpr std::size_t kWarmUp = 8;                // sessions until caches are as large as they get

enum class Loses : std::uint8_t { nothing, memory, descriptors, threads };

Protocol yearProtocol() {
    std::ifstream file(CHAIRSIDE_SOURCE_DIR "/resources/protocols/ket_iv_depression.json");
    std::ostringstream text;
    text << file.rdbuf();
    auto protocol = readProtocol(text.str(), "ket_iv_depression.json");
    REQUIRE(protocol);
    return std::move(protocol).value();
}

/// The first reading of a source on a thread of its own, as each session of the console has one.
void acquireOneReading() {
    const SystemTime host;
    const SessionClock clock(host, 1'000);
    std::promise<void> came;
    std::atomic<bool> told{false};
    Acquisition acquisition(std::make_unique<Simulator>(SimulatorOptions{}), clock,
                            [&](const SourceMessage& message) {
                                if (std::holds_alternative<Reading>(message) && !told.exchange(true))
                                    came.set_value();
                            });
    acquisition.start();
    CHECK(came.get_future().wait_for(20s) == std::future_status::ready);
    acquisition.stop();
}

class YearChair {
public:
    explicit YearChair(Loses loses) : loses_(loses), year_(host_) {
        LogFiles files;
        files.path = dir_ / "year.db";
        auto writer = LogWriter::open(files, [this](const WriterReport& report) {
            acknowledged_ += static_cast<std::int64_t>(report.recorded.size());
            troubles_ += report.refused.size() + (report.fault ? 1 : 0);
        });
        REQUIRE(writer);
        writer_ = std::move(writer).value();
    }
    ~YearChair() {
        for (const int descriptor : lostDescriptors_) ::close(descriptor);
        stop_.set_value();
    }

    void session(std::uint64_t number) {
        host_.pass(Micros{1'000'137 * static_cast<std::int64_t>(number + 1)}); // the chair stands empty
        const SessionClock clock(host_);
        SessionEngine engine(protocol_, clock, ids_, [this](const Event& event) {
            ++handed_;
            writer_->record(event);
        });
        open(engine, number);
        run(engine, clock, number);
        CHECK_FALSE(engine.isOpen());
        REQUIRE(writer_->flush(1min));
        compareWithFile(engine);
        compareWithTheSameBefore(engine, number % kDifferent);
        acquireOneReading();
        lose(engine.view().readingCount());
        if (number >= kWarmUp) uses_.push_back(processUse(hours()));
    }
    double hours() const { return static_cast<double>(seconds_) / 3'600; }
    const std::vector<ProcessUse>& uses() const { return uses_; }

    void endOfTheYear() {
        CHECK(toMs(year_.now().mono) == (host_.boot() - started_).count() / 1'000);
        CHECK(troubles_ == 0);
        CHECK(acknowledged_ == handed_);
        CHECK(writer_->startNotes().empty());
        writer_->close();
        const auto proof = verify(dir_ / "year.db");
        CHECK(proof.sound());
        CHECK(proof.events + proof.readings == handed_);
    }

private:
    struct Moment { ///< of one entry: what and when
        std::string_view kind;
        MonoTime at, effective;
        bool operator==(const Moment&) const = default;
    };

    void ask(SessionEngine& engine, const ScriptLine& line) {
        Command command;
        command.actor = line.actor;
        command.ask = line.ask;
        command.sure = true;
        const auto decision = engine.submit(command);
        if (const auto* refusal = std::get_if<Refusal>(&decision)) FAIL(refusal->sentence);
    }
    void open(SessionEngine& engine, std::uint64_t number) {
        SessionOpened opened;
        opened.patient.familyName = "Year";
        opened.patient.givenName = "Person " + std::to_string(number % 97);
        opened.patient.birthDate = "1986-03-14";
        opened.patient.mrn = std::to_string(number % 97);
        opened.simulated = true;
        ask(engine, {Millis{0}, people_[0], opened});
    }

    void run(SessionEngine& engine, const SessionClock& clock, std::uint64_t number) {
        StandardSettings settings;
        settings.people = people_;
        settings.startAt = 10min;
        const auto written = standardSession(protocol_, settings);
        REQUIRE(written);
        const auto& script = written.value();
        SimulatorOptions options;
        options.seed = 1 + number % kDifferent;
        Simulator monitor(options);
        engine.note(SourceAttached{monitor.info()});
        engine.onEvent = [&](const Event& event) { monitor.observe(event); };
        for (std::size_t next = 0; next < script.size();) {
            host_.pass(1s);
            ++seconds_;
            for (auto& message : monitor.poll(clock.now())) pass(engine, message);
            engine.tick(clock.now().mono);
            look(engine, clock.now().mono);
            for (; next < script.size() && MonoTime{script[next].at} <= clock.now().mono; ++next) {
                if (std::holds_alternative<Signed>(script[next].ask) && engine.isOpen()) seal(engine);
                ask(engine, script[next]);
            }
        }
    }
    void pass(SessionEngine& engine, SourceMessage& message) {
        if (auto* reading = std::get_if<Reading>(&message)) {
            validate(*reading);
            ++handed_;
            writer_->record(engine.view().state().session, *reading);
        }
        engine.ingest(1, message);
    }
    /// What a window asks for each second.
    void look(const SessionEngine& engine, MonoTime now) {
        for (const auto& channel : allChannels())
            if (const auto shown = engine.view().board().at(channel.channel, now))
                if (shown->freshness == Freshness::live && shown->age > Minutes{15}) ++troubles_;
        (void)engine.alarms().visual(now);
        (void)engine.alarms().sound(now);
        if (const auto next = engine.alarms().nextChange(now); next && *next <= now) ++troubles_;
    }
    void seal(SessionEngine& engine) {
        REQUIRE(writer_->flush(1min));
        const auto seal = writer_->readingSeal(engine.view().state().session);
        REQUIRE(seal);
        engine.note(ReadingsSealed{seal->count, seal->digest});
    }

    void compareWithFile(const SessionEngine& engine) {
        auto history = HistoryReader::open(dir_ / "year.db");
        REQUIRE(history);
        const auto record = history.value()->session(engine.view().state().session);
        REQUIRE(record);
        CHECK(record->events.size() == engine.view().events().size());
        CHECK(static_cast<std::int64_t>(record->readings.size()) == engine.view().readingCount());
    }
    void compareWithTheSameBefore(const SessionEngine& engine, std::uint64_t which) {
        std::vector<Moment> story;
        for (const auto& event : engine.view().events())
            story.push_back({kindName(event.body), event.at.mono, event.effective});
        auto& before = stories_[which];
        if (before.empty()) before = story;
        CHECK(before == story);
    }
    void lose(std::int64_t readings) {
        if (loses_ == Loses::memory) // 2,110 KiB an hour
            lostMemory_.emplace_back(static_cast<std::size_t>(readings) * 600, 'x');
        if (loses_ == Loses::descriptors)
            lostDescriptors_.push_back(::open("/dev/null", O_RDONLY | O_CLOEXEC));
        if (loses_ == Loses::threads)
            lostThreads_.push_back(std::async(std::launch::async, [this] { stopped_.wait(); }));
    }

    TempDir dir_;
    Loses loses_;
    Protocol protocol_ = yearProtocol();
    std::vector<Actor> people_{{"n1", "N. Nurse RN", Role::nurse},
                               {"n2", "S. Second RN", Role::nurse},
                               {"d", "D. Doctor", Role::prescriber}};
    FakeHostTime host_;
    Micros started_ = host_.boot();
    SessionClock year_; ///< runs through it all
    SeededUuids ids_{30};
    std::int64_t handed_ = 0, seconds_ = 0;
    std::atomic<std::int64_t> acknowledged_{0};
    std::atomic<std::size_t> troubles_{0};
    std::unique_ptr<LogWriter> writer_;
    std::array<std::vector<Moment>, kDifferent> stories_;
    std::vector<ProcessUse> uses_;
    std::vector<std::string> lostMemory_;
    std::vector<int> lostDescriptors_;
    std::promise<void> stop_;
    std::shared_future<void> stopped_ = stop_.get_future().share();
    std::vector<std::future<void>> lostThreads_;
};

} // namespace

TEST_CASE("a year of sessions in one run neither grows nor drifts, and every row of it is recorded",
          "[live][long][H-08][H-11]") {
    const Trials year("sessions of a year", kSessionsOfAYear);
    YearChair chair(Loses::nothing);
    for (std::uint64_t number = 0; number < std::max<std::uint64_t>(year.count, kWarmUp + 8); ++number)
        chair.session(number);
    chair.endOfTheYear();
    const auto& uses = chair.uses();
    std::cout << uses.size() + kWarmUp << " sessions, " << chair.hours() << " h: memory "
              << uses.front().memoryKiB / 1'024 << " to " << uses.back().memoryKiB / 1'024 << " MiB, drift "
              << memoryDriftKiBPerHour(uses) << " KiB an hour, descriptors " << uses.front().descriptors
              << " to " << uses.back().descriptors << ", threads " << uses.front().threads << " to "
              << uses.back().threads << std::endl;
    CHECK(whatGrows(uses, uses.size() < 100 ? kMostOfAFewHours : kMostKiBPerHour) == "");
}

TEST_CASE("a run that loses memory, a descriptor or a thread with each session is found out",
          "[live][long][H-08]") {
    const auto grows = [](Loses loses) {
        YearChair chair(loses);
        for (std::uint64_t number = 0; number < kWarmUp + 8; ++number) chair.session(number);
        return whatGrows(chair.uses(), kMostOfAFewHours);
    };
    CHECK(grows(Loses::nothing) == "");
    CHECK(grows(Loses::memory).find("memory") != std::string::npos);
    CHECK(grows(Loses::descriptors).find("descriptors") != std::string::npos);
    CHECK(grows(Loses::threads).find("threads") != std::string::npos);
}
