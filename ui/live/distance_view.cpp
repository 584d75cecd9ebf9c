// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/live/distance_view.h"

#include "ui/style/card.h"
#include "ui/style/number_label.h"
#include "ui/style/tabular_text.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>

namespace chairside {
namespace {

constexpr double kTopShare = 0.24; ///< of the height, for phase and next check

bool isShown(Presence presence) {
    return presence == Presence::live || presence == Presence::ageing || presence == Presence::implausible;
}

/// The largest size up to `most` at which the text fits into the room.
double sizeFor(const QString& text, QSizeF room, double most) {
    const double wide = tabularWidth(uiFont(100, QFont::DemiBold), text);
    const double high = QFontMetricsF(uiFont(100, QFont::DemiBold)).capHeight();
    return std::max(type::kLarge, std::min({most, 100 * room.width() / wide, 100 * room.height() / high}));
}

void say(QPainter& painter, const QRectF& box, int alignment, const QString& text, double px,
         const QColor& colour, QFont::Weight weight = QFont::Medium) {
    painter.setFont(uiFont(px, weight));
    painter.setPen(colour);
    drawTabular(painter, box, alignment, text);
}

QRectF insideOf(const QRectF& box) {
    return box.adjusted(space::kWide, space::kInside, -space::kWide, -space::kInside);
}

} // namespace

DistanceView::DistanceView(QWidget* parent) : QWidget(parent) {
    setAccessibleName(tr("Three-metre view"));
}

void DistanceView::setState(const State& state) {
    if (state == state_) return;
    state_ = state;
    setAccessibleDescription(spoken());
    update();
}

DistanceView::Sign DistanceView::signOf(const VitalTile::State& tile) {
    Sign sign{tile.label, tile.unit,     tile.value,     {},        tile.age,
              tile.tone,  tile.presence, tile.simulated, tile.alarm};
    for (const auto* limit : {&tile.upper, &tile.lower})
        if (limit->crossed) sign.crossed = limit->text;
    return sign;
}

DistanceView::Sign DistanceView::signOf(const NibpTile::State& tile) {
    Sign sign{tr("NIBP"),
              tr("mmHg"),
              tile.systolic + QLatin1Char('/') + tile.diastolic,
              {},
              tile.age,
              Tone::nibp,
              tile.presence,
              tile.simulated,
              tile.alarm};
    for (const auto* limit : {&tile.upper, &tile.lower})
        if (limit->crossed) sign.crossed = limit->text;
    return sign;
}

std::array<DistanceView::Sign, 4> DistanceView::signsShown() const {
    return {signOf(state_.hr), signOf(state_.spo2), signOf(state_.nibp), signOf(state_.rr)};
}

QString DistanceView::spoken() const {
    QStringList words;
    for (const auto& sign : signsShown())
        words << sign.label + QLatin1Char(' ') +
                     (isShown(sign.presence) ? sign.value : presenceInWords(sign.presence));
    if (state_.next) words << tr("next: %1, %2").arg(state_.next->title, state_.next->when);
    return words.join(QStringLiteral(", "));
}

void DistanceView::paintStage(QPainter& painter, const QRectF& box) const {
    const Theme& theme = themeOf(*this);
    paintCard(painter, box, theme);
    const QRectF in = insideOf(box);
    const auto& stage = state_.stage;
    const bool done = stage.current >= stage.stages.size();
    const QString name = done ? tr("Signed") : stage.stages.value(stage.current);
    const double title = std::min(40.0, in.height() * 0.28);
    say(painter, in, Qt::AlignLeft | Qt::AlignTop, stage.paused ? tr("%1, paused").arg(name) : name, title,
        stage.paused ? theme.caution : theme.quiet, QFont::DemiBold);
    if (stage.elapsed.isEmpty()) return;
    const double left = in.height() - title * 1.4;
    const double px = sizeFor(QStringLiteral("888:88"), {in.width() * 0.6, left * 0.9}, 200);
    const double width =
        paintNumber(painter, in.bottomLeft(), stage.elapsed, px, theme.text, NumberLook::solid, theme.card);
    if (stage.total.isEmpty()) return;
    painter.setFont(uiFont(px * 0.45, QFont::Medium));
    painter.setPen(theme.quiet);
    drawTabular(painter, {in.left() + width + px * 0.2, in.bottom()}, QStringLiteral("/ ") + stage.total);
}

void DistanceView::paintNext(QPainter& painter, const QRectF& box) const {
    const Theme& theme = themeOf(*this);
    const bool late = state_.next && (state_.next->kind == DueCard::Kind::due ||
                                      state_.next->kind == DueCard::Kind::overdue);
    paintCard(painter, box, theme, late ? &theme.cautionFill : nullptr);
    const QRectF in = insideOf(box);
    const double title = std::min(40.0, in.height() * 0.28);
    say(painter, in, Qt::AlignLeft | Qt::AlignTop, state_.next ? state_.next->title : tr("Nothing is due"),
        title, late ? theme.text : theme.quiet, QFont::DemiBold);
    if (!state_.next) return;
    const auto& when = state_.next->when;
    const double left = in.height() - title * 1.4;
    painter.setFont(uiFont(sizeFor(when, {in.width(), left * 0.9}, 200), QFont::DemiBold));
    painter.setPen(late ? theme.caution : theme.text);
    drawTabular(painter, in.bottomLeft(), when);
}

void DistanceView::paintSign(QPainter& painter, const QRectF& box, const Sign& sign) const {
    const Theme& theme = themeOf(*this);
    paintCard(painter, box, theme);
    if (sign.alarm && (sign.alarm->lit || sign.alarm->acknowledged)) {
        const double width = sign.alarm->acknowledged ? 3 : 8;
        painter.setPen(QPen(theme.alarm(sign.alarm->priority).edge, width));
        painter.setBrush(Qt::NoBrush);
        const QRectF edge = box.adjusted(width / 2, width / 2, -width / 2, -width / 2);
        painter.drawRoundedRect(edge, space::kCardRadius, space::kCardRadius);
    }
    const QRectF in = insideOf(box);
    const double title = std::min(34.0, in.height() * 0.18);
    const QString unit = sign.unit.isEmpty() ? QString() : QStringLiteral("  ") + sign.unit;
    say(painter, in, Qt::AlignLeft | Qt::AlignTop, sign.label + unit, title, theme.tone(sign.tone),
        QFont::DemiBold);
    const QString corner = sign.simulated ? tr("SIM") : QString();
    const bool old = sign.presence == Presence::ageing || sign.presence == Presence::gone;
    say(painter, in, Qt::AlignRight | Qt::AlignTop, old && !sign.age.isEmpty() ? sign.age : corner,
        title * 0.8, old ? theme.caution : theme.quiet);

    const QRectF room = in.adjusted(0, title * 1.5, 0, 0);
    const double badge = sign.crossed.isEmpty() ? 0 : room.height() * 0.9;
    const QString widest =
        sign.label == state_.hr.label || sign.value.size() <= 3 ? QStringLiteral("888") : sign.value;
    const double px = sizeFor(widest, {room.width() - badge, room.height()}, 320);
    const double cap = QFontMetricsF(uiFont(px, QFont::DemiBold)).capHeight();
    const QPointF baseline(room.left(), room.center().y() + cap / 2);
    const bool shown = isShown(sign.presence);
    const auto look = sign.presence == Presence::ageing        ? NumberLook::dimmed
                      : sign.presence == Presence::implausible ? NumberLook::hollow
                                                               : NumberLook::solid;
    paintNumber(painter, baseline, shown ? sign.value : noReading(), px,
                shown ? theme.tone(sign.tone) : theme.faint, shown ? look : NumberLook::solid, theme.card);
    if (badge <= 0 || !sign.alarm) return;
    const auto& colours = theme.alarm(sign.alarm->priority);
    const double size = badge * 0.34;
    const QRectF plate(room.right() - badge * 0.86, room.center().y() - size * 0.75, badge * 0.86,
                       size * 1.5);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colours.fill);
    painter.drawRoundedRect(plate, space::kChipRadius, space::kChipRadius);
    say(painter, plate, Qt::AlignHCenter | Qt::AlignVCenter, sign.crossed, size, colours.text,
        QFont::DemiBold);
}

void DistanceView::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const double gap = space::kGap, top = height() * kTopShare;
    const double half = (width() - gap) / 2.0, row = (height() - top - 2 * gap) / 2;
    paintStage(painter, {0, 0, half, top});
    paintNext(painter, {half + gap, 0, half, top});
    const auto signs = signsShown();
    for (std::size_t i = 0; i < signs.size(); ++i)
        paintSign(painter, {i % 2 == 0 ? 0 : half + gap, top + gap + (i / 2 == 0 ? 0 : row + gap), half, row},
                  signs[i]);
}

} // namespace chairside
