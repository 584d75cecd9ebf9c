// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/figures/rise_chart.h"

#include "core/base/number.h"
#include "ui/style/card.h"
#include "ui/style/tabular_text.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace chairside {
namespace {

/// Fixed, so that two clinics and two months look alike. Design; published mean rises are below 30.
constexpr double kTopRise = 40, kLowRise = -10;
constexpr int kSpanMin = static_cast<int>(kRiseSpan.count());

QString axisNumber(double value, int decimals) {
    return QString::fromStdString(formatNumber(value, decimals));
}

} // namespace

RiseChart::RiseChart(QWidget* parent) : QAbstractButton(parent) {
    setCheckable(true);
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    setAccessibleName(tr("Mean rise of blood pressure by time in treatment"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void RiseChart::setRise(std::vector<MeanRise> rise, std::int64_t sessions) {
    rise_ = std::move(rise);
    sessions_ = sessions;
    const auto peak = std::ranges::max_element(rise_, {}, &MeanRise::systolic);
    setAccessibleDescription(peak == rise_.end()
                                 ? tr("no blood pressure measured")
                                 : tr("highest mean systolic rise %1 mmHg about minute %2, %3 sessions")
                                       .arg(axisNumber(peak->systolic, 1))
                                       .arg(peak->minute)
                                       .arg(sessions));
    update();
}

QRectF RiseChart::plot() const {
    return QRectF(rect()).adjusted(52, 64, -16, -46);
}

double RiseChart::xOf(int minute) const {
    return plot().left() + plot().width() * minute / kSpanMin;
}

double RiseChart::yOf(double rise) const {
    const double part = (std::clamp(rise, kLowRise, kTopRise) - kLowRise) / (kTopRise - kLowRise);
    return plot().bottom() - part * plot().height();
}

void RiseChart::paintAxes(QPainter& painter) const {
    const Theme& theme = themeOf(*this);
    const QRectF box = plot();
    painter.setFont(uiFont(type::kTiny));
    for (const double rise : {-10.0, 0.0, 10.0, 20.0, 30.0, 40.0}) {
        const double y = std::round(yOf(rise)) + 0.5;
        painter.setPen(QPen(rise == 0 ? theme.control : theme.faintLine, 1));
        painter.drawLine(QPointF(box.left(), y), QPointF(box.right(), y));
        painter.setPen(theme.quiet);
        drawTabular(painter, QRectF(8, y - 9, 38, 18), Qt::AlignRight | Qt::AlignVCenter,
                    (rise > 0 ? QStringLiteral("+") : QString()) + axisNumber(rise, 0));
    }
    for (int minute = 0; minute <= kSpanMin; minute += 20)
        drawTabular(painter, QRectF(xOf(minute) - 30, box.bottom() + 4, 60, 18),
                    Qt::AlignHCenter | Qt::AlignVCenter, minute == 0 ? tr("0 min") : QString::number(minute));
    // The number behind the points, where there is room for it.
    double last = -100;
    for (const auto& step : rise_) {
        const double x = xOf(step.minute);
        if (x - last < 52) continue;
        last = x;
        drawTabular(painter, QRectF(x - 26, box.bottom() + 22, 52, 18), Qt::AlignHCenter | Qt::AlignVCenter,
                    QString::fromStdString(formatCount(step.n)));
    }
    if (!rise_.empty())
        drawTabular(painter, QRectF(8, box.bottom() + 22, 38, 18), Qt::AlignRight | Qt::AlignVCenter,
                    QStringLiteral("n"));
}

void RiseChart::paintSeries(QPainter& painter, double MeanRise::*value, bool filled) const {
    const Theme& theme = themeOf(*this);
    const MeanRise* before = nullptr;
    for (const auto& step : rise_) {
        const QPointF at(xOf(step.minute), yOf(step.*value));
        const bool joined = before && before->n >= kFewest && step.n >= kFewest &&
                            step.minute - before->minute <= static_cast<int>(kRiseStep.count());
        painter.setPen(QPen(theme.nibp, filled ? 2 : 1.5));
        if (joined) painter.drawLine(QPointF(xOf(before->minute), yOf(before->*value)), at);
        before = &step;
    }
    for (const auto& step : rise_) {
        painter.setPen(QPen(theme.nibp, 1.5));
        painter.setBrush(filled ? theme.nibp : theme.card);
        painter.drawEllipse(QPointF(xOf(step.minute), yOf(step.*value)), 3.5, 3.5);
    }
}

void RiseChart::paintEvent(QPaintEvent*) {
    const Theme& theme = themeOf(*this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paintCard(painter, rect(), theme, nullptr, isChecked() ? &theme.selectedLine : nullptr);
    painter.setFont(uiFont(type::kSmall, QFont::DemiBold));
    painter.setPen(theme.quiet);
    drawTabular(painter, QRectF(16, 10, width() - 32, 22), Qt::AlignLeft | Qt::AlignVCenter,
                tr("Mean rise of blood pressure over baseline, mmHg"));
    painter.setFont(uiFont(type::kTiny));
    drawTabular(painter, QRectF(16, 32, width() - 32, 18), Qt::AlignLeft | Qt::AlignVCenter,
                sessions_ == 0 ? tr("No session with a pressure before and during treatment.")
                               : tr("● systolic   ○ diastolic   by minutes since the start, n = %1 sessions")
                                     .arg(QString::fromStdString(formatCount(sessions_))));
    paintAxes(painter);
    paintSeries(painter, &MeanRise::diastolic, false);
    paintSeries(painter, &MeanRise::systolic, true);
    if (showsFocus(*this)) paintFocusRing(painter, rect(), space::kCardRadius, theme);
}

void RiseChart::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) return click();
    QAbstractButton::keyPressEvent(event);
}

bool RiseChart::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        for (const auto& step : rise_)
            if (std::abs(xOf(step.minute) - help->pos().x()) < 8) {
                const auto words = tr("minute %1: systolic %2, diastolic %3 mmHg, n = %4")
                                       .arg(step.minute)
                                       .arg(axisNumber(step.systolic, 1), axisNumber(step.diastolic, 1))
                                       .arg(step.n);
                QToolTip::showText(help->globalPos(), words.toHtmlEscaped(), this);
                return true;
            }
        QToolTip::hideText();
        return true;
    }
    return QAbstractButton::event(event);
}

} // namespace chairside
