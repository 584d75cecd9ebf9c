// SPDX-License-Identifier: GPL-3.0-or-later
// What every vital-sign tile shares: the card, its alarm frame, header and footer lines, limits at the side,
// and answering to touch and keyboard. Main thread. A tile is a dumb view: it knows no clock and no store;
// ages and flash phases come in with its state.
#pragma once

#include "core/domain/event.h"
#include "ui/style/theme.h"

#include <QWidget>

#include <optional>

namespace chairside {

/// How far the shown value is to be trusted, the drawing follows it.
enum class Presence : std::uint8_t { none, live, ageing, gone, implausible };

struct TileAlarm {
    AlarmPriority priority = AlarmPriority::low;
    bool acknowledged = false; ///< steady thin frame instead of a flashing one
    bool lit = true;           ///< flash phase, from AlarmFlash
    bool operator==(const TileAlarm&) const = default;
};

struct TileLimit {
    QString text; ///< "160", "≥4"; empty = none
    bool crossed = false;
    bool operator==(const TileLimit&) const = default;
};

class Tile : public QWidget {
    Q_OBJECT
public:
    explicit Tile(QWidget* parent = nullptr);
    QSize minimumSizeHint() const override { return {112, 84}; }

Q_SIGNALS:
    void activated(); ///< touched, or Enter while it has the focus

protected:
    struct Header {
        QString label, unit;
        Tone tone = Tone::normal;
        bool simulated = false, limitsOff = false;
    };
    struct Footer {
        QStringList parts;  ///< joined by " · "; the last ones are dropped first when the tile is narrow
        bool old = false;   ///< ageing or gone: louder, with a clock
        bool typed = false; ///< with a pencil
    };
    bool isCompact() const { return height() < 104; } ///< the half tiles of a small screen
    double headerHeight() const { return isCompact() ? 18 : 20; }
    double footerHeight() const { return isCompact() ? 16 : 18; }
    QRectF inside() const;
    void paintFrame(QPainter&, const std::optional<TileAlarm>&) const;
    void paintHeader(QPainter&, const Header&) const;
    void paintFooter(QPainter&, const Footer&) const;
    /// Between header and footer.
    QRectF middle() const;
    double limitsWidth(const TileLimit& upper, const TileLimit& lower) const;
    void paintLimits(QPainter&, const QRectF& column, const TileLimit& upper, const TileLimit& lower,
                     const std::optional<TileAlarm>&) const;

    void mouseReleaseEvent(QMouseEvent*) override;
    void keyPressEvent(QKeyEvent*) override;
};

/// "SpO₂" as it is read aloud and the state in words, for screen readers.
QString presenceInWords(Presence);
/// Whether a number is shown at all, be it a doubtful one.
constexpr bool showsValue(Presence presence) {
    return presence == Presence::live || presence == Presence::ageing || presence == Presence::implausible;
}

} // namespace chairside
