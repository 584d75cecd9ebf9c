// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/missing_codes.h"

#include "core/live/replay.h"
#include "support/catch.h"

#include <limits>

using namespace chairside;

TEST_CASE("what means missing depends on the source and the field", "[live][H-12]") {
    using D = Dialect;
    CHECK(meansMissing(D::noninSerial, Channel::spo2, 127));
    CHECK(meansMissing(D::noninSerial, Channel::pulseRate, 511));
    CHECK_FALSE(meansMissing(D::noninSerial, Channel::pulseRate, 127)); // a fast pulse
    CHECK_FALSE(meansMissing(D::noninSerial, Channel::spo2, 97));
    CHECK_FALSE(meansMissing(D::numericsFile, Channel::spo2, 127)); // impossible there, and said so
    CHECK(meansMissing(D::contecPulse, Channel::pulseRate, 255));
    CHECK_FALSE(meansMissing(D::numericsFile, Channel::nibpSystolic, 255)); // a crisis
    CHECK(meansMissing(D::datexSerial, Channel::hr, -32767));
    for (const double code : {-1.0, -100.0, -999.0, 32767.0})
        for (const auto& sensor : allChannels()) {
            CHECK(meansMissing(D::numericsFile, sensor.channel, code));
            CHECK(meansMissing(D::hl7Monitor, sensor.channel, code));
        }
}

TEST_CASE("no number is missing in every dialect, and zero is one where nothing measures as zero",
          "[live][H-12]") {
    const double inf = std::numeric_limits<double>::infinity();
    for (const Dialect d : {Dialect::numericsFile, Dialect::hl7Monitor, Dialect::noninSerial,
                            Dialect::contecPulse, Dialect::datexSerial}) {
        for (const double value : {inf, -inf, std::numeric_limits<double>::quiet_NaN()})
            CHECK(meansMissing(d, Channel::rr, value));
        for (const Channel c : {Channel::hr, Channel::spo2, Channel::nibpSystolic, Channel::temperature})
            CHECK(meansMissing(d, c, 0));
        for (const Channel c : {Channel::rr, Channel::etco2, Channel::o2Flow}) // apnoea
            CHECK_FALSE(meansMissing(d, c, 0));
    }
}

TEST_CASE("a replayed recording loses its codes before anybody sees them, and keeps its numbers",
          "[live][H-12]") {
    Recording recording;
    recording.name = "codes.csv";
    recording.period[index(Channel::hr)] = recording.period[index(Channel::spo2)] =
        recording.period[index(Channel::rr)] = 1s;
    for (const double value : {0.0, -1.0, -100.0, -999.0, 32767.0}) {
        RecordedFrame frame;
        frame.at = Millis{1000} * static_cast<std::int64_t>(recording.frames.size());
        frame.values[index(Channel::hr)] = value;
        frame.values[index(Channel::spo2)] = 97;
        frame.values[index(Channel::rr)] = 0;
        recording.frames.push_back(frame);
    }
    Replay replay(recording, {});
    int readings = 0;
    for (auto& message : replay.poll({monoFromMs(10'000), {}})) {
        auto* reading = std::get_if<Reading>(&message);
        if (!reading) continue;
        ++readings;
        validate(*reading);
        CHECK_FALSE((*reading)[Channel::hr]);
        CHECK_FALSE(reading->isImplausible(Channel::hr)); // missing, not doubtful
        CHECK(reading->trusted(Channel::spo2) == 97.0);
        CHECK(reading->trusted(Channel::rr) == 0.0);
    }
    CHECK(readings == 5);
}
