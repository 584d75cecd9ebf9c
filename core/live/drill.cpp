// SPDX-License-Identifier: GPL-3.0-or-later
// The levels lie beyond the emergency or action thresholds of clinical.md §1.5; courses and lengths are
// design.
#include "core/live/drill.h"

#include "core/base/phrase.h"

#include <algorithm>

namespace chairside {
namespace {

using Kind = Disturbance::Kind;

Disturbance toward(Channel c, double level, Millis after, Millis length, Millis ramp) {
    return {Kind::toward, after, length, c, level, ramp};
}
Disturbance plain(Kind kind, Millis after, Millis length) {
    return {kind, after, length, Channel::hr, 0, Millis{0}};
}

std::vector<Drill> makeDrills() {
    using enum Channel;
    std::vector<Drill> drills;
    drills.push_back(
        {"hypertension",
         std::string(toSay("Hypertensive crisis")),
         std::string(
             toSay("Ten minutes into the infusion the blood pressure climbs to about 206/122. Pause the "
                   "infusion, repeat "
                   "the measurement, call the prescriber, treat by order.")),
         Drill::Anchor::treatmentStart,
         {toward(nibpSystolic, 206, 9min + 40s, 20min, 2min),
          toward(nibpDiastolic, 122, 9min + 40s, 20min, 2min), toward(hr, 98, 9min + 40s, 20min, 2min),
          toward(pulseRate, 98, 9min + 40s, 20min, 2min), plain(Kind::extraCuff, 12min, 0ms)}});
    drills.push_back(
        {"desaturation",
         std::string(toSay("Desaturation")),
         std::string(
             toSay("Saturation falls to 86 % within a minute and a half while breathing continues. Look "
                   "at the patient, "
                   "open the airway, give oxygen.")),
         Drill::Anchor::treatmentStart,
         {toward(spo2, 86, 5min, 6min, 90s)}});
    drills.push_back({"apnoea",
                      std::string(toSay("Apnoea after midazolam")),
                      std::string(toSay("Two minutes after midazolam the patient stops breathing; saturation "
                                        "follows. Stop the infusion, "
                                        "stimulate, open the airway, ventilate, call for help.")),
                      Drill::Anchor::midazolamGiven,
                      {toward(rr, 0, 2min, 100s, 5s), toward(etco2, 0, 2min, 100s, 5s),
                       toward(spo2, 78, 2min + 30s, 3min, 80s), toward(hr, 112, 2min + 40s, 3min, 40s),
                       toward(pulseRate, 112, 2min + 40s, 3min, 40s)}});
    drills.push_back(
        {"vomiting",
         std::string(toSay("Vomiting")),
         std::string(toSay("The patient vomits: the heart races and the oximeter slips off twice. Turn the "
                           "patient to the side, "
                           "pause the infusion, give an antiemetic by order.")),
         Drill::Anchor::treatmentStart,
         {toward(hr, 126, 12min, 4min, 20s), toward(pulseRate, 126, 12min, 4min, 20s),
          toward(rr, 26, 12min, 3min, 20s), plain(Kind::sensorOff, 12min + 20s, 25s),
          plain(Kind::sensorOff, 13min + 10s, 20s)}});
    drills.push_back(
        {"probe-off",
         std::string(toSay("Oximeter off")),
         std::string(toSay(
             "The oximeter is off the finger for two minutes. Dashes and a technical alarm, no alarm for "
             "saturation.")),
         Drill::Anchor::treatmentStart,
         {plain(Kind::sensorOff, 4min, 2min)}});
    drills.push_back(
        {"device-dead",
         std::string(toSay("Monitor gone")),
         std::string(
             toSay("The monitor is switched off for three minutes. All tiles turn to dashes; look at the "
                   "patient, not at "
                   "the console.")),
         Drill::Anchor::treatmentStart,
         {plain(Kind::linkLost, 6min, 3min)}});
    drills.push_back(
        {"device-silent",
         std::string(toSay("Monitor silent")),
         std::string(toSay(
             "The monitor sends nothing for three minutes and does not say why. All tiles turn to dashes.")),
         Drill::Anchor::treatmentStart,
         {plain(Kind::silent, 6min, 3min)}});
    drills.push_back(
        {"cuff-on-oximeter-arm",
         std::string(toSay("Cuff on the oximeter's arm")),
         std::string(toSay("Each cuff inflation takes the oximeter's pulse away. It is the cuff, not a "
                           "desaturation: move one of "
                           "them to the other arm.")),
         Drill::Anchor::treatmentStart,
         {plain(Kind::cuffOnOximeterArm, 2min, 15min)}});
    return drills;
}

} // namespace

double strengthAt(const Disturbance& disturbance, Millis since) {
    if (since < Millis{0} || since >= disturbance.length) return 0;
    if (disturbance.ramp <= Millis{0}) return 1;
    const auto edge = std::min(since, disturbance.length - since);
    return std::min(1.0, static_cast<double>(edge.count()) / static_cast<double>(disturbance.ramp.count()));
}

Millis Drill::length() const {
    Millis end{0};
    for (const auto& step : steps) end = std::max(end, step.after + step.length);
    return end;
}

const std::vector<Drill>& allDrills() {
    static const std::vector<Drill> kDrills = makeDrills();
    return kDrills;
}

const Drill* findDrill(std::string_view id) {
    const auto& drills = allDrills();
    const auto it = std::find_if(drills.begin(), drills.end(), [&](const Drill& d) { return d.id == id; });
    return it == drills.end() ? nullptr : &*it;
}

} // namespace chairside
