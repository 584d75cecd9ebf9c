// SPDX-License-Identifier: GPL-3.0-or-later
// The three-metre view: phase and elapsed time, what is due next, and four vital signs in numbers that are
// read from the door. The signs keep their places; the one in alarm is framed and carries its crossed limit.
// A view over the states of the tiles; main thread.
#pragma once

#include "ui/live/due_card.h"
#include "ui/live/nibp_tile.h"
#include "ui/live/stage_stepper.h"
#include "ui/live/vital_tile.h"

#include <QWidget>

#include <array>

namespace chairside {

class DistanceView final : public QWidget {
    Q_OBJECT
public:
    struct State {
        StageStepper::State stage;
        std::optional<DueCard::Row> next; ///< the most urgent check that is not done
        VitalTile::State hr, spo2, rr;
        NibpTile::State nibp;
        bool operator==(const State&) const = default;
    };
    explicit DistanceView(QWidget* parent = nullptr);
    void setState(const State& state);
    const State& state() const { return state_; }

Q_SIGNALS:
    void leaveRequested(); ///< touched

protected:
    void paintEvent(QPaintEvent*) override;
    void mouseReleaseEvent(QMouseEvent*) override { Q_EMIT leaveRequested(); }

private:
    struct Sign {
        QString label, unit, value, crossed, age;
        Tone tone = Tone::normal;
        Presence presence = Presence::none;
        bool simulated = false;
        std::optional<TileAlarm> alarm;
    };
    static Sign signOf(const VitalTile::State& tile);
    static Sign signOf(const NibpTile::State& tile);
    std::array<Sign, 4> signsShown() const;
    QString spoken() const;
    void paintStage(QPainter&, const QRectF& box) const;
    void paintNext(QPainter&, const QRectF& box) const;
    void paintSign(QPainter&, const QRectF& box, const Sign& sign) const;

    State state_;
};

} // namespace chairside
