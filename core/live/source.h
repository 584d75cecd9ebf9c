// SPDX-License-Identifier: GPL-3.0-or-later
// One interface for everything that yields vital signs: simulator, replay, device. A source is polled on its
// own acquisition thread; it never sleeps, never touches a clock, file log or widget, and may fail and come
// back.
#pragma once

#include "core/domain/event.h"
#include "core/domain/reading.h"

#include <cstdint>
#include <limits>
#include <string>
#include <variant>
#include <vector>

namespace chairside {

enum class LinkState : std::uint8_t { connected, lost, ended };
/// The source's own report about its link; silence without a report is noticed by the engine's tick.
struct LinkChange {
    LinkState state = LinkState::connected;
    Instant at;
    std::string reason; ///< for people: "cable unplugged", "end of the recording"
};
using SourceMessage = std::variant<Reading, LinkChange>;

/// Curves for looking at. They are never recorded, judged or exported; only WaveBoard keeps their last
/// seconds.
enum class Wave : std::uint8_t { pleth, co2, ecg };
inline constexpr std::size_t kWaveCount = 3;
inline constexpr float kNoSignal = std::numeric_limits<float>::quiet_NaN();
struct WaveBlock {
    Wave wave = Wave::pleth;
    double hz = 0;
    MonoTime start; ///< of the first sample
    Origin origin = Origin::device;
    std::vector<float> samples; ///< pleth without a unit (0–1), CO2 in mmHg, ECG in mV; or kNoSignal
};

class Source {
public:
    virtual ~Source() = default;
    virtual const SourceInfo& info() const = 0;
    /// Every message due at or before `now`, in time order, each stamped with its own time (never later than
    /// now). Readings are validated by the caller, not here; sentinels are already removed here.
    virtual std::vector<SourceMessage> poll(Instant now) = 0;
    /// The samples of its waves since the last call, at most a second of them; asked only while somebody
    /// looks.
    virtual std::vector<WaveBlock> pollWaves(Instant) { return {}; }
    /// How often pollWaves() has something new; 0 = this source has no waves.
    virtual Millis wavePeriod() const { return Millis{0}; }
    /// When the next message may be due on the session clock; the runner sleeps until then.
    virtual MonoTime nextDue() const = 0;
    /// A session event that a simulated patient must feel (infusion, medication). Same thread as poll().
    virtual void observe(const Event&) {}
};

} // namespace chairside
