// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sentinel/tone_player.h"

#include "core/live/alarm_sound.h"

#include <QAudioDevice>
#include <QTimer>

#include <algorithm>
#include <cstring>

namespace chairside {
namespace {

/// Short enough to be heard at once, long enough for a busy machine.
constexpr int kBufferMs = 60;
constexpr int kCheckEveryMs = 1000;

QAudioFormat format() {
    QAudioFormat out;
    out.setSampleRate(kSampleRateHz);
    out.setChannelCount(1);
    out.setSampleFormat(QAudioFormat::Int16);
    return out;
}

} // namespace

void ToneStream::play(std::vector<std::int16_t> burst) {
    burst_ = std::move(burst);
    played_ = 0;
}

qint64 ToneStream::bytesAvailable() const {
    return 1 << 20;
}

qint64 ToneStream::readData(char* data, qint64 size) {
    const auto wanted = static_cast<std::size_t>(size) / sizeof(std::int16_t) * sizeof(std::int16_t);
    const std::size_t rest = burst_.size() * sizeof(std::int16_t) - played_;
    const std::size_t sound = std::min(wanted, rest);
    if (sound > 0) std::memcpy(data, reinterpret_cast<const char*>(burst_.data()) + played_, sound);
    std::memset(data + sound, 0, wanted - sound);
    played_ += sound;
    return static_cast<qint64>(wanted);
}

TonePlayer::TonePlayer(QObject* parent) : QObject(parent) {
    stream_.open(QIODevice::ReadOnly);
    connect(&devices_, &QMediaDevices::audioOutputsChanged, this, &TonePlayer::reopen);
    auto* timer = new QTimer(this);
    connect(timer, &QTimer::timeout, this, &TonePlayer::check);
    timer->start(kCheckEveryMs);
    reopen();
}

TonePlayer::~TonePlayer() {
    if (sink_) sink_->stop();
}

void TonePlayer::reopen() {
    if (sink_) sink_->stop();
    sink_.reset();
    const auto device = QMediaDevices::defaultAudioOutput();
    if (!device.isNull() && device.isFormatSupported(format())) {
        sink_ = std::make_unique<QAudioSink>(device, format());
        sink_->setBufferSize(kSampleRateHz * kBufferMs / 1000 * 2);
        sink_->start(&stream_);
    }
    setPresent(sink_ && sink_->error() == QAudio::NoError);
}

void TonePlayer::check() {
    const bool works =
        sink_ && sink_->state() != QAudio::StoppedState && sink_->error() != QAudio::FatalError;
    if (works)
        setPresent(true);
    else
        reopen(); // the device went away, or has come back without a notice
}

void TonePlayer::setPresent(bool present) {
    if (present == present_) return;
    present_ = present;
    Q_EMIT outputChanged(present);
}

bool TonePlayer::play(std::vector<std::int16_t> burst) {
    if (!present_) return false;
    stream_.play(std::move(burst));
    return true;
}

} // namespace chairside
