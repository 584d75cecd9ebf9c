// SPDX-License-Identifier: GPL-3.0-or-later
// The colours of the record chart as one plain value: from a theme for screens, or black on white for paper.
// Alarm colours are used for alarms and overdue checks only. Main thread; never asks a widget.
#pragma once

#include "core/chart/record_entries.h"
#include "core/domain/channel.h"

#include <QColor>

#include <array>
#include <string_view>

namespace chairside {

struct Theme;

struct ChartPalette {
    QColor background, raised, band; ///< card, value box, every second phase
    QColor baseline;                 ///< fill of the band around the baseline, opaque
    QColor gridFine, gridHeavy, separator;
    QColor text, quiet, faint;
    std::array<QColor, kChannelCount> channels;
    QColor infusion, onInfusion, score, scoreFill, good;
    QColor focus;
    std::array<QColor, 3> alarmFill, alarmText, alarmEdge; ///< by AlarmPriority
    bool paper = false; ///< no translucent fills, patterns and letters instead

    /// The colour two thirds strong on the background, opaque.
    QColor softened(const QColor& colour, double strength = 0.62) const;
    /// Opaque, quiet: the area of earlier sessions.
    QColor historyFill(Channel c) const;
    const QColor& channel(Channel c) const { return channels[index(c)]; }
};

ChartPalette chartPalette(const Theme& theme);
/// Readable on a black-and-white printer: dark lines on white, no fills that print as mud.
ChartPalette printPalette();

/// Fill of a medication mark by drug class, after the user-applied label colours that anaesthesia staff know
/// (ISO 26825), muted so that alarm red and yellow stay alone. Unknown classes are grey. Text on it:
/// drugInk().
QColor drugFill(std::string_view drugClass);
QColor drugInk();

} // namespace chairside
