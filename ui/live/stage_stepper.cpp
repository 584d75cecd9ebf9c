// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/live/stage_stepper.h"

#include "ui/style/icon.h"
#include "ui/style/tabular_text.h"
#include "ui/style/theme.h"

#include <QPainter>

#include <cmath>

namespace chairside {
namespace {

constexpr double kStepGap = 14, kPad = 10, kStageStepperTick = 15;
QFont passedFont() {
    return uiFont(type::kSmall, QFont::Normal);
}
QFont currentFont() {
    return uiFont(type::kBody, QFont::DemiBold);
}
QFont totalFont() {
    return uiFont(type::kBody, QFont::Normal);
}

} // namespace

StageStepper::StageStepper(QWidget* parent) : QWidget(parent) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    setAccessibleName(tr("Stage of the session"));
}

QString StageStepper::currentText() const {
    if (state_.current < 0 || state_.current >= state_.stages.size()) return {};
    QString text = state_.stages.at(state_.current);
    if (state_.paused) text = tr("%1 paused").arg(text);
    if (!state_.elapsed.isEmpty()) text += QLatin1Char(' ') + state_.elapsed;
    return text;
}

void StageStepper::setState(const State& next) {
    if (next == state_) return;
    const bool wider = next.current != state_.current || next.stages != state_.stages ||
                       next.paused != state_.paused || next.elapsed.size() != state_.elapsed.size() ||
                       next.total.size() != state_.total.size();
    if (next.current != state_.current || next.paused != state_.paused)
        setAccessibleDescription(next.stages.value(next.current) +
                                 (next.paused ? tr(", paused") : QString()));
    state_ = next;
    if (wider) updateGeometry();
    update();
}

std::vector<StageStepper::Piece> StageStepper::pieces(Room room) const {
    std::vector<Piece> out;
    for (int i = 0; i < state_.stages.size(); ++i) {
        Piece piece{state_.stages.at(i), i, 0};
        if (i == state_.current) {
            piece.text = currentText();
            piece.width = tabularWidth(currentFont(), piece.text) + 2 * kPad;
            if (!state_.total.isEmpty())
                piece.width += tabularWidth(totalFont(), QStringLiteral(" / ") + state_.total);
        } else if (i < state_.current) {
            if (room != Room::full) piece.text.clear();
            piece.width =
                kStageStepperTick + (piece.text.isEmpty() ? 0 : 4 + tabularWidth(passedFont(), piece.text));
        } else {
            if (room == Room::currentOnly) continue;
            piece.width = tabularWidth(passedFont(), piece.text);
        }
        out.push_back(piece);
    }
    return out;
}

double StageStepper::widthOf(Room room) const {
    double width = 0;
    for (const Piece& piece : pieces(room)) width += piece.width + kStepGap;
    return std::max(0.0, width - kStepGap);
}

QSize StageStepper::sizeHint() const {
    return {static_cast<int>(std::ceil(widthOf(Room::full))) + 1, 36};
}

QSize StageStepper::minimumSizeHint() const {
    return {static_cast<int>(std::ceil(widthOf(Room::currentOnly))) + 1, 36};
}

void StageStepper::paintEvent(QPaintEvent*) {
    const Theme& theme = themeOf(*this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    Room room = Room::full;
    if (widthOf(room) > width()) room = Room::ticksOnly;
    if (widthOf(room) > width()) room = Room::currentOnly;
    double x = (width() - widthOf(room)) / 2;
    const double middle = height() / 2.0;
    for (const Piece& piece : pieces(room)) {
        if (piece.stage == state_.current) {
            painter.setPen(QPen(state_.paused ? theme.caution : theme.line, 1));
            painter.setBrush(theme.raised);
            painter.drawRoundedRect(QRectF(x + .5, middle - 16.5, piece.width - 1, 33), 8, 8);
            painter.setFont(currentFont());
            painter.setPen(theme.text);
            const double used = tabularWidth(currentFont(), piece.text);
            drawTabular(painter, QRectF(x + kPad, middle - 12, used + 1, 24),
                        Qt::AlignLeft | Qt::AlignVCenter, piece.text);
            if (!state_.total.isEmpty()) {
                painter.setFont(totalFont());
                painter.setPen(theme.quiet);
                drawTabular(painter, QRectF(x + kPad + used, middle - 12, piece.width, 24),
                            Qt::AlignLeft | Qt::AlignVCenter, QStringLiteral(" / ") + state_.total);
            }
        } else {
            const bool passed = piece.stage < state_.current;
            if (passed)
                paintIcon(painter, QStringLiteral("check"),
                          {x, middle - kStageStepperTick / 2, kStageStepperTick, kStageStepperTick},
                          theme.good);
            painter.setFont(passedFont());
            painter.setPen(passed ? theme.good : theme.quiet);
            drawTabular(painter,
                        QRectF(x + (passed ? kStageStepperTick + 4 : 0), middle - 12, piece.width + 1, 24),
                        Qt::AlignLeft | Qt::AlignVCenter, piece.text);
        }
        x += piece.width + kStepGap;
    }
}

} // namespace chairside
