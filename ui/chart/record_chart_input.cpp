// SPDX-License-Identifier: GPL-3.0-or-later
// How hands reach the record chart: mouse, wheel, touch and keyboard.
#include "ui/chart/record_chart.h"
#include "ui/chart/record_table.h"
#include "ui/style/theme.h"

#include <QApplication>
#include <QContextMenuEvent>
#include <QGestureEvent>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QToolTip>
#include <QWheelEvent>

#include <cmath>

namespace chairside {
namespace {

constexpr double kFingerReach = 14; ///< with a mark of 16 px this makes the 44 px that a finger needs
constexpr int kHoldMs = 600;        ///< design, as long as touch screens commonly ask for

/// Words from people as HTML that shows exactly those words.
QString markup(const QString& plain) {
    const QString escaped = plain.toHtmlEscaped().replace(QChar('\n'), QStringLiteral("<br>"));
    return QStringLiteral("<qt>") + escaped + QStringLiteral("</qt>");
}

} // namespace

bool RecordChart::eventFilter(QObject* watched, QEvent* event) {
    // A table would take letters and digits as a search for words.
    if (watched == table_ && event->type() == QEvent::KeyPress) {
        auto* press = static_cast<QKeyEvent*>(event);
        const bool digit = press->key() >= Qt::Key_1 && press->key() <= Qt::Key_9;
        if (press->key() == Qt::Key_T || digit) {
            keyPressEvent(press);
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

bool RecordChart::event(QEvent* event) {
    if (event->type() == QEvent::Gesture) {
        auto* gestures = static_cast<QGestureEvent*>(event);
        if (auto* found = static_cast<QPinchGesture*>(gestures->gesture(Qt::PinchGesture)))
            return pinch(*found);
    }
    if (event->type() == QEvent::NativeGesture && model_) {
        const auto* gesture = static_cast<QNativeGestureEvent*>(event); // two fingers on a touch pad
        if (gesture->gestureType() == Qt::ZoomNativeGesture && gesture->value() > -0.9) {
            view_.zoomBy(1 / (1 + gesture->value()), painter_.timeAt(gesture->position().x()), now());
            viewMoved();
            return true;
        }
    }
    if (event->type() == QEvent::ToolTip) {
        frame(); // what is under the pointer now, not a frame ago
        const auto* help = static_cast<QHelpEvent*>(event);
        const auto* hit = painter_.hitAt(help->pos().x(), help->pos().y());
        const QString text = hit && model_ ? markup(hitText(*model_, *hit)) : QString();
        QToolTip::showText(help->globalPos(), text, this); // markup() is toHtmlEscaped()
        return true;
    }
    return QWidget::event(event);
}

bool RecordChart::pinch(QPinchGesture& gesture) {
    if (gesture.changeFlags() & QPinchGesture::ScaleFactorChanged && gesture.scaleFactor() > 0) {
        drag_ = Drag::none;
        // Qt gives the middle between the fingers on the screen, not in the widget.
        const double x = mapFromGlobal(gesture.centerPoint()).x();
        view_.zoomBy(1 / gesture.scaleFactor(), painter_.timeAt(x), now());
        viewMoved();
    }
    return true;
}

void RecordChart::wheelEvent(QWheelEvent* event) {
    const QPoint steps = event->angleDelta();
    if (!model_ || steps.isNull()) return;
    event->accept();
    const bool sideways =
        std::abs(steps.x()) > std::abs(steps.y()) || (event->modifiers() & Qt::ShiftModifier);
    if (sideways) {
        const int step = steps.x() ? steps.x() : steps.y();
        view_.panBy(-view_.span() * step / 1200);
    } else {
        view_.zoomBy(std::pow(0.8, steps.y() / 120.0), painter_.timeAt(event->position().x()), now());
    }
    viewMoved();
}

void RecordChart::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton || !model_) return;
    pressedAt_ = event->position();
    pressedFrom_ = view_.from();
    pressedTime_ = painter_.timeAt(pressedAt_.x());
    const auto& strip = painter_.layout().overview;
    drag_ = strip && strip->contains(pressedAt_.x(), pressedAt_.y()) ? Drag::overview : Drag::pressed;
    if (drag_ == Drag::overview) dragOverviewTo(pressedAt_.x());
    if (drag_ == Drag::pressed && !markingSpan_) holdTimer_.start(kHoldMs);
}

void RecordChart::heldDown() {
    if (drag_ != Drag::pressed || !painter_.layout().plot.contains(pressedAt_.x(), pressedAt_.y())) return;
    drag_ = Drag::none; // the finger's lifting is no tap
    setCursorTime(pressedTime_);
    offerMarks(pressedTime_, mapToGlobal(pressedAt_.toPoint()), pressedAt_);
}

void RecordChart::contextMenuEvent(QContextMenuEvent* event) {
    if (!model_ || tableShown_) return;
    frame(); // what is under the pointer now, not a frame ago
    const bool byMouse = event->reason() == QContextMenuEvent::Mouse;
    const MonoTime at = byMouse ? painter_.timeAt(event->pos().x()) : options_.crosshair.value_or(now());
    const QPoint corner =
        mapToGlobal(byMouse ? event->pos() : QPoint(static_cast<int>(painter_.xOf(at)), 60));
    if (byMouse)
        offerMarks(std::min(at, now()), corner, event->pos());
    else
        offerMarks(std::min(at, now()), corner);
    event->accept();
}

void RecordChart::dragOverviewTo(double x) {
    const auto& strip = *painter_.layout().overview;
    const TimeSpan whole = painter_.overviewSpan();
    const double part = std::clamp((x - strip.x) / strip.width, 0.0, 1.0);
    const auto middle =
        whole.from + Millis{std::llround(part * static_cast<double>((whole.to - whole.from).count()))};
    view_.moveTo(middle - view_.span() / 2);
    viewMoved();
}

void RecordChart::mouseMoveEvent(QMouseEvent* event) {
    if (!model_) return;
    const QPointF at = event->position();
    if (drag_ == Drag::pressed && std::abs(at.x() - pressedAt_.x()) >= QApplication::startDragDistance())
        drag_ = markingSpan_ || (event->modifiers() & Qt::ShiftModifier) ? Drag::marking : Drag::panning;
    if (drag_ != Drag::pressed) holdTimer_.stop();
    switch (drag_) {
    case Drag::none:
        if (painter_.layout().plot.contains(at.x(), at.y())) setCursorTime(painter_.timeAt(at.x()));
        break;
    case Drag::pressed: break;
    case Drag::panning: {
        const double perPixel = painter_.grid().msPerColumn * devicePixelRatioF();
        view_.moveTo(pressedFrom_ - Millis{std::llround((at.x() - pressedAt_.x()) * perPixel)});
        viewMoved();
        break;
    }
    case Drag::marking: {
        const MonoTime here = painter_.timeAt(at.x()); // minmax hands out references
        const auto [from, to] = std::minmax(pressedTime_, here);
        options_.selection = TimeSpan{from, to};
        update();
        break;
    }
    case Drag::overview: dragOverviewTo(at.x()); break;
    }
}

void RecordChart::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton) return;
    const Drag was = std::exchange(drag_, Drag::none);
    holdTimer_.stop();
    if (was == Drag::pressed) tap(event->position());
    if (was == Drag::marking && options_.selection) {
        const TimeSpan span = *options_.selection;
        options_.selection.reset();
        setMarkingSpan(false);
        update();
        Q_EMIT artefactRequested(span.from, span.to);
    }
}

void RecordChart::mouseDoubleClickEvent(QMouseEvent* event) {
    if (options_.live && !view_.isFollowing()) followNow();
    event->accept();
}

bool RecordChart::toggleFoldAt(QPointF at) {
    for (const auto& panel : painter_.layout().panels) {
        // In the gutter a finger finds the arrow from the title down to a finger's height.
        const double least = at.x() < panel.box.x && !panel.folded ? space::kTouch : 0;
        const double until = std::max(panel.box.y, panel.titleTop + least);
        if (at.y() < panel.titleTop || at.y() >= until || at.x() > panel.box.x + 160) continue;
        setFolded(panel.kind, !panel.folded);
        return true;
    }
    return false;
}

void RecordChart::tap(QPointF at) {
    if (!model_) return;
    frame(); // what is under the finger now, not a frame ago
    const auto* hit = painter_.hitNear(at.x(), at.y(), kFingerReach);
    if (hit && hit->events.size() == 1) {
        Q_EMIT markActivated(hit->events.front());
    } else if (hit && hit->events.size() > 1) {
        Q_EMIT marksActivated(QList<Uuid>(hit->events.begin(), hit->events.end()));
    } else if (!toggleFoldAt(at) && painter_.layout().plot.contains(at.x(), at.y())) {
        setCursorTime(painter_.timeAt(at.x()));
        say();
    }
}

void RecordChart::leaveEvent(QEvent*) {
    if (!hasFocus() && !tableShown_) setCursorTime(std::nullopt);
}

bool RecordChart::moveByKey(int key, Qt::KeyboardModifiers modifiers) {
    const Millis step = view_.span() / 120;
    const MonoTime cursor = options_.crosshair.value_or(now());
    const int way = key == Qt::Key_Left ? -1 : 1;
    const bool arrow = key == Qt::Key_Left || key == Qt::Key_Right;
    if (arrow && (modifiers & Qt::ShiftModifier)) {
        view_.panBy(view_.span() / 10 * way);
    } else if (arrow) {
        setCursorTime(cursor + step * way);
        view_.reveal(*options_.crosshair);
        say();
    } else if (key == Qt::Key_PageUp || key == Qt::Key_PageDown) {
        view_.panBy(key == Qt::Key_PageUp ? -view_.span() : view_.span());
    } else if (key == Qt::Key_Home) {
        view_.moveTo(model_->firstAt());
    } else if (key == Qt::Key_End) {
        view_.followNow(now());
    } else if (key == Qt::Key_Plus || key == Qt::Key_Equal || key == Qt::Key_Minus) {
        view_.zoomBy(key == Qt::Key_Minus ? 1.25 : 0.8, cursor, now(), view_.isFollowing());
    } else if (key == Qt::Key_A) {
        showAll();
    } else {
        return false;
    }
    viewMoved();
    return true;
}

void RecordChart::keyPressEvent(QKeyEvent* event) {
    const int key = event->key();
    if (!model_) return QWidget::keyPressEvent(event);
    if (key == Qt::Key_T && event->modifiers() == Qt::NoModifier) {
        showTable(!tableShown_);
    } else if (key == Qt::Key_W && event->modifiers() == Qt::NoModifier && waveBoard_) {
        showWaves(!wavesShown_);
    } else if (key >= Qt::Key_1 && key <= Qt::Key_9) {
        Q_EMIT eventKey(key - Qt::Key_0, options_.crosshair.value_or(now()));
    } else if (key == Qt::Key_Escape && (options_.selection || options_.crosshair || markingSpan_)) {
        drag_ = Drag::none;
        options_.selection.reset();
        setMarkingSpan(false);
        setCursorTime(std::nullopt);
    } else if (!moveByKey(key, event->modifiers())) {
        QWidget::keyPressEvent(event);
    }
}

} // namespace chairside
