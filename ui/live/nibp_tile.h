// SPDX-License-Identifier: GPL-3.0-or-later
// The cuff: systolic/diastolic with the mean beside or under it, always with the time of measurement, its
// age, when the next is due, and the change from the patient's own baseline. A dumb view.
#pragma once

#include "ui/live/tile.h"

namespace chairside {

class NibpTile : public Tile {
    Q_OBJECT
public:
    struct State {
        Presence presence = Presence::none;
        QString systolic, diastolic, mean; ///< formatted; mean may be empty
        bool meanDerived = false;          ///< computed, not measured: shown with "≈"
        QString time, age, next;           ///< "10:40", "1:47 ago", "next in 3:13" or "0:40 overdue"
        QString change;                    ///< "+22 %" from baseline, empty before there is one
        QString source;                    ///< "Cuff", for screen readers and wide tiles
        bool cuffRunning = false;          ///< measuring now
        QString problem;                   ///< "cuff failed", instead of the footer
        TileLimit upper, lower;            ///< "160/100"; a crossed one alone, as a badge
        bool limitsOff = false, typed = false, simulated = false;
        std::optional<TileAlarm> alarm;
        bool operator==(const State&) const = default;
    };

    explicit NibpTile(QWidget* parent = nullptr) : Tile(parent) {}
    void setState(const State&);
    const State& state() const { return state_; }
    QSize minimumSizeHint() const override { return {232, 124}; }

protected:
    void paintEvent(QPaintEvent*) override;

private:
    /// Where there is room for the mean: beside the pair, under it, or in the header line of a low tile.
    enum class MeanPlace : std::uint8_t { beside, under, header };
    MeanPlace paintNumbers(QPainter&, const QRectF& room) const;

    State state_;
};

} // namespace chairside
