// SPDX-License-Identifier: GPL-3.0-or-later
// A quiet message at the bottom of the window that takes no focus, covers no number and goes by itself, or
// when touched. For answers that have no panel of their own. Main thread; a view.
#pragma once

#include "ui/style/text_label.h"

#include <QTimer>
#include <QWidget>

namespace chairside {

class Notice final : public QWidget {
    Q_OBJECT
public:
    explicit Notice(QWidget* window);
    void say(const QString& sentence);

protected:
    void paintEvent(QPaintEvent*) override;
    void mousePressEvent(QMouseEvent*) override { hide(); }
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void place();
    TextLabel* text_;
    QTimer timer_;
};

} // namespace chairside
