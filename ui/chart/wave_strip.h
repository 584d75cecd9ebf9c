// SPDX-License-Identifier: GPL-3.0-or-later
// Waves sweeping at 25 mm/s, as on a bedside monitor: the new overwrites the old from left to right, with a
// gap ahead of the pen. It reads a WaveBoard that somebody else fills, paints only the columns that came
// since the frame before, and keeps nothing. Main thread. While hidden it costs nothing.
#pragma once

#include "core/chart/sample_series.h"
#include "core/live/wave_board.h"
#include "ui/chart/chart_palette.h"

#include <QImage>
#include <QTimer>
#include <QWidget>

#include <functional>
#include <optional>

namespace chairside {

class WaveStrip final : public QWidget {
    Q_OBJECT
public:
    static constexpr double kMmPerSecond = 25; ///< as paper and bedside monitors do
    static constexpr int kFramesPerSecond = 30;

    explicit WaveStrip(QWidget* parent = nullptr);

    /// `now` is the session time of the present. The board must outlive the strip or be taken back by
    /// nullptr.
    void setBoard(const WaveBoard* board, std::function<MonoTime()> now);
    void setChartPalette(const ChartPalette& palette);
    /// Where the waves begin, so that they stand above the chart's plot.
    void setLeft(int left);
    /// Paints what came since the last frame; the timer's and a test's.
    void sweep();
    /// Time across the whole strip.
    Millis sweepTime() const;
    std::vector<Wave> waves() const { return shown_; }
    /// Rows for the waves that there are; for all of them before the first sample came.
    int heightNeeded() const;
    const QImage& picture() const { return image_; }
    /// Whether a wave had a sample with a value in the last two seconds.
    bool hasSignal(Wave wave) const;

Q_SIGNALS:
    /// Another number of waves: the strip needs another height.
    void wavesChanged();

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    struct Row {
        Wave wave;
        double top, bottom; ///< logical
    };
    void restart();
    std::vector<Row> rows() const;
    double pixelsPerMs() const; ///< device pixels
    int sweepWidth() const;     ///< device pixels
    void clearColumns(int from, int to);
    void drawColumns(const Row& row, std::int64_t from, std::int64_t to);
    void paintLabels(QPainter& painter) const;
    void paintRowLabels(QPainter& painter, const Row& row) const;
    QString nameOf(Wave wave) const;
    QString unitOf(Wave wave) const;

    const WaveBoard* board_ = nullptr;
    std::function<MonoTime()> now_;
    ChartPalette palette_;
    QImage image_;
    QTimer timer_;
    std::vector<Wave> shown_;
    std::vector<float> samples_;
    std::vector<ColumnRange> columns_;
    std::optional<std::int64_t> drawn_; ///< the last column drawn, counted from session time 0
    int left_ = 80;
    int frame_ = 0;
};

} // namespace chairside
