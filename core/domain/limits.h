// SPDX-License-Identifier: GPL-3.0-or-later
// The alarm limits in force: the protocol's, changed by LimitChanged events. Says no, in words, to a change
// that is reversed, empty, equal to its twin, outside the sensor's range or looser than the hard floor, and
// proposes limits from the patient's own baseline, which a person confirms or not; nothing here is applied
// silently. Pure values.
#pragma once

#include "core/domain/command.h"
#include "core/domain/protocol.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace chairside {

/// The patient's own values before treatment; missing where nothing was measured.
struct Baseline {
    std::array<std::optional<double>, kChannelCount> values;
    const std::optional<double>& operator[](Channel c) const { return values[index(c)]; }
    std::optional<double>& operator[](Channel c) { return values[index(c)]; }
};

/// The channel that a rule watches: its own, systolic for "nibp_rel", none for scores.
std::optional<Channel> channelOf(const LimitRule& rule);
/// One condition per channel (or score) and direction: "spo2.lo", "nibp_sys.hi", "moaas.lo".
std::string conditionOf(const LimitRule& rule);
/// As shown and compared: rounded to the channel's decimals.
double atPrecision(Channel c, double value);
/// The limit as compared, at the channel's precision; nothing for a percent rule without a baseline.
std::optional<double> comparedLimit(const LimitRule& rule, const Baseline& baseline);

/// The id under which LimitChanged tells how often the cuff measures, in minutes. It moves no threshold, only
/// the moment at which a missing pressure is an alarm.
inline constexpr std::string_view kCuffIntervalLimit = "nibp.interval";
/// Source: NIBP modules offer 1 to 60 min (clinical.md §1.6, Spacelabs), some 120.
inline constexpr double kCuffIntervalMinMin = 1, kCuffIntervalMaxMin = 120;

class LimitSet {
public:
    LimitSet() = default;
    /// Rises above the baseline are left out: they are marked in the record and never sound.
    explicit LimitSet(const Protocol& protocol);

    const std::vector<LimitRule>& rules() const { return rules_; }
    const LimitRule* find(std::string_view id) const;
    /// The protocol's own value, to show what was changed.
    std::optional<double> preset(std::string_view id) const;
    /// Folds a recorded change. A change without a value, or of an unknown limit, changes nothing.
    void apply(const LimitChanged& change);
    /// What a person told of the cuff; nothing = nobody did.
    std::optional<Millis> cuffInterval() const { return cuffInterval_; }

private:
    std::vector<LimitRule> rules_, preset_;
    std::optional<Millis> cuffInterval_;
};

/// Why this change is not possible, or nothing.
std::optional<Refusal> refuseChange(const LimitSet& limits, const LimitChanged& change);

/// The loosest value a person may set here without another protocol. Source: reliability.md A-09 (SpO₂ low
/// 85); the other rows are this product's design and await the clinical lead. Nothing where there is no
/// floor.
std::optional<double> hardFloor(const LimitRule& rule);

/// Mindray BeneVision's formulas for adults, unrounded: HR 0.8·x (at least 40) to 1.25·x (at most 240), and
/// so on. Source: clinical.md §1.6. Nothing for a channel without a formula.
struct AutoLimit {
    double low = 0, high = 0;
};
std::optional<AutoLimit> autoLimit(Channel c, double baseline);

/// What a person is asked to confirm: the caution limits moved to the patient's own baseline.
struct LimitProposal {
    LimitChanged change; ///< ready to be sent as a command when confirmed
    Channel channel = Channel::hr;
    bool high = true;
    double baseline = 0;
    std::optional<Refusal> refused; ///< why this one cannot be taken; shown greyed, never sent
};
std::vector<LimitProposal> proposeLimits(const LimitSet& limits, const Baseline& baseline);

/// "HR high caution limit" for sentences and lists.
std::string limitName(const LimitRule& rule);

} // namespace chairside
