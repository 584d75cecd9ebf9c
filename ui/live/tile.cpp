// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/live/tile.h"

#include "ui/style/card.h"
#include "ui/style/icon.h"
#include "ui/style/tabular_text.h"
#include "ui/style/words.h"

#include <QFontMetricsF>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>

namespace chairside {
namespace {

constexpr double kBadge = 20, kSmallIcon = 14;

QFont limitFont(bool bold) {
    return uiFont(type::kSmall, bold ? QFont::Bold : QFont::Normal);
}

} // namespace

Tile::Tile(QWidget* parent) : QWidget(parent) {
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

QRectF Tile::inside() const {
    const double x = width() < 300 ? space::kGap : space::kInside, y = isCompact() ? 6 : space::kGap;
    return QRectF(rect()).adjusted(x, y, -x, -y);
}

QRectF Tile::middle() const {
    return inside().adjusted(0, headerHeight(), 0, -footerHeight());
}

void Tile::paintFrame(QPainter& painter, const std::optional<TileAlarm>& alarm) const {
    const Theme& theme = themeOf(*this);
    paintCard(painter, rect(), theme);
    if (alarm) {
        const AlarmColours& colours = theme.alarm(alarm->priority);
        const bool full = alarm->lit || alarm->acknowledged;
        const double thick = alarm->acknowledged ? 1.5 : 3;
        const double inset = thick / 2;
        painter.setBrush(Qt::NoBrush);
        // A pale alarm colour needs a darker line of the same meaning beside it on a white card.
        if (colours.edge != colours.fill) {
            painter.setPen(QPen(colours.edge, thick + 2));
            painter.drawRoundedRect(QRectF(rect()).adjusted(inset + 1, inset + 1, -inset - 1, -inset - 1),
                                    space::kCardRadius, space::kCardRadius);
        }
        painter.setPen(QPen(full ? colours.fill : blended(theme.card, colours.edge, 0.45), thick));
        painter.drawRoundedRect(QRectF(rect()).adjusted(inset, inset, -inset, -inset), space::kCardRadius,
                                space::kCardRadius);
    }
    if (showsFocus(*this))
        paintFocusRing(painter, QRectF(rect()).adjusted(4, 4, -4, -4), space::kButtonRadius, theme);
}

void Tile::paintHeader(QPainter& painter, const Header& header) const {
    const Theme& theme = themeOf(*this);
    const QRectF line(inside().left(), inside().top() - 1, inside().width(), headerHeight());
    double right = line.right();
    if (header.simulated) {
        const QString mark = tr("SIM");
        const QFont font = uiFont(type::kTiny - 2, QFont::Bold);
        const double width = tabularWidth(font, mark) + 10;
        const QRectF box(right - width, line.top() + 2, width, 16);
        painter.setPen(QPen(theme.control, 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(box.adjusted(.5, .5, -.5, -.5), 4, 4);
        painter.setFont(font);
        painter.setPen(theme.quiet);
        drawTabular(painter, box, Qt::AlignHCenter | Qt::AlignVCenter, mark);
        right = box.left() - 6;
    }
    if (header.limitsOff) {
        paintIcon(painter, QStringLiteral("bell-off"), {right - 16, line.top() + 2, 16, 16}, theme.quiet);
        right -= 22;
    }
    const QFont bold = uiFont(type::kBody, QFont::DemiBold), small = uiFont(type::kTiny);
    const double labelWidth = std::min(tabularWidth(bold, header.label), right - line.left());
    painter.setFont(bold);
    painter.setPen(theme.tone(header.tone));
    drawTabular(painter, {line.left(), line.top(), labelWidth + 1, line.height()},
                Qt::AlignLeft | Qt::AlignVCenter, header.label);
    const double unitAt = line.left() + labelWidth + 6;
    painter.setFont(small);
    painter.setPen(theme.quiet);
    if (tabularWidth(small, header.unit) <= right - unitAt) // a unit is shown whole or not at all
        drawTabular(painter, {unitAt, line.top() + 1, right - unitAt, line.height()},
                    Qt::AlignLeft | Qt::AlignVCenter, header.unit);
}

void Tile::paintFooter(QPainter& painter, const Footer& footer) const {
    const Theme& theme = themeOf(*this);
    QRectF line(inside().left(), inside().bottom() - footerHeight() + 1, inside().width(), footerHeight());
    const QColor ink = footer.old ? theme.text : theme.quiet;
    const QString mark = footer.old     ? QStringLiteral("clock")
                         : footer.typed ? QStringLiteral("pencil")
                                        : QString();
    if (!mark.isEmpty()) {
        paintIcon(painter, mark, {line.left(), line.center().y() - kSmallIcon / 2, kSmallIcon, kSmallIcon},
                  ink);
        line.setLeft(line.left() + kSmallIcon + 5);
    }
    QStringList parts = footer.parts;
    parts.removeAll(QString());
    const QFont font = uiFont(type::kTiny);
    const QString dot = QStringLiteral(" · ");
    while (parts.size() > 1 && tabularWidth(font, parts.join(dot)) > line.width()) parts.removeLast();
    painter.setFont(font);
    painter.setPen(ink);
    drawTabular(painter, line, Qt::AlignLeft | Qt::AlignVCenter, parts.join(dot));
}

double Tile::limitsWidth(const TileLimit& upper, const TileLimit& lower) const {
    const double widest =
        std::max(tabularWidth(limitFont(true), upper.text), tabularWidth(limitFont(true), lower.text));
    return widest > 0 ? widest + 9 : 0;
}

void Tile::paintLimits(QPainter& painter, const QRectF& column, const TileLimit& upper,
                       const TileLimit& lower, const std::optional<TileAlarm>& alarm) const {
    const Theme& theme = themeOf(*this);
    const bool both = !upper.text.isEmpty() && !lower.text.isEmpty();
    double y = column.center().y() - (both ? kBadge + 1 : kBadge / 2);
    for (const TileLimit& limit : {upper, lower}) {
        if (limit.text.isEmpty()) continue;
        const QRectF box(column.left(), y, column.width(), kBadge);
        y += kBadge + 2;
        painter.setFont(limitFont(limit.crossed));
        if (!limit.crossed) {
            painter.setPen(theme.faint);
            drawTabular(painter, box.adjusted(0, 0, -4, 0), Qt::AlignRight | Qt::AlignVCenter, limit.text);
            continue;
        }
        const AlarmColours& colours = theme.alarm(alarm ? alarm->priority : AlarmPriority::medium);
        const bool filled = !alarm || alarm->lit || alarm->acknowledged;
        painter.setPen(QPen(colours.edge, 1.5));
        painter.setBrush(filled ? colours.fill : theme.card);
        painter.drawRoundedRect(box.adjusted(0.75, 0.75, -0.75, -0.75), 5, 5);
        painter.setPen(filled ? colours.text : theme.text);
        drawTabular(painter, box, Qt::AlignHCenter | Qt::AlignVCenter, limit.text);
    }
}

void Tile::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton && rect().contains(event->pos())) Q_EMIT activated();
}

void Tile::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter || event->key() == Qt::Key_Space)
        Q_EMIT activated();
    else
        QWidget::keyPressEvent(event);
}

QString presenceInWords(Presence presence) {
    switch (presence) {
    case Presence::none: return tr("no reading yet");
    case Presence::live: return {};
    case Presence::ageing: return tr("ageing");
    case Presence::gone: return tr("no current reading");
    case Presence::implausible: return tr("implausible");
    }
    return {};
}

} // namespace chairside
