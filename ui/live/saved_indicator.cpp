// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/live/saved_indicator.h"

#include "ui/style/icon.h"
#include "ui/style/tabular_text.h"
#include "ui/style/theme.h"

#include <QPainter>

#include <cmath>

namespace chairside {
namespace {
constexpr double kMark = 16, kSavedIndicatorLine = 17;
}

SavedIndicator::SavedIndicator(QWidget* parent) : QAbstractButton(parent) {
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setAccessibleName(tr("Recording, all entries"));
    setFocusPolicy(Qt::TabFocus);
    setCursor(Qt::PointingHandCursor);
}

QString SavedIndicator::firstLine() const {
    switch (state_.kind) {
    case Kind::off: return tr("No recording");
    case Kind::saving: return tr("Saving…");
    case Kind::saved: return tr("Saved %1").arg(state_.time);
    case Kind::failed: return tr("NOT BEING SAVED");
    }
    return {};
}

QString SavedIndicator::secondLine() const {
    if (state_.kind == Kind::failed) return tr("since %1").arg(state_.time);
    if (state_.kind == Kind::off || state_.rows.isEmpty()) return {};
    return tr("%1 rows").arg(state_.rows);
}

void SavedIndicator::setState(const State& next) {
    if (next == state_) return;
    const bool wider = next.kind != state_.kind || next.rows.size() != state_.rows.size() ||
                       next.time.size() != state_.time.size();
    state_ = next;
    setAccessibleDescription(firstLine() + QLatin1Char(' ') + secondLine());
    if (wider) updateGeometry();
    update();
}

QSize SavedIndicator::sizeHint() const {
    const QFont font = uiFont(type::kTiny, state_.kind == Kind::failed ? QFont::Bold : QFont::Normal);
    // Room for the usual line from the start, so that "Saving…" does not move its neighbours.
    const double widest = std::max({tabularWidth(font, firstLine()), tabularWidth(font, secondLine()),
                                    tabularWidth(font, tr("Saved %1").arg(QStringLiteral("88:88:88")))});
    return {static_cast<int>(std::ceil(widest + kMark)) + 1, space::kTouch};
}

void SavedIndicator::paintEvent(QPaintEvent*) {
    const Theme& theme = themeOf(*this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (hasFocus()) {
        painter.setPen(QPen(theme.focus, 2));
        painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), space::kChipRadius,
                                space::kChipRadius);
    }
    const bool failed = state_.kind == Kind::failed;
    const QString first = firstLine(), second = secondLine();
    const double top =
        second.isEmpty() ? (height() - kSavedIndicatorLine) / 2 : height() / 2.0 - kSavedIndicatorLine;
    const QFont font = uiFont(type::kTiny, failed ? QFont::Bold : QFont::Normal);
    painter.setFont(font);
    painter.setPen(failed ? theme.danger : theme.quiet);
    const double width = tabularWidth(font, first);
    drawTabular(painter, QRectF(0, top, this->width(), kSavedIndicatorLine),
                Qt::AlignRight | Qt::AlignVCenter, first);
    drawTabular(painter, QRectF(0, top + kSavedIndicatorLine, this->width(), kSavedIndicatorLine),
                Qt::AlignRight | Qt::AlignVCenter, second);

    const QPointF mark(this->width() - width - kMark / 2 - 2, top + kSavedIndicatorLine / 2);
    if (failed) {
        paintIcon(painter, QStringLiteral("warning"), {mark.x() - 7, mark.y() - 7, 14, 14}, theme.danger);
        return;
    }
    painter.setPen(QPen(state_.kind == Kind::off ? theme.control : theme.good,
                        1.5)); // ring while under way, dot when done
    painter.setBrush(state_.kind == Kind::saved ? QBrush(theme.good) : QBrush(Qt::NoBrush));
    painter.drawEllipse(mark, 3.5, 3.5);
}

} // namespace chairside
