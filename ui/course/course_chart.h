// SPDX-License-Identifier: GPL-3.0-or-later
// The visits of a course side by side: one column for each, one panel for each figure, all on fixed clinical
// scales so that two courses look alike at a glance. Every mark carries its number; a figure nobody measured
// leaves its place empty. A column opens its session by touch or Enter. Main thread; a view that paints
// itself.
#pragma once

#include "core/base/uuid.h"
#include "ui/style/theme.h"

#include <QStringList>
#include <QWidget>
#include <optional>
#include <vector>

class QPainter;

namespace chairside {

class CourseChart final : public QWidget {
    Q_OBJECT
public:
    /// A side effect with its worst severity, 1 to 3.
    struct Effect {
        QString label;
        int severity = 1;
        bool operator==(const Effect&) const = default;
    };
    struct Column {
        Uuid session;
        QString number, date, interval; ///< "4", "14 Nov 2026", "after 7 days"
        QString status;                 ///< "stopped early", "DEMO", empty when there is nothing to say
        bool begins = false;            ///< the first visit of a series
        std::optional<double> dose;
        QString doseText; ///< "35 mg"
        std::optional<double> systolicRise, diastolicRise;
        QString pressureText; ///< "168/101"
        std::optional<double> dissociation;
        QString dissociationScale; ///< when it is not the one in the title
        std::optional<double> score;
        QString verdict;
        Tone verdictTone = Tone::quiet;
        std::vector<Effect> effects; ///< worst first
        QStringList medicines;
        bool operator==(const Column&) const = default;
    };
    struct State {
        std::vector<Column> columns; ///< oldest first
        QString doseUnit;            ///< "mg/kg"
        double doseMax = 1.5;
        QString dissociationTitle;
        double dissociationMax = 18;
        QString scoreTitle; ///< empty: no mood panel
        double scoreMax = 27;
        std::optional<double> responseAt, remissionAt; ///< totals at which they are reached
        bool operator==(const State&) const = default;
    };
    explicit CourseChart(QWidget* parent = nullptr);
    void setState(const State& state);
    const State& state() const { return state_; }

    /// Which columns fit: the first one shown and how many.
    std::size_t firstShown() const { return first_; }
    std::size_t shown() const;
    bool hasEarlier() const { return first_ > 0; }
    bool hasLater() const { return first_ + shown() < state_.columns.size(); }
    void page(int direction); ///< −1 earlier, +1 later
    /// A dashed line of the mood panel and where its word stands: above the line, or in a gap of it where the
    /// next line is too near. The words never touch each other.
    struct Threshold {
        QString text;
        double y = 0;
        QRectF word;
        bool inLine = false;
    };
    std::vector<Threshold> thresholds() const;
    QSize sizeHint() const override { return {900, 520}; }
    QSize minimumSizeHint() const override { return {500, 400}; }

Q_SIGNALS:
    void sessionChosen(const chairside::Uuid& session);
    void pagesChanged(); ///< hasEarlier() or hasLater() may have changed

protected:
    void paintEvent(QPaintEvent*) override;
    void resizeEvent(QResizeEvent*) override;
    void keyPressEvent(QKeyEvent*) override;
    void mousePressEvent(QMouseEvent*) override;
    void mouseReleaseEvent(QMouseEvent*) override;
    void mouseMoveEvent(QMouseEvent*) override;
    void leaveEvent(QEvent*) override;
    bool event(QEvent*) override;

private:
    static constexpr double kLabels = 144, kRight = 12; ///< beside the columns

    struct Panel {
        QRectF box; ///< of the plot, over all columns
        QString title, unit;
        double max = 1;
    };
    double columnWidth() const;
    QRectF columnBox(std::size_t column) const;
    std::optional<std::size_t> columnAt(const QPointF& at) const;
    std::vector<Panel> panels() const;
    void select(std::size_t column);
    void show(std::size_t first);
    QString words(const Column& column) const;

    void paintPanelFrame(QPainter&, const Panel&) const;
    void paintHead(QPainter&, std::size_t column) const;
    void paintDose(QPainter&, const Panel&) const;
    void paintPressure(QPainter&, const Panel&) const;
    void paintDissociation(QPainter&, const Panel&) const;
    void paintScore(QPainter&, const Panel&) const;
    void paintEffects(QPainter&, std::size_t column) const;
    void paintThresholds(QPainter&, const Panel&) const;
    void paintValue(QPainter&, const Panel&, double x, double y, const QString& text, const QColor&) const;

    State state_;
    std::size_t first_ = 0, current_ = 0;
    std::optional<std::size_t> hovered_, pressed_;
};

} // namespace chairside
