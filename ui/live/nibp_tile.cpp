// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/live/nibp_tile.h"

#include "ui/style/number_label.h"
#include "ui/style/tabular_text.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>

namespace chairside {
namespace {

constexpr double kBeside = 10, kUnder = 12;

/// The room is kept for the widest pair, so that the size stays when a pressure gets its third digit.
double pairSize(const QSizeF& room) {
    for (const double px : {type::kVitalLarge, type::kVital, type::kVitalSmall}) {
        const QFontMetricsF metrics(uiFont(px, QFont::DemiBold));
        if (metrics.capHeight() + 8 <= room.height() &&
            numberWidth(QStringLiteral("888/888"), px) <= room.width())
            return px;
    }
    return type::kLarge;
}

} // namespace

void NibpTile::setState(const State& next) {
    if (next == state_) return;
    state_ = next;
    setAccessibleName(tr("Blood pressure"));
    QStringList words{showsValue(next.presence) ? tr("%1 over %2 mmHg").arg(next.systolic, next.diastolic)
                                                : QString(),
                      next.mean.isEmpty() ? QString() : tr("mean %1").arg(next.mean),
                      presenceInWords(next.presence),
                      next.time.isEmpty() ? QString() : tr("measured at %1").arg(next.time),
                      next.simulated ? tr("simulated") : QString(),
                      next.typed ? tr("typed") : QString(),
                      next.problem};
    words.removeAll(QString());
    const QString description = words.join(QStringLiteral(", "));
    if (description != accessibleDescription()) setAccessibleDescription(description);
    update();
}

NibpTile::MeanPlace NibpTile::paintNumbers(QPainter& painter, const QRectF& room) const {
    const Theme& theme = themeOf(*this);
    const double px = pairSize(room.size());
    const QFontMetricsF metrics(uiFont(px, QFont::DemiBold));
    if (!showsValue(state_.presence)) {
        paintNumber(painter, {room.left(), room.center().y() + metrics.capHeight() / 2}, noReading(), px,
                    theme.faint, NumberLook::solid, theme.card);
        return MeanPlace::beside;
    }
    const NumberLook look = state_.presence == Presence::ageing        ? NumberLook::dimmed
                            : state_.presence == Presence::implausible ? NumberLook::hollow
                                                                       : NumberLook::solid;
    const QString pair = state_.systolic + QLatin1Char('/') + state_.diastolic;
    const QString mean =
        state_.mean.isEmpty()
            ? QString()
            : QStringLiteral("(%1%2)").arg(state_.meanDerived ? QStringLiteral("≈") : QString(), state_.mean);
    const QFont meanFont = uiFont(px > type::kVital ? type::kLarge : type::kTitle, QFont::Medium);
    const double pairWidth = numberWidth(pair, px), meanWidth = tabularWidth(meanFont, mean);
    const double meanCap = QFontMetricsF(meanFont).capHeight();
    MeanPlace place = MeanPlace::beside;
    if (pairWidth + kBeside + meanWidth > room.width())
        place = metrics.capHeight() + kUnder + meanCap + 8 <= room.height() ? MeanPlace::under
                                                                            : MeanPlace::header;
    const double block = metrics.capHeight() + (place == MeanPlace::under ? kUnder + meanCap : 0);
    const QPointF baseline(room.left() - px * 0.02, room.center().y() - block / 2 + metrics.capHeight());
    paintNumber(painter, baseline, pair, px, theme.nibp, look, theme.card);
    painter.setPen(theme.quiet);
    if (place == MeanPlace::header) {
        painter.setFont(uiFont(type::kSmall, QFont::Medium));
        const double mark = state_.simulated ? 40 : 0;
        drawTabular(painter, inside().adjusted(100, 1, -mark, 0), Qt::AlignRight | Qt::AlignTop,
                    (mean + QStringLiteral("  ") + state_.change).trimmed());
        return place;
    }
    painter.setFont(meanFont);
    const bool under = place == MeanPlace::under;
    const QPointF meanAt = under ? QPointF(room.left(), baseline.y() + kUnder + meanCap)
                                 : QPointF(baseline.x() + pairWidth + kBeside, baseline.y());
    drawTabular(painter, meanAt, mean);
    if (under && !state_.change.isEmpty()) {
        painter.setFont(uiFont(type::kSmall, QFont::Medium));
        drawTabular(painter, {meanAt.x() + (mean.isEmpty() ? 0 : meanWidth + kBeside), meanAt.y()},
                    state_.change);
    }
    return place;
}

void NibpTile::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    paintFrame(painter, state_.alarm);
    paintHeader(painter, {tr("NIBP"), tr("mmHg"), Tone::nibp, state_.simulated, state_.limitsOff});
    const QRectF room = middle();
    const double side = limitsWidth(state_.upper, state_.lower);
    const MeanPlace place = paintNumbers(painter, room.adjusted(0, 0, -std::max(0.0, side - 5), 0));
    paintLimits(painter, {room.right() - side, room.top(), side, room.height()}, state_.upper, state_.lower,
                state_.alarm);

    const bool old = state_.presence == Presence::ageing || state_.presence == Presence::gone;
    QStringList parts{state_.time, state_.age, state_.next,
                      place == MeanPlace::beside ? state_.change : QString(), state_.source};
    if (state_.cuffRunning) parts = {tr("measuring now"), state_.time, state_.age};
    if (!state_.problem.isEmpty()) parts = {state_.problem, state_.next, state_.time};
    if (state_.presence == Presence::none && parts.join(QString()).isEmpty()) parts = {tr("no reading yet")};
    paintFooter(painter, {parts, old, state_.typed});
}

} // namespace chairside
