// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sentinel/tone_player.h"

#include <QTimer>

#include <algorithm>
#include <cstring>

namespace chairside {
namespace {

constexpr int kOutputCheckMs = 1000;

} // namespace

void ToneStream::play(BurstShelf::Samples burst) {
    burst_ = std::move(burst);
    played_ = 0;
}

qint64 ToneStream::bytesAvailable() const {
    return 1 << 20;
}

qint64 ToneStream::readData(char* data, qint64 size) {
    const auto wanted = static_cast<std::size_t>(size) / sizeof(std::int16_t) * sizeof(std::int16_t);
    const std::size_t whole = burst_ ? burst_->size() * sizeof(std::int16_t) : 0;
    const std::size_t sound = std::min(wanted, whole - std::min(whole, played_));
    if (sound > 0) std::memcpy(data, reinterpret_cast<const char*>(burst_->data()) + played_, sound);
    std::memset(data + sound, 0, wanted - sound);
    const bool first = sound > 0 && played_ == 0;
    played_ += sound;
    if (first) Q_EMIT begun();
    return static_cast<qint64>(wanted);
}

TonePlayer::TonePlayer(std::unique_ptr<SoundOutput> output, QObject* parent)
    : QObject(parent), output_(std::move(output)) {
    // Unbuffered: QIODevice would fetch 16 KiB ahead, a fifth of a second of silence before the burst.
    stream_.open(QIODevice::ReadOnly | QIODevice::Unbuffered);
    connect(&stream_, &ToneStream::begun, this, &TonePlayer::begun);
    output_->changed = [this] { reopen(); };
    auto* timer = new QTimer(this);
    connect(timer, &QTimer::timeout, this, &TonePlayer::check);
    timer->start(kOutputCheckMs);
    reopen();
}

void TonePlayer::reopen() {
    setPresent(output_->open(stream_));
}

void TonePlayer::check() {
    if (output_->works())
        setPresent(true);
    else
        reopen(); // the device went away, or has come back without a notice
}

void TonePlayer::setPresent(bool present) {
    if (present == present_) return;
    present_ = present;
    Q_EMIT outputChanged(present);
}

bool TonePlayer::play(BurstShelf::Samples burst) {
    if (!present_) return false;
    stream_.play(std::move(burst));
    return true;
}

} // namespace chairside
