// SPDX-License-Identifier: GPL-3.0-or-later
// All clinical conditions: one ladder per channel (or score) and direction, its rungs the rules from caution
// to emergency, each rung watched on each probe. Owned by AlarmEngine, main thread, pure. Rules for odd
// readings: a sample older than the newest of its probe is not used; the same sample twice changes nothing;
// two probes of one parameter are watched each on its own and the worse one alarms; a typed value ends when
// the device's newer one comes.
#pragma once

#include "core/domain/alarm/alarm_types.h"
#include "core/domain/alarm/limit_watch.h"
#include "core/domain/limits.h"

#include <array>
#include <vector>

namespace chairside {

/// What is true of one condition now.
struct Truth {
    AlarmPriority priority = AlarmPriority::low;
    MonoTime since;
    bool recovering = false, awaitingRepeat = false;
    SourceId source = 0;
    int rung = -1;    ///< limit conditions only
    bool high = true; ///< which side of the limit
    double value = 0, limit = 0;
    std::optional<Channel> measured{}; ///< what the probe measures: the pulse may stand in for the heart rate
};

inline constexpr std::size_t kMaxProbes = 4; ///< per channel, the typed one (source 0) included

/// Where a value comes from, as far as watching needs to know.
struct ProbeSample {
    SourceId source = 0; ///< 0 = typed
    Origin origin = Origin::device;
    Millis period{1s};
    double value = 0;
    MonoTime at;
    std::optional<std::int64_t> deviceUtcMs; ///< of the measurement; the same again is the same measurement
    Uuid entry;                              ///< the event that typed it
    std::optional<Channel> measured{};       ///< if not the channel it is watched as
};

class LimitLadders {
public:
    explicit LimitLadders(const LimitSet& limits);

    std::size_t size() const { return ladders_.size(); }
    const std::string& id(std::size_t ladder) const { return ladders_[ladder].id; }
    std::optional<Channel> channel(std::size_t ladder) const { return ladders_[ladder].channel; }
    const LimitRule& rule(std::size_t ladder, int rung) const;
    std::optional<Truth> truth(std::size_t ladder) const;
    /// The information-level rule that holds now, if any.
    std::optional<Truth> infoTruth(std::size_t ladder) const;
    const Baseline& baseline() const { return baseline_; }
    /// The next moment at which time alone makes a limit condition true.
    std::optional<MonoTime> nextRaise() const;
    /// How many probes give this channel now; more than one is named in texts.
    std::size_t probes(Channel c) const;
    /// Has a first valid value armed this channel's limits?
    bool isArmed(Channel c) const;
    /// Is there a believed value of this very channel (a stand-in does not count)?
    bool believes(Channel c) const;
    bool hasRulesFor(Channel c) const;

    /// False when a fifth probe wants to be watched: it is not, and somebody should be told.
    bool sample(Channel c, const ProbeSample& sample);
    /// The last value stays believed until `until` (the cuff cycles on the oximeter arm).
    void hold(Channel c, SourceId source, MonoTime until); ///< and wherever that channel stands in
    void sampleScore(std::string_view param, double value, MonoTime at, const Uuid& entry);
    /// The entry was withdrawn or is being replaced: what it said is not known any more.
    void withdraw(const Uuid& entry);
    /// The last value of this channel was an artefact if it lies in [from, to].
    void dropBetween(Channel c, MonoTime from, MonoTime to);
    /// Lets delays pass and lets go of values that have grown too old.
    void advance(MonoTime now);
    void limitMoved(const LimitRule& rule, MonoTime now);
    void setBaseline(const Baseline& baseline, MonoTime now);
    void loseAll();

private:
    struct Probe {
        bool used = false, has = false, armed = false, stepwise = false;
        SourceId source = 0;
        MonoTime firstAt, at, believedUntil;
        double value = 0;
        std::optional<std::int64_t> deviceUtcMs;
        Uuid entry;
        std::optional<Channel> measured{};
    };
    struct Rung {
        LimitRule rule;
        std::optional<AlarmPriority> priority; ///< nothing = information
        std::array<LimitWatch, kMaxProbes> watches;
    };
    struct Ladder {
        std::string id, param;
        std::optional<Channel> channel;
        bool high = true;
        std::vector<Rung> rungs;
        Probe score; ///< ladders without a channel
    };

    Probe* probeFor(Channel c, SourceId source);
    const Probe& probeOf(const Ladder& ladder, std::size_t slot) const;
    bool refuses(Probe& probe, Channel c, const ProbeSample& sample) const;
    void sampleSlot(Ladder& ladder, std::size_t slot, double value, MonoTime at);
    void loseSlot(Channel c, std::size_t slot);
    static void loseScore(Ladder& ladder);
    void advanceSlot(Channel c, std::size_t slot, MonoTime now);
    std::optional<LimitCheck> check(const Rung& rung, bool stepwise) const;
    std::optional<Truth> candidate(const Ladder& ladder, std::size_t rung, std::size_t slot) const;

    std::vector<Ladder> ladders_;
    std::array<std::array<Probe, kMaxProbes>, kChannelCount> probes_;
    Baseline baseline_;
};

} // namespace chairside
