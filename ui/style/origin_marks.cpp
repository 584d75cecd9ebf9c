// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/style/origin_marks.h"

#include "core/base/number.h"
#include "ui/style/words.h"

#include <algorithm>

namespace chairside {
QStringList originMarks(const SessionSummary& session, const std::vector<SourceInfo>& sources) {
    const auto any = [&](Origin origin) {
        return std::ranges::any_of(sources, [&](const SourceInfo& s) { return s.origin == origin; });
    };
    QStringList marks;
    if (session.demo) marks << tr("DEMO");
    if (session.simulated || any(Origin::simulated)) marks << tr("SIMULATED");
    if (!session.drill.empty()) marks << tr("DRILL");
    if (any(Origin::replayed)) marks << tr("REPLAY");
    if (any(Origin::imported)) marks << tr("IMPORTED");
    if (session.speed > 1)
        marks << QString::fromStdString(formatNumber(session.speed, 0)) + QStringLiteral("×");
    return marks;
}

} // namespace chairside
