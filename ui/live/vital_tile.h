// SPDX-License-Identifier: GPL-3.0-or-later
// One vital sign: label and unit, one big number or dashes, limits at the side, where the number comes from
// and how old it is. Used for heart rate, SpO2, RR, EtCO2, temperature, sedation and dissociation. A dumb
// view.
#pragma once

#include "ui/live/tile.h"

namespace chairside {

class VitalTile : public Tile {
    Q_OBJECT
public:
    struct State {
        QString label, unit; ///< "SpO₂", "%"
        QString spokenName;  ///< "Oxygen saturation", for screen readers; the label when empty
        Tone tone = Tone::normal;
        Presence presence = Presence::none;
        QString value;  ///< formatted; shown only while there is a reading to show
        int digits = 3; ///< room kept for this many characters, so that the size never jumps
        TileLimit upper, lower;
        bool limitsOff = false;
        QString source, age, note; ///< "Masimo", "now", "signal good"
        bool typed = false, simulated = false;
        std::optional<TileAlarm> alarm;
        bool operator==(const State&) const = default;
    };

    explicit VitalTile(QWidget* parent = nullptr) : Tile(parent) {}
    void setState(const State&);
    const State& state() const { return state_; }

protected:
    void paintEvent(QPaintEvent*) override;

private:
    State state_;
};

} // namespace chairside
