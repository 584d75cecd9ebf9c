// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/course/course_words.h"

#include "core/base/number.h"
#include "ui/history/session_list_model.h"
#include "ui/style/words.h"

#include <algorithm>
#include <cmath>

namespace chairside {
namespace {

struct ScaleName {
    const char *instrument, *name;
    double highest;
};
constexpr ScaleName kScales[] = {
    {"phq9", "PHQ-9", 27},
    {"gad7", "GAD-7", 21},
    {"madrs", "MADRS", 60},
    {"qids_sr16", "QIDS-SR16", 27},
    {"pcl5", "PCL-5", 80},
    {"pain_nrs", QT_TRANSLATE_NOOP("CourseWords", "Pain 0–10"), 10},
    {"cadss_23", "CADSS", 92},
    {"cadss_6", "CADSS-6", 24},
    {"dissociation_check", QT_TRANSLATE_NOOP("CourseWords", "Site check 0–18"), 18},
};

const ScaleName* known(const std::string& instrument) {
    const auto* it =
        std::ranges::find_if(kScales, [&](const ScaleName& s) { return instrument == s.instrument; });
    return it == std::end(kScales) ? nullptr : it;
}

QString shown(double value, int decimals = 1) {
    return QString::fromStdString(formatNumber(value, decimals));
}

QString mg(double value) {
    return shown(value, value < 10 ? 2 : 1) + QStringLiteral(" mg");
}

QString signedText(double value) {
    return (value > 0 ? QStringLiteral("+") : QString()) + shown(value, 0);
}

QString daysWords(int days) {
    if (days == 0) return tr("the same day");
    return days == 1 ? tr("after 1 day") : tr("after %1 days").arg(days);
}

QString statusOf(const SessionFacts& facts) {
    const bool madeUp = facts.has(fact::kMadeUp); // said whatever else there is to say
    if (facts.has(fact::kAborted)) return madeUp ? tr("made-up, stopped early") : tr("stopped early");
    if (facts.has(fact::kOpen)) return madeUp ? tr("made-up, still open") : tr("still open");
    return madeUp ? tr("made-up numbers") : QString();
}

std::vector<CourseChart::Effect> effectsOf(const SessionFacts& facts, const LabelOf& label) {
    std::vector<CourseChart::Effect> out;
    for (const auto& [effect, severity] : worstEffects(facts))
        out.push_back({QString::fromStdString(label(effect)), severity});
    std::ranges::stable_sort(out, std::greater{}, &CourseChart::Effect::severity);
    return out;
}

QStringList medicinesOf(const SessionFacts& facts) {
    QStringList out;
    for (const auto& given : facts.medications)
        out << QString::fromStdString(given.drug + " " + formatNumber(given.dose, 2) + " " + given.unit);
    return out;
}

/// The scale of most visits owns the axis; a peak on another one is named beside its number.
std::string dissociationScaleOf(const CourseOfTreatment& course) {
    std::map<std::string, int> uses;
    for (const auto& visit : course.visits)
        if (visit.facts.dissociation) ++uses[visit.facts.dissociationScale];
    const auto most = std::ranges::max_element(uses, {}, [](const auto& use) { return use.second; });
    return most == uses.end() ? std::string("dissociation_check") : most->first;
}

CourseChart::Column column(const CourseVisit& visit, const std::string& scale, bool inMg,
                           const LabelOf& label) {
    const auto& f = visit.facts;
    CourseChart::Column out;
    out.session = f.session;
    out.date = longDate(f.opened);
    if (f.number > 0) out.number = tr("session %1").arg(f.number);
    if (visit.daysSince) out.interval = daysWords(*visit.daysSince);
    out.status = statusOf(f);
    out.dose = inMg ? f.givenMg : f.mgPerKg;
    if (f.givenMg) out.doseText = mg(*f.givenMg);
    if (!inMg && f.mgPerKg) out.doseText += QStringLiteral(" · ") + shown(*f.mgPerKg, 2);
    out.systolicRise = f.systolic.rise();
    out.diastolicRise = f.diastolic.rise();
    if (f.systolic.peak && f.diastolic.peak)
        out.pressureText =
            shown(f.systolic.peak->value, 0) + QLatin1Char('/') + shown(f.diastolic.peak->value, 0);
    if (f.dissociation) out.dissociation = f.dissociation->value;
    if (f.dissociationScale != scale) out.dissociationScale = shortScaleName(f.dissociationScale);
    out.effects = effectsOf(f, label);
    out.medicines = medicinesOf(f);
    return out;
}

void addScores(CourseChart::State& state, const ScaleCourse& scale) {
    state.scoreTitle = shortScaleName(scale.instrument);
    state.scoreMax = highestTotal(scale.instrument);
    if (state.scoreMax <= 0) {
        state.scoreMax = 10;
        for (const auto& total : scale.totals) state.scoreMax = std::max(state.scoreMax, total.value_or(0));
    }
    if (const auto* rule = outcomeRule(scale.instrument)) {
        state.remissionAt = rule->remissionAtMost;
        if (scale.baseline && rule->responsePercent)
            state.responseAt = *scale.baseline * (1 - *rule->responsePercent / 100);
        if (scale.baseline && rule->responsePoints)
            state.responseAt = *scale.baseline - *rule->responsePoints;
    }
    for (std::size_t i = 0; i < state.columns.size(); ++i) {
        auto& column = state.columns[i];
        column.score = scale.totals[i];
        if (!scale.outcomes[i]) continue;
        column.verdict = verdictWords(*scale.outcomes[i]);
        const bool good =
            scale.outcomes[i]->response == Response::response || scale.outcomes[i]->remission.value_or(false);
        const bool worse = scale.outcomes[i]->deterioration.value_or(false);
        column.verdictTone = worse ? Tone::caution : good ? Tone::good : Tone::quiet;
    }
}

ChangeTiles::Tile tileOf(const QString& name, const Then& then, const QString& unit, int decimals,
                         bool withSign) {
    const auto text = [&](double value) {
        return (withSign && value > 0 ? QStringLiteral("+") : QString()) + shown(value, decimals) + unit;
    };
    ChangeTiles::Tile tile{name, {}, tr("not measured"), {}, Tone::quiet};
    if (then.before) tile.before = text(*then.before);
    if (then.now) tile.now = text(*then.now), tile.tone = Tone::normal;
    return tile;
}

QString joined(const std::vector<std::string>& effects, const LabelOf& label) {
    QStringList out;
    for (const auto& effect : effects) out << QString::fromStdString(label(effect));
    return out.join(QStringLiteral(", "));
}

void addEffectTile(const CourseChanges& changes, const LabelOf& label, std::vector<ChangeTiles::Tile>& out) {
    ChangeTiles::Tile tile{tr("Side effects"), {}, tr("none new"), {}, Tone::normal};
    QStringList now;
    if (!changes.appeared.empty()) now << tr("new: %1").arg(joined(changes.appeared, label));
    if (!changes.worse.empty()) now << tr("worse: %1").arg(joined(changes.worse, label));
    if (!now.isEmpty()) tile.now = now.join(QStringLiteral(", "));
    if (!changes.gone.empty()) tile.detail = tr("not again: %1").arg(joined(changes.gone, label));
    out.push_back(tile);
}

} // namespace

QString shortScaleName(const std::string& instrument) {
    const auto* scale = known(instrument);
    return scale ? tr(scale->name) : QString::fromStdString(instrument);
}

double highestTotal(const std::string& instrument) {
    const auto* scale = known(instrument);
    return scale ? scale->highest : 0;
}

QString verdictWords(const Outcome& outcome) {
    if (outcome.deterioration.value_or(false)) return tr("worse");
    QString words;
    if (outcome.remission.value_or(false))
        words = tr("remission");
    else if (outcome.response == Response::response)
        words = tr("response");
    else if (outcome.response == Response::partial)
        words = tr("partial");
    if (!words.isEmpty() && outcome.lowBaseline) words += tr(", low baseline");
    return words;
}

CourseChart::State presentCourse(const CourseOfTreatment& course, const std::string& scale,
                                 const LabelOf& label) {
    CourseChart::State state;
    const bool inMg = std::ranges::any_of(
        course.visits, [](const CourseVisit& visit) { return !visit.facts.mgPerKg.has_value(); });
    state.doseUnit = inMg ? tr("mg") : tr("mg · mg/kg");
    state.doseMax = inMg ? 100 : 1.5;
    const auto dissociation = dissociationScaleOf(course);
    state.dissociationTitle =
        dissociation == "dissociation_check" ? tr("site check") : shortScaleName(dissociation);
    state.dissociationMax = std::max(1.0, highestTotal(dissociation));
    for (std::size_t i = 0; i < course.visits.size(); ++i) {
        state.columns.push_back(column(course.visits[i], dissociation, inMg, label));
        state.columns.back().begins = i == course.seriesFrom;
    }
    if (const auto* chosen = course.scale(scale)) addScores(state, *chosen);
    return state;
}

std::vector<ChangeTiles::Tile> presentChanges(const CourseOfTreatment& course, const LabelOf& label) {
    std::vector<ChangeTiles::Tile> out;
    const auto changes = lastChanges(course);
    if (!changes) return out;
    auto dose = tileOf(tr("Dose given"), changes->doseMg, QStringLiteral(" mg"), 1, false);
    if (changes->mgPerKg.now) dose.detail = tr("%1 mg/kg").arg(shown(*changes->mgPerKg.now, 2));
    out.push_back(dose);
    auto rise = tileOf(tr("Rise of systolic BP"), changes->systolicRise, {}, 0, true);
    if (changes->systolicRise.now) rise.detail = tr("mmHg over baseline");
    out.push_back(rise);
    auto peak = tileOf(tr("Dissociation peak"), changes->dissociation, {}, 0, false);
    peak.detail = shortScaleName(course.visits.back().facts.dissociationScale);
    out.push_back(peak);
    if (!changes->scale.empty()) {
        auto score = tileOf(shortScaleName(changes->scale), changes->score, {}, 0, false);
        if (changes->outcome && changes->outcome->percentChange) {
            score.detail =
                tr("%1 % since baseline").arg(signedText(-std::round(*changes->outcome->percentChange)));
            const auto verdict = verdictWords(*changes->outcome);
            if (!verdict.isEmpty()) score.detail = verdict + QStringLiteral(", ") + score.detail;
            if (changes->outcome->deterioration.value_or(false)) score.tone = Tone::caution;
        }
        out.push_back(score);
    }
    addEffectTile(*changes, label, out);
    if (changes->stoppedEarly)
        out.push_back({tr("Treatment"),
                       {},
                       tr("stopped early"),
                       QString::fromStdString(changes->abortReason),
                       Tone::caution});
    return out;
}

QString seriesWords(const CourseOfTreatment& course) {
    if (course.visits.empty()) return tr("No treated session yet.");
    const auto* indication = findIndication(course.next.indication);
    QString words = indication ? QString::fromUtf8(indication->title.data(),
                                                   static_cast<qsizetype>(indication->title.size()))
                               : tr("Indication not recorded");
    const auto& last = course.visits.back().facts;
    if (last.course == kInduction) words += tr(", induction");
    if (last.course == kMaintenance) words += tr(", maintenance");
    const auto count = static_cast<int>(course.visits.size() - course.seriesFrom);
    words += count == 1 ? tr(": 1 session") : tr(": %1 sessions").arg(count);
    if (!course.next.daysSince) return words + QStringLiteral(".");
    const int days = *course.next.daysSince;
    return words + (days == 0   ? tr(", the last one today.")
                    : days == 1 ? tr(", the last one yesterday.")
                                : tr(", the last one %1 days ago.").arg(days));
}

} // namespace chairside
