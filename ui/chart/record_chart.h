// SPDX-License-Identifier: GPL-3.0-or-later
// The record on screen: one widget live, in history and beside a report. It shows a RecordModel that somebody
// else owns and fills, keeps the person's choice of time window, and says what was touched; it never changes
// the record itself. Main thread. Call refresh() after appending to the model and setNow() each tick; it
// paints at most once per frame.
#pragma once

#include "core/chart/viewport.h"
#include "ui/chart/record_painter.h"

#include <QElapsedTimer>
#include <QTimer>
#include <QWidget>

#include <functional>
#include <optional>

class QMenu;
class QPinchGesture;
class QToolButton;

namespace chairside {

class PushButton;
class RecordTable;
class WaveBoard;
class WaveStrip;

class RecordChart final : public QWidget {
    Q_OBJECT
public:
    explicit RecordChart(QWidget* parent = nullptr);

    /// The model must outlive the chart or be replaced by nullptr first.
    void setModel(const RecordModel* model);
    /// The model has grown or changed.
    void refresh();
    /// Session time of the present. Without a call the chart shows a finished record (see setLive).
    void setNow(MonoTime now);
    /// False in review: no now line, open bars end with the record, nothing follows.
    void setLive(bool live);
    /// Wall time at session time 0, for clock times on the axis.
    void setClockBase(WallTime base);
    void setChartPalette(const ChartPalette& palette);
    /// "SIMULATED", "REPLAY" or "DEMO" across the plot; empty for none.
    void setWatermark(const QString& text);
    void setTextScale(double scale);

    void setWindow(Millis span);
    void showAll();
    void followNow();
    void showSpan(const TimeSpan& span);
    const Viewport& viewport() const { return view_; }
    /// The crosshair, shared with the table; no value hides it.
    void setCursorTime(std::optional<MonoTime> at);
    std::optional<MonoTime> cursorTime() const { return options_.crosshair; }
    /// The record as rows in place of the picture, with the same cursor (key T).
    void showTable(bool on);
    bool showsTable() const { return tableShown_; }
    /// While true, a drag marks a span instead of moving the axis (Shift does the same for one drag).
    void setMarkingSpan(bool on);
    /// What keys 1–9 and the menu on the chart mark. Empty: no events and no artefacts can be asked for here.
    void setEventNames(const QStringList& names);
    /// The waves to be shown on request (key W); null when there are none. `now` as for WaveStrip.
    void setWaves(const WaveBoard* board, std::function<MonoTime()> now);
    void showWaves(bool on);
    bool showsWaves() const { return wavesShown_; }
    WaveStrip* waveStrip() const { return strip_; }
    void setFolded(PanelKind kind, bool folded);
    void setFolded(LaneKind kind, bool folded);

    /// The same picture as vectors, for print; `palette` is usually printPalette().
    void paintTo(QPainter& painter, const QRectF& rect, const ChartPalette& palette) const;
    /// Paints if something changed; for benchmarks and tests. The image has device pixels.
    const QImage& frame();
    const RecordPainter& painted() const { return painter_; }

    QSize sizeHint() const override { return {1100, 640}; }
    QSize minimumSizeHint() const override { return {320, 220}; }

Q_SIGNALS:
    /// A mark was tapped: read, correct or annotate this event.
    void markActivated(chairside::Uuid event);
    /// Several marks stand too near to be told apart; offer a list.
    void marksActivated(const QList<chairside::Uuid>& events);
    void artefactRequested(chairside::MonoTime from, chairside::MonoTime to);
    /// The pressure that a device measured at this moment is to be marked as artefact.
    void pressureArtefactRequested(chairside::MonoTime at);
    /// Key 1–9, at the crosshair if there is one, else now.
    void eventKey(int number, chairside::MonoTime at);
    void cursorMoved(std::optional<chairside::MonoTime> at);
    void viewChanged();
    /// The waves came into sight or went: their source works only while somebody looks.
    void wavesShown(bool shown);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    enum class Drag { none, pressed, panning, marking, overview };

    MonoTime now() const;
    void viewMoved();
    void markDirty();
    void buildControls();
    void buildWindowMenu();
    void updateControls();
    void placeControls();
    void placeOnPlot();
    void placeStrip();
    /// Offers what can be recorded at a moment: an event, a span as artefact, the pressure at `place`.
    void offerMarks(MonoTime at, QPoint globalPos, std::optional<QPointF> place = std::nullopt);
    /// The device's pressure that still stands at a place of the chart; null when there is none.
    const NibpPoint* devicePressureAt(QPointF place) const;
    void fillWindowMenu(QMenu& menu);
    void heldDown();
    void buildTable();
    void placeTable();
    void paintEdge(QPainter& painter);
    const QImage& corners(const Theme& theme);
    void tap(QPointF at);
    bool toggleFoldAt(QPointF at);
    void dragOverviewTo(double x);
    bool pinch(QPinchGesture& gesture);
    bool moveByKey(int key, Qt::KeyboardModifiers modifiers);
    void say();

    const RecordModel* model_ = nullptr;
    RecordPainter painter_;
    ChartPalette palette_;
    bool ownPalette_ = false; ///< set by the caller: themes do not replace it
    ChartOptions options_;
    Viewport view_;
    struct CornerLook {
        QRgb outside = 0, line = 0;
        double ratio = 0;
        bool operator==(const CornerLook&) const = default;
    };
    CornerLook cornerLook_;
    QImage frame_, corners_;
    bool dirty_ = true;
    QTimer frameTimer_;
    QElapsedTimer sincePaint_;

    Drag drag_ = Drag::none;
    QPointF pressedAt_;
    MonoTime pressedFrom_{}, pressedTime_{};
    bool markingSpan_ = false;
    PushButton* backToNow_ = nullptr;
    QToolButton* window_ = nullptr;
    PushButton* mark_ = nullptr;
    PushButton* waves_ = nullptr;
    WaveStrip* strip_ = nullptr;
    const WaveBoard* waveBoard_ = nullptr;
    bool wavesShown_ = false;
    PushButton* twin_ = nullptr; ///< table or chart
    QMenu* marks_ = nullptr;
    QStringList eventNames_;
    QTimer holdTimer_; ///< a finger that stays asks for the menu
    RecordTable* table_ = nullptr;
    bool tableShown_ = false, tableLeads_ = false; ///< the table moved the cursor: do not move it back
};

} // namespace chairside
