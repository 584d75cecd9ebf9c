// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/course/change_tiles.h"

#include "ui/style/tabular_text.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

namespace chairside {
namespace {

constexpr double kTileGap = 28, kLeast = 84;

QString wholeWords(const ChangeTiles::Tile& tile) {
    QString words = tile.name + QStringLiteral(": ") + tile.now;
    if (!tile.before.isEmpty()) words += ChangeTiles::tr(", before %1").arg(tile.before);
    if (!tile.detail.isEmpty()) words += QStringLiteral(", ") + tile.detail;
    return words;
}

} // namespace

ChangeTiles::ChangeTiles(QWidget* parent) : QWidget(parent) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Changed since the last visit"));
}

void ChangeTiles::setTiles(std::vector<Tile> tiles) {
    tiles_ = std::move(tiles);
    QStringList words;
    for (const auto& tile : tiles_) words << wholeWords(tile);
    setAccessibleDescription(words.join(QStringLiteral("; ")));
    update();
}

double ChangeTiles::widthOf(const Tile& tile) const {
    const QFont small = uiFont(type::kTiny), big = uiFont(type::kTitle, QFont::DemiBold),
                quiet = uiFont(type::kBody);
    double value = tabularWidth(big, tile.now);
    if (!tile.before.isEmpty()) value += tabularWidth(quiet, tile.before + QStringLiteral(" → ")) + 2;
    return std::max({kLeast, value, tabularWidth(small, tile.name), tabularWidth(small, tile.detail)});
}

/// Side by side; when they do not fit each gives way in proportion, and texts are elided.
std::vector<QRectF> ChangeTiles::boxes() const {
    double wanted = 0;
    for (const auto& tile : tiles_) wanted += widthOf(tile) + kTileGap;
    const double shrink = wanted > width() && wanted > 0 ? width() / wanted : 1;
    std::vector<QRectF> out;
    double x = 0;
    for (const auto& tile : tiles_) {
        const double w = (widthOf(tile) + kTileGap) * shrink;
        out.emplace_back(x, 0, w - kTileGap * shrink, height());
        x += w;
    }
    return out;
}

void ChangeTiles::paintEvent(QPaintEvent*) {
    const Theme& theme = themeOf(*this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const auto places = boxes();
    for (std::size_t i = 0; i < tiles_.size(); ++i) {
        const auto& tile = tiles_[i];
        const QRectF box = places[i];
        if (i > 0) {
            painter.setPen(QPen(theme.faintLine, 1));
            const double x = (places[i - 1].right() + box.left()) / 2;
            painter.drawLine(QPointF(x, 6), QPointF(x, height() - 6));
        }
        painter.setFont(uiFont(type::kTiny));
        painter.setPen(theme.quiet);
        drawTabular(painter, QRectF(box.left(), 2, box.width(), 18), Qt::AlignLeft | Qt::AlignVCenter,
                    tile.name);
        double x = box.left();
        const double baseline = 42;
        if (!tile.before.isEmpty()) {
            painter.setFont(uiFont(type::kBody));
            x += drawTabular(painter, QPointF(x, baseline), tile.before + QStringLiteral(" → ")) + 2;
        }
        painter.setFont(uiFont(type::kTitle, QFont::DemiBold));
        painter.setPen(theme.tone(tile.tone));
        drawTabular(painter, QPointF(x, baseline),
                    elidedTabular(painter.font(), tile.now, box.right() - x + 1));
        painter.setFont(uiFont(type::kTiny));
        painter.setPen(theme.quiet);
        drawTabular(painter, QRectF(box.left(), 52, box.width(), 18), Qt::AlignLeft | Qt::AlignVCenter,
                    tile.detail);
    }
}

bool ChangeTiles::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const auto places = boxes();
        for (std::size_t i = 0; i < places.size(); ++i)
            if (places[i].contains(help->pos()))
                QToolTip::showText(help->globalPos(), wholeWords(tiles_[i]).toHtmlEscaped(), this);
        return true;
    }
    return QWidget::event(event);
}

} // namespace chairside
