// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/style/origin_marks.h"

#include "core/base/number.h"
#include "core/interop/record_facts.h"
#include "ui/style/words.h"

namespace chairside {
namespace {

QString markOf(const std::string& code, double speed) {
    static constexpr std::pair<std::string_view, const char*> kMarks[]{
        {"demo", QT_TRANSLATE_NOOP("", "DEMO")},
        {"simulated", QT_TRANSLATE_NOOP("", "SIMULATED")},
        {"drill", QT_TRANSLATE_NOOP("", "DRILL")},
        {"replayed", QT_TRANSLATE_NOOP("", "REPLAY")},
        {"imported", QT_TRANSLATE_NOOP("", "IMPORTED")}};
    for (const auto& [known, mark] : kMarks)
        if (known == code) return tr(mark);
    return text(formatNumber(speed, 0)) + QStringLiteral("×"); // "sped-up"
}

} // namespace

QStringList originMarks(const SessionSummary& session, const std::vector<SourceInfo>& sources) {
    QStringList marks;
    for (const auto& tag : originTags(session, sources)) marks << markOf(tag.code, session.speed);
    return marks;
}

} // namespace chairside
