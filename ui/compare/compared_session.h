// SPDX-License-Identifier: GPL-3.0-or-later
// One of the sessions that are compared: what the list knows of it, its figures and its folds. Owned by the
// compare page and read by its chart and table. Main thread.
#pragma once

#include "core/live/session_facts.h"
#include "core/live/session_view.h"
#include "core/log/summary.h"

#include <QString>

#include <memory>
#include <optional>
#include <vector>

namespace chairside {

/// Which moment of all sessions lies at 0 on the shared axis.
enum class Alignment : std::uint8_t {
    start, ///< of the infusion, or the first spray
    end,   ///< of the infusion, or the last spray
};

struct ComparedSession {
    SessionSummary summary;
    SessionFacts facts;
    std::shared_ptr<const SessionView> view; ///< shared between comparisons
    int letter = 0;                          ///< 0 = "A"; keeps its session as others come and go

    QString tag() const { return QString(QChar(u'A' + letter)); }
    std::optional<MonoTime> zero(Alignment alignment) const {
        return alignment == Alignment::start ? facts.start : facts.end;
    }
};
using ComparedSessions = std::vector<std::shared_ptr<const ComparedSession>>;

} // namespace chairside
