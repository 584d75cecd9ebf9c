// SPDX-License-Identifier: GPL-3.0-or-later
// Where the session is: the stages in order, the passed ones ticked, the present one with its time. A dumb
// view. When it gets narrow, first the passed stages shrink to their ticks, then the coming ones go. Painted,
// no children.
#pragma once

#include <QStringList>
#include <QWidget>

namespace chairside {

class StageStepper : public QWidget {
    Q_OBJECT
public:
    struct State {
        QStringList stages;     ///< "Check-in", "Baseline", …
        int current = 0;        ///< index; stages.size() = all done
        QString elapsed, total; ///< "23:41", "40:00"; total may be empty
        bool paused = false;
        bool operator==(const State&) const = default;
    };
    explicit StageStepper(QWidget* parent = nullptr);
    void setState(const State&);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent*) override;

private:
    enum class Room : std::uint8_t { full, ticksOnly, currentOnly };
    struct Piece {
        QString text;
        int stage = 0;
        double width = 0;
    };
    std::vector<Piece> pieces(Room) const;
    double widthOf(Room) const;
    QString currentText() const;

    State state_;
};

} // namespace chairside
