// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sentinel/frozen_strip.h"

#include "core/domain/alarm/alarm_signal.h"

#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QScreen>
#include <QTimer>
#include <QVBoxLayout>

namespace chairside {
namespace {

QLabel* plainLabel(QWidget* parent, int pixels, bool bold) {
    auto* label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setStyleSheet(
        QStringLiteral("color: white; font-size: %1px; font-weight: %2;").arg(pixels).arg(bold ? 700 : 400));
    return label;
}

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
      title_(plainLabel(this, 32, true)), detail_(plainLabel(this, 18, false)),
      restart_(bigButton(this, tr("Restart the console"))),
      pause_(bigButton(this, tr("Sound off for 2 min"))), close_(bigButton(this, tr("Seen, close"))) {
    setAttribute(Qt::WA_ShowWithoutActivating);
    auto* texts = new QVBoxLayout;
    texts->addWidget(title_);
    texts->addWidget(detail_);
    auto* row = new QHBoxLayout(this);
    row->addLayout(texts, 1);
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
    title_->setText(frozen ? tr("SCREEN FROZEN – LOOK AT THE MONITOR")
                           : tr("CONSOLE STOPPED – LOOK AT THE MONITOR"));
    detail_->setText(
        canRestart ? tr("The numbers behind this strip are old. After a restart the session goes on "
                        "where its record ends.")
                   : tr("The numbers behind this strip are old. Start the console again; the session goes "
                        "on where its record ends."));
    restart_->setVisible(canRestart);
    close_->setVisible(!frozen); // a frozen window may thaw: the strip goes by itself then
    showPauseLeft(0);
    if (const QScreen* screen = QGuiApplication::primaryScreen()) {
        const QRect area = screen->availableGeometry();
        setGeometry(area.x(), area.y(), area.width(), 110);
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
    const bool lit = flashOn(AlarmPriority::high, monoFromMs(since_.elapsed()));
    QPainter(this).fillRect(rect(), lit ? QColor(200, 0, 0) : QColor(110, 0, 0));
}

} // namespace chairside
