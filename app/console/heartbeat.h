// SPDX-License-Identifier: GPL-3.0-or-later
// The window's heartbeat for the sentinel: one pixel above every page that says when it has really been
// painted. Owned by the main window. Never beats from a timer while the window can be seen; a window that
// nobody can see (minimised, another desktop) is not painted by the system and shows no old number, so then
// asking for the pixel counts.
#pragma once

#include <QWidget>

namespace chairside {

class Heartbeat final : public QWidget {
    Q_OBJECT
public:
    explicit Heartbeat(QWidget* window);
    void ask(); ///< at least once a second

Q_SIGNALS:
    void beat();

protected:
    void paintEvent(QPaintEvent*) override { Q_EMIT beat(); }
};

} // namespace chairside
