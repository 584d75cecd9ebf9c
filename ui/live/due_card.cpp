// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/live/due_card.h"

#include "ui/style/card.h"
#include "ui/style/icon.h"
#include "ui/style/tabular_text.h"

#include <QMouseEvent>
#include <QPainter>

#include <algorithm>

namespace chairside {
namespace {

constexpr double kTitle = 36, kBottom = 8, kRowWanted = 44, kRowLeast = 30, kSide = 8;

} // namespace

DueCard::DueCard(QWidget* parent) : QWidget(parent) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    setAccessibleName(tr("Due"));
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
    return {264, static_cast<int>(
                     kTitle + kRowWanted * static_cast<double>(std::max<std::size_t>(1, state_.rows.size())) +
                     kBottom)};
}

double DueCard::rowHeight() const {
    const double room = height() - kTitle - kBottom;
    return std::clamp(room / static_cast<double>(std::max<std::size_t>(1, state_.rows.size())), kRowLeast,
                      kRowWanted);
}

int DueCard::rowsThatFit() const {
    const auto fit = static_cast<int>((height() - kTitle - kBottom + 0.5) / rowHeight());
    return std::min(fit, static_cast<int>(state_.rows.size()));
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
    const QFont whenFont = uiFont(type::kSmall, past ? QFont::Medium : QFont::DemiBold);
    const double whenWidth = tabularWidth(whenFont, row.when) + 1;
    painter.setFont(whenFont);
    painter.setPen(urgent ? theme.caution : past ? theme.quiet : theme.text);
    const QRectF words(box.left() + 30, box.top(), box.width() - 40, box.height());
    drawTabular(painter, words, Qt::AlignRight | Qt::AlignVCenter, row.when);
    painter.setFont(uiFont(type::kSmall, urgent ? QFont::Medium : QFont::Normal));
    painter.setPen(past ? theme.quiet : theme.text);
    drawTabular(painter, words.adjusted(0, 0, -whenWidth - 8, 0), Qt::AlignLeft | Qt::AlignVCenter,
                row.title);
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
        drawTabular(painter, head, Qt::AlignRight | Qt::AlignVCenter, tr("%n more later", nullptr, hidden));
    }
    if (state_.rows.empty()) {
        painter.setFont(uiFont(type::kSmall));
        painter.drawText(QRectF(space::kInside, kTitle, width() - 2 * space::kInside, height() - kTitle),
                         int(Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap), state_.empty);
    }
    for (int i = 0; i < fit; ++i)
        paintRow(painter, {kSide, kTitle + i * rowHeight(), width() - 2 * kSide, rowHeight()},
                 state_.rows[static_cast<std::size_t>(i)]);
}

void DueCard::mouseReleaseEvent(QMouseEvent* event) {
    const double y = event->position().y() - kTitle;
    const int row = y < 0 ? -1 : static_cast<int>(y / rowHeight());
    if (row >= 0 && row < rowsThatFit()) Q_EMIT activated(state_.rows[static_cast<std::size_t>(row)].id);
}

} // namespace chairside
