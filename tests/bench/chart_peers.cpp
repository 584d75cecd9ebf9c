// SPDX-License-Identifier: GPL-3.0-or-later
#include "chart_peers.h"

#include <QChart>
#include <QChartView>
#include <QLineSeries>
#include <QPainter>
#include <QValueAxis>

#include <qcustomplot.h>

#include <array>

namespace chairside {
namespace {

class LineSeriesPeer final : public PlotPeer {
public:
    explicit LineSeriesPeer(QSize size) {
        view_.resize(size);
        view_.setChart(&chart_);
        x_.setRange(0, 1);
        y_.setRange(0, 200);
        chart_.addAxis(&x_, Qt::AlignBottom);
        chart_.addAxis(&y_, Qt::AlignLeft);
        chart_.legend()->hide();
    }
    ~LineSeriesPeer() override {
        view_.setChart(new QChart); // the view owns its chart; ours is a member
        for (auto& series : series_) chart_.removeSeries(&series);
        chart_.removeAxis(&x_);
        chart_.removeAxis(&y_);
    }
    const char* name() const override { return "QLineSeries"; }
    bool isSlow() const override { return true; }
    void load(int graph, double seconds, double value) override {
        points_[at(graph)].append({seconds, value});
    }
    void loaded() override {
        for (std::size_t i = 0; i < series_.size(); ++i) {
            series_[i].replace(points_[i]);
            points_[i].clear();
            chart_.addSeries(&series_[i]);
            series_[i].attachAxis(&x_);
            series_[i].attachAxis(&y_);
        }
    }
    void append(int graph, double seconds, double value) override {
        series_[at(graph)].append(seconds, value);
    }
    void paint(double from, double to, QImage& image) override {
        x_.setRange(from, to);
        view_.QWidget::render(&image);
    }

private:
    static std::size_t at(int graph) { return static_cast<std::size_t>(graph); }
    QChart chart_;
    QValueAxis x_, y_;
    std::array<QLineSeries, 6> series_;
    std::array<QList<QPointF>, 6> points_;
    QChartView view_;
};

class CustomPlotPeer final : public PlotPeer {
public:
    explicit CustomPlotPeer(QSize size) {
        plot_.setNotAntialiasedElements(QCP::aeAll);
        plot_.setPlottingHints(QCP::phFastPolylines | QCP::phCacheLabels);
        plot_.resize(size);
        plot_.setViewport({QPoint(), size});
        plot_.yAxis->setRange(0, 200);
        const std::array colours{Qt::green, Qt::darkGreen, Qt::cyan, Qt::yellow, Qt::magenta, Qt::blue};
        for (const auto colour : colours) {
            auto* graph = plot_.addGraph();
            graph->setPen(QPen(colour, 1));
            graph->setAdaptiveSampling(true);
        }
    }
    const char* name() const override { return "QCustomPlot"; }
    bool isSlow() const override { return false; }
    void load(int graph, double seconds, double value) override { append(graph, seconds, value); }
    void loaded() override {}
    void append(int graph, double seconds, double value) override {
        plot_.graph(graph)->addData(seconds, value);
    }
    void paint(double from, double to, QImage& image) override {
        plot_.xAxis->setRange(from, to);
        plot_.replot(QCustomPlot::rpImmediateRefresh);
        plot_.render(&image);
    }

private:
    QCustomPlot plot_;
};

} // namespace

std::unique_ptr<PlotPeer> makeLineSeriesPeer(QSize size) {
    return std::make_unique<LineSeriesPeer>(size);
}

std::unique_ptr<PlotPeer> makeCustomPlotPeer(QSize size) {
    return std::make_unique<CustomPlotPeer>(size);
}

} // namespace chairside
