// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/live/vital_tile.h"

#include "ui/style/number_label.h"
#include "ui/style/tabular_text.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>

namespace chairside {
namespace {

NumberLook lookOf(Presence presence) {
    if (presence == Presence::ageing) return NumberLook::dimmed;
    return presence == Presence::implausible ? NumberLook::hollow : NumberLook::solid;
}

double fittingSize(const QSizeF& room, int digits) {
    for (const double px : {type::kVitalLarge, type::kVital, type::kVitalSmall}) {
        if (px == type::kVitalLarge && room.width() < 200) continue; // a half tile never shouts over the cuff
        const QFontMetricsF metrics(uiFont(px, QFont::DemiBold));
        const bool high = metrics.capHeight() + 3 <= room.height();
        if (high &&
            tabularWidth(uiFont(px, QFont::DemiBold), QString(digits, QLatin1Char('8'))) <= room.width())
            return px;
    }
    return type::kLarge;
}

} // namespace

void VitalTile::setState(const State& next) {
    if (next == state_) return;
    const bool heard = next.value != state_.value || next.presence != state_.presence ||
                       next.label != state_.label || next.source != state_.source;
    state_ = next;
    if (heard) {
        setAccessibleName(next.spokenName.isEmpty() ? next.label : next.spokenName);
        QStringList words{showsValue(next.presence) ? next.value + QLatin1Char(' ') + next.unit : QString(),
                          presenceInWords(next.presence), next.simulated ? tr("simulated") : QString(),
                          next.typed ? tr("typed") : QString(), next.source};
        words.removeAll(QString());
        setAccessibleDescription(words.join(QStringLiteral(", ")));
    }
    update();
}

void VitalTile::paintEvent(QPaintEvent*) {
    const Theme& theme = themeOf(*this);
    QPainter painter(this);
    paintFrame(painter, state_.alarm);
    paintHeader(painter, {state_.label, state_.unit, state_.tone, state_.simulated, state_.limitsOff});

    const QRectF room = middle();
    const double side = limitsWidth(state_.upper, state_.lower);
    const double px = fittingSize({room.width() - side, room.height()}, state_.digits);
    const QFontMetricsF metrics(uiFont(px, QFont::DemiBold));
    const QPointF baseline(room.left() - px * 0.03, room.center().y() + metrics.capHeight() / 2);
    if (showsValue(state_.presence)) {
        const double width = paintNumber(painter, baseline, state_.value, px, theme.tone(state_.tone),
                                         lookOf(state_.presence), theme.card);
        if (state_.presence == Presence::implausible) {
            painter.setFont(uiFont(type::kTitle, QFont::DemiBold));
            painter.setPen(theme.text);
            drawTabular(painter, {baseline.x() + width + 6, baseline.y()}, QStringLiteral("?"));
        }
    } else {
        paintNumber(painter, baseline, noReading(), px, theme.faint, NumberLook::solid, theme.card);
    }
    paintLimits(painter, {room.right() - side, room.top(), side, room.height()}, state_.upper, state_.lower,
                state_.alarm);

    const bool old = state_.presence == Presence::ageing || state_.presence == Presence::gone;
    // The age outlives the source in a narrow tile: it is the part that can hurt.
    QStringList parts{state_.source, state_.age, state_.note};
    const double icons = old || state_.typed ? 19 : 0;
    if (tabularWidth(uiFont(type::kTiny), state_.source + QStringLiteral(" · ") + state_.age) >
        inside().width() - icons)
        parts = {state_.age, state_.note};
    if (state_.age.isEmpty()) parts = {state_.source, state_.note};
    paintFooter(painter, {parts, old, state_.typed});
}

} // namespace chairside
