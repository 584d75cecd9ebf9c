// SPDX-License-Identifier: GPL-3.0-or-later
// What is due next: each check with its time, overdue ones tinted, done ones ticked; a square for the
// mandatory marks. Rows answer to touch. A dumb view.
#pragma once

#include "ui/style/theme.h"

#include <QWidget>

#include <vector>

namespace chairside {

class DueCard : public QWidget {
    Q_OBJECT
public:
    enum class Kind : std::uint8_t { coming, due, overdue, done, missed };
    struct Row {
        QString id, title;
        QString when; ///< "3:13", "1:12 over", "10:38"
        Kind kind = Kind::coming;
        bool mandatory = false;
        bool operator==(const Row&) const = default;
    };
    struct State {
        std::vector<Row> rows; ///< in the order shown; what does not fit is counted in the last line
        QString empty;         ///< the sentence when there is none
        bool operator==(const State&) const = default;
    };
    explicit DueCard(QWidget* parent = nullptr);
    void setState(const State&);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {220, 110}; }

Q_SIGNALS:
    void activated(const QString& id);

protected:
    void paintEvent(QPaintEvent*) override;
    void mouseReleaseEvent(QMouseEvent*) override;

private:
    double rowHeight() const;
    int rowsThatFit() const;
    void paintRow(QPainter&, const QRectF&, const Row&) const;

    State state_;
};

} // namespace chairside
