// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/figures/figure_rows.h"

#include "ui/style/card.h"
#include "ui/style/tabular_text.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>

namespace chairside {
namespace {

constexpr double kTop = 40, kRow = 38, kFigureRowsSide = 8, kBottom = 10;

} // namespace

FigureRows::FigureRows(QString title, QString nothing, QWidget* parent)
    : QWidget(parent), title_(std::move(title)), nothing_(std::move(nothing)) {
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(title_);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void FigureRows::setRows(std::vector<Row> rows) {
    if (rows == rows_) return;
    rows_ = std::move(rows);
    hovered_.reset();
    current_ = 0;
    setFocusPolicy(rows_.empty() ? Qt::NoFocus : Qt::StrongFocus);
    tell();
    update();
}

void FigureRows::setChosen(std::optional<int> row) {
    chosen_ = row;
    update();
}

int FigureRows::shown() const {
    const int fit = std::max(1, static_cast<int>((height() - kTop - kBottom + 0.5) / kRow));
    const int count = static_cast<int>(rows_.size());
    return count <= fit ? count : fit - (fit > 1 ? 1 : 0);
}

QRectF FigureRows::rowBox(int row) const {
    return {kFigureRowsSide, kTop + row * kRow, width() - 2 * kFigureRowsSide, kRow};
}

std::optional<int> FigureRows::rowAt(const QPointF& at) const {
    for (int i = 0; i < shown(); ++i)
        if (rowBox(i).contains(at)) return i;
    return std::nullopt;
}

void FigureRows::paintRow(QPainter& painter, int i) const {
    const Theme& theme = themeOf(*this);
    const Row& row = rows_[static_cast<std::size_t>(i)];
    const QRectF box = rowBox(i);
    const bool on = chosen_ == i;
    if (on || hovered_ == i) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(on ? theme.selected : theme.raised);
        painter.drawRoundedRect(box.adjusted(0, 1, 0, -1), space::kChipRadius, space::kChipRadius);
    }
    const QRectF text = box.adjusted(8, 4, -8, 0);
    painter.setFont(uiFont(type::kSmall, QFont::DemiBold));
    painter.setPen(theme.text);
    const double valueWidth = tabularWidth(painter.font(), row.value);
    drawTabular(painter, QRectF(text.left(), text.top(), text.width(), 18), Qt::AlignRight | Qt::AlignVCenter,
                row.value);
    painter.setFont(uiFont(type::kTiny));
    painter.setPen(on ? theme.onSelectedQuiet : theme.quiet);
    const double right = text.width() - valueWidth - 10;
    const double nameWidth = std::min(tabularWidth(uiFont(type::kSmall), row.name), right * 0.5);
    const double room = right - nameWidth - 10;
    const bool whole = row.shortDetail.isEmpty() || tabularWidth(painter.font(), row.detail) <= room;
    const QString& detail = whole ? row.detail : row.shortDetail;
    const double detailWidth = std::min(tabularWidth(painter.font(), detail), room);
    drawTabular(painter, QRectF(text.left() + right - detailWidth, text.top(), detailWidth, 18),
                Qt::AlignRight | Qt::AlignVCenter, detail);
    painter.setFont(uiFont(type::kSmall));
    painter.setPen(theme.text);
    drawTabular(painter, QRectF(text.left(), text.top(), right - detailWidth - 8, 18),
                Qt::AlignLeft | Qt::AlignVCenter, row.name);
    if (!row.fraction) return;
    const QRectF track(text.left(), box.bottom() - 10, text.width(), 4);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.faintLine);
    painter.drawRoundedRect(track, 2, 2);
    painter.setBrush(theme.score);
    const double part = std::clamp(*row.fraction, 0.0, 1.0);
    if (part > 0)
        painter.drawRoundedRect(QRectF(track.left(), track.top(), std::max(3.0, track.width() * part), 4), 2,
                                2);
}

void FigureRows::paintEvent(QPaintEvent*) {
    const Theme& theme = themeOf(*this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paintCard(painter, rect(), theme);
    painter.setFont(uiFont(type::kSmall, QFont::DemiBold));
    painter.setPen(theme.quiet);
    drawTabular(painter, QRectF(16, 10, width() - 32, 22), Qt::AlignLeft | Qt::AlignVCenter, title_);
    for (int i = 0; i < shown(); ++i) paintRow(painter, i);
    painter.setFont(uiFont(type::kTiny));
    painter.setPen(theme.quiet);
    const int count = static_cast<int>(rows_.size());
    if (rows_.empty())
        painter.drawText(QRectF(16, kTop, width() - 32, height() - kTop - kBottom),
                         Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap, nothing_);
    else if (shown() < count)
        drawTabular(painter, rowBox(shown()).adjusted(8, 0, -8, 0), Qt::AlignLeft | Qt::AlignVCenter,
                    tr("and %1 more, all in the table").arg(count - shown()));
    if (showsFocus(*this) && !rows_.empty())
        paintFocusRing(painter, rowBox(current_), space::kChipRadius, theme);
}

void FigureRows::tell() {
    if (rows_.empty()) return setAccessibleDescription(nothing_);
    const Row& row = rows_[static_cast<std::size_t>(current_)];
    setAccessibleDescription(row.name + QStringLiteral(", ") + row.value + QStringLiteral(", ") + row.detail);
}

void FigureRows::focusInEvent(QFocusEvent* event) {
    tell();
    QWidget::focusInEvent(event);
    update();
}

void FigureRows::keyPressEvent(QKeyEvent* event) {
    if (rows_.empty()) return QWidget::keyPressEvent(event);
    const int last = shown() - 1;
    const int key = event->key();
    if (key == Qt::Key_Up)
        current_ = std::max(0, current_ - 1);
    else if (key == Qt::Key_Down)
        current_ = std::min(last, current_ + 1);
    else if (key == Qt::Key_Return || key == Qt::Key_Enter || key == Qt::Key_Space)
        Q_EMIT chosen(current_);
    else
        return QWidget::keyPressEvent(event);
    tell();
    update();
}

void FigureRows::mouseReleaseEvent(QMouseEvent* event) {
    if (const auto row = rowAt(event->position())) {
        current_ = *row;
        Q_EMIT chosen(*row);
    }
}

void FigureRows::mouseMoveEvent(QMouseEvent* event) {
    const auto row = rowAt(event->position());
    if (row == hovered_) return;
    hovered_ = row;
    setCursor(row ? Qt::PointingHandCursor : Qt::ArrowCursor);
    const auto words = [](const Row& r) {
        return r.name + QStringLiteral(": ") + r.value + QStringLiteral(", ") + r.detail;
    };
    setToolTip(row ? words(rows_[static_cast<std::size_t>(*row)]).toHtmlEscaped() : QString());
    update();
}

void FigureRows::leaveEvent(QEvent*) {
    hovered_.reset();
    update();
}

} // namespace chairside
