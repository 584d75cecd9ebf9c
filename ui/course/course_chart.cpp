// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/course/course_chart.h"

#include "core/base/number.h"
#include "ui/style/card.h"
#include "ui/style/tabular_text.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace chairside {
namespace {

constexpr double kHead = 66, kLine = 18, kPanelGap = 10, kValueRoom = 20;
constexpr double kThresholdWord = 16;
constexpr int kEffectLines = 4;
/// Fixed for every patient: a rise above it stands at the edge with its number. Design.
constexpr double kRiseMax = 60;

double tailHeight() {
    return (kEffectLines + 1) * kLine + 8;
}

double yOf(const QRectF& box, double max, double value) {
    return box.bottom() - std::clamp(value / max, 0.0, 1.0) * (box.height() - kValueRoom);
}

QString shownNumber(double value) {
    return QString::fromStdString(formatNumber(value, 1));
}

QString signedNumber(double value) {
    const auto rounded = static_cast<int>(std::lround(value));
    return rounded < 0 ? QStringLiteral("−%1").arg(-rounded) : QStringLiteral("+%1").arg(rounded);
}

} // namespace

std::vector<CourseChart::Panel> CourseChart::panels() const {
    std::vector<Panel> out;
    const bool score = !state_.scoreTitle.isEmpty();
    const double parts = score ? 4.3 : 3;
    const double room = height() - kHead - tailHeight() - kPanelGap * (score ? 4 : 3);
    double y = kHead + 4;
    const auto add = [&](const QString& title, const QString& unit, double max, double part) {
        const double h = room * part / parts;
        out.push_back({QRectF(kLabels, y, width() - kLabels - kRight, h), title, unit, max});
        y += h + kPanelGap;
    };
    add(tr("Dose given"), state_.doseUnit, state_.doseMax, 1);
    add(tr("Rise of BP"), tr("mmHg"), kRiseMax, 1);
    add(tr("Dissociation"), state_.dissociationTitle, state_.dissociationMax, 1);
    if (score) add(state_.scoreTitle, tr("at the visit"), state_.scoreMax, 1.3);
    return out;
}

void CourseChart::paintPanelFrame(QPainter& painter, const Panel& panel) const {
    const Theme& theme = themeOf(*this);
    painter.setFont(uiFont(type::kSmall, QFont::Medium));
    painter.setPen(theme.text);
    const double top = panel.box.top();
    drawTabular(painter, QRectF(14, top + kValueRoom - 12, kLabels - 50, 20),
                Qt::AlignLeft | Qt::AlignVCenter, panel.title);
    painter.setFont(uiFont(type::kTiny));
    painter.setPen(theme.quiet);
    drawTabular(painter, QRectF(14, top + kValueRoom + 7, kLabels - 46, 18), Qt::AlignLeft | Qt::AlignVCenter,
                panel.unit);
    for (const double part : {0.0, 0.5, 1.0}) {
        const double value = panel.max * part;
        const double y = std::round(yOf(panel.box, panel.max, value)) + 0.5;
        painter.setPen(QPen(part == 0 ? theme.line : theme.faintLine, 1));
        painter.drawLine(QPointF(kLabels, y), QPointF(panel.box.right(), y));
        painter.setPen(theme.quiet);
        if (part != 0.5)
            drawTabular(painter, QRectF(kLabels - 44, y - 9, 36, 18), Qt::AlignRight | Qt::AlignVCenter,
                        shownNumber(value));
    }
}

void CourseChart::paintValue(QPainter& painter, const Panel& panel, double x, double y, const QString& text,
                             const QColor& colour) const {
    painter.setFont(uiFont(type::kTiny, QFont::DemiBold));
    painter.setPen(colour);
    const double top = std::max(panel.box.top() - 2, y - 23);
    const double half = columnWidth() / 2 - 2;
    drawTabular(painter, QRectF(x - half, top, 2 * half, 18), Qt::AlignHCenter | Qt::AlignVCenter, text);
}

std::vector<CourseChart::Threshold> CourseChart::thresholds() const {
    const auto all = panels();
    if (all.size() < 4) return {};
    const auto& panel = all[3];
    const QFontMetricsF metrics(uiFont(type::kTiny));
    std::vector<Threshold> out;
    const auto add = [&](const std::optional<double>& at, const QString& text) {
        if (!at || *at < 0 || *at > panel.max) return;
        Threshold line{text, std::round(yOf(panel.box, panel.max, *at)) + 0.5, {}, false};
        line.word = {kLabels + 4, line.y - kThresholdWord - 1, std::ceil(metrics.horizontalAdvance(text)) + 2,
                     kThresholdWord};
        if (!out.empty() &&
            line.word.adjusted(0, -2, 0, 0).intersects(out.front().word.adjusted(0, 0, 0, 3))) {
            line.inLine = true; // beside the other word, on its own line
            line.word.moveTopLeft({out.front().word.right() + 14, line.y - kThresholdWord / 2});
        }
        out.push_back(line);
    };
    add(state_.responseAt, tr("response"));
    add(state_.remissionAt, tr("remission"));
    return out;
}

void CourseChart::paintThresholds(QPainter& painter, const Panel& panel) const {
    const Theme& theme = themeOf(*this);
    const auto lines = thresholds();
    painter.setPen(QPen(theme.control, 1, Qt::DashLine));
    for (const auto& line : lines)
        painter.drawLine(QPointF(kLabels, line.y), QPointF(panel.box.right(), line.y));
    painter.setFont(uiFont(type::kTiny));
    for (const auto& line : lines) {
        if (line.inLine) painter.fillRect(line.word.adjusted(-4, 0, 4, 0), theme.card);
        painter.setPen(theme.quiet);
        drawTabular(painter, line.word, Qt::AlignLeft | Qt::AlignVCenter, line.text);
    }
}

void CourseChart::paintHead(QPainter& painter, std::size_t i) const {
    const Theme& theme = themeOf(*this);
    const Column& column = state_.columns[i];
    const QRectF box = columnBox(i);
    const bool active = hovered_ == i || (hasFocus() && current_ == i);
    if (active) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.raised);
        painter.drawRoundedRect(box.adjusted(2, 0, -2, 0), space::kChipRadius, space::kChipRadius);
    }
    if (column.begins && i > 0) {
        painter.setPen(QPen(theme.control, 1, Qt::DashLine));
        painter.drawLine(QPointF(box.left(), 8), QPointF(box.left(), height() - 8));
    }
    const QRectF text = box.adjusted(2, 0, -2, 0);
    painter.setFont(uiFont(type::kSmall, QFont::DemiBold));
    painter.setPen(theme.text);
    drawTabular(painter, QRectF(text.left(), 6, text.width(), 20), Qt::AlignHCenter | Qt::AlignVCenter,
                column.date);
    painter.setFont(uiFont(type::kTiny));
    painter.setPen(theme.quiet);
    drawTabular(painter, QRectF(text.left(), 26, text.width(), 18), Qt::AlignHCenter | Qt::AlignVCenter,
                column.interval);
    painter.setPen(column.status.isEmpty() ? theme.quiet : theme.caution);
    drawTabular(painter, QRectF(text.left(), 44, text.width(), 18), Qt::AlignHCenter | Qt::AlignVCenter,
                column.status.isEmpty() ? column.number : column.status);
}

void CourseChart::paintDose(QPainter& painter, const Panel& panel) const {
    const Theme& theme = themeOf(*this);
    paintPanelFrame(painter, panel);
    for (std::size_t i = first_; i < first_ + shown(); ++i) {
        const Column& column = state_.columns[i];
        if (!column.dose) continue;
        const double x = columnBox(i).center().x(), y = yOf(panel.box, panel.max, *column.dose);
        painter.setPen(Qt::NoPen);
        painter.setBrush(blended(theme.card, theme.infusion, 0.75));
        QPainterPath bar;
        const double floor = panel.box.bottom();
        bar.addRoundedRect(QRectF(x - 15, y, 30, floor - y + 4), 4, 4);
        painter.save();
        painter.setClipRect(QRectF(x - 16, y - 1, 32, floor - y + 1));
        painter.drawPath(bar);
        painter.restore();
        paintValue(painter, panel, x, y, column.doseText, theme.infusion);
    }
}

void CourseChart::paintPressure(QPainter& painter, const Panel& panel) const {
    const Theme& theme = themeOf(*this);
    paintPanelFrame(painter, panel);
    for (std::size_t i = first_; i < first_ + shown(); ++i) {
        const Column& column = state_.columns[i];
        if (!column.systolicRise) continue;
        const double x = columnBox(i).center().x();
        const double sys = yOf(panel.box, panel.max, *column.systolicRise);
        painter.setPen(QPen(theme.nibp, 2));
        painter.drawLine(QPointF(x, panel.box.bottom()), QPointF(x, sys));
        // The carets of the record chart: systolic from above, diastolic from below, hollow.
        painter.setBrush(theme.nibp);
        painter.drawPolygon(QPolygonF{{x - 6, sys - 5}, {x + 6, sys - 5}, {x, sys + 3}});
        if (column.diastolicRise) {
            const double dia = yOf(panel.box, panel.max, *column.diastolicRise);
            painter.setBrush(theme.card);
            painter.setPen(QPen(theme.nibp, 1.5));
            painter.drawEllipse(QPointF(x, dia), 4, 4);
        }
        QString text = signedNumber(*column.systolicRise);
        if (column.diastolicRise) text += QStringLiteral(" / ") + signedNumber(*column.diastolicRise);
        paintValue(painter, panel, x, sys - 3, text, theme.nibp);
        if (!column.pressureText.isEmpty() && columnWidth() >= 120) {
            painter.setFont(uiFont(type::kTiny));
            painter.setPen(theme.quiet);
            // A pressure is never cut: it may reach below the next column's value, the last one stands before
            // it.
            const bool last = i + 1 == first_ + shown();
            const double room = columnWidth() - 20, y = panel.box.bottom() - 18;
            drawTabular(painter, QRectF(last ? x - 10 - room : x + 10, y, room, 16),
                        (last ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter, column.pressureText);
        }
    }
}

void CourseChart::paintDissociation(QPainter& painter, const Panel& panel) const {
    const Theme& theme = themeOf(*this);
    paintPanelFrame(painter, panel);
    for (std::size_t i = first_; i < first_ + shown(); ++i) {
        const Column& column = state_.columns[i];
        if (!column.dissociation) continue;
        const double x = columnBox(i).center().x(), y = yOf(panel.box, panel.max, *column.dissociation);
        const bool other = !column.dissociationScale.isEmpty();
        if (!other) {
            painter.setPen(QPen(theme.score, 2));
            painter.drawLine(QPointF(x, panel.box.bottom()), QPointF(x, y));
            painter.setBrush(theme.score);
            painter.setPen(Qt::NoPen);
            painter.drawEllipse(QPointF(x, y), 5, 5);
            paintValue(painter, panel, x, y - 2, shownNumber(*column.dissociation), theme.score);
        } else { // another scale has no place on this axis
            paintValue(painter, panel, x, panel.box.center().y() + 12,
                       shownNumber(*column.dissociation) + QStringLiteral(" ") + column.dissociationScale,
                       theme.quiet);
        }
    }
}

void CourseChart::paintScore(QPainter& painter, const Panel& panel) const {
    const Theme& theme = themeOf(*this);
    paintPanelFrame(painter, panel);
    paintThresholds(painter, panel);
    std::optional<QPointF> before;
    for (std::size_t i = first_; i < first_ + shown(); ++i) {
        const Column& column = state_.columns[i];
        if (!column.score) { // nobody asked: no line across the gap
            before.reset();
            continue;
        }
        const QPointF at(columnBox(i).center().x(), yOf(panel.box, panel.max, *column.score));
        painter.setPen(QPen(theme.score, 2));
        if (before && !column.begins) painter.drawLine(*before, at);
        before = at;
    }
    for (std::size_t i = first_; i < first_ + shown(); ++i) {
        const Column& column = state_.columns[i];
        if (!column.score) continue;
        const QPointF at(columnBox(i).center().x(), yOf(panel.box, panel.max, *column.score));
        painter.setPen(QPen(theme.card, 2));
        painter.setBrush(theme.score);
        painter.drawEllipse(at, 6, 6);
        paintValue(painter, panel, at.x(), at.y() - 4, shownNumber(*column.score), theme.score);
        if (column.verdict.isEmpty()) continue;
        painter.setFont(uiFont(type::kTiny));
        painter.setPen(theme.tone(column.verdictTone));
        const double half = columnWidth() / 2;
        const double y = std::min(at.y() + 8, panel.box.bottom() - 18);
        drawTabular(painter, QRectF(at.x() - half, y, 2 * half, 18), Qt::AlignHCenter | Qt::AlignVCenter,
                    column.verdict);
    }
}

/// Worst effects first, severity as one to three squares beside the word; then medicines.
void CourseChart::paintEffects(QPainter& painter, std::size_t i) const {
    const Theme& theme = themeOf(*this);
    const Column& column = state_.columns[i];
    const QRectF box = columnBox(i).adjusted(8, 0, -6, 0);
    double y = height() - tailHeight();
    const auto most = static_cast<std::size_t>(kEffectLines);
    const std::size_t fit = column.effects.size() > most ? most - 1 : column.effects.size();
    painter.setFont(uiFont(type::kTiny));
    for (std::size_t e = 0; e < fit; ++e, y += kLine) {
        const auto& effect = column.effects[e];
        const double marks = 3 * 7;
        painter.setPen(theme.text);
        drawTabular(painter, QRectF(box.left(), y, box.width() - marks - 4, kLine),
                    Qt::AlignLeft | Qt::AlignVCenter, effect.label);
        for (int mark = 0; mark < 3; ++mark) {
            const QRectF square(box.right() - marks + mark * 7, y + kLine / 2 - 2.5, 5, 5);
            painter.setPen(QPen(theme.score, 1));
            painter.setBrush(mark < effect.severity ? QBrush(theme.score) : QBrush(Qt::NoBrush));
            painter.drawRect(square);
        }
    }
    painter.setPen(theme.quiet);
    if (fit < column.effects.size())
        drawTabular(painter, QRectF(box.left(), y, box.width(), kLine), Qt::AlignLeft | Qt::AlignVCenter,
                    tr("%1 more").arg(column.effects.size() - fit));
    if (column.effects.empty())
        drawTabular(painter, QRectF(box.left(), y, box.width(), kLine), Qt::AlignLeft | Qt::AlignVCenter,
                    tr("none noted"));
    if (!column.medicines.isEmpty()) {
        painter.setPen(theme.infusion);
        drawTabular(painter, QRectF(box.left(), height() - kLine - 8, box.width(), kLine),
                    Qt::AlignLeft | Qt::AlignVCenter, column.medicines.join(QStringLiteral(", ")));
    }
}

void CourseChart::paintEvent(QPaintEvent*) {
    const Theme& theme = themeOf(*this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paintCard(painter, rect(), theme);
    if (state_.columns.empty()) return;
    for (std::size_t i = first_; i < first_ + shown(); ++i) paintHead(painter, i);
    const auto all = panels();
    paintDose(painter, all[0]);
    paintPressure(painter, all[1]);
    paintDissociation(painter, all[2]);
    if (all.size() > 3) paintScore(painter, all[3]);
    const double tail = height() - tailHeight();
    painter.setPen(QPen(theme.faintLine, 1));
    painter.drawLine(QPointF(14, tail - 0.5), QPointF(width() - kRight, tail - 0.5));
    painter.setFont(uiFont(type::kSmall, QFont::Medium));
    painter.setPen(theme.text);
    drawTabular(painter, QRectF(14, tail, kLabels - 20, kLine), Qt::AlignLeft | Qt::AlignVCenter,
                tr("Side effects"));
    drawTabular(painter, QRectF(14, height() - kLine - 8, kLabels - 20, kLine),
                Qt::AlignLeft | Qt::AlignVCenter, tr("Medicines"));
    for (std::size_t i = first_; i < first_ + shown(); ++i) paintEffects(painter, i);
    if (showsFocus(*this))
        paintFocusRing(painter, columnBox(std::clamp(current_, first_, first_ + shown() - 1)),
                       space::kChipRadius, theme);
}

} // namespace chairside
