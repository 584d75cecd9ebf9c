// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/clinic_figures.h"

#include "core/domain/outcome.h"

#include <algorithm>
#include <map>
#include <unordered_map>

namespace chairside {
namespace {

std::int32_t dayOf(WallTime at) {
    const auto local = Millis{at.utcMs} + Minutes{at.offsetMin};
    return static_cast<std::int32_t>(std::chrono::floor<std::chrono::days>(local).count());
}

/// 1970-01-01 was a Thursday.
std::int32_t mondayOf(std::int32_t day) {
    return day - ((day + 3) % 7 + 7) % 7;
}

double inMinutes(Millis span) {
    return static_cast<double>(span.count()) / 60'000.0;
}

/// So many of n, and which.
struct Share {
    std::int64_t n = 0, counted = 0;
    std::vector<Uuid> sessions;
    void add(const Uuid& session, bool counts) {
        ++n;
        if (!counts) return;
        ++counted;
        sessions.push_back(session);
    }
};

struct Spread {
    std::vector<std::pair<double, Uuid>> values;
    void add(std::optional<Millis> span, const Uuid& session) {
        if (span && *span >= Millis{0}) values.emplace_back(inMinutes(*span), session);
    }
};

struct Rise {
    double systolic = 0, diastolic = 0;
    std::int64_t n = 0;
};

/// What response needs of a session: small, because every session of every patient is kept until the end.
struct ScoredVisit {
    std::int64_t openedUtcMs = 0;
    Uuid session;
    std::optional<std::int64_t> startUtcMs; ///< of treatment
    bool begins = false, asked = false;     ///< a series; within period and protocol
    struct Score {
        std::int64_t utcMs;
        double total;
        std::int16_t scale;
        bool suicidality;
    };
    std::vector<Score> scores;
};

double quantile(const std::vector<std::pair<double, Uuid>>& sorted, double part) {
    const double at = part * static_cast<double>(sorted.size() - 1);
    const auto low = static_cast<std::size_t>(at);
    const auto high = std::min(low + 1, sorted.size() - 1);
    const double share = at - static_cast<double>(low);
    return sorted[low].first * (1 - share) + sorted[high].first * share;
}

} // namespace

struct ClinicTally::Work {
    ClinicQuery query;
    ClinicFigures out;
    Share completed, action, dissociated, rescue, gap, unsignedOnes;
    std::map<std::string, Share> aborts, effects, severe;
    Spread ready, left;
    std::map<int, Rise> rise;
    std::map<std::int32_t, std::int64_t> weeks;
    std::vector<Uuid> all, lateOrMissed, missed;
    std::int64_t checks = 0, onTime = 0, missedChecks = 0;
    std::unordered_map<Uuid, std::vector<ScoredVisit>> patients;
    std::vector<std::string> scales;

    std::int16_t scaleNumber(const std::string& instrument) {
        const auto it = std::ranges::find(scales, instrument);
        if (it != scales.end()) return static_cast<std::int16_t>(it - scales.begin());
        scales.push_back(instrument);
        return static_cast<std::int16_t>(scales.size() - 1);
    }
    bool isAsked(const SessionFacts& f, std::int32_t day) const {
        return (!query.fromDay || day >= *query.fromDay) && (!query.toDay || day <= *query.toDay) &&
               (query.protocol.empty() || f.protocolTitle == query.protocol);
    }
    void keepScores(const SessionFacts& f, bool asked);
    void workflow(const SessionFacts& f);
    void effectsOf(const SessionFacts& f);
    void pressures(const SessionFacts& f);
    void responses();
    void put(ClinicFigure figure) { out.figures.push_back(std::move(figure)); }
    void putShare(const char* key, const std::string& about, Share share, const char* of = "sessions");
    void putSpread(const char* key, Spread spread);
    void putWeeks();
    void putChecks();
};

void ClinicTally::Work::keepScores(const SessionFacts& f, bool asked) {
    if (f.scores.empty() && !f.has(fact::kTreated)) return;
    ScoredVisit visit;
    visit.openedUtcMs = f.opened.utcMs;
    visit.session = f.session;
    visit.begins = f.number == 1;
    visit.asked = asked;
    if (f.has(fact::kTreated)) visit.startUtcMs = f.opened.utcMs + toMs(f.start.value_or(MonoTime{}));
    for (const auto& score : f.scores)
        if (score.total)
            visit.scores.push_back({f.opened.utcMs + toMs(score.at), *score.total,
                                    scaleNumber(score.instrument), score.suicidality});
    patients[f.patient].push_back(std::move(visit));
}

void ClinicTally::Work::workflow(const SessionFacts& f) {
    const bool ended = f.end.has_value() || f.has(fact::kAborted);
    if (ended) completed.add(f.session, !f.has(fact::kAborted));
    if (f.has(fact::kAborted)) aborts[f.abortReason].add(f.session, true);
    if (!f.has(fact::kOpen)) unsignedOnes.add(f.session, f.has(fact::kUnsigned));
    ready.add(f.readyAfter(), f.session);
    left.add(f.start && f.leftAt ? std::optional(*f.leftAt - *f.start) : std::nullopt, f.session);
    const int late = f.checksLate + f.checksMissed;
    checks += f.checksDone + late;
    onTime += f.checksDone;
    missedChecks += f.checksMissed;
    if (late > 0) lateOrMissed.push_back(f.session);
    if (f.checksMissed > 0) missed.push_back(f.session);
    rescue.add(f.session, f.has(fact::kRescue));
}

void ClinicTally::Work::effectsOf(const SessionFacts& f) {
    std::map<std::string_view, int> worst;
    for (const auto& effect : f.effects) {
        auto& severity = worst[effect.effect];
        severity = std::max(severity, effect.worst);
    }
    for (const auto& [effect, severity] : worst) {
        const std::string name(effect);
        effects[name].add(f.session, true);
        if (severity >= 3) severe[name].add(f.session, true);
    }
    if (f.dissociation) dissociated.add(f.session, f.has(fact::kSevereDissociation));
}

void ClinicTally::Work::pressures(const SessionFacts& f) {
    if (f.systolic.peak && !f.has(fact::kNoLimits)) action.add(f.session, f.has(fact::kActionPressure));
    if (f.longestPressureGap) gap.add(f.session, f.has(fact::kPressureGap));
    for (const auto& step : f.rise) {
        auto& sum = rise[step.minute];
        sum.systolic += static_cast<double>(step.systolic);
        sum.diastolic += static_cast<double>(step.diastolic);
        ++sum.n;
    }
    if (!f.rise.empty()) out.riseSessions.push_back(f.session);
}

ClinicTally::ClinicTally(ClinicQuery query) : work_(std::make_unique<Work>()) {
    work_->query = query;
    work_->out.query = std::move(query);
}

ClinicTally::~ClinicTally() = default;

void ClinicTally::add(const SessionFacts& f) {
    auto& w = *work_;
    const auto day = dayOf(f.opened);
    const bool asked = w.isAsked(f, day);
    if (f.has(fact::kMadeUp) != w.query.madeUp) {
        w.out.otherKind += asked;
        return;
    }
    if (f.has(fact::kCancelled)) {
        w.out.untreated += asked;
        return;
    }
    w.keepScores(f, asked);
    if (!asked) return;
    if (!f.has(fact::kTreated)) {
        ++w.out.untreated;
        return;
    }
    ++w.out.sessions;
    w.all.push_back(f.session);
    ++w.weeks[mondayOf(day)];
    w.out.firstDay = std::min(w.out.firstDay.value_or(day), day);
    w.out.lastDay = std::max(w.out.lastDay.value_or(day), day);
    w.workflow(f);
    w.effectsOf(f);
    w.pressures(f);
}

void ClinicTally::Work::putShare(const char* key, const std::string& about, Share share, const char* of) {
    ClinicFigure f;
    f.key = key;
    f.about = about;
    f.unit = FigureUnit::percent;
    f.n = share.n;
    f.of = of;
    f.counted = share.counted;
    if (share.n > 0) f.value = 100.0 * static_cast<double>(share.counted) / static_cast<double>(share.n);
    f.sessions = std::move(share.sessions);
    put(std::move(f));
}

void ClinicTally::Work::putSpread(const char* key, Spread spread) {
    std::ranges::sort(spread.values, {}, [](const auto& v) { return v.first; });
    ClinicFigure f;
    f.key = key;
    f.unit = FigureUnit::minutes;
    f.n = f.counted = static_cast<std::int64_t>(spread.values.size());
    f.of = "sessions";
    if (f.n > 0) {
        f.value = quantile(spread.values, 0.5);
        f.lowerQuartile = quantile(spread.values, 0.25);
        f.upperQuartile = quantile(spread.values, 0.75);
    }
    // The longest first: those are the ones somebody wants to look at.
    for (auto it = spread.values.rbegin(); it != spread.values.rend(); ++it) f.sessions.push_back(it->second);
    put(std::move(f));
}

void ClinicTally::Work::putWeeks() {
    ClinicFigure treated;
    treated.key = figure::kTreated;
    treated.value = static_cast<double>(out.sessions);
    treated.n = treated.counted = out.sessions;
    treated.of = "sessions";
    treated.sessions = all;
    put(std::move(treated));
    if (!weeks.empty())
        for (auto monday = weeks.begin()->first; monday <= weeks.rbegin()->first; monday += 7) {
            const auto week = weeks.find(monday);
            out.weeks.push_back({monday, week == weeks.end() ? 0 : week->second});
        }
    ClinicFigure perWeek;
    perWeek.key = figure::kPerWeek;
    perWeek.unit = FigureUnit::perWeek;
    perWeek.n = static_cast<std::int64_t>(out.weeks.size());
    perWeek.of = "weeks";
    perWeek.counted = out.sessions;
    if (perWeek.n > 0) perWeek.value = static_cast<double>(out.sessions) / static_cast<double>(perWeek.n);
    perWeek.sessions = std::move(all);
    put(std::move(perWeek));
}

void ClinicTally::Work::putChecks() {
    const auto share = [&](const char* key, std::int64_t counted, std::vector<Uuid> sessions) {
        putShare(key, {}, {checks, counted, std::move(sessions)}, "checks");
    };
    share(figure::kOnTime, onTime, std::move(lateOrMissed));
    share(figure::kMissed, missedChecks, std::move(missed));
}

/// For each scale: of the patients with a score before the series and one after its first treatment, those
/// whose last score is a response. A patient counts when the visit of that last score was asked for.
void ClinicTally::Work::responses() {
    std::vector<Share> response(scales.size()), remission(scales.size());
    for (auto& [patient, visits] : patients) {
        std::ranges::sort(visits, {}, &ScoredVisit::openedUtcMs);
        const ScoredVisit* first = nullptr;
        for (const auto& visit : visits)
            if (visit.startUtcMs && (!first || visit.begins)) first = &visit;
        if (!first) continue;
        for (std::size_t scale = 0; scale < scales.size(); ++scale) {
            const auto* rule = outcomeRule(scales[scale]);
            if (!rule) continue;
            std::vector<DatedScore> dated;
            const ScoredVisit* last = nullptr;
            const ScoredVisit::Score* lastScore = nullptr;
            for (const auto& visit : visits)
                for (const auto& score : visit.scores) {
                    if (static_cast<std::size_t>(score.scale) != scale) continue;
                    dated.push_back({score.utcMs, score.total});
                    if (score.utcMs >= *first->startUtcMs) last = &visit, lastScore = &score;
                }
            const auto baseline = baselineScore(dated, *first->startUtcMs);
            if (!last || !last->asked || !baseline) continue;
            const auto outcome = evaluateOutcome(*rule, baseline, lastScore->total);
            if (outcome.response == Response::notKnown) continue;
            response[scale].add(last->session, outcome.response == Response::response);
            if (outcome.remission) remission[scale].add(last->session, *outcome.remission);
        }
    }
    for (std::size_t scale = 0; scale < scales.size(); ++scale) {
        if (response[scale].n > 0)
            putShare(figure::kResponse, scales[scale], std::move(response[scale]), "patients");
        if (remission[scale].n > 0)
            putShare(figure::kRemission, scales[scale], std::move(remission[scale]), "patients");
    }
}

ClinicFigures ClinicTally::finish() {
    auto& w = *work_;
    w.putWeeks();
    w.putShare(figure::kCompleted, {}, std::move(w.completed));
    const auto ofAll = [&](const char* key, std::map<std::string, Share>& shares, std::int64_t n) {
        std::vector<std::pair<std::string, Share>> sorted(std::make_move_iterator(shares.begin()),
                                                          std::make_move_iterator(shares.end()));
        std::ranges::stable_sort(sorted, std::greater{}, [](const auto& s) { return s.second.counted; });
        for (auto& [about, share] : sorted) {
            share.n = n;
            w.putShare(key, about, std::move(share));
        }
    };
    std::int64_t aborted = 0;
    for (const auto& [reason, share] : w.aborts) aborted += share.counted;
    ofAll(figure::kAbortReason, w.aborts, aborted);
    w.putShare(figure::kActionPressure, {}, std::move(w.action));
    w.putShare(figure::kPressureGap, {}, std::move(w.gap));
    w.putShare(figure::kSevereDissociation, {}, std::move(w.dissociated));
    w.putShare(figure::kRescue, {}, std::move(w.rescue));
    ofAll(figure::kEffect, w.effects, w.out.sessions);
    ofAll(figure::kSevereEffect, w.severe, w.out.sessions);
    w.responses();
    w.putSpread(figure::kReady, std::move(w.ready));
    w.putSpread(figure::kLeft, std::move(w.left));
    w.putChecks();
    w.putShare(figure::kUnsigned, {}, std::move(w.unsignedOnes));
    for (const auto& [minute, sum] : w.rise)
        w.out.rise.push_back({minute, sum.systolic / static_cast<double>(sum.n),
                              sum.diastolic / static_cast<double>(sum.n), sum.n});
    return std::move(w.out);
}

const ClinicFigure* ClinicFigures::find(const std::string& key, const std::string& about) const {
    const auto it = std::ranges::find_if(
        figures, [&](const ClinicFigure& f) { return f.key == key && f.about == about; });
    return it == figures.end() ? nullptr : &*it;
}

} // namespace chairside
