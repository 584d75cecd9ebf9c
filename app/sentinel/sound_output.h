// SPDX-License-Identifier: GPL-3.0-or-later
// Where samples go: the computer's default sound device through Qt Multimedia, or whatever a test or a
// benchmark puts in its place. Sentinel's only thread. Never knows what an alarm is.
#pragma once

#include <QAudioSink>
#include <QIODevice>
#include <QMediaDevices>
#include <QObject>

#include <functional>
#include <memory>

namespace chairside {

class SoundOutput {
public:
    virtual ~SoundOutput() = default;
    /// Begins to pull samples (mono, 16 bit, kSampleRateHz) from `stream` and goes on for ever; false if
    /// there is no device that takes them.
    virtual bool open(QIODevice& stream) = 0;
    virtual bool works() const = 0;
    /// Called when the computer's devices have changed, so that the owner may open again.
    std::function<void()> changed;
};

class DeviceOutput final : public SoundOutput {
public:
    DeviceOutput();
    ~DeviceOutput() override;
    bool open(QIODevice& stream) override;
    bool works() const override;

private:
    QMediaDevices devices_;
    std::unique_ptr<QAudioSink> sink_;
};

/// What the device holds ahead of what is heard: short enough to be heard at once, long enough for a busy
/// machine.
inline constexpr int kSoundBufferMs = 40;

} // namespace chairside
