// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/compare_row.h"

#include "core/base/number.h"
#include "ui/compare/compare_painter.h"
#include "ui/history/session_list_model.h"
#include "ui/style/theme.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QWidget>

namespace chairside {
namespace {

QString peakWords(const SessionFacts& facts) {
    const auto &systolic = facts.systolic.peak, &diastolic = facts.diastolic.peak;
    if (!systolic || !diastolic) return {};
    return CompareRow::tr("peak %1/%2")
        .arg(QString::fromStdString(formatNumber(systolic->value, 0)),
             QString::fromStdString(formatNumber(diastolic->value, 0)));
}

} // namespace

void CompareRow::paint(QPainter* p, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const auto* model = qobject_cast<const SessionListModel*>(index.model());
    const auto* session = model ? model->at(index) : nullptr;
    if (!session || !option.widget) return;
    const auto& theme = themeOf(*option.widget);
    const ComparedSession* shown = nullptr;
    for (const auto& each : compared_)
        if (each->summary.session == session->session) shown = each.get();
    p->save();
    p->setRenderHint(QPainter::Antialiasing);
    const QRectF box = QRectF(option.rect).adjusted(0, 2, -6, -2);
    if (option.state & (QStyle::State_Selected | QStyle::State_MouseOver)) {
        p->setPen(Qt::NoPen);
        p->setBrush(option.state & QStyle::State_Selected ? theme.selected : theme.raised);
        p->drawRoundedRect(box, space::kButtonRadius, space::kButtonRadius);
    }
    const QPointF middle(box.left() + 20, box.center().y());
    if (shown) {
        const auto palette = chartPalette(theme);
        const auto style = compareStyle(shown->letter, palette);
        p->setFont(uiFont(type::kSmall, QFont::DemiBold));
        p->setPen(style.colour);
        p->drawText(QRectF(middle.x() - 12, box.top() + 5, 24, 22), Qt::AlignCenter, shown->tag());
        p->translate(middle.x(), box.bottom() - 14);
        paintCompareMark(*p, style, theme.card, 4.5);
        p->translate(-middle.x(), -(box.bottom() - 14));
    } else {
        p->setPen(QPen(theme.control, 1.5));
        p->setBrush(theme.field);
        p->drawRoundedRect(QRectF(middle.x() - 9, middle.y() - 9, 18, 18), 5, 5);
    }
    const double left = box.left() + 40, wide = box.width() - 48;
    auto title = longDate(session->opened);
    if (session->numberInCourse > 0) title += tr(" · session %1").arg(session->numberInCourse);
    QStringList detail;
    if (session->doseMg) detail << QString::fromStdString(formatNumber(*session->doseMg, 2)) + tr(" mg");
    if (shown) detail << peakWords(shown->facts);
    detail << statusWords(*session);
    detail.removeAll(QString());
    const auto strong = uiFont(type::kSmall, QFont::DemiBold), small = uiFont(type::kTiny);
    p->setFont(strong);
    p->setPen(theme.text);
    p->drawText(QRectF(left, box.top() + 5, wide, 22), Qt::AlignVCenter | Qt::AlignLeft,
                QFontMetrics(strong).elidedText(title, Qt::ElideRight, int(wide)));
    p->setFont(small);
    p->setPen(option.state & QStyle::State_Selected ? theme.onSelectedQuiet : theme.quiet);
    p->drawText(
        QRectF(left, box.top() + 27, wide, 20), Qt::AlignVCenter | Qt::AlignLeft,
        QFontMetrics(small).elidedText(detail.join(QStringLiteral(" · ")), Qt::ElideRight, int(wide)));
    p->restore();
}

/// A touch anywhere on the row, or Space, takes the session in or out.
bool CompareRow::editorEvent(QEvent* event, QAbstractItemModel* model, const QStyleOptionViewItem&,
                             const QModelIndex& index) {
    const bool key =
        event->type() == QEvent::KeyPress && (static_cast<const QKeyEvent*>(event)->key() == Qt::Key_Space ||
                                              static_cast<const QKeyEvent*>(event)->key() == Qt::Key_Select);
    const bool touch = event->type() == QEvent::MouseButtonRelease &&
                       static_cast<const QMouseEvent*>(event)->button() == Qt::LeftButton;
    if (!key && !touch) return false;
    const bool on = index.data(Qt::CheckStateRole).toInt() == Qt::Checked;
    model->setData(index, static_cast<int>(on ? Qt::Unchecked : Qt::Checked), Qt::CheckStateRole);
    return true;
}

} // namespace chairside
