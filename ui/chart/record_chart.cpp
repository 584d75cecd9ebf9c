// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/record_chart.h"

#include "core/chart/crosshair.h"
#include "ui/chart/record_table.h"
#include "ui/chart/wave_strip.h"
#include "ui/style/card.h"
#include "ui/style/push_button.h"
#include "ui/style/theme.h"

#include <QAccessible>
#include <QEvent>
#include <QPainter>
#include <QPainterPath>
#include <QToolButton>

#include <cmath>

namespace chairside {
namespace {

constexpr int kFrameMs = 16; // 60 frames a second at most, however many readings come

} // namespace

RecordChart::RecordChart(QWidget* parent)
    : QWidget(parent), palette_(chartPalette(themeOf(*this))),
      backToNow_(new PushButton(tr("Back to now"), ButtonLook::quiet, this)), window_(new QToolButton(this)) {
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_OpaquePaintEvent);
    setAttribute(Qt::WA_AcceptTouchEvents);
    grabGesture(Qt::PinchGesture);
    setAccessibleName(tr("Record chart"));
    frameTimer_.setSingleShot(true);
    connect(&frameTimer_, &QTimer::timeout, this, qOverload<>(&QWidget::update));
    holdTimer_.setSingleShot(true);
    connect(&holdTimer_, &QTimer::timeout, this, &RecordChart::heldDown);
    buildControls();
    buildTable();
    options_.live = false;
}

MonoTime RecordChart::now() const {
    return options_.live || !model_ ? options_.now : model_->lastAt();
}

void RecordChart::setModel(const RecordModel* model) {
    model_ = model;
    painter_.forget();
    options_.crosshair.reset();
    table_->setModelOf(tableShown_ ? model : nullptr);
    refresh();
}

void RecordChart::refresh() {
    if (model_) view_.setExtent(model_->firstAt(), model_->anchor());
    view_.advance(now());
    if (tableShown_) table_->refresh();
    viewMoved();
}

void RecordChart::setNow(MonoTime now) {
    if (options_.live && now == options_.now) return;
    options_.now = now;
    options_.live = true;
    view_.advance(now);
    viewMoved();
}

void RecordChart::setLive(bool live) {
    options_.live = live;
    if (live)
        viewMoved();
    else
        showAll();
}

void RecordChart::setClockBase(WallTime base) {
    options_.clockBase = base;
    table_->setClockBase(base);
    markDirty();
}

void RecordChart::setChartPalette(const ChartPalette& palette) {
    palette_ = palette;
    ownPalette_ = true;
    painter_.forget();
    strip_->setChartPalette(palette);
    markDirty();
}

void RecordChart::setWatermark(const QString& text) {
    options_.watermark = text;
    markDirty();
}

void RecordChart::setTextScale(double scale) {
    options_.textScale = std::clamp(scale, 0.7, 3.0);
    markDirty();
}

void RecordChart::setWindow(Millis span) {
    view_.setWindow(span, now());
    viewMoved();
}

void RecordChart::showAll() {
    if (options_.live)
        view_.showAll(now());
    else
        view_.showWhole(now());
    viewMoved();
}

void RecordChart::followNow() {
    view_.followNow(now());
    viewMoved();
}

void RecordChart::showSpan(const TimeSpan& span) {
    view_.showSpan(span);
    viewMoved();
}

void RecordChart::setCursorTime(std::optional<MonoTime> at) {
    if (at == options_.crosshair) return;
    options_.crosshair = at;
    if (tableShown_ && !tableLeads_) table_->setCursorTime(at);
    update();
    Q_EMIT cursorMoved(at);
}

void RecordChart::setMarkingSpan(bool on) {
    markingSpan_ = on;
    setCursor(on ? Qt::CrossCursor : Qt::ArrowCursor);
}

void RecordChart::setFolded(PanelKind kind, bool folded) {
    if (folded)
        options_.foldedPanels.insert(kind);
    else
        options_.foldedPanels.erase(kind);
    markDirty();
}

void RecordChart::setFolded(LaneKind kind, bool folded) {
    if (folded)
        options_.foldedLanes.insert(kind);
    else
        options_.foldedLanes.erase(kind);
    markDirty();
}

void RecordChart::viewMoved() {
    updateControls();
    markDirty();
    Q_EMIT viewChanged();
}

void RecordChart::markDirty() {
    dirty_ = true;
    if (frameTimer_.isActive()) return;
    const qint64 since = sincePaint_.isValid() ? sincePaint_.elapsed() : kFrameMs;
    if (since >= kFrameMs)
        update();
    else
        frameTimer_.start(static_cast<int>(kFrameMs - since));
}

const QImage& RecordChart::frame() {
    const QSize pixels = size() * devicePixelRatioF();
    if (frame_.size() != pixels || frame_.devicePixelRatio() != devicePixelRatioF()) {
        frame_ = QImage(pixels.expandedTo({1, 1}), QImage::Format_RGB32);
        frame_.setDevicePixelRatio(devicePixelRatioF());
        dirty_ = true;
    }
    if (dirty_ && model_) {
        painter_.paintFrame(frame_, *model_, {view_.from(), view_.to()}, palette_, options_);
        placeOnPlot();
    } else if (dirty_) {
        frame_.fill(palette_.background);
    }
    dirty_ = false;
    return frame_;
}

void RecordChart::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    if (tableShown_) {
        painter.fillRect(rect(), palette_.background);
    } else {
        frame();
        painter.drawImage(QPointF(0, 0), frame_);
        if (model_) painter_.paintOverlay(painter, *model_, palette_, options_);
    }
    paintEdge(painter);
    sincePaint_.start();
}

/// The card's rounded corners in a small picture of all four, drawn when theme or screen changes: paths
/// around the whole chart would cost more in every frame than all of its lines.
const QImage& RecordChart::corners(const Theme& theme) {
    constexpr double kSide = 2 * space::kCardRadius;
    const double ratio = devicePixelRatioF();
    const CornerLook look{theme.window.rgb(), theme.faintLine.rgb(), ratio};
    if (look == cornerLook_ && !corners_.isNull()) return corners_;
    cornerLook_ = look;
    corners_ =
        QImage(QSize(static_cast<int>(std::ceil(kSide * ratio)), static_cast<int>(std::ceil(kSide * ratio))),
               QImage::Format_ARGB32_Premultiplied);
    corners_.setDevicePixelRatio(ratio);
    corners_.fill(Qt::transparent);
    QPainter painter(&corners_);
    const QRectF box(0, 0, kSide, kSide);
    QPainterPath outside, card;
    outside.addRect(box);
    card.addRoundedRect(box, space::kCardRadius, space::kCardRadius);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillPath(outside.subtracted(card), theme.window);
    painter.setPen(QPen(theme.faintLine, 1));
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), space::kCardRadius, space::kCardRadius);
    return corners_;
}

void RecordChart::paintEdge(QPainter& painter) {
    const Theme& theme = themeOf(*this);
    const double r = space::kCardRadius, w = width(), h = height(), ratio = devicePixelRatioF();
    const QImage& four = corners(theme);
    for (const bool right : {false, true})
        for (const bool low : {false, true})
            painter.drawImage(QRectF(right ? w - r : 0, low ? h - r : 0, r, r), four,
                              QRectF(right ? r * ratio : 0, low ? r * ratio : 0, r * ratio, r * ratio));
    for (const double y : {0.0, h - 1}) painter.fillRect(QRectF(r, y, w - 2 * r, 1), theme.faintLine);
    for (const double x : {0.0, w - 1}) painter.fillRect(QRectF(x, r, 1, h - 2 * r), theme.faintLine);
    if (hasFocus()) paintFocusRing(painter, QRectF(rect()), r, theme);
}

void RecordChart::paintTo(QPainter& painter, const QRectF& rect, const ChartPalette& palette) const {
    if (!model_) return;
    RecordPainter fresh;
    ChartOptions options = options_;
    options.crosshair.reset();
    options.selection.reset();
    options.overview = false;
    options.inset = options.controls = 0;
    fresh.paint(painter, rect, *model_, {view_.from(), view_.to()}, palette, options);
}

void RecordChart::resizeEvent(QResizeEvent*) {
    placeControls();
    placeTable();
    markDirty();
}

void RecordChart::changeEvent(QEvent* event) {
    if ((event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange) && !ownPalette_) {
        palette_ = chartPalette(themeOf(*this));
        painter_.forget();
        strip_->setChartPalette(palette_);
        markDirty();
    }
    QWidget::changeEvent(event);
}

void RecordChart::say() {
    if (!model_ || !options_.crosshair) return;
    QStringList words{QString::fromStdString(formatDuration(*options_.crosshair - model_->anchor()))};
    for (const auto& v : valuesAt(*model_, *options_.crosshair))
        words << shown(v.label) + QChar(' ') +
                     (v.freshness == Freshness::gone ? tr("no reading")
                                                     : shown(v.text) + QChar(' ') + shown(v.unit));
    setAccessibleDescription(words.join(QStringLiteral(", ")));
    QAccessibleEvent changed(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&changed);
}

} // namespace chairside
