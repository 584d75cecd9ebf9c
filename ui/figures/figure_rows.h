// SPDX-License-Identifier: GPL-3.0-or-later
// Several figures of one kind under a title: a name, a bar on a scale of 0 to 100 %, the number and what it
// rests on. A row asks for the sessions behind it, by touch or with arrows and Enter. A view that paints
// itself; main thread.
#pragma once

#include "ui/style/theme.h"

#include <QWidget>
#include <optional>
#include <vector>

namespace chairside {

class FigureRows final : public QWidget {
    Q_OBJECT
public:
    struct Row {
        QString name, value, detail;    ///< "nausea", "12.4 %", "146 of 1,200 sessions"
        QString shortDetail = {};       ///< "146 of 1,200": where the card is too narrow for all of it
        std::optional<double> fraction; ///< of the bar, 0 to 1; nothing = no bar
        bool operator==(const Row&) const = default;
    };
    FigureRows(QString title, QString nothing, QWidget* parent = nullptr);
    void setRows(std::vector<Row> rows); ///< more than fit are counted in the last line
    const std::vector<Row>& rows() const { return rows_; }
    void setChosen(std::optional<int> row);
    QSize sizeHint() const override { return {260, 180}; }
    QSize minimumSizeHint() const override { return {180, 120}; }

Q_SIGNALS:
    void chosen(int row);

protected:
    void paintEvent(QPaintEvent*) override;
    void keyPressEvent(QKeyEvent*) override;
    void mouseReleaseEvent(QMouseEvent*) override;
    void mouseMoveEvent(QMouseEvent*) override;
    void leaveEvent(QEvent*) override;
    void focusInEvent(QFocusEvent*) override;

private:
    int shown() const;
    QRectF rowBox(int row) const;
    std::optional<int> rowAt(const QPointF& at) const;
    void paintRow(QPainter&, int row) const;
    void tell();

    const QString title_, nothing_;
    std::vector<Row> rows_;
    std::optional<int> chosen_, hovered_;
    int current_ = 0;
};

} // namespace chairside
