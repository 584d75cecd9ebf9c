// SPDX-License-Identifier: GPL-3.0-or-later
// The red strip over everything when the console's window no longer answers: what happened, where to look,
// and the offer to start the console again. Sentinel's only thread. Never takes the keyboard, never restarts
// by itself.
#pragma once

#include <QElapsedTimer>
#include <QWidget>

class QPushButton;

namespace chairside {

class FrozenStrip final : public QWidget {
    Q_OBJECT
public:
    enum class Why { frozen, dead };

    explicit FrozenStrip(QWidget* parent = nullptr);
    void showFor(Why why, bool canRestart);
    void showPauseLeft(int seconds); ///< 0 = the sound is on

Q_SIGNALS:
    void restartAsked();
    void pauseAsked();
    void closeAsked();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QElapsedTimer since_;
    QString title_, detail_;
    QPushButton *restart_, *pause_, *close_;
};

} // namespace chairside
