// SPDX-License-Identifier: GPL-3.0-or-later
// The plotting libraries that the chart is measured against, behind one small face. Benchmarks only: neither
// is linked into the product's chart.
#pragma once

#include <QImage>
#include <QSize>

#include <memory>

namespace chairside {

class PlotPeer {
public:
    virtual ~PlotPeer() = default;
    virtual const char* name() const = 0;
    virtual bool isSlow() const = 0; ///< fewer frames are measured
    virtual void load(int graph, double seconds, double value) = 0;
    virtual void loaded() = 0;
    virtual void append(int graph, double seconds, double value) = 0;
    /// The axis shows [from, to]; everything is painted into `image`.
    virtual void paint(double from, double to, QImage& image) = 0;
};

std::unique_ptr<PlotPeer> makeLineSeriesPeer(QSize size);
std::unique_ptr<PlotPeer> makeCustomPlotPeer(QSize size);

} // namespace chairside
