// SPDX-License-Identifier: GPL-3.0-or-later
// In a sound device's place: pulls samples a period at a time, for ever, and hears nothing. For tests and
// benchmarks of the sentinel on machines without one.
#pragma once

#include "app/sentinel/sound_output.h"
#include "core/live/alarm_sound.h"

#include <QTimer>

namespace chairside::testing {

class PullingOutput final : public SoundOutput {
public:
    static constexpr int kPullEveryMs = 10;

    bool open(QIODevice& stream) override {
        timer_.disconnect();
        QObject::connect(&timer_, &QTimer::timeout, &stream, [&stream] {
            (void)stream.read(kSampleRateHz * kPullEveryMs / 1000 * qint64{sizeof(std::int16_t)});
        });
        timer_.setTimerType(Qt::PreciseTimer);
        timer_.start(kPullEveryMs);
        return true;
    }
    bool works() const override { return true; }

private:
    QTimer timer_;
};

} // namespace chairside::testing
