// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/baseline.h"

#include "core/base/number.h"
#include "core/base/phrase.h"
#include "core/base/text.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace chairside {
namespace {

/// When this part was captured last, whatever its age.
std::optional<MonoTime> capturedAt(std::string_view part, const Protocol& protocol, const SessionState& state,
                                   const VitalsFacts& vitals) {
    const auto measured = [&](Channel c) { return vitals[c] ? std::optional(vitals[c]->at) : std::nullopt; };
    if (part == "nibp") return measured(Channel::nibpSystolic);
    if (const auto channel = channelFromKey(part)) return measured(*channel);
    const auto* score = state.latestScore(std::string(part));
    // An incomplete score is none, except where there is no total by its nature.
    if (!score || (!score->total && !protocol.unscored.contains(std::string(part)))) return std::nullopt;
    return score->at;
}

bool standsFromCheckIn(std::string_view part, const SessionState& state) {
    if (part == "weight") return !state.confirmedValue("check_in", "weight_kg").empty();
    return part == "height" && !state.confirmedValue("check_in", "height_cm").empty();
}

/// Whole minutes, begun ones too: what is too old never reads as just fresh enough.
std::string minutes(Millis length) {
    return formatNumber(std::ceil(static_cast<double>(length.count()) / 60'000), 0) + " min";
}

} // namespace

std::vector<BaselineGap> baselineGaps(const Protocol& protocol, const SessionState& state,
                                      const VitalsFacts& vitals, MonoTime at) {
    std::vector<BaselineGap> gaps;
    for (const auto& capture : protocol.baselineSet) {
        BaselineGap gap{capture, std::nullopt};
        bool fresh = false;
        for (const auto part : splitOn(capture, '|')) {
            fresh = fresh || standsFromCheckIn(part, state);
            const auto when = capturedAt(part, protocol, state, vitals);
            if (when) gap.measuredAt = std::max(gap.measuredAt.value_or(*when), *when);
        }
        fresh = fresh || (gap.measuredAt && at - *gap.measuredAt <= protocol.baselineMaxAge);
        if (!fresh) gaps.push_back(std::move(gap));
    }
    return gaps;
}

std::string baselineWord(std::string_view capture) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 8> kWords{
        {{"nibp", toSay("blood pressure")},
         {"weight", toSay("weight")},
         {"height", toSay("height")},
         {"moaas", toSay("sedation")},
         {"pain_nrs", toSay("pain")},
         {"nausea_vas", toSay("nausea")},
         {"dissociation_check", toSay("dissociation")},
         {"cadss_23", toSay("dissociation")}}};
    const auto first = capture.substr(0, capture.find('|'));
    for (const auto& [key, words] : kWords)
        if (key == first) return phrase(words);
    if (const auto channel = channelFromKey(first)) return phrase(info(*channel).label);
    return std::string(first);
}

std::optional<Refusal> staleBaseline(const Protocol& protocol, const SessionState& state,
                                     const VitalsFacts& vitals, MonoTime at) {
    if (state.baselineOverridden && at - *state.baselineOverridden <= protocol.baselineMaxAge)
        return std::nullopt;
    std::string list;
    Millis oldest{0};
    for (const auto& gap : baselineGaps(protocol, state, vitals, at)) {
        list += (list.empty() ? "" : ", ") + baselineWord(gap.capture);
        if (gap.measuredAt) oldest = std::max(oldest, at - *gap.measuredAt);
    }
    if (list.empty()) return std::nullopt;
    const std::string most = minutes(protocol.baselineMaxAge);
    return Refusal{(oldest > protocol.baselineMaxAge
                        ? phrase("The baseline is {1} old, more than {2}: {3}.", minutes(oldest), most, list)
                        : phrase("The baseline is not complete: {1}.", list)) +
                   " " + phrase("Measure again, or a prescriber overrides it with a reason.")};
}

} // namespace chairside
