// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/chart/chart_layout.h"

#include "core/chart/score_scale.h"

#include <algorithm>
#include <array>

namespace chairside {

PanelScale panelScale(PanelKind kind) {
    switch (kind) {
    case PanelKind::pressure: return {40, 200, 20, 20};
    case PanelKind::saturation: return {85, 100, 5, 5};
    case PanelKind::breathing: return {0, 50, 10, 10};
    case PanelKind::scores: return {0, 1, 0.5, 1};
    }
    return {0, 1, 1, 1};
}

PanelKind panelOf(Channel channel) {
    switch (channel) {
    case Channel::spo2: return PanelKind::saturation;
    case Channel::rr:
    case Channel::etco2: return PanelKind::breathing;
    case Channel::hr:
    case Channel::pulseRate:
    case Channel::nibpSystolic:
    case Channel::nibpDiastolic:
    case Channel::nibpMean:
    case Channel::temperature:
    case Channel::o2Flow: break;
    }
    return PanelKind::pressure;
}

bool hasPanel(Channel channel) {
    return channel != Channel::temperature && channel != Channel::o2Flow;
}

namespace {

bool hasScale(const ScoreMark& score) {
    return scoreScale(score.instrument).has_value();
}

} // namespace

std::set<PanelKind> panelsOf(const RecordModel& model) {
    std::set<PanelKind> out;
    for (const auto& entry : allChannels())
        if (hasPanel(entry.channel) && model.vitals().has(entry.channel)) out.insert(panelOf(entry.channel));
    const auto& scores = model.scores();
    if (std::any_of(scores.begin(), scores.end(), [](const auto& s) { return hasScale(s); }))
        out.insert(PanelKind::scores);
    return out;
}

std::set<LaneKind> lanesOf(const RecordModel& model) {
    std::set<LaneKind> out;
    const auto when = [&](bool some, LaneKind kind) {
        if (some) out.insert(kind);
    };
    when(!model.pump().segments().empty() || model.pump().order(), LaneKind::infusion);
    when(!model.medications().empty(), LaneKind::medication);
    when(!model.effects().empty(), LaneKind::effects);
    const auto& scores = model.scores();
    when(!std::all_of(scores.begin(), scores.end(), hasScale), LaneKind::scores);
    when(!model.dueMarks().empty(), LaneKind::checks);
    when(!model.events().empty(), LaneKind::events);
    when(!model.alarms().empty(), LaneKind::alarms);
    return out;
}

int mostEffectsAtOnce(const RecordModel& model) {
    std::vector<std::pair<MonoTime, int>> turns;
    for (const auto& effect : model.effects()) {
        turns.emplace_back(effect.at, 1);
        turns.emplace_back(effect.end.value_or(MonoTime::max()), -1);
    }
    std::sort(turns.begin(), turns.end()); // at one moment the one that ends makes room first
    int present = 0, most = 0;
    for (const auto& [at, turn] : turns) most = std::max(most, present += turn);
    return most;
}

bool ChartLayout::has(PanelKind kind) const {
    return std::any_of(panels.begin(), panels.end(), [&](const auto& p) { return p.kind == kind; });
}

const PanelBox* ChartLayout::panel(PanelKind kind) const {
    for (const auto& p : panels)
        if (p.kind == kind && !p.folded) return &p;
    return nullptr;
}

const LaneBox* ChartLayout::lane(LaneKind kind) const {
    for (const auto& l : lanes)
        if (l.kind == kind) return &l;
    return nullptr;
}

namespace {

double panelWeight(PanelKind kind) {
    switch (kind) {
    case PanelKind::pressure: return 2.5;
    case PanelKind::saturation: return 1;
    case PanelKind::breathing: return 1.05;
    case PanelKind::scores: return 1.1;
    }
    return 1;
}

/// Which lanes give way first when a window is too low; the due rail and the infusion stay longest.
constexpr std::array kGiveWay{LaneKind::alarms, LaneKind::events,   LaneKind::effects, LaneKind::medication,
                              LaneKind::scores, LaneKind::infusion, LaneKind::checks};

/// Below this many lines of text the scores go back into a lane: four panels would be too low to read.
constexpr double kLeastForScores = 32;
constexpr double kMostEffectRows = 5;
/// Of the third for the panels: before a lane goes, they give way this far.
constexpr double kLanesStay = 0.87;

struct Heights {
    double lane, effects, title, panels;
};

/// Shrinks lanes, then gives up the overview, then lanes, until the panels have about a third of the window.
Heights share(const LayoutRequest& request, ChartLayout& out, std::set<LaneKind>& lanes, double axisHeight) {
    const double em = request.em;
    const auto foldedCount =
        static_cast<double>(std::count_if(request.panels.begin(), request.panels.end(),
                                          [&](auto kind) { return request.foldedPanels.contains(kind); }));
    const double folded = foldedCount * em * 1.7,
                 open = static_cast<double>(request.panels.size()) - foldedCount;
    double overview = request.overview ? em * 2.6 : 0;
    double title = em * 1.55, lane = em * 2.2;
    double effectRow = em * 1.25, nameLine = 0; // a bar with its name above it
    const auto effects = [&] {
        const double rows = std::clamp(request.effectRows, 1.0, kMostEffectRows);
        return lanes.contains(LaneKind::effects) ? std::max(lane, nameLine + rows * effectRow + 4) : 0;
    };
    const double least = open > 0 ? std::max(request.height / 3, 24.0) : 0;
    const auto rest = [&] {
        const auto others = static_cast<double>(lanes.size()) - (lanes.contains(LaneKind::effects) ? 1 : 0);
        return request.height - axisHeight - overview - folded - open * title - lane * others - effects();
    };
    if (rest() < request.height * 0.45 && open > 0) lane = em * 1.75;
    if (rest() < request.height * 0.45 && open > 0) effectRow = em * kLowEffectRow;
    if (rest() < request.height * 0.36 && open > 0)
        effectRow = kThinEffectRow, nameLine = em * kEffectNameLine;
    if (rest() < least) overview = 0;
    if (rest() < least) lane = em * 1.35, title = em * 1.25;
    for (const auto kind : kGiveWay) {
        if (rest() >= least * kLanesStay) break;
        if (lanes.erase(kind)) out.omitted.push_back(kind);
    }
    if (overview > 0)
        out.overview = Box{0, request.height - overview + em * 0.4, request.width, overview - em * 0.8};
    if (open == 0)
        lane = std::min(em * 3, lane + rest() / std::max<double>(1, static_cast<double>(lanes.size())));
    return {lane, effects(), title, std::max(rest(), 0.0)};
}

/// The same request with the room that is left below the strip of waves, and without a score panel where it
/// would be too low.
LayoutRequest settled(const LayoutRequest& request) {
    LayoutRequest out = request;
    out.height = std::max(request.height - request.inset, 1.0);
    if (out.height >= kLeastForScores * out.em || !out.panels.erase(PanelKind::scores)) return out;
    if (!out.foldedPanels.contains(PanelKind::scores)) out.lanes.insert(LaneKind::scores);
    return out;
}

void moveDown(ChartLayout& layout, double by) {
    layout.plot.y += by, layout.gutter.y += by, layout.axis.y += by;
    if (layout.overview) layout.overview->y += by;
    for (auto& panel : layout.panels)
        panel.box.y += by, panel.titleTop += by, panel.scale.top += by, panel.scale.bottom += by;
    for (auto& lane : layout.lanes) lane.box.y += by;
}

} // namespace

ChartLayout layoutChart(const LayoutRequest& asked) {
    const LayoutRequest request = settled(asked);
    ChartLayout out;
    const double em = request.em, top = em * 1.5, axisHeight = em * 3.4 + top;
    std::set<LaneKind> lanes;
    std::set_difference(request.lanes.begin(), request.lanes.end(), request.foldedLanes.begin(),
                        request.foldedLanes.end(), std::inserter(lanes, lanes.end()));
    const Heights heights = share(request, out, lanes, axisHeight);
    const double left = std::min(em * 6.1, request.width * 0.25), right = em * 1.1;
    out.plot = {left, 0, std::max(request.width - left - right, 1.0), 0};
    double weights = 0, y = top;
    for (const auto kind : request.panels)
        if (!request.foldedPanels.contains(kind)) weights += panelWeight(kind);
    for (const auto kind : request.panels) {
        PanelBox panel{kind, {}, y, request.foldedPanels.contains(kind), {}};
        const double title = panel.folded ? em * 1.7 : heights.title;
        const double height = panel.folded ? 0 : heights.panels * panelWeight(kind) / weights;
        panel.box = {left, y + title, out.plot.width, height};
        const auto scale = panelScale(kind);
        panel.scale = {scale.low, scale.high, panel.box.y + 1, panel.box.bottom() - 1};
        // Marks of scores have a height of their own: both ends of the scale keep room for them.
        if (kind == PanelKind::scores)
            panel.scale.top += std::min(em * 0.5, height / 4),
                panel.scale.bottom -= std::min(em * 0.5, height / 4);
        y += title + height;
        out.panels.push_back(panel);
    }
    if (!out.panels.empty() && !lanes.empty()) y += em * 0.3;
    for (const auto kind : lanes) {
        const double height = kind == LaneKind::effects ? heights.effects : heights.lane;
        out.lanes.push_back({kind, {left, y, out.plot.width, height}});
        y += height;
    }
    const double axisTop = out.overview ? out.overview->y - em * 3 : request.height - em * 3.1;
    out.plot.y = em * 0.4;
    out.plot.height = std::max(axisTop - out.plot.y, 1.0);
    out.gutter = {0, out.plot.y, left, out.plot.height};
    out.axis = {left, axisTop, out.plot.width, em * 3};
    if (out.overview) out.overview->x = left, out.overview->width = out.plot.width;
    moveDown(out, asked.height - request.height);
    return out;
}

TimeSteps timeSteps(const TimeGrid& grid, double leastStepColumns, double labelColumns) {
    using std::chrono::hours;
    static constexpr std::array<std::pair<Millis, Millis>, 12> kSteps{{
        {1s, 5s},
        {5s, 15s},
        {10s, 30s},
        {30s, 60s},
        {1min, 5min},
        {5min, 15min},
        {10min, 30min},
        {15min, 60min},
        {30min, 2h},
        {1h, 4h},
        {2h, 6h},
        {6h, 24h},
    }};
    const auto columns = [&](Millis d) { return static_cast<double>(d.count()) / grid.msPerColumn; };
    TimeSteps out{kSteps.back().first, kSteps.back().second, kSteps.back().second};
    for (const auto& [step, heavy] : kSteps) {
        if (columns(step) < leastStepColumns) continue;
        out = {step, heavy, heavy};
        break;
    }
    for (const Millis label : {out.step, out.heavy, 2 * out.heavy, 4 * out.heavy}) {
        out.label = label;
        if (columns(label) >= labelColumns) break;
    }
    return out;
}

} // namespace chairside
