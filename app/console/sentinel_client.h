// SPDX-License-Identifier: GPL-3.0-or-later
// The console's end of the sentinel: starts it, beats from painting, hands over what should sound, and says
// when the sentinel or its sound output is missing. Main thread. Never waits for the sentinel, and starts it
// again when it dies.
#pragma once

#include "core/live/sentinel_protocol.h"

#include <QElapsedTimer>
#include <QObject>
#include <QProcess>
#include <QStringList>
#include <QTimer>

namespace chairside {

class SentinelClient final : public QObject {
    Q_OBJECT
public:
    /// `program`: path of chairside-sentinel. `restartCommand`: how the sentinel may start this console
    /// again.
    SentinelClient(QString program, QStringList restartCommand, QObject* parent = nullptr);
    ~SentinelClient() override; ///< says goodbye: a closed console is not a dead one

    void start();
    /// Call from the paint event of the live view, which must repaint at least once a second; more than five
    /// a second are not sent.
    void beat();
    void setSound(const std::optional<SoundOrder>& order);
    void setVolume(int step);
    /// The self-test's sound; the person says whether it was heard.
    void test(AlarmPriority priority);

    bool isAlive() const { return alive_; }
    /// It was there and is not, or has not come within three seconds of its start.
    bool isMissing() const { return missing_; }
    bool hasOutput() const { return output_; }
    /// It has said that there is none; before it has said anything nobody knows.
    bool lacksOutput() const { return outputKnown_ && !output_; }
    qint64 sentinelPid() const { return process_.processId(); }

Q_SIGNALS:
    void aliveChanged(bool alive);    ///< false = it is missing: Technical::sentinelMissing
    void outputChanged(bool present); ///< false = Technical::soundMissing
    /// A burst went to the sound device.
    void played(chairside::AlarmPriority priority, quint32 generation);
    /// Nothing was painted for `length`, longer than the sentinel allows: Technical::windowFrozen. Comes
    /// after it.
    void wasFrozen(chairside::Millis length);

private:
    void launch();
    void read();
    void check();
    void handle(const sentinel::Message& message);
    void send(const sentinel::Message& message);
    void sendSound();
    void setAlive(bool alive);
    void setOutput(std::optional<bool> present); ///< nothing = not known

    QString program_;
    QStringList restartCommand_;
    QProcess process_;
    QTimer checkTimer_;
    QElapsedTimer sinceStart_, sinceBeat_, sinceEcho_;
    std::uint64_t beats_ = 0;
    sentinel::LineSplitter lines_;
    sentinel::Sound sound_;
    bool wanted_ = false, alive_ = false, missing_ = false, output_ = false, outputKnown_ = false;
};

} // namespace chairside
