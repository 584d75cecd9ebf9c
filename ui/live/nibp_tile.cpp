// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/live/nibp_tile.h"

#include "ui/style/number_label.h"
#include "ui/style/tabular_text.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>

namespace chairside {
namespace {

constexpr double kBeside = 10, kUnder = 10;

bool showsValue(Presence presence) {
    return presence == Presence::live || presence == Presence::ageing || presence == Presence::implausible;
}

/// The room is kept for the widest pair, so that the size stays when a pressure gets its third digit.
double pairSize(const QSizeF& room) {
    for (const double px : {type::kVitalLarge, type::kVital, type::kVitalSmall}) {
        const QFontMetricsF metrics(uiFont(px, QFont::DemiBold));
        if (metrics.capHeight() + kUnder + 16 <= room.height() &&
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

bool NibpTile::paintNumbers(QPainter& painter, const QRectF& room) const {
    const Theme& theme = themeOf(*this);
    const double px = pairSize(room.size());
    const QFontMetricsF metrics(uiFont(px, QFont::DemiBold));
    if (!showsValue(state_.presence)) {
        paintNumber(painter, {room.left(), room.center().y() + metrics.capHeight() / 2}, noReading(), px,
                    theme.faint, NumberLook::solid, theme.card);
        return true;
    }
    const NumberLook look = state_.presence == Presence::ageing        ? NumberLook::dimmed
                            : state_.presence == Presence::implausible ? NumberLook::hollow
                                                                       : NumberLook::solid;
    const QString pair = state_.systolic + QLatin1Char('/') + state_.diastolic;
    const QString mean =
        state_.mean.isEmpty()
            ? QString()
            : QStringLiteral("(%1%2)").arg(state_.meanDerived ? QStringLiteral("≈") : QString(), state_.mean);
    const double meanPx = px > type::kVital ? type::kLarge : type::kTitle;
    const QFont meanFont = uiFont(meanPx, QFont::Medium), smallFont = uiFont(type::kSmall, QFont::Medium);
    const double pairWidth = numberWidth(pair, px), meanWidth = tabularWidth(meanFont, mean);
    const bool beside = pairWidth + kBeside + meanWidth <= room.width();
    const double block =
        metrics.capHeight() + (beside ? 0 : kUnder + QFontMetricsF(meanFont).capHeight() + 2);
    const QPointF baseline(room.left() - px * 0.02, room.center().y() - block / 2 + metrics.capHeight());
    paintNumber(painter, baseline, pair, px, theme.nibp, look, theme.card);

    const QPointF meanAt =
        beside ? QPointF(baseline.x() + pairWidth + kBeside, baseline.y())
               : QPointF(room.left(), baseline.y() + kUnder + QFontMetricsF(meanFont).capHeight() + 2);
    painter.setFont(meanFont);
    painter.setPen(theme.quiet);
    drawTabular(painter, meanAt, mean);
    if (!beside && !state_.change.isEmpty()) {
        painter.setFont(smallFont);
        drawTabular(painter, {meanAt.x() + (mean.isEmpty() ? 0 : meanWidth + kBeside), meanAt.y()},
                    state_.change);
    }
    return beside;
}

void NibpTile::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    paintFrame(painter, state_.alarm);
    paintHeader(painter, {tr("NIBP"), tr("mmHg"), Tone::nibp, state_.simulated, state_.limitsOff});
    const QRectF room = middle();
    const double side = limitsWidth(state_.upper, state_.lower);
    const bool beside = paintNumbers(painter, room.adjusted(0, 0, -std::max(0.0, side - 5), 0));
    paintLimits(painter, {room.right() - side, room.top(), side, room.height()}, state_.upper, state_.lower,
                state_.alarm);

    const bool old = state_.presence == Presence::ageing || state_.presence == Presence::gone;
    QStringList parts{state_.time, state_.age, state_.next, beside ? state_.change : QString(),
                      state_.source};
    if (state_.cuffRunning) parts = {tr("measuring now"), state_.time, state_.age};
    if (!state_.problem.isEmpty()) parts = {state_.problem, state_.next, state_.time};
    if (state_.presence == Presence::none && parts.join(QString()).isEmpty()) parts = {tr("no reading yet")};
    paintFooter(painter, {parts, old, state_.typed});
}

} // namespace chairside
