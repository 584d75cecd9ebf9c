// SPDX-License-Identifier: GPL-3.0-or-later
// The real companion process against a console that beats, freezes, thaws, dies and says goodbye.
#include "support/catch.h"

#include "app/console/sentinel_client.h"
#include "support/temp_dir.h"

#include <QElapsedTimer>
#include <QProcess>
#include <QSignalSpy>
#include <QTest>

#include <csignal>
#include <filesystem>
#include <functional>
#include <memory>

using namespace chairside;

namespace {

/// A console of a few lines: what it says and what it hears.
class FakeConsole {
public:
    FakeConsole() {
        process_.start(QStringLiteral(CHAIRSIDE_SENTINEL), {});
        REQUIRE(process_.waitForStarted(5000));
        say(sentinel::Hello{1, 0});
    }
    ~FakeConsole() {
        process_.kill();
        process_.waitForFinished(2000);
    }
    void say(const sentinel::Message& message) {
        const auto line = sentinel::encode(message);
        process_.write(line.data(), static_cast<qint64>(line.size()));
        process_.waitForBytesWritten(1000);
    }
    void beatFor(int ms) {
        for (QElapsedTimer t = started(); t.elapsed() < ms; QTest::qWait(100)) say(sentinel::Beat{++beats_});
        lastBeat_ = started();
    }
    /// Milliseconds since the last beat until this was heard, or nothing within `ms`.
    std::optional<qint64> hears(sentinel::Verdict verdict, int ms) {
        for (QElapsedTimer t = started(); t.elapsed() < ms; process_.waitForReadyRead(20)) {
            const auto bytes = process_.readAllStandardOutput();
            for (const auto& line : lines_.feed({bytes.constData(), static_cast<std::size_t>(bytes.size())}))
                if (const auto message = sentinel::decode(line))
                    if (const auto* judged = std::get_if<sentinel::Judged>(&*message);
                        judged && judged->verdict == verdict)
                        return lastBeat_.elapsed();
        }
        return std::nullopt;
    }
    QProcess& process() { return process_; }
    static QElapsedTimer started() {
        QElapsedTimer timer;
        timer.start();
        return timer;
    }

private:
    QProcess process_;
    sentinel::LineSplitter lines_;
    std::uint64_t beats_ = 0;
    QElapsedTimer lastBeat_ = started();
};

bool within(int ms, const std::function<bool()>& holds) {
    return QTest::qWaitFor(holds, ms);
}

} // namespace

TEST_CASE("the sentinel notices a console that stops painting, and that it paints again", "[ui][H-20]") {
    FakeConsole console;
    console.beatFor(1000);
    const auto frozen = console.hears(sentinel::Verdict::frozen, 4000);
    REQUIRE(frozen);
    CHECK(*frozen > 1800);
    CHECK(*frozen < 2500); // two seconds, and a tick of this busy machine
    console.beatFor(300);
    CHECK(console.hears(sentinel::Verdict::watching, 1000));
}

TEST_CASE("the sentinel notices the end of the console's process at once", "[ui][H-20]") {
    FakeConsole console;
    console.beatFor(500);
    console.process().closeWriteChannel();
    const auto dead = console.hears(sentinel::Verdict::dead, 2000);
    REQUIRE(dead);
    CHECK(*dead < 1000);
    CHECK(console.process().state() == QProcess::Running); // it stays, to be seen
}

TEST_CASE("a console that says goodbye takes its sentinel along", "[ui]") {
    FakeConsole console;
    console.beatFor(300);
    console.say(sentinel::Bye{});
    CHECK(console.process().waitForFinished(2000));
    CHECK(console.process().exitCode() == 0);
}

TEST_CASE("the client says that the sentinel lives, that it is missing, and starts it again", "[ui][H-04]") {
    auto client = std::make_unique<SentinelClient>(QStringLiteral(CHAIRSIDE_SENTINEL), QStringList{});
    QSignalSpy alive(client.get(), &SentinelClient::aliveChanged);
    client->start();
    REQUIRE(within(5000, [&] { return client->isAlive(); }));
    const auto pid = client->sentinelPid();
    REQUIRE(pid > 1);
    ::kill(static_cast<pid_t>(pid), SIGKILL);
    REQUIRE(within(3000, [&] { return !client->isAlive(); }));
    REQUIRE(within(5000, [&] { return client->isAlive(); }));
    CHECK(client->sentinelPid() != pid);
    CHECK(alive.count() == 3);
}

TEST_CASE("the client notices a sentinel that hangs", "[ui][H-04]") {
    SentinelClient client(QStringLiteral(CHAIRSIDE_SENTINEL), {});
    client.start();
    REQUIRE(within(5000, [&] { return client.isAlive(); }));
    ::kill(static_cast<pid_t>(client.sentinelPid()), SIGSTOP);
    CHECK(within(6000, [&] {
        client.beat();
        return !client.isAlive();
    }));
    ::kill(static_cast<pid_t>(client.sentinelPid()), SIGCONT);
    CHECK(within(3000, [&] {
        client.beat();
        return client.isAlive();
    }));
}

TEST_CASE("a window that did not paint for longer than two seconds is told about it", "[ui][H-20]") {
    SentinelClient client(QStringLiteral(CHAIRSIDE_SENTINEL), {});
    std::optional<Millis> length;
    QObject::connect(&client, &SentinelClient::wasFrozen, [&](Millis l) { length = l; });
    client.start();
    client.beat();
    QTest::qSleep(2300); // the event loop stands still
    client.beat();
    REQUIRE(within(1000, [&] { return length.has_value(); }));
    CHECK(*length >= 2300ms);
}

namespace {

/// The companion with an output that takes samples, and a console that stops painting.
class Probe {
public:
    explicit Probe(const QStringList& restart = {}, const QString& press = {}) {
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("CHAIRSIDE_PROBE_PRESS"), press);
        process.setProcessEnvironment(environment);
        QStringList arguments;
        if (!restart.isEmpty()) arguments << QStringLiteral("--restart") << restart;
        process.start(QStringLiteral(CHAIRSIDE_SENTINEL_PROBE), arguments);
        REQUIRE(process.waitForStarted(5000));
    }
    ~Probe() {
        process.kill();
        process.waitForFinished(2000);
    }
    void say(const sentinel::Message& message) {
        const auto line = sentinel::encode(message);
        process.write(line.data(), static_cast<qint64>(line.size()));
        process.waitForBytesWritten(1000);
    }
    void beatFor(int ms) {
        for (QElapsedTimer t = FakeConsole::started(); t.elapsed() < ms; QTest::qWait(100))
            say(sentinel::Beat{++beats_});
    }
    /// Milliseconds from now until it has told this, or nothing.
    std::optional<qint64> tells(const QByteArray& words, int ms) {
        const auto since = FakeConsole::started();
        while (since.elapsed() < ms) {
            told_ += process.readAllStandardError();
            if (told_.contains(words)) return since.elapsed();
            QTest::qWait(10);
        }
        return std::nullopt;
    }
    QProcess process;

private:
    std::uint64_t beats_ = 0;
    QByteArray told_;
};

} // namespace

TEST_CASE("a frozen console is seen within two seconds and heard within three, without any restart by itself",
          "[ui][H-20]") {
    Probe probe({QStringLiteral("/bin/false")});
    probe.say(sentinel::Hello{1, 0});
    probe.beatFor(1000);
    const auto frozen = FakeConsole::started(); // a tenth of a second after its last beat at most
    REQUIRE(probe.tells("strip SCREEN FROZEN", 4000));
    CHECK(frozen.elapsed() <= 2500); // two seconds, and a tick of this busy machine
    REQUIRE(probe.tells("burst", 2000));
    CHECK(frozen.elapsed() <= 3000);
    CHECK(probe.tells("offers Restart the console", 500));
    CHECK(probe.tells("offers Sound off for 2 min", 500));
    CHECK(probe.process.state() == QProcess::Running);
}

TEST_CASE("a dead console is heard within three seconds", "[ui][H-20]") {
    Probe probe;
    probe.say(sentinel::Hello{1, 0});
    probe.beatFor(500);
    const auto dead = FakeConsole::started();
    probe.process.closeWriteChannel();
    REQUIRE(probe.tells("strip CONSOLE STOPPED", 3000));
    REQUIRE(probe.tells("burst", 3000));
    CHECK(dead.elapsed() <= 3000);
    CHECK_FALSE(probe.tells("offers Restart the console", 300)); // nobody said how to start it
}

TEST_CASE("the offered restart starts the console again, and the companion goes with the old one",
          "[ui][H-20]") {
    const chairside::testing::TempDir folder;
    const auto started = QString::fromStdString(folder / "started");
    Probe probe({QStringLiteral("/bin/touch"), started}, QStringLiteral("Restart the console"));
    probe.say(sentinel::Hello{1, 0});
    probe.beatFor(300);
    REQUIRE(probe.process.waitForFinished(8000));
    CHECK(QTest::qWaitFor([&] { return std::filesystem::exists(folder / "started"); }, 3000));
}

TEST_CASE("a burst begins with the order, and the player says so only when its samples are taken",
          "[ui][H-04]") {
    Probe probe;
    probe.say(sentinel::Hello{1, 0});
    probe.beatFor(1200); // the shelf is full by then
    probe.say(sentinel::Sound{AlarmPriority::high, 41, false, 3});
    const auto taken = probe.tells("burst 41", 2000);
    REQUIRE(taken);
    CHECK(*taken < 250); // alarm.latency in the benchmarks measures the whole path
}
