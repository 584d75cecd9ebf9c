// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sentinel/sentinel.h"

#include <QCoreApplication>
#include <QProcess>

#include <array>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <unistd.h>

namespace chairside {
namespace {

constexpr int kTickMs = 100;

QElapsedTimer started() {
    QElapsedTimer timer;
    timer.start();
    return timer;
}

} // namespace

Sentinel::Sentinel(QStringList restartCommand, std::unique_ptr<SoundOutput> output, QObject* parent)
    : QObject(parent), restartCommand_(std::move(restartCommand)), clock_(started()),
      player_(std::move(output)), input_(STDIN_FILENO, QSocketNotifier::Read), watch_(now()) {
    std::signal(SIGPIPE, SIG_IGN); // the console may be gone; that is what this program is for
    ::fcntl(STDOUT_FILENO, F_SETFL, ::fcntl(STDOUT_FILENO, F_GETFL) | O_NONBLOCK);
    ::fcntl(STDIN_FILENO, F_SETFL, ::fcntl(STDIN_FILENO, F_GETFL) | O_NONBLOCK);
    connect(&input_, &QSocketNotifier::activated, this, &Sentinel::readInput);
    connect(&player_, &TonePlayer::outputChanged, this,
            [this](bool present) { say(sentinel::Output{present}); });
    connect(&player_, &TonePlayer::begun, this, [this] {
        say(playing_);
        Q_EMIT burstBegun(playing_.generation);
    });
    connect(&strip_, &FrozenStrip::restartAsked, this, &Sentinel::restartConsole);
    connect(&strip_, &FrozenStrip::pauseAsked, this, [this] { pausedUntil_ = now() + kLongestPause; });
    connect(&strip_, &FrozenStrip::closeAsked, this, [] { QCoreApplication::quit(); });
    connect(&timer_, &QTimer::timeout, this, &Sentinel::tick);
    timer_.setTimerType(Qt::PreciseTimer);
    timer_.start(kTickMs);
    say(sentinel::Ready{});
    say(sentinel::Output{player_.hasOutput()});
}

void Sentinel::say(const sentinel::Message& message) {
    const std::string line = sentinel::encode(message);
    // A full pipe means that nobody reads: the line is dropped, sound and strip do not depend on it.
    const auto written = ::write(STDOUT_FILENO, line.data(), line.size());
    static_cast<void>(written);
}

void Sentinel::readInput() {
    std::array<char, 4096> buffer{};
    const auto size = ::read(STDIN_FILENO, buffer.data(), buffer.size());
    if (size < 0 && (errno == EAGAIN || errno == EINTR)) return;
    if (size <= 0) {
        input_.setEnabled(false);
        watch_.closed();
        if (watch_.hasEnded()) QCoreApplication::quit();
        return;
    }
    for (const auto& line : lines_.feed({buffer.data(), static_cast<std::size_t>(size)}))
        if (const auto message = sentinel::decode(line)) handle(*message);
}

void Sentinel::handle(const sentinel::Message& message) {
    if (const auto* hello = std::get_if<sentinel::Hello>(&message)) {
        consolePid_ = hello->pid;
        say(sentinel::Output{player_.hasOutput()});
    } else if (const auto* beat = std::get_if<sentinel::Beat>(&message)) {
        watch_.beat(now());
        say(sentinel::Echo{beat->number});
    } else if (const auto* order = std::get_if<sentinel::Sound>(&message)) {
        order_ = *order;
        sound();
    } else if (const auto* test = std::get_if<sentinel::Test>(&message)) {
        order_.volume = test->volume;
        play(test->priority, false, 0);
    } else if (std::get_if<sentinel::Bye>(&message)) {
        watch_.bye();
        QCoreApplication::quit();
    }
}

void Sentinel::tick() {
    judge(watch_.tick(now()));
    sound();
}

void Sentinel::judge(sentinel::Verdict verdict) {
    if (pausedUntil_ && now() >= *pausedUntil_) pausedUntil_.reset();
    if (verdict_ != sentinel::Verdict::watching)
        strip_.showPauseLeft(
            pausedUntil_ ? static_cast<int>((std::chrono::ceil<Seconds>(*pausedUntil_ - now())).count()) : 0);
    if (verdict == verdict_) return;
    verdict_ = verdict;
    ++judgements_;
    pausedUntil_.reset();
    say(sentinel::Judged{verdict});
    switch (verdict) {
    case sentinel::Verdict::watching: strip_.hide(); break;
    case sentinel::Verdict::frozen:
        strip_.showFor(FrozenStrip::Why::frozen, !restartCommand_.isEmpty());
        break;
    case sentinel::Verdict::dead: strip_.showFor(FrozenStrip::Why::dead, !restartCommand_.isEmpty()); break;
    }
}

void Sentinel::sound() {
    std::optional<SoundOrder> order;
    if (order_.priority) order = SoundOrder{*order_.priority, {}, order_.generation, order_.quiet};
    if (verdict_ != sentinel::Verdict::watching) {
        // Blind, but the bedside monitor still alarms: prompt, not immediate. What the console last wanted
        // heard stays if it was more; a pause silences both, because nobody can acknowledge on a frozen
        // screen.
        if (!order || order->priority < AlarmPriority::medium)
            order = SoundOrder{AlarmPriority::medium, {}, judgements_, false};
        if (pausedUntil_) order.reset();
    }
    const auto priority = rhythm_.due(order, now());
    if (!priority) return;
    play(*priority, order->quiet, order->generation);
}

void Sentinel::play(AlarmPriority priority, bool quiet, std::uint32_t generation) {
    playing_ = {priority, generation};
    player_.play(shelf_.take(priority, order_.volume, quiet));
}

void Sentinel::restartConsole() {
    if (restartCommand_.isEmpty()) return;
    // Only our own parent is ended, and only while it still is: a number alone could be somebody else's by
    // now.
    if (consolePid_ > 1 && ::getppid() == consolePid_) ::kill(static_cast<pid_t>(consolePid_), SIGKILL);
    QProcess::startDetached(restartCommand_.first(), restartCommand_.mid(1));
    QCoreApplication::quit();
}

} // namespace chairside
