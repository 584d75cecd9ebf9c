// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/clinic/two_line_row.h"

#include "ui/style/card.h"
#include "ui/style/theme.h"

#include <QListWidget>
#include <QPainter>

namespace chairside {

void TwoLineRow::paint(QPainter* p, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    if (!option.widget) return;
    const auto& theme = themeOf(*option.widget);
    p->save();
    p->setRenderHint(QPainter::Antialiasing);
    const QRectF box = QRectF(option.rect).adjusted(0, 2, -6, -2);
    const bool selected = option.state & QStyle::State_Selected;
    if (selected || (option.state & QStyle::State_MouseOver)) {
        p->setPen(Qt::NoPen);
        p->setBrush(selected ? theme.selected : theme.raised);
        p->drawRoundedRect(box, space::kButtonRadius, space::kButtonRadius);
    }
    if ((option.state & QStyle::State_HasFocus) && showsFocus(*option.widget))
        paintFocusRing(*p, box, space::kButtonRadius, theme);
    const QFont small = uiFont(type::kTiny), strong = uiFont(type::kSmall, QFont::DemiBold);
    const bool loud = index.data(Loud).toBool();
    const QString badge = index.data(Badge).toString();
    double right = box.right() - 12;
    if (!badge.isEmpty()) {
        const int width = QFontMetrics(small).horizontalAdvance(badge) + 14;
        const QRectF place(box.right() - width - 8, box.top() + 9, width, 20);
        p->setFont(small);
        const auto& ink = loud ? theme.caution : selected ? theme.onSelectedQuiet : theme.quiet;
        p->setPen(QPen(loud || selected ? ink : theme.line, 1));
        p->setBrush(Qt::NoBrush);
        p->drawRoundedRect(place, 6, 6);
        p->setPen(ink);
        p->drawText(place, Qt::AlignCenter, badge);
        right = place.left() - 8;
    }
    const int left = int(box.left()) + 12, room = int(right) - left;
    p->setFont(strong);
    p->setPen(index.data(Quiet).toBool() ? theme.quiet : theme.text);
    p->drawText(
        QRectF(left, box.top() + 8, room, 22), Qt::AlignVCenter | Qt::AlignLeft,
        QFontMetrics(strong).elidedText(index.data(Qt::DisplayRole).toString(), Qt::ElideRight, room));
    p->setFont(small);
    p->setPen(selected ? theme.onSelectedQuiet : theme.quiet);
    const int wide = int(box.width()) - 24;
    p->drawText(QRectF(left, box.top() + 32, wide, 20), Qt::AlignVCenter | Qt::AlignLeft,
                QFontMetrics(small).elidedText(index.data(Detail).toString(), Qt::ElideRight, wide));
    p->restore();
}

void fillRows(QListWidget& list, const std::vector<ListRow>& rows) {
    const auto* current = list.currentItem();
    const QString chosen = current ? current->data(TwoLineRow::Key).toString() : QString();
    const QSignalBlocker quiet(list);
    list.clear();
    int select = 0;
    for (const auto& row : rows) {
        auto* item = new QListWidgetItem(row.title, &list);
        item->setData(TwoLineRow::Key, row.key);
        item->setData(TwoLineRow::Detail, row.detail);
        item->setData(TwoLineRow::Badge, row.badge);
        item->setData(TwoLineRow::Loud, row.loud);
        item->setData(TwoLineRow::Quiet, row.quiet);
        item->setData(Qt::AccessibleTextRole,
                      QStringList{row.title, row.detail, row.badge}.join(QStringLiteral(", ")));
        if (row.key == chosen) select = list.count() - 1;
    }
    if (list.count() > 0) list.setCurrentRow(select);
}

QListWidget* makeRowList(const QString& accessibleName) {
    auto* list = new QListWidget;
    list->setItemDelegate(new TwoLineRow(list));
    list->setUniformItemSizes(true);
    list->setFrameShape(QFrame::NoFrame);
    list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list->setMouseTracking(true);
    list->setAccessibleName(accessibleName);
    return list;
}

} // namespace chairside
