// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/live/due_card.h"

#include "ui/style/card.h"
#include "ui/style/icon.h"
#include "ui/style/tabular_text.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>

namespace chairside {
namespace {

constexpr double kTitle = 32, kDueCardBottom = 3, kDueCardRow = space::kTouch, kDueCardSide = 8,
                 kSkipWidth = space::kTouch;

} // namespace

DueCard::DueCard(QWidget* parent) : QWidget(parent) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    setAccessibleName(tr("Due"));
    setFocusPolicy(Qt::TabFocus);
}

void DueCard::setState(const State& next) {
    if (next == state_) return;
    const bool taller = next.rows.size() != state_.rows.size();
    state_ = next;
    QStringList words;
    for (const Row& row : next.rows) words << row.title + QLatin1Char(' ') + row.when;
    setAccessibleDescription(words.join(QStringLiteral(", ")));
    if (taller) updateGeometry();
    update();
}

QSize DueCard::sizeHint() const {
    return {264,
            static_cast<int>(kTitle +
                             kDueCardRow * static_cast<double>(std::max<std::size_t>(1, state_.rows.size())) +
                             kDueCardBottom)};
}

int DueCard::rowsThatFit() const {
    const auto fit = static_cast<int>((height() - kTitle - kDueCardBottom + 0.5) / kDueCardRow);
    return std::clamp(fit, 0, static_cast<int>(state_.rows.size()));
}

void DueCard::paintRow(QPainter& painter, const QRectF& box, const Row& row) const {
    const Theme& theme = themeOf(*this);
    const bool urgent = row.kind == Kind::overdue || row.kind == Kind::due;
    if (urgent) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.cautionFill);
        painter.drawRoundedRect(box.adjusted(0, 1, 0, -1), 8, 8);
    }
    const QPointF mark(box.left() + 15, box.center().y());
    const QRectF markBox(mark.x() - 4.5, mark.y() - 4.5, 9, 9);
    switch (row.kind) {
    case Kind::done:
        paintIcon(painter, QStringLiteral("check"), {mark.x() - 7, mark.y() - 7, 14, 14}, theme.good);
        break;
    case Kind::missed:
        paintIcon(painter, QStringLiteral("close"), {mark.x() - 7, mark.y() - 7, 14, 14}, theme.caution);
        break;
    case Kind::coming:
    case Kind::due:
    case Kind::overdue:
        painter.setPen(QPen(urgent ? theme.caution : theme.control, 1.75));
        painter.setBrush(row.kind == Kind::overdue ? QBrush(theme.caution) : QBrush(Qt::NoBrush));
        if (row.mandatory)
            painter.drawRoundedRect(markBox, 2, 2);
        else
            painter.drawEllipse(markBox);
    }
    const bool past = row.kind == Kind::done || row.kind == Kind::missed;
    const double skip = row.canSkip ? kSkipWidth - 8 : 0;
    const QRectF words(box.left() + 30, box.top(), box.width() - 38 - skip, box.height());
    const QFont titleFont = uiFont(type::kSmall, urgent ? QFont::Medium : QFont::Normal);
    const QFont whenFont = uiFont(type::kSmall, past ? QFont::Medium : QFont::DemiBold);
    const double whenWidth = tabularWidth(whenFont, row.when) + 1;
    // A title that does not fit beside its time gets a line of its own.
    const bool twoLines = tabularWidth(titleFont, row.title) + whenWidth + 8 > words.width();
    const QRectF upper =
        twoLines ? words.adjusted(0, 4, 0, -words.height() / 2 + 2) : words.adjusted(0, 0, -whenWidth - 8, 0);
    const QRectF lower = twoLines ? words.adjusted(0, words.height() / 2 - 2, 0, -4) : words;
    painter.setFont(whenFont);
    painter.setPen(urgent ? theme.caution : past ? theme.quiet : theme.text);
    drawTabular(painter, lower, (twoLines ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter, row.when);
    painter.setFont(titleFont);
    painter.setPen(past ? theme.quiet : theme.text);
    drawTabular(painter, upper, Qt::AlignLeft | Qt::AlignVCenter, row.title);
    if (!row.canSkip) return;
    const QRectF more(box.right() - kSkipWidth + 4, box.center().y() - 14, kSkipWidth - 12, 28);
    painter.setPen(QPen(theme.caution, 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(more.adjusted(.5, .5, -.5, -.5), 7, 7);
    painter.setBrush(theme.caution);
    painter.setPen(Qt::NoPen);
    for (const double dx : {-6.0, 0.0, 6.0})
        painter.drawEllipse(QPointF(more.center().x() + dx, more.center().y()), 1.6, 1.6);
}

void DueCard::paintEvent(QPaintEvent*) {
    const Theme& theme = themeOf(*this);
    QPainter painter(this);
    paintCard(painter, rect(), theme);
    painter.setFont(uiFont(type::kSmall, QFont::DemiBold));
    painter.setPen(theme.quiet);
    const QRectF head(space::kInside, 6, width() - 2 * space::kInside, kTitle - 8);
    drawTabular(painter, head, Qt::AlignLeft | Qt::AlignVCenter, tr("Due"));
    const int fit = rowsThatFit(), hidden = static_cast<int>(state_.rows.size()) - fit;
    if (hidden > 0) {
        painter.setFont(uiFont(type::kTiny));
        drawTabular(painter, head, Qt::AlignRight | Qt::AlignVCenter, tr("%n more", nullptr, hidden));
    }
    if (state_.rows.empty()) {
        painter.setFont(uiFont(type::kSmall));
        painter.drawText(QRectF(space::kInside, kTitle, width() - 2 * space::kInside, height() - kTitle),
                         int(Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap), state_.empty);
    }
    for (int i = 0; i < fit; ++i) {
        const QRectF box(kDueCardSide, kTitle + i * kDueCardRow, width() - 2 * kDueCardSide, kDueCardRow);
        paintRow(painter, box, state_.rows[static_cast<std::size_t>(i)]);
        if (i == current_ && showsFocus(*this)) paintFocusRing(painter, box, 8, theme);
    }
}

void DueCard::open(int row) {
    const auto& it = state_.rows[static_cast<std::size_t>(row)];
    if (it.wantsReason)
        askWhy(row);
    else
        Q_EMIT activated(it.id);
}

void DueCard::askWhy(int row) {
    const auto it = state_.rows[static_cast<std::size_t>(row)]; // a copy: the answer changes the list
    if (it.canSkip || it.wantsReason) Q_EMIT reasonRequested(it);
}

void DueCard::mouseReleaseEvent(QMouseEvent* event) {
    const double y = event->position().y() - kTitle;
    const int row = y < 0 ? -1 : static_cast<int>(y / kDueCardRow);
    if (row < 0 || row >= rowsThatFit()) return;
    const bool onMore = event->position().x() > width() - kDueCardSide - kSkipWidth;
    if (onMore && state_.rows[static_cast<std::size_t>(row)].canSkip)
        askWhy(row);
    else
        open(row);
}

void DueCard::keyPressEvent(QKeyEvent* event) {
    const int fit = rowsThatFit();
    current_ = std::clamp(current_, 0, std::max(0, fit - 1));
    const int key = event->key();
    if (key == Qt::Key_Down || key == Qt::Key_Up) {
        current_ = std::clamp(current_ + (key == Qt::Key_Down ? 1 : -1), 0, std::max(0, fit - 1));
        update();
    } else if (fit > 0 && (key == Qt::Key_Return || key == Qt::Key_Enter || key == Qt::Key_Space)) {
        open(current_);
    } else if (fit > 0 && key == Qt::Key_Delete) {
        askWhy(current_);
    } else {
        QWidget::keyPressEvent(event);
    }
}

void DueCard::focusInEvent(QFocusEvent* event) {
    current_ = 0;
    update();
    QWidget::focusInEvent(event);
}

void DueCard::focusOutEvent(QFocusEvent* event) {
    update();
    QWidget::focusOutEvent(event);
}

} // namespace chairside
