// SPDX-License-Identifier: GPL-3.0-or-later
// The buttons on the record chart: time window, back to now, what can be marked, the table.
#include "core/chart/crosshair.h"
#include "ui/chart/chart_lanes.h"
#include "ui/chart/record_chart.h"
#include "ui/chart/record_table.h"
#include "ui/chart/wave_strip.h"
#include "ui/style/push_button.h"
#include "ui/style/theme.h"

#include <QHeaderView>
#include <QMenu>
#include <QToolButton>

#include <utility>

namespace chairside {
namespace {

constexpr int kTopRow = 2;             ///< y of the buttons in the first line
constexpr int kNarrowChart = 520;      ///< below this width only the table's button stays
constexpr std::size_t kMostEvents = 9; ///< keys 1–9

QString windowName(const Viewport& view) {
    if (view.showsAll()) return RecordChart::tr("All");
    const auto seconds = view.span().count() / 1000;
    if (seconds < 120) return RecordChart::tr("%1 s").arg(seconds);
    if (seconds < 3 * 3600) return RecordChart::tr("%1 min").arg(seconds / 60);
    return RecordChart::tr("%1 h").arg(static_cast<double>(seconds) / 3600, 0, 'g', 3);
}

PushButton* plainButton(const QString& text, QWidget* parent) {
    auto* button = new PushButton(text, ButtonLook::plain, parent);
    button->setTextSize(type::kTiny);
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

} // namespace

void RecordChart::buildControls() {
    backToNow_->setAccessibleDescription(tr("The chart shows the past. Go back to the present."));
    connect(backToNow_, &QPushButton::clicked, this, &RecordChart::followNow);
    backToNow_->hide();
    buildWindowMenu();
    mark_ = plainButton(tr("Mark"), this);
    mark_->setAccessibleName(tr("Mark an event or an artefact on the chart"));
    mark_->setToolTip(tr("Marks an event or a span at the crosshair; also by holding a finger there"));
    mark_->hide();
    waves_ = plainButton(tr("Waves"), this);
    waves_->setCheckable(true);
    waves_->setAccessibleName(tr("Show the waveforms"));
    waves_->setToolTip(tr("Shows ECG, pleth and CO₂ above the chart, key W. They are not recorded."));
    waves_->hide();
    connect(waves_, &QPushButton::toggled, this, &RecordChart::showWaves);
    strip_ = new WaveStrip(this);
    strip_->hide();
    connect(strip_, &WaveStrip::wavesChanged, this, [this] {
        placeControls();
        viewMoved();
    });
    marks_ = new QMenu(this);
    marks_->setObjectName(QStringLiteral("marks"));
    connect(mark_, &QPushButton::clicked, this, [this] {
        offerMarks(options_.crosshair.value_or(now()), mark_->mapToGlobal(QPoint(0, mark_->height())));
    });
}

void RecordChart::buildWindowMenu() {
    window_->setPopupMode(QToolButton::InstantPopup);
    window_->setToolButtonStyle(Qt::ToolButtonTextOnly);
    window_->setAutoRaise(true);
    window_->setFont(uiFont(type::kTiny));
    window_->setFocusPolicy(Qt::TabFocus);
    window_->setToolTip(tr("How much time the chart shows, and which panels"));
    auto* menu = new QMenu(window_);
    connect(menu, &QMenu::aboutToShow, this, [this, menu] { fillWindowMenu(*menu); });
    window_->setMenu(menu);
}

/// How much time, and which of the panels and lanes that have something to show.
void RecordChart::fillWindowMenu(QMenu& menu) {
    menu.clear();
    for (const int minutes : {5, 15, 60})
        connect(menu.addAction(tr("%1 min").arg(minutes)), &QAction::triggered, this,
                [this, minutes] { setWindow(Minutes{minutes}); });
    connect(menu.addAction(tr("All")), &QAction::triggered, this, &RecordChart::showAll);
    if (!model_) return;
    const auto offer = [&](const QString& name, bool shown, auto kind) {
        auto* action = menu.addAction(name);
        action->setCheckable(true);
        action->setChecked(shown);
        connect(action, &QAction::toggled, this, [this, kind](bool on) { setFolded(kind, !on); });
    };
    menu.addSeparator();
    for (const auto kind : panelsOf(*model_))
        offer(panelName(kind), !options_.foldedPanels.contains(kind), kind);
    menu.addSeparator();
    for (const auto kind : lanesOf(*model_))
        offer(laneName(kind), !options_.foldedLanes.contains(kind), kind);
}

void RecordChart::buildTable() {
    twin_ = plainButton({}, this);
    connect(twin_, &QPushButton::clicked, this, [this] { showTable(!tableShown_); });
    table_ = new RecordTable(this);
    table_->setFont(uiFont(type::kTiny));
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
    placeControls();
    placeTable();
    table_->setVisible(on);
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
    const int top = twin_->geometry().bottom() + 2;
    table_->setGeometry(8, top, std::max(0, width() - 16), std::max(0, height() - top - 8));
}

/// What is shown follows from state alone; called on every move of the view.
void RecordChart::updateControls() {
    window_->setText(windowName(view_) + QStringLiteral(" \u25be")); // it opens a menu
    window_->setVisible(model_ && height() > 160 && !tableShown_);
    waves_->setVisible(waveBoard_ && !tableShown_ && width() >= kNarrowChart);
    strip_->setVisible(wavesShown_ && waveBoard_ && !tableShown_);
    mark_->setVisible(!eventNames_.isEmpty() && !tableShown_ && width() >= kNarrowChart);
    backToNow_->setVisible(options_.live && !view_.isFollowing() && !tableShown_);
}

void RecordChart::placeControls() {
    int right = width() - 6;
    const bool wide = width() >= kNarrowChart;
    for (auto* button : {twin_, waves_, mark_}) {
        if ((button == mark_ && (eventNames_.isEmpty() || !wide)) ||
            (button == waves_ && (!waveBoard_ || !wide)))
            continue;
        const QSize wanted = button->sizeHint();
        right -= wanted.width();
        button->setGeometry(right, kTopRow, wanted.width(), wanted.height());
    }
    backToNow_->resize(backToNow_->sizeHint());
    backToNow_->move(right - backToNow_->width() - 6, kTopRow);
    options_.controls = width() - right;
    options_.inset = 0;
    placeStrip();
}

/// The strip stands left of the buttons and moves the chart down by its height.
void RecordChart::placeStrip() {
    if (!wavesShown_ || !waveBoard_) return;
    const int height = strip_->heightNeeded();
    strip_->setGeometry(8, 6, std::max(0, width() - static_cast<int>(options_.controls) - 12), height);
    options_.inset = height + 4;
    options_.controls = 0; // the buttons stand beside the strip, not over the chart
}

void RecordChart::setWaves(const WaveBoard* board, std::function<MonoTime()> now) {
    if (board == waveBoard_) return;
    waveBoard_ = board;
    strip_->setBoard(board, std::move(now));
    placeControls();
    viewMoved();
    if (wavesShown_) Q_EMIT wavesShown(board != nullptr);
}

void RecordChart::showWaves(bool on) {
    if (on == wavesShown_) return;
    wavesShown_ = on;
    waves_->setChecked(on);
    placeControls();
    viewMoved();
    Q_EMIT wavesShown(on && waveBoard_);
}

/// The time window's name stands left of the time axis, in at least a finger's height.
void RecordChart::placeOnPlot() {
    const auto& plot = painter_.layout().plot;
    const auto& axis = painter_.layout().axis;
    strip_->setLeft(static_cast<int>(plot.x) - strip_->x());
    const int height = std::max(static_cast<int>(axis.height), space::kTouch);
    window_->setGeometry(4, static_cast<int>(axis.y), static_cast<int>(plot.x) - 10, height);
}

void RecordChart::setEventNames(const QStringList& names) {
    if (names == eventNames_) return;
    eventNames_ = names;
    placeControls();
    updateControls();
    markDirty();
}

const NibpPoint* RecordChart::devicePressureAt(QPointF place) const {
    const auto* hit = painter_.hitAt(place.x(), place.y());
    if (!hit || hit->kind != HitKind::pressure || hit->items.size() != 1 || !hit->events.empty())
        return nullptr;
    const auto& pressures = model_->vitals().nibp();
    const auto i = hit->items.front();
    return i < pressures.size() && !pressures[i].isTyped() && !pressures[i].artefact ? &pressures[i]
                                                                                     : nullptr;
}

void RecordChart::offerMarks(MonoTime at, QPoint globalPos, std::optional<QPointF> place) {
    if (eventNames_.isEmpty() || !model_) return;
    marks_->clear();
    auto* when =
        marks_->addAction(tr("At %1").arg(QString::fromStdString(formatDuration(at - model_->anchor()))));
    when->setEnabled(false);
    for (qsizetype i = 0; i < eventNames_.size() && i < static_cast<qsizetype>(kMostEvents); ++i) {
        const int number = static_cast<int>(i) + 1;
        QString name = eventNames_[i];
        auto* action = marks_->addAction(
            QStringLiteral("%1   %2").arg(number).arg(name.replace(u'&', QStringLiteral("&&"))));
        connect(action, &QAction::triggered, this, [this, number, at] { Q_EMIT eventKey(number, at); });
    }
    marks_->addSeparator();
    connect(marks_->addAction(tr("Mark a span as artefact…")), &QAction::triggered, this,
            [this] { setMarkingSpan(true); });
    if (const auto* pressure = place ? devicePressureAt(*place) : nullptr)
        connect(marks_->addAction(
                    tr("Mark the pressure %1 as artefact…").arg(QString::fromStdString(nibpText(*pressure)))),
                &QAction::triggered, this,
                [this, when = pressure->at] { Q_EMIT pressureArtefactRequested(when); });
    marks_->popup(globalPos);
}

} // namespace chairside
