// SPDX-License-Identifier: GPL-3.0-or-later
// The difference table of several sessions: each figure of SessionFacts as a row, a value for each session,
// and how one differs from another. Pure functions; a figure nobody measured has no value and no difference,
// and totals of different scales are never subtracted.
#pragma once

#include "core/domain/event_words.h"
#include "core/live/session_facts.h"

#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace chairside {

struct ComparedValue {
    QString text;                 ///< "168", "32:10", "nausea 1"; empty = not measured
    std::optional<double> number; ///< what is subtracted: the figure itself, or milliseconds
    QString scale;                ///< numbers of different scales are not subtracted
};

struct ComparedRow {
    enum class Kind : std::uint8_t { number, duration, words };
    QString title, unit;
    Kind kind = Kind::number;
    int decimals = 0;
    bool detail = false; ///< belongs to the row above: the time of its peak
    std::vector<ComparedValue> values;
};

/// Rows that at least one session has a value for, in the order of the session.
std::vector<ComparedRow> compareFigures(const std::vector<const SessionFacts*>& sessions,
                                        const LabelOf& label = {});
/// How session `of` differs from session `from`: "+9", "−3:50", "0"; empty when that can't be said.
QString differenceText(const ComparedRow& row, std::size_t of, std::size_t from);

} // namespace chairside
