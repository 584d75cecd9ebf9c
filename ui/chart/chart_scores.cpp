// SPDX-License-Identifier: GPL-3.0-or-later
// Scores: the panel of sedation, dissociation, nausea and pain on fixed scales, and the lane of all others.
// Shape says which question was asked, height how strong the answer was, the number is written beside it.
#include "core/chart/crosshair.h"
#include "core/chart/score_scale.h"
#include "ui/chart/chart_grounds.h"
#include "ui/chart/chart_lanes.h"
#include "ui/chart/trace_lines.h"
#include "ui/style/words.h"

#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace chairside {
namespace {

QString kindName(ScoreKind kind) {
    switch (kind) {
    case ScoreKind::sedation: return tr("Sedation");
    case ScoreKind::dissociation: return tr("Dissociation");
    case ScoreKind::nausea: return tr("Nausea");
    case ScoreKind::pain: return tr("Pain");
    }
    return {};
}

QPainterPath kindShape(ScoreKind kind, double r) {
    QPainterPath path;
    switch (kind) {
    case ScoreKind::sedation: path.addRect(QRectF(-r * 0.85, -r * 0.85, r * 1.7, r * 1.7)); break;
    case ScoreKind::dissociation: path.addEllipse(QPointF(0, 0), r, r); break;
    case ScoreKind::nausea:
        path.moveTo(0, -r), path.lineTo(r * 1.05, r * 0.85), path.lineTo(-r * 1.05, r * 0.85);
        path.closeSubpath();
        break;
    case ScoreKind::pain:
        path.moveTo(0, -r * 1.15), path.lineTo(r, 0), path.lineTo(0, r * 1.15), path.lineTo(-r, 0);
        path.closeSubpath();
        break;
    }
    return path;
}

/// Filled: an answer. Outlined: incomplete, or no longer holding.
void paintKind(const ChartCanvas& c, ScoreKind kind, double x, double y, bool filled) {
    const double r = c.fonts.em() * 0.32;
    c.mark({shape::score,
            c.palette.score.rgb(),
            c.palette.background.rgb(),
            (static_cast<int>(r * 32) * 8 + static_cast<int>(kind)) * 2 + filled,
            {}},
           x, y, r + 3, [&](QPainter& painter) {
               painter.setPen(QPen(c.palette.score, 1.3));
               painter.setBrush(filled ? c.palette.score : c.palette.background);
               painter.drawPath(kindShape(kind, r));
           });
}

struct Placed {
    std::size_t item = 0;
    ScoreScale scale;
    double x = 0, y = 0; ///< of the mark
    double timeX = 0;    ///< where its time is
    Box box;
};

double heightOf(const PanelBox& panel, const ScoreScale& scale, const ScoreMark& score) {
    return panel.scale.y(score.total ? scale.severity(*score.total) : 0);
}

/// Scores taken together stand side by side: the first at its time, the others right of it. What finds no
/// room within a few marks is left to the crosshair and the table.
std::vector<Placed> placeScores(const ChartCanvas& c, const PanelBox& panel) {
    constexpr int kMostAside = 6;
    const auto& scores = c.model.scores();
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < scores.size(); ++i)
        if (scoreScale(scores[i].instrument) && c.sees(scores[i].at)) order.push_back(i);
    std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return scores[a].at < scores[b].at; });
    std::vector<Placed> out;
    std::vector<Box> taken;
    const double half = c.fonts.em() * 0.46;
    for (const auto i : order) {
        const auto scale = *scoreScale(scores[i].instrument);
        const double y = heightOf(panel, scale, scores[i]), x = c.x(scores[i].at);
        for (int aside = 0; aside < kMostAside; ++aside) {
            const double at = x + aside * 2 * half;
            const Box box{at - half, y - half, 2 * half, 2 * half};
            if (!isFree(taken, box)) continue;
            taken.push_back(box);
            out.push_back({i, scale, at, y, x, box});
            break;
        }
    }
    return out;
}

/// The columns of a straight line from one answer to the next, as far as they are seen.
void addLine(const ChartCanvas& c, const ScoreMark& from, const ScoreMark& to, const ScoreScale& scale,
             std::vector<ColumnRange>& columns) {
    const double xa = c.grid.x(from.at), xb = c.grid.x(to.at);
    if (xb <= xa) return;
    const double a = scale.severity(*from.total), b = scale.severity(*to.total);
    const auto at = [&](double x) {
        return static_cast<float>(a + (b - a) * (std::clamp(x, xa, xb) - xa) / (xb - xa));
    };
    const double last = std::min(xb, static_cast<double>(c.grid.count) - 1);
    for (double x = std::max(0.0, std::floor(xa)); x <= last; ++x) {
        auto& range = columns[static_cast<std::size_t>(x)].range;
        range.add(at(x)), range.add(at(x + 1));
    }
}

/// A quiet line from each answer to the next of the same instrument, so that a course is seen. Withdrawn,
/// corrected and incomplete ones are not joined. By columns, as the traces are: strokes would cost more than
/// all of those.
void joinScores(const ChartCanvas& c, const PanelBox& panel) {
    const QColor colour = c.palette.softened(c.palette.score, 0.5);
    ValueScale device = panel.scale;
    device.top *= c.columnsPerPixel, device.bottom *= c.columnsPerPixel;
    for (const auto kind : kScoreKinds) {
        std::vector<const ScoreMark*> row;
        for (const auto& score : c.model.scores()) {
            const auto scale = scoreScale(score.instrument);
            if (scale && scale->kind == kind && score.total && !c.isStruck(score)) row.push_back(&score);
        }
        std::stable_sort(row.begin(), row.end(), [](auto* a, auto* b) { return a->at < b->at; });
        std::vector<ColumnRange> columns(static_cast<std::size_t>(c.grid.count));
        for (std::size_t i = 1; i < row.size(); ++i)
            if (row[i]->instrument == row[i - 1]->instrument && c.sees(row[i - 1]->at, row[i]->at))
                addLine(c, *row[i - 1], *row[i], *scoreScale(row[i]->instrument), columns);
        if (c.pixels)
            rasterTrace(c.pixels->surface, columns,
                        static_cast<int>(std::lround(c.layout.plot.x * c.columnsPerPixel)), device,
                        colour.rgb(), c.columnsPerPixel);
        else
            drawVectorTrace(c, columns, panel.scale, c.layout.plot.x, QPen(colour, 0.6));
    }
}

} // namespace

void paintScoreTitle(const ChartCanvas& c, const PanelBox& panel) {
    const double baseline = panel.box.y - c.fonts.em() * 0.42;
    double x = panel.box.x + 6 + c.fonts.em() * 0.36;
    for (const auto kind : kScoreKinds) {
        QString text = kindName(kind);
        bool asked = false;
        for (const auto& score : c.model.scores()) {
            const auto scale = scoreScale(score.instrument);
            if (!scale || scale->kind != kind || asked) continue;
            asked = true;
            text += QStringLiteral(" %1–%2").arg(scale->none).arg(scale->worst);
        }
        const double width = c.fonts.width(Face::small, text);
        if (!asked || x + width > c.layout.plot.right()) continue;
        paintKind(c, kind, x, baseline - c.fonts.em() * 0.34, true);
        drawText(c, x + c.fonts.em() * 0.6, baseline, Face::small, c.palette.score, text);
        x += width + c.fonts.em() * 1.7;
    }
    if (panel.folded) drawText(c, x, baseline, Face::tiny, c.palette.faint, tr("folded"));
}

void paintScoreScale(const ChartCanvas& c, const PanelBox& panel) {
    for (const double part : {0.0, 0.5, 1.0})
        c.fill(panel.box.x, c.snapped(panel.scale.y(part)), panel.box.width, 1,
               part == 0.5 ? c.palette.gridFine : c.palette.gridHeavy);
    for (const auto& [part, word] : {std::pair{0.0, tr("none")}, std::pair{1.0, tr("worst")}})
        drawText(c, panel.box.x - 8 - c.fonts.width(Face::small, word),
                 panel.scale.y(part) + c.fonts.em() * 0.36, Face::small, c.palette.faint, word);
}

void paintScorePanel(const ChartCanvas& c) {
    const auto* panel = c.layout.panel(PanelKind::scores);
    if (!panel) return;
    joinScores(c, *panel);
    const auto placed = placeScores(c, *panel);
    std::vector<Box> taken;
    for (const auto& one : placed) taken.push_back(one.box);
    for (const auto& one : placed) {
        const auto& score = c.model.scores()[one.item];
        const bool struck = c.isStruck(score);
        if (one.x > one.timeX + 1) // a tick at its own time
            c.fill(one.timeX, panel->box.bottom() - 3, 1, 3, c.palette.score);
        paintKind(c, one.scale.kind, one.x, one.y, score.total && !struck);
        if (struck) c.fill(one.box.x - 1, one.y, one.box.width + 2, 1.6, c.palette.text);
        ChartHit hit{one.box, HitKind::score, {one.item}, {score.event}};
        const QString text = QString::fromStdString(scoreText(score));
        const double width = c.fonts.width(Face::tiny, text), height = c.fonts.em() * 0.8;
        for (const double y : {one.y, one.y - height, one.y + height}) {
            const Box words{one.box.right() + 1, y - height / 2, width, height};
            if (words.right() > c.layout.plot.right() || words.y < panel->box.y - 1 ||
                words.bottom() > panel->box.bottom() + 1 || !isFree(taken, words))
                continue;
            taken.push_back(words);
            drawText(c, words.x, y + c.fonts.em() * 0.3, Face::tiny,
                     struck ? c.palette.faint : c.palette.score, text);
            hit.box.width = words.right() - hit.box.x;
            break;
        }
        c.hits.push_back(std::move(hit));
    }
}

namespace {

/// Where there is no panel: sedation and other small scores as letter and number ("S5"), dissociation and the
/// rest as a number in a disc.
QString scoreBadge(const ScoreMark& score) {
    const QString total = QString::fromStdString(scoreText(score));
    const auto scale = scoreScale(score.instrument);
    if (!scale || scale->kind == ScoreKind::dissociation) return total;
    if (score.instrument == "rass") return QStringLiteral("R") + total;
    return kindName(scale->kind).left(1) + total;
}

void paintDisc(const ChartCanvas& c, double x, double y, double half, double r, bool struck) {
    const bool outlined = struck || c.palette.paper;
    c.mark({shape::disc,
            c.palette.scoreFill.rgb(),
            c.palette.quiet.rgb(),
            (static_cast<int>(half * 4) * 1024 + static_cast<int>(r * 4)) * 4 + 2 * struck + outlined,
            {}},
           x, y, half + 2, [&](QPainter& painter) {
               painter.setPen(outlined ? QPen(c.palette.quiet, 1) : QPen(Qt::NoPen));
               painter.setBrush(struck ? QBrush(Qt::NoBrush) : QBrush(c.palette.scoreFill));
               painter.drawRoundedRect(QRectF(-half, -r, 2 * half, 2 * r), r, r);
           });
}

} // namespace

void paintScores(const ChartCanvas& c, const LaneBox& lane) {
    const auto& scores = c.model.scores();
    const bool inPanel = c.layout.has(PanelKind::scores);
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < scores.size(); ++i)
        if (c.sees(scores[i].at) && !(inPanel && scoreScale(scores[i].instrument))) order.push_back(i);
    std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return scores[a].at < scores[b].at; });
    const double r = std::min(c.fonts.em() * 0.84, lane.box.height * 0.44), y = laneMiddle(lane);
    double freeFrom = -1e9;
    for (const auto i : order) {
        const auto& score = scores[i];
        const QString badge = scoreBadge(score);
        const bool disc = !badge.isEmpty() && !badge.front().isLetter(), struck = c.isStruck(score);
        const double width = c.fonts.width(disc ? Face::bold : Face::small, badge);
        const double half = disc ? std::max(r, width / 2 + 4) : width / 2, at = c.x(score.at);
        // Scores taken together stand side by side: the first at its time, the next right of it.
        const double x = std::max(at, std::min(freeFrom + half + 3, at + 6 * c.fonts.em()));
        if (x - half < freeFrom - 1) continue; // no room; the crosshair and the table have it
        freeFrom = x + half;
        if (disc) paintDisc(c, x, y, half, r, struck);
        drawText(c, x - width / 2, laneBaseline(c, lane), disc ? Face::bold : Face::small,
                 disc && !struck ? c.palette.score : c.palette.quiet, badge);
        if (struck) strikeOut(c, x - half, x + half, y);
        c.hits.push_back(
            {{x - half - 2, lane.box.y, 2 * half + 4, lane.box.height}, HitKind::score, {i}, {score.event}});
    }
}

} // namespace chairside
