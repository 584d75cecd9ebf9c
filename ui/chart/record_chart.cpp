// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/record_chart.h"

#include "core/chart/crosshair.h"
#include "ui/chart/record_table.h"
#include "ui/style/card.h"
#include "ui/style/theme.h"

#include <QAccessible>
#include <QEvent>
#include <QHeaderView>
#include <QMenu>
#include <QPainter>
#include <QPainterPath>
#include <QPushButton>
#include <QToolButton>

#include <utility>

namespace chairside {
namespace {

constexpr int kFrameMs = 16; // 60 frames a second at most, however many readings come

QString windowName(const Viewport& view) {
    if (view.showsAll()) return RecordChart::tr("All");
    const auto seconds = view.span().count() / 1000;
    if (seconds < 120) return RecordChart::tr("%1 s").arg(seconds);
    if (seconds < 3 * 3600) return RecordChart::tr("%1 min").arg(seconds / 60);
    return RecordChart::tr("%1 h").arg(static_cast<double>(seconds) / 3600, 0, 'g', 3);
}

} // namespace

RecordChart::RecordChart(QWidget* parent)
    : QWidget(parent), palette_(chartPalette(themeOf(*this))),
      backToNow_(new QPushButton(tr("Back to now"), this)), window_(new QToolButton(this)) {
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_OpaquePaintEvent);
    setAttribute(Qt::WA_AcceptTouchEvents);
    grabGesture(Qt::PinchGesture);
    setAccessibleName(tr("Record chart"));
    frameTimer_.setSingleShot(true);
    connect(&frameTimer_, &QTimer::timeout, this, qOverload<>(&QWidget::update));
    backToNow_->setAccessibleDescription(tr("The chart shows the past. Go back to the present."));
    connect(backToNow_, &QPushButton::clicked, this, &RecordChart::followNow);
    backToNow_->hide();
    buildWindowMenu();
    buildTable();
    options_.live = false;
}

void RecordChart::buildWindowMenu() {
    window_->setPopupMode(QToolButton::InstantPopup);
    window_->setToolButtonStyle(Qt::ToolButtonTextOnly);
    window_->setAutoRaise(true);
    window_->setFont(uiFont(type::kTiny));
    window_->setFocusPolicy(Qt::TabFocus);
    window_->setToolTip(tr("How much time the chart shows"));
    auto* menu = new QMenu(window_);
    for (const int minutes : {5, 15, 60})
        connect(menu->addAction(tr("%1 min").arg(minutes)), &QAction::triggered, this,
                [this, minutes] { setWindow(Minutes{minutes}); });
    connect(menu->addAction(tr("All")), &QAction::triggered, this, &RecordChart::showAll);
    window_->setMenu(menu);
}

void RecordChart::buildTable() {
    twin_ = new QToolButton(this);
    twin_->setToolButtonStyle(Qt::ToolButtonTextOnly);
    twin_->setAutoRaise(true);
    twin_->setFont(uiFont(type::kTiny));
    twin_->setFocusPolicy(Qt::TabFocus);
    connect(twin_, &QToolButton::clicked, this, [this] { showTable(!tableShown_); });
    table_ = new RecordTable(this);
    table_->setFont(uiFont(type::kTiny));
    table_->setFrameShape(QFrame::NoFrame);
    table_->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    table_->setColumnWidth(RecordTableModel::value, 190);
    table_->setColumnWidth(RecordTableModel::source, 150);
    table_->installEventFilter(this);
    table_->hide();
    connect(table_, &RecordTable::markActivated, this, &RecordChart::markActivated);
    connect(table_, &RecordTable::cursorMoved, this, [this](std::optional<MonoTime> at) {
        tableLeads_ = true;
        setCursorTime(at);
        tableLeads_ = false;
    });
    showTable(false);
}

void RecordChart::showTable(bool on) {
    const bool changed = std::exchange(tableShown_, on) != on;
    twin_->setText(on ? tr("Chart") : tr("Table"));
    twin_->setAccessibleName(on ? tr("Show the record as a chart") : tr("Show the record as a table"));
    twin_->setToolTip(tr("Changes between chart and table, key T"));
    table_->setModelOf(on ? model_ : nullptr);
    placeTable();
    table_->setVisible(on);
    window_->setVisible(!on);
    if (on) {
        table_->setCursorTime(options_.crosshair);
        if (!options_.crosshair && options_.live) table_->scrollToBottom();
        table_->setFocus();
    } else if (changed) {
        if (options_.crosshair) view_.reveal(*options_.crosshair);
        setFocus();
    }
    viewMoved();
}

void RecordChart::placeTable() {
    const QSize wanted = twin_->sizeHint();
    twin_->setGeometry(width() - wanted.width() - 8, 4, wanted.width(), wanted.height());
    const int top = twin_->geometry().bottom() + 4;
    table_->setGeometry(8, top, std::max(0, width() - 16), std::max(0, height() - top - 8));
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
    window_->setText(windowName(view_));
    backToNow_->setVisible(options_.live && !view_.isFollowing() && !tableShown_);
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
        placeControls();
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

void RecordChart::paintEdge(QPainter& painter) const {
    const Theme& theme = themeOf(*this);
    const QRectF box(rect());
    QPainterPath outside, card;
    outside.addRect(box);
    card.addRoundedRect(box, space::kCardRadius, space::kCardRadius);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillPath(outside.subtracted(card), theme.window);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(theme.faintLine, 1));
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), space::kCardRadius, space::kCardRadius);
    if (hasFocus()) paintFocusRing(painter, box, space::kCardRadius, theme);
}

void RecordChart::placeControls() {
    const auto& plot = painter_.layout().plot;
    const auto& axis = painter_.layout().axis;
    window_->setGeometry(4, static_cast<int>(axis.y), static_cast<int>(plot.x) - 10,
                         static_cast<int>(axis.height));
    window_->setVisible(height() > 160 && !tableShown_);
    backToNow_->resize(backToNow_->sizeHint());
    backToNow_->move(twin_->x() - backToNow_->width() - 6, static_cast<int>(plot.y) + 4);
}

void RecordChart::paintTo(QPainter& painter, const QRectF& rect, const ChartPalette& palette) const {
    if (!model_) return;
    RecordPainter fresh;
    ChartOptions options = options_;
    options.crosshair.reset();
    options.selection.reset();
    options.overview = false;
    fresh.paint(painter, rect, *model_, {view_.from(), view_.to()}, palette, options);
}

void RecordChart::resizeEvent(QResizeEvent*) {
    placeTable();
    markDirty();
}

void RecordChart::changeEvent(QEvent* event) {
    if ((event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange) && !ownPalette_) {
        palette_ = chartPalette(themeOf(*this));
        painter_.forget();
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
