// SPDX-License-Identifier: GPL-3.0-or-later
// The companion process: owns alarm sound and watches the console's heartbeat. Reads orders from standard
// input, answers on standard output without ever waiting for the reader (a frozen console must not freeze its
// watcher). One thread. Never reads the record, never decides what is an alarm.
#pragma once

#include "app/sentinel/frozen_strip.h"
#include "app/sentinel/tone_player.h"
#include "core/live/alarm_sound.h"
#include "core/live/burst_shelf.h"
#include "core/live/sentinel_protocol.h"

#include <QElapsedTimer>
#include <QObject>
#include <QSocketNotifier>
#include <QStringList>
#include <QTimer>

namespace chairside {

class Sentinel final : public QObject {
    Q_OBJECT
public:
    /// `restartCommand`: the program and its arguments that start the console again; empty = no offer.
    Sentinel(QStringList restartCommand, std::unique_ptr<SoundOutput> output, QObject* parent = nullptr);

Q_SIGNALS:
    void burstBegun(quint32 generation); ///< the output has taken the first samples of a burst

private:
    void readInput();
    void handle(const sentinel::Message& message);
    void tick();
    void judge(sentinel::Verdict verdict);
    void sound();
    void play(AlarmPriority priority, bool quiet, std::uint32_t generation);
    void say(const sentinel::Message& message);
    void restartConsole();
    MonoTime now() const { return monoFromMs(clock_.elapsed()); }

    QStringList restartCommand_;
    QElapsedTimer clock_;
    BurstShelf shelf_;
    TonePlayer player_;
    FrozenStrip strip_;
    QSocketNotifier input_;
    QTimer timer_;
    sentinel::LineSplitter lines_;
    sentinel::HeartbeatWatch watch_;
    sentinel::Verdict verdict_ = sentinel::Verdict::watching;
    sentinel::Sound order_;
    BurstRhythm rhythm_;
    sentinel::Played playing_;            ///< said once the output has taken its first samples
    std::optional<MonoTime> pausedUntil_; ///< of the sentinel's own alarm only
    std::uint32_t judgements_ = 0;
    std::int64_t consolePid_ = 0;
};

} // namespace chairside
