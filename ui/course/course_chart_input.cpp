// SPDX-License-Identifier: GPL-3.0-or-later
// CourseChart: where the columns are, and what hand and keyboard do with them.
#include "ui/course/course_chart.h"

#include "core/base/number.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace chairside {
namespace {

QString number(double value, int decimals) {
    return QString::fromStdString(formatNumber(value, decimals));
}

constexpr double kNarrowest = 92, kWidest = 240;

} // namespace

CourseChart::CourseChart(QWidget* parent) : QWidget(parent) {
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAccessibleName(tr("Sessions of the course"));
}

void CourseChart::setState(const State& state) {
    if (state == state_) return;
    const bool sameVisits = state.columns.size() == state_.columns.size();
    state_ = state;
    hovered_.reset();
    pressed_.reset();
    if (!sameVisits) {
        current_ = state_.columns.empty() ? 0 : state_.columns.size() - 1;
        first_ = state_.columns.size() - shown();
    }
    if (!state_.columns.empty()) setAccessibleDescription(words(state_.columns[current_]));
    Q_EMIT pagesChanged();
    update();
}

std::size_t CourseChart::shown() const {
    const auto fit = static_cast<std::size_t>(std::max(1.0, (width() - kLabels - kRight) / kNarrowest));
    return std::min(fit, state_.columns.size());
}

double CourseChart::columnWidth() const {
    const auto count = std::max<std::size_t>(1, shown());
    return std::min(kWidest, (width() - kLabels - kRight) / static_cast<double>(count));
}

QRectF CourseChart::columnBox(std::size_t column) const {
    return {kLabels + static_cast<double>(column - first_) * columnWidth(), 2, columnWidth(), height() - 4.0};
}

std::optional<std::size_t> CourseChart::columnAt(const QPointF& at) const {
    for (std::size_t i = first_; i < first_ + shown(); ++i)
        if (columnBox(i).contains(at)) return i;
    return std::nullopt;
}

void CourseChart::show(std::size_t first) {
    first_ = std::min(first, state_.columns.size() - shown());
    Q_EMIT pagesChanged();
    update();
}

void CourseChart::page(int direction) {
    const auto step = std::max<std::size_t>(1, shown() - 1);
    if (direction < 0)
        show(first_ > step ? first_ - step : 0);
    else
        show(first_ + step);
}

void CourseChart::select(std::size_t column) {
    current_ = column;
    if (current_ < first_) show(current_);
    if (current_ >= first_ + shown()) show(current_ + 1 - shown());
    setAccessibleDescription(words(state_.columns[current_]));
    update();
}

void CourseChart::resizeEvent(QResizeEvent*) {
    // The newest visits stay in sight.
    first_ = state_.columns.size() - std::min(shown(), state_.columns.size());
    Q_EMIT pagesChanged();
}

void CourseChart::keyPressEvent(QKeyEvent* event) {
    if (state_.columns.empty()) return QWidget::keyPressEvent(event);
    const auto last = state_.columns.size() - 1;
    const int key = event->key();
    if (key == Qt::Key_Left)
        select(current_ > 0 ? current_ - 1 : 0);
    else if (key == Qt::Key_Right)
        select(std::min(current_ + 1, last));
    else if (key == Qt::Key_Home)
        select(0);
    else if (key == Qt::Key_End)
        select(last);
    else if (key == Qt::Key_Return || key == Qt::Key_Enter || key == Qt::Key_Space)
        Q_EMIT sessionChosen(state_.columns[current_].session);
    else
        QWidget::keyPressEvent(event);
}

void CourseChart::mousePressEvent(QMouseEvent* event) {
    pressed_ = columnAt(event->position());
}

void CourseChart::mouseReleaseEvent(QMouseEvent* event) {
    const auto at = columnAt(event->position());
    const bool same = at && at == pressed_;
    pressed_.reset();
    if (!same) return;
    select(*at);
    Q_EMIT sessionChosen(state_.columns[*at].session);
}

void CourseChart::mouseMoveEvent(QMouseEvent* event) {
    const auto at = columnAt(event->position());
    if (at == hovered_) return;
    hovered_ = at;
    setCursor(at ? Qt::PointingHandCursor : Qt::ArrowCursor);
    update();
}

void CourseChart::leaveEvent(QEvent*) {
    hovered_.reset();
    update();
}

QString CourseChart::words(const Column& column) const {
    QStringList parts{tr("%1, %2").arg(column.date, column.number)};
    const auto add = [&](const QString& text) {
        if (!text.isEmpty()) parts << text;
    };
    add(column.interval);
    add(column.status);
    if (column.dose) add(tr("%1, %2 %3").arg(column.doseText, number(*column.dose, 2), state_.doseUnit));
    if (column.systolicRise)
        add(tr("highest blood pressure %1, systolic %2 mmHg over baseline")
                .arg(column.pressureText, number(*column.systolicRise, 0)));
    if (column.dissociation)
        add(tr("dissociation %1 (%2)")
                .arg(number(*column.dissociation, 1), column.dissociationScale.isEmpty()
                                                          ? state_.dissociationTitle
                                                          : column.dissociationScale));
    if (column.score)
        add(tr("%1 %2 %3").arg(state_.scoreTitle, number(*column.score, 1), column.verdict).trimmed());
    static const char* const kSeverity[] = {"", QT_TR_NOOP("mild"), QT_TR_NOOP("moderate"),
                                            QT_TR_NOOP("severe")};
    for (const auto& effect : column.effects)
        add(tr("%1, %2").arg(effect.label, tr(kSeverity[std::clamp(effect.severity, 1, 3)])));
    for (const auto& medicine : column.medicines) add(tr("given: %1").arg(medicine));
    return parts.join(QStringLiteral("; "));
}

bool CourseChart::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        if (const auto at = columnAt(help->pos())) {
            const auto text = words(state_.columns[*at]);
            QToolTip::showText(help->globalPos(), text.toHtmlEscaped(), this);
        }
        return true;
    }
    return QWidget::event(event);
}

} // namespace chairside
