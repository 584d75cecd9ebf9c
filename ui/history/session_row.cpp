// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/history/session_row.h"

#include "ui/history/session_list_model.h"
#include "ui/style/icon.h"
#include "ui/style/theme.h"

#include <QKeyEvent>
#include <QPainter>

namespace chairside {
namespace {

void paintMark(QPainter& p, const QRectF& row, bool on, const Theme& theme) {
    const QRectF box(row.left() + 13, row.center().y() - 9, 18, 18);
    p.setPen(QPen(on ? theme.primary : theme.control, 1.5));
    p.setBrush(on ? theme.primary : theme.field);
    p.drawRoundedRect(box, 5, 5);
    if (on) paintIcon(p, QStringLiteral("check"), box.adjusted(2, 2, -2, -2), theme.onPrimary);
}

QString fittingDetail(const SessionSummary& session, const QFontMetrics& metrics, int room) {
    const auto details = sessionDetails(session);
    for (const auto& detail : details)
        if (metrics.horizontalAdvance(detail) <= room) return detail;
    return metrics.elidedText(details.last(), Qt::ElideRight, room);
}

} // namespace

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
    if (selected && option.widget->hasFocus()) {
        p->setPen(QPen(theme.focus, 2));
        p->setBrush(Qt::NoBrush);
        p->drawRoundedRect(box.adjusted(1, 1, -1, -1), space::kButtonRadius, space::kButtonRadius);
    }
    if (marks_) paintMark(*p, box, index.data(Qt::CheckStateRole).toInt() == Qt::Checked, theme);
    const auto status = statusWords(*session);
    const QFont small = uiFont(type::kTiny), strong = uiFont(type::kSmall, QFont::DemiBold);
    const int badgeWidth = QFontMetrics(small).horizontalAdvance(status) + 14;
    const QRectF badge(box.right() - badgeWidth - 8, box.top() + 32, badgeWidth, 20);
    const bool loud = session->completed && !*session->completed;
    p->setFont(small);
    p->setPen(QPen(loud ? theme.caution : theme.control, 1));
    p->setBrush(Qt::NoBrush);
    p->drawRoundedRect(badge, 6, 6);
    p->setPen(loud ? theme.caution : selected ? theme.onSelectedQuiet : theme.quiet);
    p->drawText(badge, Qt::AlignCenter, status);

    const int left = int(box.left()) + (marks_ ? kMarkWidth : kPlainSide), wide = int(box.right()) - left - 8;
    p->setFont(strong);
    p->setPen(theme.text);
    p->drawText(QRectF(left, box.top() + 8, wide, 22), Qt::AlignVCenter | Qt::AlignLeft,
                QFontMetrics(strong).elidedText(sessionTitle(*session), Qt::ElideRight, wide));
    const int room = int(badge.left()) - left - 8;
    p->setFont(small);
    p->setPen(selected ? theme.onSelectedQuiet : theme.quiet);
    p->drawText(QRectF(left, box.top() + 32, room, 20), Qt::AlignVCenter | Qt::AlignLeft,
                fittingDetail(*session, QFontMetrics(small), room));
    p->restore();
}

bool SessionRow::editorEvent(QEvent* event, QAbstractItemModel* model, const QStyleOptionViewItem&,
                             const QModelIndex& index) {
    if (!marks_ || event->type() != QEvent::KeyPress) return false;
    const auto key = static_cast<const QKeyEvent*>(event)->key();
    if (key != Qt::Key_Space && key != Qt::Key_Select) return false;
    const bool on = index.data(Qt::CheckStateRole).toInt() == Qt::Checked;
    return model->setData(index, on ? Qt::Unchecked : Qt::Checked, Qt::CheckStateRole);
}

} // namespace chairside
