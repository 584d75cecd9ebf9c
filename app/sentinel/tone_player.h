// SPDX-License-Identifier: GPL-3.0-or-later
// Plays rendered bursts through Qt Multimedia. The sink is always open and fed with silence between bursts,
// so that a burst starts without opening a device and a device that goes away is noticed while nothing
// sounds. Sentinel's only thread. Never mixes: a new burst replaces the one that is running.
#pragma once

#include <QAudioSink>
#include <QIODevice>
#include <QMediaDevices>
#include <QObject>

#include <cstdint>
#include <memory>
#include <vector>

namespace chairside {

/// Samples for the sink: the burst, then silence for ever.
class ToneStream final : public QIODevice {
public:
    void play(std::vector<std::int16_t> burst);
    bool isSequential() const override { return true; }
    qint64 bytesAvailable() const override;

protected:
    qint64 readData(char* data, qint64 size) override;
    qint64 writeData(const char*, qint64) override { return -1; }

private:
    std::vector<std::int16_t> burst_;
    std::size_t played_ = 0; ///< bytes
};

class TonePlayer final : public QObject {
    Q_OBJECT
public:
    explicit TonePlayer(QObject* parent = nullptr);
    ~TonePlayer() override;

    bool hasOutput() const { return present_; }
    /// False when there is no output to play on.
    bool play(std::vector<std::int16_t> burst);

Q_SIGNALS:
    void outputChanged(bool present);

private:
    void reopen();
    void check();
    void setPresent(bool present);

    QMediaDevices devices_;
    ToneStream stream_;
    std::unique_ptr<QAudioSink> sink_;
    bool present_ = false;
};

} // namespace chairside
