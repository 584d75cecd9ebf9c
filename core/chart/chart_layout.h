// SPDX-License-Identifier: GPL-3.0-or-later
// Where things go on the record chart: panels with their fixed clinical scales, lanes, axis, overview. Pure
// numbers in logical pixels, tested without a window; the painter and the mouse use the same result. Never
// draws, never scales a panel to its data: two sessions must look alike at a glance.
#pragma once

#include "core/chart/record_model.h"
#include "core/chart/trace_raster.h"

#include <cstdint>
#include <optional>
#include <set>
#include <vector>

namespace chairside {

struct Box {
    double x = 0, y = 0, width = 0, height = 0;
    double right() const { return x + width; }
    double bottom() const { return y + height; }
    bool contains(double px, double py) const { return px >= x && px < right() && py >= y && py < bottom(); }
    bool overlaps(const Box& o) const {
        return x < o.right() && o.x < right() && y < o.bottom() && o.y < bottom();
    }
};

enum class PanelKind : std::uint8_t { pressure, saturation, breathing, scores };
enum class LaneKind : std::uint8_t { infusion, medication, effects, scores, checks, events, alarms };

/// Fixed scale of a panel: mmHg and /min 40–200, SpO2 % 85–100, /min and mmHg 0–50, scores 0 (none) to 1
/// (worst, ScoreScale::severity). Source: users.md §3 and the product's own screens; a paper anaesthesia
/// record has the same fixed grid.
struct PanelScale {
    double low, high, step, labelStep;
};
PanelScale panelScale(PanelKind kind);
PanelKind panelOf(Channel channel);
/// Whether the chart has a panel for this channel at all (temperature and O₂ flow are in the table only).
bool hasPanel(Channel channel);

struct PanelBox {
    PanelKind kind = PanelKind::pressure;
    Box box;             ///< plot area, where the scale runs
    double titleTop = 0; ///< the title row above it
    bool folded = false;
    ValueScale scale;
};
struct LaneBox {
    LaneKind kind = LaneKind::infusion;
    Box box;
};

/// Lowest row of the lane of side effects, in text heights, that holds a thin bar with its name above it.
inline constexpr double kLowEffectRow = 0.95;
/// Where there is no room for that, all names stand in one line of this many text heights above thin bars of
/// this many pixels.
inline constexpr double kEffectNameLine = 0.9, kThinEffectRow = 4;

struct LayoutRequest {
    double width = 0, height = 0;
    double em = 13;             ///< height of the small text, logical pixels
    std::set<PanelKind> panels; ///< that have something to show
    std::set<LaneKind> lanes;
    std::set<PanelKind> foldedPanels;
    std::set<LaneKind> foldedLanes; ///< not drawn
    bool overview = true;
    double inset = 0;      ///< kept free at the top, for the strip of waves
    double effectRows = 1; ///< side effects at the same time, so that each bar can have its name
};

struct ChartLayout {
    Box plot;   ///< the time axis runs over its width, panels and lanes over its height
    Box gutter; ///< left of it: scale numbers and lane names
    Box axis;   ///< below: elapsed and clock
    std::optional<Box> overview;
    std::vector<PanelBox> panels;
    std::vector<LaneBox> lanes;
    /// Lanes that have something to show and found no room (tiny windows); the table still lists them.
    std::vector<LaneKind> omitted;

    const PanelBox* panel(PanelKind kind) const; ///< null when it is folded or not there
    bool has(PanelKind kind) const;              ///< folded or not
    const LaneBox* lane(LaneKind kind) const;
};

std::set<PanelKind> panelsOf(const RecordModel& model);
std::set<LaneKind> lanesOf(const RecordModel& model);
/// The greatest number of side effects present at one time.
int mostEffectsAtOnce(const RecordModel& model);
ChartLayout layoutChart(const LayoutRequest& request);

/// Borders of the time grid: fine lines each `step`, heavy ones each `heavy`, labels each `label`; 5 and 15
/// minutes as on paper when the zoom allows. `labelWidth` in columns keeps labels apart.
struct TimeSteps {
    Millis step, heavy, label;
};
TimeSteps timeSteps(const TimeGrid& grid, double leastStepColumns, double labelColumns);

} // namespace chairside
