// SPDX-License-Identifier: GPL-3.0-or-later
// What was known at one moment: each channel's last value at or before it, with source, age and freshness, as
// the tiles would have shown it then. Pure, main thread (it reads a RecordModel). It never carries a value
// past its age limit: that is "no reading", with how long ago the last one was.
#pragma once

#include "core/chart/record_model.h"

#include <optional>
#include <string>
#include <vector>

namespace chairside {

struct MomentValue {
    std::string label, unit;
    std::string text;          ///< "84", "164/96 (119)", "– – –"
    std::string source;        ///< name of the source, or "typed by …"
    std::optional<Millis> age; ///< empty when there was none before
    Freshness freshness = Freshness::gone;
    bool hollow = false; ///< implausible or marked as artefact
    std::optional<Channel> channel;
};

std::vector<MomentValue> valuesAt(const RecordModel& model, MonoTime at);
/// The last NIBP at or before `at` that still stands.
const NibpPoint* nibpAt(const RecordModel& model, MonoTime at);
/// The pressure that the band around the baseline is drawn from: the last trusted one, with a systolic value,
/// at or before the start of treatment. Null before treatment or when there was none.
const NibpPoint* baselinePressure(const RecordModel& model);
/// Half the height of that band, in percent of the baseline. Source: the Aldrete score counts a pressure
/// within 20 % of the one before sedation as stable; the shipped protocols use the same number for leaving.
inline constexpr double kBaselineBandPercent = 20;
/// "164/96 (119)", with "–" for a part that is missing.
std::string nibpText(const NibpPoint& point);
/// A short badge for a score: "5" or, for an incomplete one, "…".
std::string scoreText(const ScoreMark& score);

} // namespace chairside
