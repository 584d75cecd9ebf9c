// SPDX-License-Identifier: GPL-3.0-or-later
// One figure of the clinic: its name, its number, and always what it rests on. Touching it asks for the
// sessions behind it. A view that paints itself; main thread.
#pragma once

#include "ui/style/theme.h"

#include <QAbstractButton>
#include <vector>

namespace chairside {

class FigureTile final : public QAbstractButton {
    Q_OBJECT
public:
    struct State {
        QString title;            ///< "Completed"
        QString value;            ///< "96.2 %", dashes when n is 0
        QString detail;           ///< "1,154 of 1,200 sessions"
        std::vector<double> bars; ///< small columns behind the number, oldest first; empty = none
        bool operator==(const State&) const = default;
    };
    explicit FigureTile(QWidget* parent = nullptr);
    void setState(const State& state);
    const State& state() const { return state_; }
    QSize sizeHint() const override { return {150, 112}; }
    QSize minimumSizeHint() const override { return {120, 104}; }

protected:
    void paintEvent(QPaintEvent*) override;
    void enterEvent(QEnterEvent*) override { update(); }
    void leaveEvent(QEvent*) override { update(); }
    void keyPressEvent(QKeyEvent*) override;

private:
    State state_;
};

} // namespace chairside
