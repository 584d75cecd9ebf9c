// SPDX-License-Identifier: GPL-3.0-or-later
// The look as a value: every colour role of the two themes, the type scale and the 4-px grid.
// applyTheme() gives it to the application (palette, stylesheet, font); widgets that paint themselves ask
// themeOf(). Main thread only. Widgets repaint by themselves when the theme changes. A site may change the
// parameter colours, never the alarm colours: red, yellow and cyan of AlarmColours appear nowhere else.
#pragma once

#include "core/domain/channel.h"
#include "core/domain/event.h"

#include <QColor>
#include <QFont>

class QApplication;
class QWidget;

namespace chairside {

/// The one type scale, in logical pixels.
namespace type {
inline constexpr double kTiny = 12.5, kSmall = 14, kBody = 15, kLead = 17, kTitle = 20, kLarge = 26;
inline constexpr double kVitalSmall = 46, kVital = 57, kVitalLarge = 86;
} // namespace type

/// The 4-px grid, in logical pixels.
namespace space {
inline constexpr int kUnit = 4, kTight = 8, kGap = 12, kInside = 16, kWide = 24;
inline constexpr int kTouch = 44; ///< smallest touch target
inline constexpr int kKeypadKey = 56;
inline constexpr int kCardRadius = 12, kButtonRadius = 10, kChipRadius = 8;
} // namespace space

/// What a text means; the theme says how it looks. All reach 4.5:1 on window, card and raised.
enum class Tone : std::uint8_t {
    normal,
    quiet,
    faint,
    good,
    caution,
    danger,
    heartRate,
    spo2,
    nibp,
    respiration,
    co2,
    infusion,
    score,
    temperature
};

struct AlarmColours {
    QColor fill; ///< background of strip and badge
    QColor text; ///< on the fill
    QColor edge; ///< a line of the same meaning that reaches 3:1 on a card
};

struct Theme {
    QString name; ///< "dark" or "light", as on the command line
    bool dark = true;
    // surfaces
    QColor window, card, raised, raisedHover, pressed, field;
    // lines: decoration, and lines that carry meaning (3:1)
    QColor line, faintLine, control, focus;
    // text
    QColor text, quiet, faint, good, caution, danger;
    // parameters
    QColor heartRate, spo2, nibp, respiration, co2, temperature, infusion, score;
    // filled controls
    QColor primary, primaryHover, onPrimary;
    QColor selected, selectedLine, onSelectedQuiet; ///< a chosen chip, an entry button that is due
    QColor cautionFill;                             ///< behind an overdue line
    QColor dangerFill, dangerLine;
    AlarmColours high, medium, low;

    const QColor& tone(Tone) const;
    const QColor& channel(Channel) const; ///< trace and number colour of a vital sign
    const AlarmColours& alarm(AlarmPriority) const;
    bool operator==(const Theme&) const = default;
};

Theme darkTheme();
Theme lightTheme();
Tone toneOf(Channel);

/// Palette, stylesheet and base font of the whole application; call again to change the theme while running.
void applyTheme(QApplication&, const Theme&);
/// The theme in force, the dark one before applyTheme(). The reference lives until the next applyTheme().
const Theme& themeOf(const QWidget&);

/// The house font (Inter, or the system's sans) at a size of the scale.
QFont uiFont(double px, QFont::Weight weight = QFont::Normal);

/// WCAG 2.1 contrast ratio of two opaque colours, 1 to 21.
double contrastRatio(const QColor&, const QColor&);
/// `over` painted on `under` with the given opacity 0..1.
QColor blended(const QColor& under, const QColor& over, double opacity);

} // namespace chairside
