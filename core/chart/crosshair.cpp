// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/chart/crosshair.h"

#include "core/base/number.h"
#include "core/base/phrase.h"
#include "core/chart/score_scale.h"

#include <algorithm>
#include <map>

namespace chairside {
namespace {

constexpr const char* kNone = "– – –";

std::string sourceName(const RecordModel& model, SourceId id) {
    const auto* source = model.vitals().source(id);
    return source ? source->name : std::string{};
}

Origin originOf(const RecordModel& model, SourceId id) {
    const auto* source = model.vitals().source(id);
    return source ? source->origin : Origin::device;
}

void finish(MomentValue& value, Millis age, const AgeLimits& limits) {
    value.age = age;
    value.freshness = freshness(age, limits);
    if (value.freshness == Freshness::gone) value.text = kNone;
}

/// Short where the panel knows the instrument, otherwise what the clinic calls it.
std::string scoreName(const RecordModel& model, const std::string& instrument) {
    const auto scale = scoreScale(instrument);
    return scale ? phrase(scale->name) : model.wordFor(instrument);
}

struct Latest {
    MonoTime at;
    MomentValue value;
    AgeLimits limits;
};

std::optional<Latest> latest(const RecordModel& model, Channel channel, MonoTime at) {
    std::optional<Latest> best;
    const auto offer = [&](Latest candidate) {
        if (!best || candidate.at >= best->at) best = std::move(candidate);
    };
    const auto& about = info(channel);
    for (const auto& track : model.vitals().tracks()) {
        if (track.channel != channel) continue;
        const auto i = track.series.firstFrom(static_cast<double>(toMs(at)) + 0.5, track.series.size());
        if (i == 0) continue;
        Latest found{track.series.time(i - 1), {}, {}};
        found.value.text = formatNumber(static_cast<double>(track.series.value(i - 1)), about.decimals);
        found.value.source = sourceName(model, track.source);
        found.value.hollow = track.series.isHollow(i - 1);
        found.limits = ageLimits(channel, originOf(model, track.source), track.series.period());
        offer(std::move(found));
    }
    for (const auto& typed : model.vitals().typed()) {
        if (typed.channel != channel || typed.at > at || !model.isStanding(typed)) continue;
        Latest found{typed.at, {}, ageLimits(channel, Origin::typed, Millis{0})};
        found.value.text = formatNumber(static_cast<double>(typed.value), about.decimals);
        found.value.source = phrase("typed by {1}", typed.by);
        found.value.hollow = typed.isHollow();
        offer(std::move(found));
    }
    return best;
}

MomentValue pressureValue(const RecordModel& model, const NibpPoint& point, MonoTime at) {
    MomentValue value;
    value.text = nibpText(point);
    value.source = point.isTyped() ? phrase("typed by {1}", point.by) : sourceName(model, point.source);
    value.hollow = point.isHollow();
    const auto* source = model.vitals().source(point.source);
    const Millis period = source ? source->period[index(Channel::nibpSystolic)] : Millis{0};
    finish(value, at - point.at, ageLimits(Channel::nibpSystolic, point.origin, period));
    return value;
}

void addScores(const RecordModel& model, MonoTime at, std::vector<MomentValue>& out) {
    std::map<std::string, const ScoreMark*> last;
    for (const auto& score : model.scores()) {
        if (score.at > at || !model.isStanding(score)) continue;
        auto& held = last[score.instrument];
        if (!held || score.at >= held->at) held = &score;
    }
    for (const auto& [instrument, score] : last)
        out.push_back({scoreName(model, instrument),
                       "",
                       scoreText(*score),
                       score->by,
                       at - score->at,
                       Freshness::live,
                       false,
                       {}});
}

} // namespace

std::string nibpText(const NibpPoint& point) {
    const auto part = [](const std::optional<float>& v) {
        return v ? formatNumber(static_cast<double>(*v), 0) : std::string("–");
    };
    std::string text = part(point.systolic) + "/" + part(point.diastolic);
    if (point.mean) text += " (" + part(point.mean) + ")";
    return text;
}

std::string scoreText(const ScoreMark& score) {
    return score.total ? formatNumber(*score.total, 1) : "…";
}

const NibpPoint* nibpAt(const RecordModel& model, MonoTime at) {
    const auto& points = model.vitals().nibp();
    auto it = std::upper_bound(points.begin(), points.end(), at,
                               [](MonoTime moment, const NibpPoint& p) { return moment < p.at; });
    while (it != points.begin()) {
        --it;
        if (model.isStanding(*it)) return &*it;
    }
    return nullptr;
}

const NibpPoint* baselinePressure(const RecordModel& model) {
    const auto start = model.treatmentStart();
    if (!start) return nullptr;
    const auto& points = model.vitals().nibp();
    const NibpPoint* found = nullptr;
    for (const auto& point : points) {
        if (point.at > *start) break;
        if (point.systolic && !point.isHollow() && model.isStanding(point)) found = &point;
    }
    return found;
}

std::vector<MomentValue> valuesAt(const RecordModel& model, MonoTime at) {
    std::vector<MomentValue> out;
    if (model.vitals().has(Channel::nibpSystolic)) {
        const auto* point = nibpAt(model, at);
        MomentValue value = point ? pressureValue(model, *point, at) : MomentValue{};
        if (!point) value.text = kNone;
        value.label = phrase("NIBP");
        value.unit = "mmHg";
        value.channel = Channel::nibpSystolic;
        out.push_back(std::move(value));
    }
    for (const auto& about : allChannels()) {
        const Channel c = about.channel;
        if (c == Channel::nibpSystolic || c == Channel::nibpDiastolic || c == Channel::nibpMean) continue;
        if (!model.vitals().has(c)) continue;
        auto found = latest(model, c, at);
        MomentValue value = found ? std::move(found->value) : MomentValue{};
        if (found)
            finish(value, at - found->at, found->limits);
        else
            value.text = kNone;
        value.label = about.label;
        value.unit = about.unit;
        value.channel = c;
        out.push_back(std::move(value));
    }
    if (model.pump().startedAt() && at >= *model.pump().startedAt())
        out.push_back({phrase("Infusion"),
                       "mg",
                       formatNumber(model.pump().deliveredMg(at), 1),
                       phrase("computed"),
                       Millis{0},
                       Freshness::live,
                       false,
                       {}});
    addScores(model, at, out);
    return out;
}

} // namespace chairside
