// SPDX-License-Identifier: GPL-3.0-or-later
// The vectors are those of clinical.md §5.3, computed outside this program.
#include "core/domain/pharmacokinetics.h"
#include "support/catch.h"

#include <cmath>
#include <vector>

using namespace chairside;

namespace {

struct Segment {
    double untilMin, rateMgPerMin;
};
struct Expected {
    double atMin, plasma, effect;
};

/// Plays the segments and compares plasma and effect at each time; after the last segment the rate is 0.
void checkCurve(PkModel model, double weightKg, double ke0, const std::vector<Segment>& segments,
                const std::vector<Expected>& expected, double tolerance = 0.01) {
    IntravenousKetamine body(model, weightKg, ke0);
    double t = 0;
    const auto advanceTo = [&](double target) {
        for (const auto& s : segments) {
            const double end = std::min(s.untilMin, target);
            if (t < end) {
                body.advance(end - t, s.rateMgPerMin);
                t = end;
            }
        }
        if (t < target) body.advance(target - t, 0);
        t = target;
    };
    for (const auto& e : expected) {
        INFO(pkModelName(model) << " at " << e.atMin << " min, lag " << ke0);
        advanceTo(e.atMin);
        if (!std::isnan(e.plasma)) CHECK(std::abs(body.plasmaNgPerMl() - e.plasma) <= tolerance);
        if (!std::isnan(e.effect)) CHECK(std::abs(body.effectNgPerMl() - e.effect) <= tolerance);
    }
}

const std::vector<Segment> kStandard{{40, 0.875}};
const double kNone = std::nan("");

} // namespace

TEST_CASE("the Domino model gives the published-parameter curve of 35 mg over 40 min", "[domain]") {
    const std::vector<double> t{5, 10, 20, 30, 40, 45, 60, 80, 100, 120, 180, 240};
    const std::vector<double> cp{155.354, 181.829, 209.607, 226.496, 240.360, 91.426,
                                 55.120,  45.820,  40.455,  35.839,  24.934,  17.347};
    const std::vector<double> fast{136.632, 174.247, 206.268, 224.143, 238.318, 108.193,
                                   56.694,  46.300,  40.836,  36.175,  25.168,  17.510};
    const std::vector<double> slow{81.930, 138.814, 193.045, 217.276, 233.231, 158.183,
                                   65.787, 47.747,  41.741,  36.958,  25.711,  17.888};
    std::vector<Expected> atFast, atSlow;
    for (std::size_t i = 0; i < t.size(); ++i) {
        atFast.push_back({t[i], cp[i], fast[i]});
        atSlow.push_back({t[i], cp[i], slow[i]});
    }
    checkCurve(PkModel::domino1984, 70, 0.652, kStandard, atFast);
    checkCurve(PkModel::domino1984, 70, 0.2, kStandard, atSlow);
}

TEST_CASE("the Kamp model gives the published-parameter curve of 35 mg over 40 min", "[domain]") {
    const std::vector<double> t{5, 10, 20, 30, 40, 45, 60, 80, 100, 120, 180, 240};
    const std::vector<double> cp{109.325, 154.532, 198.271, 228.014, 253.052, 154.991,
                                 95.860,  73.736,  59.611,  49.906,  33.849,  25.621};
    const std::vector<double> slow{45.669,  104.202, 174.310, 212.326, 240.350, 206.893,
                                   110.164, 78.686,  62.814,  52.125,  34.791,  26.180};
    const std::vector<double> fast{76.914, 137.831, 191.101, 222.531, 248.356, 183.015,
                                   99.387, 75.488,  60.789,  50.728,  34.206,  25.836};
    std::vector<Expected> atSlow, atFast;
    for (std::size_t i = 0; i < t.size(); ++i) {
        atSlow.push_back({t[i], cp[i], slow[i]});
        atFast.push_back({t[i], cp[i], fast[i]});
    }
    checkCurve(PkModel::kamp2020, 70, 0.2, kStandard, atSlow);
    checkCurve(PkModel::kamp2020, 70, 0.51, kStandard, atFast);
}

TEST_CASE("the Clements and Hijazi models give their curves of 35 mg over 40 min", "[domain]") {
    checkCurve(PkModel::clements1981, 70, 0.2, kStandard,
               {{5, 33.198, kNone},
                {10, 62.032, kNone},
                {20, 109.480, kNone},
                {30, 146.883, kNone},
                {40, 177.313, kNone},
                {45, 157.394, kNone},
                {60, 115.415, kNone},
                {80, 84.733, kNone},
                {100, 68.429, kNone},
                {120, 58.834, kNone},
                {180, 43.758, kNone},
                {240, 34.568, kNone}});
    checkCurve(PkModel::hijazi2003, 70, 0.2, kStandard,
               {{5, 52.191, kNone},
                {10, 94.506, kNone},
                {20, 156.738, kNone},
                {30, 197.913, kNone},
                {40, 225.344, kNone},
                {45, 183.277, kNone},
                {60, 99.649, kNone},
                {80, 46.033, kNone},
                {100, 23.070, kNone},
                {120, 13.147, kNone},
                {180, 5.781, kNone},
                {240, 4.591, kNone}});
}

TEST_CASE("a paused and resumed infusion follows both models", "[domain]") {
    const std::vector<Segment> paused{{15, 0.875}, {20, 0}, {45, 0.875}};
    checkCurve(PkModel::domino1984, 70, 0.2, paused,
               {{15, 198.15, 172.36},
                {20, 54.25, 111.12},
                {45, 238.95, 229.77},
                {60, 60.16, 79.59},
                {90, 43.91, 45.51}});
    checkCurve(PkModel::kamp2020, 70, 0.2, paused,
               {{15, 179.80, 145.85},
                {20, 88.95, 128.64},
                {45, 250.22, 235.55},
                {60, 103.07, 126.41},
                {90, 68.61, 72.87}});
}

TEST_CASE("an infusion stopped at 25 min follows both models", "[domain]") {
    const std::vector<Segment> aborted{{25, 0.875}};
    checkCurve(PkModel::domino1984, 70, 0.2, aborted,
               {{25, 218.67, 206.93}, {30, 71.14, 135.35}, {40, 42.21, 60.87}, {60, 31.09, 33.07}});
    checkCurve(PkModel::kamp2020, 70, 0.2, aborted,
               {{25, 213.92, 195.31}, {30, 118.69, 166.66}, {40, 73.25, 94.50}, {60, 53.14, 57.41}});
}

TEST_CASE("a rate change at 10 min follows both models", "[domain]") {
    const std::vector<Segment> changed{{10, 0.4375},
                                       {40, 35.0 * 0.875 / 30}}; // 4.375 mg, then the other 30.625 mg
    checkCurve(PkModel::domino1984, 70, 0.2, changed,
               {{10, 90.91, 69.41}, {20, 226.02, 189.07}, {40, 271.18, 261.47}, {60, 56.46, 68.60}});
    checkCurve(PkModel::kamp2020, 70, 0.2, changed,
               {{10, 77.27, 52.10}, {20, 202.16, 156.62}, {40, 278.54, 261.73}, {60, 99.00, 114.81}});
}

TEST_CASE("weight scales Domino linearly and Kamp allometrically", "[domain]") {
    checkCurve(PkModel::domino1984, 100, 0.2, {{40, 1.25}}, {{40, 240.36, kNone}});
    checkCurve(PkModel::kamp2020, 100, 0.2, {{40, 1.25}},
               {{10, 162.74, kNone},
                {20, 210.34, kNone},
                {40, 267.75, kNone},
                {60, 100.76, kNone},
                {120, 53.54, kNone}});
}

TEST_CASE("slower and stronger infusions follow their models", "[domain]") {
    checkCurve(PkModel::kamp2020, 70, 0.2, {{60, 35.0 / 60}},
               {{30, 152.01, kNone}, {60, 196.09, kNone}, {90, 75.23, kNone}, {120, 55.04, kNone}});
    checkCurve(PkModel::domino1984, 70, 0.2, {{60, 70.0 / 60}},
               {{30, 302.00, kNone}, {60, 352.97, kNone}, {90, 92.63, kNone}, {120, 76.39, kNone}});
    checkCurve(PkModel::kamp2020, 70, 0.2, {{60, 70.0 / 60}},
               {{30, 304.02, kNone}, {60, 392.17, kNone}, {90, 150.45, kNone}, {120, 110.08, kNone}});
}

TEST_CASE("the result does not depend on the step", "[domain]") {
    IntravenousKetamine inOne(PkModel::kamp2020, 70), inSeconds(PkModel::kamp2020, 70);
    inOne.advance(40, 0.875);
    for (int s = 0; s < 2400; ++s) inSeconds.advance(1.0 / 60, 0.875);
    CHECK(std::abs(inOne.plasmaNgPerMl() - inSeconds.plasmaNgPerMl()) < 1e-8);
    CHECK(std::abs(inOne.effectNgPerMl() - inSeconds.effectNgPerMl()) < 1e-8);

    NasalEsketamine spray, sprayInSeconds;
    spray.spray(28);
    sprayInSeconds.spray(28);
    spray.advance(40);
    for (int s = 0; s < 2400; ++s) sprayInSeconds.advance(1.0 / 60);
    CHECK(std::abs(spray.plasmaNgPerMl() - sprayInSeconds.plasmaNgPerMl()) < 1e-6);
}

TEST_CASE("a bolus shows at once in plasma and later in effect", "[domain]") {
    IntravenousKetamine body(PkModel::kamp2020, 70);
    body.giveBolus(10);
    CHECK(body.plasmaNgPerMl() == Approx(400)); // 10 mg in 25 L
    CHECK(body.effectNgPerMl() == 0);
    double peak = 0, peakMin = 0;
    for (int hundredth = 1; hundredth <= 1000; ++hundredth) {
        body.advance(0.01, 0);
        if (body.effectNgPerMl() > peak) {
            peak = body.effectNgPerMl();
            peakMin = hundredth / 100.0;
        }
    }
    INFO("peak " << peak << " ng/mL at " << peakMin << " min");
    CHECK(std::abs(peakMin - 5.15) <= 0.05); // Source: clinical.md §5.1, ke0 0.2
}

TEST_CASE("nasal esketamine follows its model for one, two and three devices", "[domain]") {
    struct Course {
        int devices;
        double cmax, tmax;
        std::vector<std::pair<double, double>> points;
    };
    const std::vector<Course> courses{
        {1, 43.9, 36.1, {{20, 39.1}, {40, 43.7}, {60, 39.2}, {90, 29.6}, {120, 22.0}, {180, 13.5}}},
        {2, 72.6, 40.6, {{20, 60.7}, {40, 72.6}, {60, 67.6}, {90, 52.7}, {120, 39.7}, {180, 24.4}}},
        {3, 101.2, 44.3, {{20, 77.6}, {40, 100.7}, {60, 96.6}, {90, 76.8}, {120, 58.3}, {180, 35.6}}}};
    for (const auto& course : courses) {
        NasalEsketamine body;
        double cmax = 0, tmax = 0;
        std::size_t next = 0;
        for (int tenth = 0; tenth <= 1800; ++tenth) { // steps of 0.1 min
            const double t = tenth / 10.0;
            for (int d = 0; d < course.devices; ++d)
                if (tenth == d * 50) body.spray(28);
            if (next < course.points.size() && t >= course.points[next].first - 1e-9) {
                INFO(course.devices << " devices at " << t << " min: " << body.plasmaNgPerMl());
                CHECK(std::abs(body.plasmaNgPerMl() - course.points[next].second) <= 0.2);
                ++next;
            }
            if (body.plasmaNgPerMl() > cmax) {
                cmax = body.plasmaNgPerMl();
                tmax = t;
            }
            body.advance(0.1);
        }
        CHECK(next == course.points.size());
        CHECK(std::abs(cmax - course.cmax) <= 0.2);
        CHECK(std::abs(tmax - course.tmax) <= 0.3);
    }
}
