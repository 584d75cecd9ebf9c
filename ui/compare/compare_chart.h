// SPDX-License-Identifier: GPL-3.0-or-later
// The compared sessions as one picture: overlaid on one axis, or each for itself beside the others on the
// same axes (small multiples, drawn by the record chart's own painter). A crosshair by mouse or arrow keys
// says the values of all sessions at one moment. Main thread; a view, the page owns the sessions.
#pragma once

#include "ui/chart/record_painter.h"
#include "ui/compare/compare_painter.h"

#include <QWidget>

#include <map>

namespace chairside {

class CompareChart final : public QWidget {
    Q_OBJECT
public:
    explicit CompareChart(QWidget* parent = nullptr);

    void setSessions(ComparedSessions sessions);
    void setAlignment(Alignment alignment);
    void setMultiples(bool on); ///< small multiples in place of the overlay
    bool showsMultiples() const { return multiples_; }
    void setFocused(int letter); ///< −1 = all alike
    /// Instrument of the totals drawn, its title and its greatest total.
    void setScoreScale(const std::string& instrument, const QString& title, double greatest);
    void setCrosshair(std::optional<Millis> at);
    const CompareOptions& options() const { return options_; }
    const ComparePainter& painted() const { return painter_; }
    const QImage& frame(); ///< paints if something changed; for tests and benchmarks
    std::size_t multiplesDrawn() const { return cells_.size(); }
    QSize sizeHint() const override { return {900, 420}; }
    QSize minimumSizeHint() const override { return {320, 240}; }

Q_SIGNALS:
    void crosshairMoved(std::optional<chairside::Millis> at);
    void sessionActivated(int letter); ///< a small multiple was touched

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void markDirty();
    void paintMultiples();
    void say();

    ComparePainter painter_;
    ChartPalette palette_;
    CompareOptions options_;
    ComparedSessions sessions_;
    QImage frame_;
    bool dirty_ = true, multiples_ = false;
    struct Cell {
        QRect box;
        int letter;
    };
    std::vector<Cell> cells_;
    std::map<int, RecordPainter> cellPainters_; ///< by letter; each remembers the columns of its record
};

} // namespace chairside
