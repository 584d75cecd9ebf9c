// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/style/tabular_text.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace chairside {
namespace {

bool isDigit(QChar c) {
    return c >= QLatin1Char('0') && c <= QLatin1Char('9');
}

/// Latin, Greek, Cyrillic and symbols: one code unit after the other, no reordering.
bool isPlain(const QString& text) {
    return std::all_of(text.begin(), text.end(), [](QChar c) {
        return c.unicode() < 0x0300 || (c.unicode() >= 0x0370 && c.unicode() < 0x0530) ||
               (c.unicode() >= 0x2010 && c.unicode() < 0x2028) ||
               (c.unicode() >= 0x2030 && c.unicode() < 0x2c00);
    });
}

double cellWidth(const QFontMetricsF& metrics) {
    double widest = 0;
    for (char c = '0'; c <= '9'; ++c) widest = std::max(widest, metrics.horizontalAdvance(QLatin1Char(c)));
    return widest;
}

/// Calls `visit(piece, x, cell)` for each digit and each stretch without digits; returns the whole width.
/// A digit sits in the middle of its cell.
template <class Visit>
double walk(const QFont& font, const QString& text, Visit visit) {
    const QFontMetricsF metrics(font);
    if (!isPlain(text)) {
        visit(text, 0.0);
        return metrics.horizontalAdvance(text);
    }
    const double cell = cellWidth(metrics);
    double x = 0;
    for (qsizetype i = 0; i < text.size();) {
        if (isDigit(text[i])) {
            visit(text.mid(i, 1), x + (cell - metrics.horizontalAdvance(text[i])) / 2);
            x += cell;
            ++i;
            continue;
        }
        qsizetype end = i;
        while (end < text.size() && !isDigit(text[end])) ++end;
        const QString piece = text.mid(i, end - i);
        visit(piece, x);
        x += metrics.horizontalAdvance(piece);
        i = end;
    }
    return x;
}

} // namespace

double tabularWidth(const QFont& font, const QString& text) {
    return walk(font, text, [](const QString&, double) {});
}

double drawTabular(QPainter& painter, QPointF baseline, const QString& text) {
    return walk(painter.font(), text, [&](const QString& piece, double x) {
        painter.drawText(QPointF(baseline.x() + x, baseline.y()), piece);
    });
}

QPainterPath tabularPath(const QFont& font, QPointF baseline, const QString& text) {
    QPainterPath path;
    walk(font, text, [&](const QString& piece, double x) {
        path.addText(QPointF(baseline.x() + x, baseline.y()), font, piece);
    });
    return path;
}

QString elidedTabular(const QFont& font, const QString& text, double width) {
    if (text.isEmpty() || tabularWidth(font, text) <= width + 0.5) return text;
    const QString dots = QStringLiteral("…");
    qsizetype low = 0, high = text.size();
    while (low < high) { // the longest start that still fits
        const qsizetype middle = (low + high + 1) / 2;
        if (tabularWidth(font, text.left(middle).trimmed() + dots) <= width)
            low = middle;
        else
            high = middle - 1;
    }
    if (low > 0 && text[low - 1].isHighSurrogate()) --low;
    return text.left(low).trimmed() + dots;
}

void drawTabular(QPainter& painter, const QRectF& box, int alignment, const QString& text) {
    const QString shown = elidedTabular(painter.font(), text, box.width());
    const QFontMetricsF metrics(painter.font());
    const double width = tabularWidth(painter.font(), shown);
    double x = box.left();
    if (alignment & Qt::AlignRight)
        x = box.right() - width;
    else if (alignment & Qt::AlignHCenter)
        x = box.left() + (box.width() - width) / 2;
    double y = box.top() + metrics.ascent();
    if (alignment & Qt::AlignBottom)
        y = box.bottom() - metrics.descent();
    else if (alignment & Qt::AlignVCenter)
        y = box.center().y() + metrics.capHeight() / 2;
    drawTabular(painter, QPointF(x, y), shown);
}

} // namespace chairside
