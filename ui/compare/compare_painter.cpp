// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/compare_painter.h"

#include "core/base/number.h"
#include "core/chart/crosshair.h"
#include "ui/style/words.h"

#include <algorithm>
#include <cmath>

namespace chairside {
namespace {

constexpr double kTagRoom = 30;        ///< at the right, for the letters
constexpr double kTreatmentBar = 4;    ///< height of one session's bar
constexpr Millis kJoined{Minutes{20}}; ///< measurements further apart are not joined (design)
constexpr Millis kBefore{Minutes{20}}; ///< shown before the earliest treatment at most (design)

double weightOf(ComparePainter::Panel panel) {
    switch (panel) {
    case ComparePainter::Panel::pressure: return 2.1;
    case ComparePainter::Panel::heart: return 1.3;
    case ComparePainter::Panel::saturation: return 0.9;
    case ComparePainter::Panel::score: return 1;
    }
    return 1;
}

QString titleOf(ComparePainter::Panel panel, const CompareOptions& options) {
    switch (panel) {
    case ComparePainter::Panel::pressure: return tr("Blood pressure, systolic and diastolic, mmHg");
    case ComparePainter::Panel::heart: return tr("Heart rate /min");
    case ComparePainter::Panel::saturation: return tr("SpO₂ %");
    case ComparePainter::Panel::score:
        return options.scoreTitle.isEmpty() ? tr("Dissociation") : options.scoreTitle;
    }
    return {};
}

/// Which columns of a line are drawn, so that lines differ without colour.
bool isOn(int dash, std::int64_t column, double ratio) {
    const auto at = static_cast<std::int64_t>(static_cast<double>(column) / ratio);
    switch (dash) {
    case 1: return at % 46 < 40;
    case 2: return at % 24 < 18;
    case 3: return at % 58 < 40 || (at % 58 >= 46 && at % 58 < 52);
    default: return true;
    }
}

MonoTime lastOf(const ComparedSession& s) {
    return std::max(s.view->state().lastAt, s.view->record().lastAt());
}

} // namespace

TimeSpan alignedSpan(const ComparedSessions& sessions, Alignment alignment) {
    Millis from{0}, to{Minutes{5}};
    for (const auto& s : sessions) {
        const auto zero = s->zero(alignment);
        if (!zero) continue;
        const auto start = s->facts.start.value_or(*zero);
        from = std::min(from, std::max(s->view->record().firstAt(), start - kBefore) - *zero);
        to = std::max(to, s->facts.leftAt.value_or(lastOf(*s)) - *zero);
    }
    return {MonoTime{from}, MonoTime{to + Minutes{2}}};
}

void ComparePainter::layOut(double width, double height, double ratio, std::size_t sessions) {
    const double em = fonts_.em(), left = em * 3.4, top = em * 0.6;
    layout_ = {};
    ratio_ = ratio;
    const int columns = std::max(1, static_cast<int>((width - left - kTagRoom) * ratio));
    const double axisTop = height - em * 2.4;
    layout_.plot = {std::round(left * ratio) / ratio, top, columns / ratio, axisTop - top};
    layout_.gutter = {0, top, left, layout_.plot.height};
    layout_.axis = {left, axisTop, layout_.plot.width, em * 2.4};
    treatments_ = {layout_.plot.x, top, layout_.plot.width,
                   kTreatmentBar * static_cast<double>(sessions) + 4};
    const double title = em * 1.7;
    double weights = 0;
    for (const auto panel : kPanels) weights += weightOf(panel);
    const double room =
        std::max(0.0, axisTop - treatments_.bottom() - title * static_cast<double>(kPanels.size()));
    double y = treatments_.bottom();
    for (const auto panel : kPanels) {
        y += title;
        const double tall = room * weightOf(panel) / weights;
        boxes_[static_cast<std::size_t>(panel)] = {layout_.plot.x, y, layout_.plot.width, tall};
        y += tall;
    }
    // The record chart's own scales and grid lines; the totals' scale is drawn here.
    for (const auto panel :
         {ComparePainter::Panel::pressure, ComparePainter::Panel::heart, ComparePainter::Panel::saturation}) {
        PanelBox box;
        box.kind = panel == ComparePainter::Panel::saturation ? PanelKind::saturation : PanelKind::pressure;
        box.box = this->panel(panel);
        box.titleTop = treatments_.bottom();
        box.scale = scaleOf(panel, {});
        layout_.panels.push_back(box);
    }
}

ValueScale ComparePainter::scaleOf(ComparePainter::Panel which, const CompareOptions& options) const {
    const auto& box = panel(which);
    const double top = box.y + 1, bottom = box.bottom() - 1;
    if (which == ComparePainter::Panel::score) return {0, std::max(1.0, options.scoreMax), top, bottom};
    const auto scale =
        panelScale(which == ComparePainter::Panel::saturation ? PanelKind::saturation : PanelKind::pressure);
    return {scale.low, scale.high, top, bottom};
}

void ComparePainter::paintFrame(QImage& frame, const ComparedSessions& sessions, const ChartPalette& palette,
                                const CompareOptions& options) {
    const double ratio = frame.devicePixelRatio();
    layOut(frame.width() / ratio, frame.height() / ratio, ratio, sessions.size());
    const auto span = alignedSpan(sessions, options.alignment);
    const int columns = static_cast<int>(std::lround(layout_.plot.width * ratio));
    grid_ = TimeGrid::over(span.from, span.to, columns);
    frame.fill(palette.background);
    for (auto& ends : ends_) ends.clear();
    pressures_ = {};
    hits_.clear();

    ChartPixels pixels{{reinterpret_cast<std::uint32_t*>(frame.bits()), frame.width(), frame.height(),
                        static_cast<int>(frame.bytesPerLine() / 4)},
                       {0, 0, frame.width(), frame.height()},
                       &sprites_};
    QPainter painter(&frame);
    ChartOptions chart;
    chart.live = false;
    // An empty record whose time 0 is the aligned moment carries grid and axis.
    const RecordModel axis{};
    const ChartCanvas ground{painter, axis, layout_, grid_, palette, fonts_, chart, ratio, hits_, &pixels};
    paintGround(ground, options);

    std::vector<Line> lines;
    for (const auto& s : sessions)
        if (const auto zero = s->zero(options.alignment))
            lines.push_back({s.get(), compareStyle(s->letter, palette), *zero,
                             options.focused >= 0 && options.focused != s->letter});
    std::stable_sort(lines.begin(), lines.end(),
                     [](const auto& a, const auto& b) { return a.dimmed && !b.dimmed; });
    paintTreatments(ground, lines);
    for (auto& line : lines) {
        if (line.dimmed) line.style.colour = palette.softened(line.style.colour, 0.35);
        // The same columns in the session's own time.
        TimeGrid own = grid_;
        own.first += std::llround(static_cast<double>(toMs(line.zero)) / grid_.msPerColumn);
        const ChartCanvas c{
            painter, line.session->view->record(), layout_, own, palette, fonts_, chart, ratio, hits_,
            &pixels};
        paintTrace(c, line, Channel::hr, ComparePainter::Panel::heart, options);
        paintTrace(c, line, Channel::spo2, ComparePainter::Panel::saturation, options);
        paintPressures(c, line, options);
        paintScores(c, line, options);
    }
    for (const auto panel : kPanels) paintTags(ground, panel);
    paintAxis(ground);
}

void ComparePainter::paintGround(const ChartCanvas& c, const CompareOptions& options) {
    paintBackground(c);
    for (const auto& box : layout_.panels) paintPanelScale(c, box);
    paintScoreScale(c, options);
    const double zero = c.snapped(c.x(MonoTime{}));
    c.fill(zero, layout_.plot.y, 1.4, layout_.plot.height, c.palette.infusion);
    for (const auto which : kPanels) {
        const auto title = titleOf(which, options);
        const double x = panel(which).x + 6, baseline = panel(which).y - c.fonts.em() * 0.45;
        // The line of the aligned moment and the grid stop at the words.
        c.fill(x - 2, baseline - c.fonts.em(), c.fonts.width(Face::bold, title) + 6, c.fonts.em() * 1.3,
               c.palette.background);
        drawText(c, x, baseline, Face::bold, c.palette.quiet, title);
    }
}

void ComparePainter::paintScoreScale(const ChartCanvas& c, const CompareOptions& options) {
    const auto scale = scaleOf(ComparePainter::Panel::score, options);
    const auto& box = panel(ComparePainter::Panel::score);
    const double step = scale.high > 40 ? 20 : scale.high > 12 ? 6 : 2;
    for (double v = 0; v <= scale.high + 1e-9; v += step) {
        const double y = scale.y(v);
        c.fill(box.x, c.snapped(y), box.width, 1, v == 0 ? c.palette.gridHeavy : c.palette.gridFine);
        const auto text = QString::number(v);
        drawText(c, box.x - 8 - c.fonts.width(Face::small, text), y + c.fonts.em() * 0.36, Face::small,
                 c.palette.faint, text);
    }
}

/// One thin bar for each session from start to end of treatment, as the record chart's infusion lane.
void ComparePainter::paintTreatments(const ChartCanvas& c, const std::vector<Line>& lines) const {
    std::vector<const Line*> byLetter;
    for (const auto& line : lines) byLetter.push_back(&line);
    std::sort(byLetter.begin(), byLetter.end(),
              [](auto* a, auto* b) { return a->session->letter < b->session->letter; });
    double y = treatments_.y + 1;
    for (const auto* line : byLetter) {
        const auto& facts = line->session->facts;
        if (facts.start) {
            const double from = c.clippedX(MonoTime{*facts.start - line->zero});
            const double to = c.clippedX(MonoTime{facts.end.value_or(lastOf(*line->session)) - line->zero});
            const auto colour =
                line->dimmed ? c.palette.softened(line->style.colour, 0.35) : line->style.colour;
            c.fill(from, y, std::max(2.0, to - from), kTreatmentBar - 1, colour);
            if (facts.has(fact::kAborted)) c.fill(to - 1, y - 2, 2, kTreatmentBar + 3, c.palette.text);
        }
        y += kTreatmentBar;
    }
}

void ComparePainter::paintTrace(const ChartCanvas& c, const Line& line, Channel channel,
                                ComparePainter::Panel which, const CompareOptions& options) {
    const auto& vitals = c.model.vitals();
    if (channel == Channel::hr && !vitals.has(Channel::hr)) channel = Channel::pulseRate;
    const auto scale = scaleOf(which, options);
    auto device = scale;
    device.top *= ratio_;
    device.bottom *= ratio_;
    std::optional<LineEnd> end;
    for (const auto& track : vitals.tracks()) {
        if (track.channel != channel || track.series.empty()) continue;
        std::vector<ColumnRange> columns(static_cast<std::size_t>(c.grid.count));
        trustedColumns(track.series, c.grid.msPerColumn, c.grid.first, c.grid.count, columns.data());
        for (std::size_t i = columns.size(); i-- > 0;) {
            if (columns[i].empty()) continue;
            const double x = layout_.plot.x + static_cast<double>(i) / ratio_;
            if (!end || x > end->x)
                end = LineEnd{x, scale.y(static_cast<double>(columns[i].range.hi)), line.session->tag(),
                              line.style.colour};
            break;
        }
        for (std::size_t i = 0; i < columns.size(); ++i)
            if (!isOn(line.style.dash, static_cast<std::int64_t>(i), ratio_)) columns[i] = {};
        rasterTrace(c.pixels->surface, columns, static_cast<int>(std::lround(layout_.plot.x * ratio_)),
                    device, line.style.colour.rgb() & 0xffffff, (line.dimmed ? 0.9 : 1.15) * ratio_);
    }
    if (end) ends_[static_cast<std::size_t>(which)].push_back(*end);
}

void ComparePainter::paintPressures(const ChartCanvas& c, const Line& line, const CompareOptions& options) {
    std::vector<std::pair<MonoTime, double>> systolic, diastolic;
    for (const auto& p : c.model.vitals().nibp()) {
        if (p.isHollow() || c.isStruck(p) || !c.sees(p.at)) continue;
        if (p.systolic) systolic.emplace_back(p.at, static_cast<double>(*p.systolic));
        if (p.diastolic) diastolic.emplace_back(p.at, static_cast<double>(*p.diastolic));
    }
    pressures_[static_cast<std::size_t>(line.session->letter)] = systolic.size();
    const auto scale = scaleOf(ComparePainter::Panel::pressure, options);
    paintPoints(c, line, ComparePainter::Panel::pressure, diastolic, scale, false);
    paintPoints(c, line, ComparePainter::Panel::pressure, systolic, scale, true);
}

void ComparePainter::paintScores(const ChartCanvas& c, const Line& line, const CompareOptions& options) {
    std::vector<std::pair<MonoTime, double>> points;
    for (const auto& s : c.model.scores())
        if (s.instrument == options.scoreScale && s.total && !c.isStruck(s) && c.sees(s.at))
            points.emplace_back(s.at, *s.total);
    std::sort(points.begin(), points.end());
    paintPoints(c, line, ComparePainter::Panel::score, points, scaleOf(ComparePainter::Panel::score, options),
                true);
}

/// Measurements with their marks; thin lines between those that belong together.
void ComparePainter::paintPoints(const ChartCanvas& c, const Line& line, ComparePainter::Panel which,
                                 const std::vector<std::pair<MonoTime, double>>& points,
                                 const ValueScale& scale, bool withMarks) {
    if (points.empty()) return;
    const auto thin = c.palette.softened(line.style.colour, line.dimmed ? 0.3 : 0.7);
    c.painter.setRenderHint(QPainter::Antialiasing);
    c.painter.setPen(QPen(thin, 1));
    for (std::size_t i = 1; i < points.size(); ++i) {
        // Totals are asked a few times in a session, so theirs may be further apart.
        if (which != ComparePainter::Panel::score && points[i].first - points[i - 1].first > kJoined)
            continue;
        c.painter.drawLine(QPointF(c.x(points[i - 1].first), scale.y(points[i - 1].second)),
                           QPointF(c.x(points[i].first), scale.y(points[i].second)));
    }
    c.painter.setRenderHint(QPainter::Antialiasing, false);
    const double size = line.dimmed ? 3 : withMarks ? 3.6 : 2;
    for (const auto& [at, value] : points) {
        const auto style = line.style;
        const SpriteKey key{1'000 + style.shape + (withMarks ? 0 : 100),
                            style.colour.rgb(),
                            c.palette.background.rgb(),
                            static_cast<int>(size * 16),
                            {}};
        c.mark(key, c.x(at), scale.y(value), 7, [&](QPainter& p) {
            if (withMarks) return paintCompareMark(p, style, c.palette.background, size);
            p.setPen(Qt::NoPen);
            p.setBrush(style.colour);
            p.drawEllipse(QPointF(), size, size);
        });
    }
    if (withMarks)
        ends_[static_cast<std::size_t>(which)].push_back({c.x(points.back().first),
                                                          scale.y(points.back().second), line.session->tag(),
                                                          line.style.colour});
}

/// The letters right of the plot, each at the height where its line ends, moved apart where they would touch.
void ComparePainter::paintTags(const ChartCanvas& c, ComparePainter::Panel which) {
    auto ends = ends_[static_cast<std::size_t>(which)];
    const auto& box = panel(which);
    const double line = c.fonts.em() * 0.95;
    std::sort(ends.begin(), ends.end(), [](const auto& a, const auto& b) { return a.y < b.y; });
    // What does not fit below each other goes side by side, in as many columns as it takes.
    const auto rows = std::max<std::size_t>(1, static_cast<std::size_t>(box.height / line));
    const std::size_t columns = (ends.size() + rows - 1) / std::max<std::size_t>(1, rows);
    std::vector<double> at(columns, box.y - line);
    for (std::size_t i = 0; i < ends.size(); ++i) {
        const std::size_t column = i % columns;
        const std::size_t after = (ends.size() - 1 - i) / columns;
        const double lowest = box.bottom() - line * static_cast<double>(after) + line * 0.2;
        const double y = std::min(std::max(ends[i].y + line * 0.35, at[column] + line), lowest);
        at[column] = y;
        drawText(c, box.right() + 6 + static_cast<double>(column) * c.fonts.em() * 0.8, y, Face::bold,
                 ends[i].colour, ends[i].tag);
    }
}

Millis ComparePainter::timeAt(double x) const {
    return grid_.timeAt((x - layout_.plot.x) * ratio_).time_since_epoch();
}

double ComparePainter::xOf(Millis at) const {
    return layout_.plot.x + grid_.x(MonoTime{at}) / ratio_;
}

} // namespace chairside
