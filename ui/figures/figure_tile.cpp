// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/figures/figure_tile.h"

#include "ui/style/card.h"
#include "ui/style/tabular_text.h"

#include <QKeyEvent>
#include <QPainter>

#include <algorithm>

namespace chairside {

FigureTile::FigureTile(QWidget* parent) : QAbstractButton(parent) {
    setCheckable(true);
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
}

void FigureTile::setState(const State& state) {
    if (state == state_) return;
    state_ = state;
    setAccessibleName(state.title);
    setAccessibleDescription(state.value + QStringLiteral(", ") + state.detail);
    setToolTip((state.title + QStringLiteral(": ") + accessibleDescription()).toHtmlEscaped());
    update();
}

void FigureTile::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) return click();
    QAbstractButton::keyPressEvent(event);
}

void FigureTile::paintEvent(QPaintEvent*) {
    const Theme& theme = themeOf(*this);
    QPainter painter(this);
    const QColor fill = isChecked() ? theme.selected : underMouse() ? theme.raised : theme.card;
    paintCard(painter, rect(), theme, &fill, isChecked() ? &theme.selectedLine : nullptr);
    const QRectF inside = QRectF(rect()).adjusted(14, 10, -12, -10);
    if (!state_.bars.empty()) {
        const double most = std::max(1.0, *std::ranges::max_element(state_.bars));
        const QRectF area(inside.left() + inside.width() * 0.45, inside.top() + 26, inside.width() * 0.55,
                          36);
        const double step = std::min(12.0, area.width() / static_cast<double>(state_.bars.size()));
        const double from = area.right() - step * static_cast<double>(state_.bars.size());
        painter.setPen(Qt::NoPen);
        painter.setBrush(blended(fill, theme.infusion, 0.3));
        for (std::size_t i = 0; i < state_.bars.size(); ++i) {
            const double h = state_.bars[i] / most * area.height();
            painter.drawRect(QRectF(from + static_cast<double>(i) * step, area.bottom() - h,
                                    std::max(1.0, step - 1.5), h));
        }
    }
    painter.setFont(uiFont(type::kTiny, QFont::Medium));
    painter.setPen(isChecked() ? theme.onSelectedQuiet : theme.quiet);
    drawTabular(painter, QRectF(inside.left(), inside.top(), inside.width(), 20),
                Qt::AlignLeft | Qt::AlignVCenter, state_.title);
    painter.setFont(uiFont(type::kLarge, QFont::DemiBold));
    painter.setPen(theme.text);
    drawTabular(painter, QRectF(inside.left(), inside.top() + 24, inside.width(), 36),
                Qt::AlignLeft | Qt::AlignVCenter, state_.value);
    painter.setFont(uiFont(type::kTiny));
    painter.setPen(isChecked() ? theme.onSelectedQuiet : theme.quiet);
    drawTabular(painter, QRectF(inside.left(), inside.bottom() - 20, inside.width(), 20),
                Qt::AlignLeft | Qt::AlignVCenter, state_.detail);
    if (showsFocus(*this)) paintFocusRing(painter, rect(), space::kCardRadius, theme);
}

} // namespace chairside
