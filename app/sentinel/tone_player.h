// SPDX-License-Identifier: GPL-3.0-or-later
// Plays bursts that are ready. The output is always open and fed with silence between bursts, so that a burst
// starts without opening a device and a device that goes away is noticed while nothing sounds. Sentinel's
// only thread. Never mixes: a new burst replaces the one that is running. Says that a burst has begun only
// when the output has taken its first samples.
#pragma once

#include "app/sentinel/sound_output.h"
#include "core/live/burst_shelf.h"

namespace chairside {

/// Samples for the output: the burst, then silence for ever.
class ToneStream final : public QIODevice {
    Q_OBJECT
public:
    void play(BurstShelf::Samples burst);
    bool isSequential() const override { return true; }
    qint64 bytesAvailable() const override;

Q_SIGNALS:
    void begun(); ///< the first samples of the burst have been taken

protected:
    qint64 readData(char* data, qint64 size) override;
    qint64 writeData(const char*, qint64) override { return -1; }

private:
    BurstShelf::Samples burst_;
    std::size_t played_ = 0; ///< bytes
};

class TonePlayer final : public QObject {
    Q_OBJECT
public:
    explicit TonePlayer(std::unique_ptr<SoundOutput> output, QObject* parent = nullptr);

    bool hasOutput() const { return present_; }
    /// False when there is no output to play on; begun() follows when the output has taken the samples.
    bool play(BurstShelf::Samples burst);

Q_SIGNALS:
    void outputChanged(bool present);
    void begun();

private:
    void reopen();
    void check();
    void setPresent(bool present);

    ToneStream stream_;
    std::unique_ptr<SoundOutput> output_; ///< goes before the stream it pulls from
    bool present_ = false;
};

} // namespace chairside
