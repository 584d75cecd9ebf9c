// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/history/session_row.h"

#include "ui/history/session_list_model.h"
#include "ui/style/theme.h"

#include <QPainter>

namespace chairside {

void SessionRow::paint(QPainter* p, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const auto* model = qobject_cast<const SessionListModel*>(index.model());
    const auto* session = model ? model->at(index) : nullptr;
    if (!session || !option.widget) return;
    const auto& theme = themeOf(*option.widget);
    p->save();
    p->setRenderHint(QPainter::Antialiasing);
    const QRectF box = QRectF(option.rect).adjusted(0, 2, -6, -2);
    const bool selected = option.state & QStyle::State_Selected;
    const bool hovered = option.state & QStyle::State_MouseOver;
    if (selected || hovered) {
        p->setPen(Qt::NoPen);
        p->setBrush(selected ? theme.selected : theme.raised);
        p->drawRoundedRect(box, space::kButtonRadius, space::kButtonRadius);
    }
    const auto status = statusWords(*session);
    const QFont small = uiFont(type::kTiny), strong = uiFont(type::kSmall, QFont::DemiBold);
    const int badgeWidth = QFontMetrics(small).horizontalAdvance(status) + 14;
    const QRectF badge(box.right() - badgeWidth - 8, box.top() + 9, badgeWidth, 20);
    const bool loud = session->completed && !*session->completed;
    p->setFont(small);
    p->setPen(QPen(loud ? theme.caution : theme.line, 1));
    p->setBrush(Qt::NoBrush);
    p->drawRoundedRect(badge, 6, 6);
    p->setPen(loud ? theme.caution : theme.quiet);
    p->drawText(badge, Qt::AlignCenter, status);

    const int left = int(box.left()) + 12, room = int(badge.left()) - left - 8;
    p->setFont(strong);
    p->setPen(theme.text);
    p->drawText(QRectF(left, box.top() + 8, room, 22), Qt::AlignVCenter | Qt::AlignLeft,
                QFontMetrics(strong).elidedText(sessionTitle(*session), Qt::ElideRight, room));
    p->setFont(small);
    p->setPen(theme.quiet);
    const int wide = int(box.width()) - 24;
    p->drawText(QRectF(left, box.top() + 32, wide, 20), Qt::AlignVCenter | Qt::AlignLeft,
                QFontMetrics(small).elidedText(sessionDetail(*session), Qt::ElideRight, wide));
    p->restore();
}

} // namespace chairside
