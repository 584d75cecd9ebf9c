// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sentinel/frozen_strip.h"

#include "core/domain/alarm/alarm_signal.h"

#include <QGuiApplication>
#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>
#include <QScreen>
#include <QTimer>

namespace chairside {
namespace {

constexpr int kHeight = 110, kMargin = 20, kTitlePx = 34, kDetailPx = 18;

QPushButton* bigButton(QWidget* parent, const QString& text) {
    auto* button = new QPushButton(text, parent);
    button->setMinimumHeight(48); // a gloved finger
    button->setFocusPolicy(Qt::NoFocus);
    button->setStyleSheet(
        QStringLiteral("background: white; color: black; font-size: 18px; padding: 4px 16px;"));
    return button;
}

} // namespace

FrozenStrip::FrozenStrip(QWidget* parent)
    : QWidget(parent, Qt::Window | Qt::FramelessWindowHint | Qt::WindowStaysOnTopHint |
                          Qt::WindowDoesNotAcceptFocus | Qt::X11BypassWindowManagerHint),
      restart_(bigButton(this, tr("Restart the console"))),
      pause_(bigButton(this, tr("Sound off for 2 min"))), close_(bigButton(this, tr("Seen, close"))) {
    setAttribute(Qt::WA_ShowWithoutActivating);
    auto* row = new QHBoxLayout(this);
    row->addStretch(1);
    for (auto* button : {restart_, pause_, close_}) row->addWidget(button);
    connect(restart_, &QPushButton::clicked, this, &FrozenStrip::restartAsked);
    connect(pause_, &QPushButton::clicked, this, &FrozenStrip::pauseAsked);
    connect(close_, &QPushButton::clicked, this, &FrozenStrip::closeAsked);
    auto* flash = new QTimer(this);
    connect(flash, &QTimer::timeout, this, qOverload<>(&QWidget::update));
    flash->start(125);
    since_.start();
}

void FrozenStrip::showFor(Why why, bool canRestart) {
    const bool frozen = why == Why::frozen;
    title_ = frozen ? tr("SCREEN FROZEN – LOOK AT THE MONITOR") : tr("CONSOLE STOPPED – LOOK AT THE MONITOR");
    detail_ =
        canRestart
            ? tr("The numbers below are old. After a restart the session goes on where its record ends.")
            : tr("The numbers below are old. Start the console again; the session goes on.");
    restart_->setVisible(canRestart);
    close_->setVisible(!frozen); // a frozen window may thaw: the strip goes by itself then
    setAccessibleName(title_);
    setAccessibleDescription(detail_);
    showPauseLeft(0);
    if (const QScreen* screen = QGuiApplication::primaryScreen()) {
        const QRect area = screen->availableGeometry();
        setGeometry(area.x(), area.y(), area.width(), kHeight);
    }
    show();
    raise();
}

void FrozenStrip::showPauseLeft(int seconds) {
    pause_->setEnabled(seconds == 0);
    pause_->setText(seconds > 0
                        ? tr("Sound off %1:%2").arg(seconds / 60).arg(seconds % 60, 2, 10, QLatin1Char('0'))
                        : tr("Sound off for 2 min"));
}

void FrozenStrip::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const bool lit = flashOn(AlarmPriority::high, monoFromMs(since_.elapsed()));
    painter.fillRect(rect(), lit ? QColor(200, 0, 0) : QColor(110, 0, 0));
    painter.setPen(Qt::white);
    const int right = restart_->isVisible() ? restart_->x() : pause_->x();
    const auto line = [&](const QString& text, int px, int weight, const QRect& box) {
        QFont font = painter.font();
        font.setPixelSize(px);
        font.setWeight(static_cast<QFont::Weight>(weight));
        painter.setFont(font);
        painter.drawText(box, Qt::AlignVCenter | Qt::AlignLeft,
                         painter.fontMetrics().elidedText(text, Qt::ElideRight, box.width()));
    };
    const QRect texts(kMargin, 10, right - 2 * kMargin, height() - 20);
    line(title_, kTitlePx, QFont::Bold, {texts.left(), texts.top(), texts.width(), texts.height() * 3 / 5});
    line(detail_, kDetailPx, QFont::Normal,
         {texts.left(), texts.top() + texts.height() * 3 / 5, texts.width(), texts.height() * 2 / 5});
}

} // namespace chairside
