// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/sentinel_client.h"

#include <QCoreApplication>

namespace chairside {
namespace {

constexpr int kBeatEveryMs = 200;
constexpr int kCheckEveryMs = 500;
/// A sentinel that echoes nothing for this long is missing, though its process may still be there.
constexpr int kEchoWithinMs = 3000;
/// What a stuck sentinel may leave unread before nothing more is sent to it.
constexpr qint64 kMostUnsent = 64 * 1024;
constexpr int kGoodbyeMs = 500;

} // namespace

SentinelClient::SentinelClient(QString program, QStringList restartCommand, QObject* parent)
    : QObject(parent), program_(std::move(program)), restartCommand_(std::move(restartCommand)) {
    process_.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    connect(&process_, &QProcess::readyReadStandardOutput, this, &SentinelClient::read);
    connect(&process_, &QProcess::finished, this, [this] { setAlive(false); });
    connect(&checkTimer_, &QTimer::timeout, this, &SentinelClient::check);
}

SentinelClient::~SentinelClient() {
    process_.disconnect(this);
    if (process_.state() == QProcess::NotRunning) return;
    send(sentinel::Bye{});
    process_.closeWriteChannel();
    if (!process_.waitForFinished(kGoodbyeMs)) process_.kill();
    process_.waitForFinished(kGoodbyeMs);
}

void SentinelClient::start() {
    wanted_ = true;
    sinceStart_.start();
    launch();
    checkTimer_.start(kCheckEveryMs);
}

void SentinelClient::launch() {
    QStringList arguments;
    if (!restartCommand_.isEmpty()) arguments << QStringLiteral("--restart") << restartCommand_;
    lines_ = {};
    process_.start(program_, arguments);
    send(sentinel::Hello{sentinel::kVersion, QCoreApplication::applicationPid()});
    sendSound();
}

void SentinelClient::beat() {
    if (!wanted_) return;
    const Millis gap{sinceBeat_.isValid() ? sinceBeat_.elapsed() : kBeatEveryMs};
    if (gap < Millis{kBeatEveryMs}) return;
    // Painting must not be interrupted by whoever hears of it.
    if (gap > sentinel::kFrozenAfter) QTimer::singleShot(0, this, [this, gap] { Q_EMIT wasFrozen(gap); });
    sinceBeat_.start();
    send(sentinel::Beat{++beats_});
}

void SentinelClient::setSound(const std::optional<SoundOrder>& order) {
    sentinel::Sound next = sound_;
    next.priority = order ? std::optional(order->priority) : std::nullopt;
    next.generation = order ? order->generation : 0;
    next.quiet = order && order->quiet;
    const bool same = next.priority == sound_.priority && next.generation == sound_.generation &&
                      next.quiet == sound_.quiet;
    sound_ = next;
    if (!same) sendSound();
}

void SentinelClient::setVolume(int step) {
    if (step == sound_.volume) return;
    sound_.volume = step;
    sendSound();
}

void SentinelClient::test(AlarmPriority priority) {
    send(sentinel::Test{priority, sound_.volume});
}

void SentinelClient::sendSound() {
    send(sound_);
    // Into the pipe now, not after whatever the event loop has to paint first; zero = without waiting.
    if (process_.state() == QProcess::Running) process_.waitForBytesWritten(0);
}

void SentinelClient::send(const sentinel::Message& message) {
    if (process_.state() == QProcess::NotRunning || process_.bytesToWrite() > kMostUnsent) return;
    const std::string line = sentinel::encode(message);
    process_.write(line.data(), static_cast<qint64>(line.size()));
}

void SentinelClient::read() {
    const QByteArray bytes = process_.readAllStandardOutput();
    for (const auto& line : lines_.feed({bytes.constData(), static_cast<std::size_t>(bytes.size())}))
        if (const auto message = sentinel::decode(line)) handle(*message);
}

void SentinelClient::handle(const sentinel::Message& message) {
    if (std::get_if<sentinel::Ready>(&message) || std::get_if<sentinel::Echo>(&message)) {
        sinceEcho_.start();
        setAlive(true);
    } else if (const auto* output = std::get_if<sentinel::Output>(&message)) {
        setOutput(output->present);
    } else if (const auto* burst = std::get_if<sentinel::Played>(&message)) {
        Q_EMIT played(burst->priority, burst->generation);
    }
}

void SentinelClient::check() {
    if (!wanted_) return;
    if (process_.state() == QProcess::NotRunning) {
        setAlive(false);
        setOutput(std::nullopt);
        launch();
    } else if (!alive_ && !missing_) {
        setAlive(false); // running, and never said a word
    } else if (sinceEcho_.isValid() && sinceBeat_.isValid() && sinceBeat_.elapsed() < kEchoWithinMs &&
               sinceEcho_.elapsed() > kEchoWithinMs) {
        setAlive(false);
    }
}

void SentinelClient::setAlive(bool alive) {
    if (alive == alive_ && alive == !missing_) return;
    // While it is still starting it is neither there nor missing.
    if (!alive && !alive_ && sinceStart_.elapsed() < kEchoWithinMs) return;
    alive_ = alive;
    missing_ = !alive;
    Q_EMIT aliveChanged(alive);
}

void SentinelClient::setOutput(std::optional<bool> present) {
    if (present.has_value() == outputKnown_ && present.value_or(false) == output_) return;
    outputKnown_ = present.has_value();
    output_ = present.value_or(false);
    Q_EMIT outputChanged(output_);
}

} // namespace chairside
