// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sentinel/sound_output.h"

#include "core/live/alarm_sound.h"

#include <QAudioDevice>

namespace chairside {
namespace {

QAudioFormat format() {
    QAudioFormat out;
    out.setSampleRate(kSampleRateHz);
    out.setChannelCount(1);
    out.setSampleFormat(QAudioFormat::Int16);
    return out;
}

} // namespace

DeviceOutput::DeviceOutput() {
    QObject::connect(&devices_, &QMediaDevices::audioOutputsChanged, &devices_, [this] {
        if (changed) changed();
    });
}

DeviceOutput::~DeviceOutput() {
    if (sink_) sink_->stop();
}

bool DeviceOutput::open(QIODevice& stream) {
    if (sink_) sink_->stop();
    sink_.reset();
    const auto device = QMediaDevices::defaultAudioOutput();
    if (!device.isNull() && device.isFormatSupported(format())) {
        sink_ = std::make_unique<QAudioSink>(device, format());
        sink_->setBufferSize(kSampleRateHz * kSoundBufferMs / 1000 * 2);
        sink_->start(&stream);
    }
    return sink_ && sink_->error() == QAudio::NoError;
}

bool DeviceOutput::works() const {
    return sink_ && sink_->state() != QAudio::StoppedState && sink_->error() != QAudio::FatalError;
}

} // namespace chairside
