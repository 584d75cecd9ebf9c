// SPDX-License-Identifier: GPL-3.0-or-later
// Mean rise of blood pressure over baseline by time in treatment, on a fixed scale, with the number of
// sessions under each point. Points rest on at least kFewest sessions to be joined by a line; fewer stand
// alone. A view that paints itself; main thread.
#pragma once

#include "core/live/clinic_figures.h"

#include <QAbstractButton>

namespace chairside {

class RiseChart final : public QAbstractButton {
    Q_OBJECT
public:
    static constexpr std::int64_t kFewest = 5;
    explicit RiseChart(QWidget* parent = nullptr);
    void setRise(std::vector<MeanRise> rise, std::int64_t sessions);
    const std::vector<MeanRise>& rise() const { return rise_; }
    QSize sizeHint() const override { return {460, 250}; }
    QSize minimumSizeHint() const override { return {300, 180}; }

protected:
    void paintEvent(QPaintEvent*) override;
    void keyPressEvent(QKeyEvent*) override;
    bool event(QEvent*) override;

private:
    QRectF plot() const;
    double xOf(int minute) const;
    double yOf(double rise) const;
    void paintAxes(QPainter&) const;
    void paintSeries(QPainter&, double MeanRise::*value, bool filled) const;

    std::vector<MeanRise> rise_;
    std::int64_t sessions_ = 0;
};

} // namespace chairside
