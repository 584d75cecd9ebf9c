// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/compare_chart.h"

#include "core/base/number.h"
#include "ui/history/session_list_model.h"
#include "ui/style/card.h"
#include "ui/style/theme.h"

#include <QAccessible>
#include <QEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace chairside {
namespace {

constexpr int kCellTitle = 24, kCellGap = 10, kInside = 12;

int columnsFor(std::size_t count, double aspect) {
    if (count <= 1) return 1;
    const auto wanted = std::sqrt(static_cast<double>(count) * std::max(0.4, aspect) / 1.9);
    return std::clamp(static_cast<int>(std::lround(wanted)), 1, static_cast<int>(count));
}

} // namespace

CompareChart::CompareChart(QWidget* parent) : QWidget(parent), palette_(chartPalette(themeOf(*this))) {
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Compared sessions"));
    setAccessibleDescription(
        tr("Left and right move through the time, with Shift in steps of five minutes. The table below holds "
           "the figures of every session."));
}

void CompareChart::markDirty() {
    dirty_ = true;
    update();
}

void CompareChart::setSessions(ComparedSessions sessions) {
    sessions_ = std::move(sessions);
    std::erase_if(cellPainters_, [&](const auto& cell) {
        return std::ranges::none_of(sessions_, [&](const auto& s) { return s->letter == cell.first; });
    });
    for (auto& [letter, painter] : cellPainters_) painter.forget();
    markDirty();
}

void CompareChart::setAlignment(Alignment alignment) {
    options_.alignment = alignment;
    options_.crosshair.reset();
    markDirty();
}

void CompareChart::setMultiples(bool on) {
    multiples_ = on;
    markDirty();
}

void CompareChart::setFocused(int letter) {
    if (letter == options_.focused) return;
    options_.focused = letter;
    markDirty();
}

void CompareChart::setScoreScale(const std::string& instrument, const QString& title, double greatest) {
    options_.scoreScale = instrument;
    options_.scoreTitle = title;
    options_.scoreMax = greatest;
    markDirty();
}

void CompareChart::setCrosshair(std::optional<Millis> at) {
    if (at == options_.crosshair) return;
    options_.crosshair = at;
    update();
    Q_EMIT crosshairMoved(at);
}

const QImage& CompareChart::frame() {
    const QSize inner = size() - QSize(2 * kInside, 2 * kInside);
    const double ratio = devicePixelRatioF();
    const QSize wanted = QSize(std::max(1, inner.width()), std::max(1, inner.height())) * ratio;
    if (frame_.size() != wanted) {
        frame_ = QImage(wanted, QImage::Format_RGB32);
        dirty_ = true;
    }
    frame_.setDevicePixelRatio(ratio);
    if (!dirty_) return frame_;
    dirty_ = false;
    cells_.clear();
    if (multiples_)
        paintMultiples();
    else
        painter_.paintFrame(frame_, sessions_, palette_, options_);
    return frame_;
}

/// Every session for itself, all with the same axes and the same stretch around the aligned moment.
void CompareChart::paintMultiples() {
    frame_.fill(palette_.background);
    if (sessions_.empty()) return;
    const double ratio = frame_.devicePixelRatio();
    const QSize room = frame_.size() / ratio;
    const int columns = columnsFor(sessions_.size(), double(room.width()) / std::max(1, room.height()));
    const int rows = (static_cast<int>(sessions_.size()) + columns - 1) / columns;
    const int width = (room.width() - (columns - 1) * kCellGap) / columns;
    const int height = (room.height() - (rows - 1) * kCellGap) / rows;
    const auto span = alignedSpan(sessions_, options_.alignment);
    ChartOptions chart;
    chart.live = false;
    chart.overview = false;
    chart.textScale = 0.86;
    for (const auto kind : {LaneKind::infusion, LaneKind::medication, LaneKind::effects, LaneKind::scores,
                            LaneKind::checks, LaneKind::events, LaneKind::alarms})
        if (kind != LaneKind::infusion && kind != LaneKind::scores) chart.foldedLanes.insert(kind);
    QPainter painter(&frame_);
    for (std::size_t i = 0; i < sessions_.size(); ++i) {
        const auto& s = *sessions_[i];
        const int at = static_cast<int>(i);
        const QRect box(at % columns * (width + kCellGap), at / columns * (height + kCellGap), width, height);
        cells_.push_back({box, s.letter});
        const auto style = compareStyle(s.letter, palette_);
        painter.setFont(uiFont(type::kTiny, QFont::DemiBold));
        painter.setPen(options_.focused == s.letter ? palette_.text : style.colour);
        painter.drawText(box.adjusted(6, 0, -4, kCellTitle - height), Qt::AlignVCenter | Qt::AlignLeft,
                         s.tag() + QStringLiteral("  ") + longDate(s.summary.opened));
        const auto zero = s.zero(options_.alignment);
        if (!zero) {
            painter.setPen(palette_.quiet);
            painter.drawText(box, Qt::AlignCenter, tr("not treated"));
            continue;
        }
        const TimeSpan own{*zero + span.from.time_since_epoch(), *zero + span.to.time_since_epoch()};
        QImage cell(QSize(width, height - kCellTitle) * ratio, QImage::Format_RGB32);
        cell.setDevicePixelRatio(ratio);
        cellPainters_[s.letter].paintFrame(cell, s.view->record(), own, palette_, chart);
        painter.drawImage(box.topLeft() + QPoint(0, kCellTitle), cell);
        if (options_.focused == s.letter) {
            painter.setPen(QPen(palette_.focus, 1));
            painter.setBrush(Qt::NoBrush);
            painter.drawRect(box.adjusted(0, 0, -1, -1));
        }
    }
}

void CompareChart::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    paintCard(painter, QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), themeOf(*this));
    painter.drawImage(QPoint(kInside, kInside), frame());
    painter.translate(kInside, kInside);
    if (!multiples_) painter_.paintOverlay(painter, sessions_, palette_, options_);
    painter.translate(-kInside, -kInside);
    if (showsFocus(*this))
        paintFocusRing(painter, QRectF(rect()).adjusted(1, 1, -1, -1), space::kCardRadius, themeOf(*this));
}

void CompareChart::resizeEvent(QResizeEvent*) {
    markDirty();
}

void CompareChart::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange) {
        palette_ = chartPalette(themeOf(*this));
        for (auto& [letter, painter] : cellPainters_) painter.forget();
        markDirty();
    }
    QWidget::changeEvent(event);
}

void CompareChart::mouseMoveEvent(QMouseEvent* event) {
    if (multiples_) return;
    const double x = event->position().x() - kInside;
    const auto& plot = painter_.plot();
    if (x < plot.x || x > plot.right())
        setCrosshair(std::nullopt);
    else
        setCrosshair(painter_.timeAt(x));
}

void CompareChart::mousePressEvent(QMouseEvent* event) {
    if (!multiples_) return mouseMoveEvent(event);
    for (const auto& cell : cells_)
        if (cell.box.contains(event->position().toPoint() - QPoint(kInside, kInside)))
            return Q_EMIT sessionActivated(cell.letter);
}

void CompareChart::leaveEvent(QEvent*) {
    if (!hasFocus()) setCrosshair(std::nullopt);
}

void CompareChart::keyPressEvent(QKeyEvent* event) {
    const int key = event->key();
    if (multiples_ ||
        (key != Qt::Key_Left && key != Qt::Key_Right && key != Qt::Key_Home && key != Qt::Key_Escape))
        return QWidget::keyPressEvent(event);
    if (key == Qt::Key_Escape) {
        if (!options_.crosshair) return QWidget::keyPressEvent(event);
        return setCrosshair(std::nullopt);
    }
    const Millis step = event->modifiers() & Qt::ShiftModifier ? Minutes{5} : Minutes{1};
    const auto span = painter_.span();
    auto at = options_.crosshair.value_or(Millis{0});
    if (key == Qt::Key_Home)
        at = Millis{0};
    else if (options_.crosshair)
        at += key == Qt::Key_Right ? step : -step;
    setCrosshair(std::clamp(at, span.from.time_since_epoch(), span.to.time_since_epoch()));
    say();
}

/// The values of the moment, for who hears the page.
void CompareChart::say() {
    if (!options_.crosshair) return;
    QStringList parts{QString::fromStdString(formatDuration(*options_.crosshair))};
    for (const auto& s : sessions_) {
        QStringList values;
        for (const auto panel : ComparePainter::kPanels) {
            const auto value = comparedValueAt(*s, panel, *options_.crosshair, options_);
            values << (value.isEmpty() ? tr("none") : value);
        }
        parts << s->tag() + QStringLiteral(": ") + values.join(QStringLiteral(", "));
    }
    setAccessibleDescription(parts.join(QStringLiteral("; ")));
    QAccessibleEvent changed(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&changed);
}

} // namespace chairside
